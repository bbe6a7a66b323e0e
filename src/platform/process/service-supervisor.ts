import { fstatSync } from 'node:fs';

/**
 * Whether systemd runs this process as a service: its output goes straight to the journal (systemd.exec(5),
 * `JOURNAL_STREAM`). The variable alone says nothing, because every descendant of a service has it too.
 */
export function runsAsService(environment: Readonly<Record<string, string | undefined>>): boolean {
  const { JOURNAL_STREAM: stream } = environment;
  return stream !== undefined && [1, 2].some((descriptor) => identity(descriptor) === stream);
}

function identity(descriptor: number): string | undefined {
  try {
    const { dev, ino } = fstatSync(descriptor);
    return `${dev}:${ino}`;
  } catch {
    return undefined;
  }
}
