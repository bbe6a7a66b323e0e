import type { Writable } from 'node:stream';

const OUTPUTS: readonly Writable[] = [process.stdout, process.stderr];

/** A reader that went away early (`hamvoip extension list | head -1`) is no fault of ours, and no exception. */
export function letReadersGo(): void {
  for (const output of OUTPUTS) output.on('error', () => {});
}

/**
 * Settles when everything written to stdout and stderr has left the process, or nobody is there to take it. A pipe
 * takes a few dozen kilobytes at a time; `process.exit` throws away what still waits for its turn.
 */
export async function outputWritten(): Promise<void> {
  await Promise.all(OUTPUTS.map(written));
}

function written(output: Writable): Promise<void> {
  if (output.destroyed || output.writableLength === 0) return Promise.resolve();
  return new Promise((resolve) => {
    output.once('close', resolve);
    output.write('', () => resolve());
  });
}
