import { closeSync, existsSync, openSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

export function fileExists(path: string): boolean {
  return existsSync(path);
}

/** The system's word for why a new file cannot be made here, such as `EACCES`; undefined when it can. */
export function whyUnwritable(path: string): string | undefined {
  try {
    closeSync(openSync(path, 'w', 0o600));
    rmSync(path);
    return undefined;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
}

/** Removes the files of a folder whose names match and that were last written before `beforeMs`. */
export function removeOldFiles(folder: string, name: RegExp, beforeMs: number): void {
  for (const entry of readdirSync(folder)) {
    if (!name.test(entry)) continue;
    const path = join(folder, entry);
    const { mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: beforeMs };
    if (mtimeMs < beforeMs) rmSync(path, { force: true });
  }
}
