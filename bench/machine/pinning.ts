import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { availableParallelism, setPriority } from 'node:os';

const SERVER_CPU = '0';
const GENERATOR_CPU = '1';
/** Ahead of whatever else runs on this machine: a server that waits for its CPU shows the others' load, not its own. */
const NICE = -10;

/** Without a second CPU the generator takes the server's time and nothing here means much. */
export const isPinned = availableParallelism() >= 2 && hasTaskset();

/** The command line that runs a server on its own CPU. */
export function onServerCpu(command: readonly string[]): string[] {
  return isPinned ? ['taskset', '-c', SERVER_CPU, ...command] : [...command];
}

/** This process and all generators that it starts from now on. Servers inherit the priority. */
export function pinGenerators(): void {
  if (isPinned) spawnSync('taskset', ['-apc', GENERATOR_CPU, String(process.pid)]);
  try {
    setPriority(process.pid, NICE);
  } catch {
    // Only root may; the figures are CPU time and do not depend on it.
  }
  putAhead(process.pid);
}

/**
 * Where the kernel schedules by session (sched(7), "The autogroup feature") the priority of a process counts within
 * its own session only, and a server that was started by `hamvoip` has one of its own.
 */
export function putAhead(pid: number): void {
  try {
    writeFileSync(`/proc/${pid}/autogroup`, String(NICE));
  } catch {
    // No such feature, or no right to it.
  }
}

function hasTaskset(): boolean {
  return spawnSync('taskset', ['-V']).status === 0;
}
