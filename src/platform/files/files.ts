import { readFileSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The file's text, undefined when there is none. Throws what Node throws when it is there but cannot be read. */
export function readTextFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The same for a file that is not text. */
export async function readFileBytes(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Puts a file in its place whole: nobody ever reads half of it, and a crash leaves the old one or the new one. Its
 * folder is made (0700). Gives the system's word for what went wrong, such as `ENOSPC`.
 */
export async function writeFileWhole(path: string, bytes: Uint8Array): Promise<string | undefined> {
  const partial = `${path}.partial`;
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const file = await open(partial, 'w', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(partial, path);
    return undefined;
  } catch (error) {
    await rm(partial, { force: true }).catch(() => {});
    return systemWord(error);
  }
}

/** One that is not there is removed already. */
export async function removeFile(path: string): Promise<string | undefined> {
  try {
    await rm(path, { force: true });
    return undefined;
  } catch (error) {
    return systemWord(error);
  }
}

function systemWord(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

/** What this user may still write to the file system that holds `path`. */
export async function freeBytes(path: string): Promise<number> {
  const { bavail, bsize } = await statfs(path);
  return bavail * bsize;
}
