import { setPriority } from 'node:os';
import { putAhead } from '../../bench/machine/pinning.ts';

const NICE = -15;

/** Puts this process and what it starts ahead of other work of the machine, whose load is not what is measured. */
export function takePriority(): boolean {
  try {
    setPriority(process.pid, NICE);
    putAhead(process.pid);
    return true;
  } catch {
    // Only root may.
    return false;
  }
}
