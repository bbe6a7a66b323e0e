import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { type Libc, loadLibc } from '../sockets/libc.ts';

/** `struct timex` of Linux on 64 bits (adjtimex(2)). */
const TIMEX_BYTES = 208;
const STATUS_OFFSET = 40;
const STA_UNSYNC = 0x40;

/** The stamp of systemd-timesyncd, there once it has set the clock. */
const TIMESYNC_STAMP = '/run/systemd/timesync/synchronized';
const LONGEST_WAIT_MS = 2_000;

/** Whether something keeps the machine's clock right; undefined where nobody tells. */
export async function isClockSynchronised(): Promise<boolean | undefined> {
  const libc = await loadLibc();
  const told = libc && askKernel(libc);
  if (told !== undefined) return told;
  if (existsSync(TIMESYNC_STAMP)) return true;
  return askSystemd();
}

/** Undefined where a container may not ask. */
export function askKernel(libc: Pick<Libc, 'adjtimex' | 'allocate'>): boolean | undefined {
  const timex = libc.allocate(TIMEX_BYTES);
  if (libc.adjtimex(timex.address) < 0) return undefined;
  const status = new DataView(timex.buffer).getInt32(STATUS_OFFSET, true);
  return (status & STA_UNSYNC) === 0;
}

async function askSystemd(): Promise<boolean | undefined> {
  try {
    const { stdout } = await promisify(execFile)(
      'timedatectl',
      ['show', '--property=NTPSynchronized', '--value'],
      { timeout: LONGEST_WAIT_MS },
    );
    return { yes: true, no: false }[stdout.trim()];
  } catch {
    return undefined;
  }
}
