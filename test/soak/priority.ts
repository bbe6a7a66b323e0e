import { writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';

const NICE = -15;

/**
 * Puts this process and what it starts ahead of other work of the machine, whose load is not what is measured. Linux
 * shares the CPUs among sessions first (sched(7), autogroup), where the priority of a process means nothing.
 */
export function takePriority(): boolean {
  try {
    setPriority(process.pid, NICE);
    writeFileSync('/proc/self/autogroup', String(NICE));
    return true;
  } catch {
    // Only root may, and not every kernel has it.
    return false;
  }
}
