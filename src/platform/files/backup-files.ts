import {
  closeSync,
  existsSync,
  mkdirSync,
  openAsBlob,
  openSync,
  readdirSync,
  rmSync,
  statSync,
} from 'node:fs';
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

/** For its owner only; one that is there stays as it is. Throws what the file system throws. */
export function makeFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
}

/** The files in a folder; none where there is no folder. */
export function listFiles(folder: string): readonly { readonly name: string; readonly bytes: number }[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => ({
        name,
        bytes: statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0,
      }));
  } catch {
    return [];
  }
}

/** Read piece by piece, as fast as the reader takes it. */
export async function fileStream(path: string): Promise<ReadableStream<Uint8Array>> {
  return (await openAsBlob(path)).stream();
}
