import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fail, ok, type Result } from '../../base/result.ts';

/** Everything that lasts, held by one process at a time. */
export interface DataFolder {
  /** Absolute. */
  readonly path: string;
  /** The path of a file in it. */
  file(name: string): string;
  /** Lets others have it. Idempotent; the end of the process does the same. */
  release(): void;
}

/** Why the folder cannot be had. */
export interface DataFolderFault {
  readonly reason: 'in-use' | 'not-a-folder' | 'not-allowed' | 'read-only' | 'full' | 'other';
  readonly path: string;
  /** The process that has it, when `in-use` and known. */
  readonly pid: number | undefined;
  /** The system's own word, such as `EACCES`. */
  readonly code: string;
}

const LOCK_FILE = 'lock';
const PID_FILE = 'pid';

/** Makes the folder (mode 0700) when it is missing, and takes it for this process. */
export function openDataFolder(folder: string): Result<DataFolder, DataFolderFault> {
  const path = resolve(folder);
  try {
    makeFolder(path, 0o700);
    if (!statSync(path).isDirectory()) return refuse(path, 'ENOTDIR');
    const lock = new DatabaseSync(join(path, LOCK_FILE));
    const taken = takeLock(lock);
    if (taken !== undefined) return refuse(path, taken);
    writeFileSync(join(path, PID_FILE), `${process.pid}\n`, { mode: 0o600 });
    chmodSync(join(path, LOCK_FILE), 0o600);
    return ok(new LockedDataFolder(path, lock));
  } catch (error) {
    return refuse(path, error instanceof Error && 'code' in error ? String(error.code) : String(error));
  }
}

/** Not `recursive` of mkdirSync: that never returns where nothing can be made, such as below /proc. */
function makeFolder(path: string, mode: number): void {
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EEXIST') return;
    if (code !== 'ENOENT') throw error;
    makeFolder(dirname(path), 0o755);
    mkdirSync(path, { mode });
  }
}

/**
 * An exclusive SQLite transaction on an empty file: the kernel ends it with the process, however that dies, and
 * holds it against other containers on the same disk too, which a pid file cannot.
 */
function takeLock(lock: DatabaseSync): string | undefined {
  try {
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    return undefined;
  } catch (error) {
    lock.close();
    const errcode = error instanceof Error && 'errcode' in error ? Number(error.errcode) : 0;
    return SQLITE_CODES[errcode & 0xff] ?? `SQLITE_${errcode}`;
  }
}

/** The primary result codes of SQLite that a lock can meet. */
const SQLITE_CODES: Readonly<Record<number, string>> = {
  3: 'EACCES',
  5: 'SQLITE_BUSY',
  8: 'EROFS',
  10: 'EIO',
  13: 'ENOSPC',
  14: 'EACCES',
};

const REASONS: Readonly<Record<string, DataFolderFault['reason']>> = {
  SQLITE_BUSY: 'in-use',
  ENOTDIR: 'not-a-folder',
  EEXIST: 'not-a-folder',
  EACCES: 'not-allowed',
  EPERM: 'not-allowed',
  EROFS: 'read-only',
  ENOSPC: 'full',
  EDQUOT: 'full',
};

function refuse(path: string, code: string): Result<never, DataFolderFault> {
  const reason = REASONS[code] ?? 'other';
  return fail({ reason, path, code, pid: reason === 'in-use' ? readPid(path) : undefined });
}

function readPid(path: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(join(path, PID_FILE), 'utf8'), 10);
    return Number.isNaN(pid) ? undefined : pid;
  } catch {
    return undefined;
  }
}

class LockedDataFolder implements DataFolder {
  readonly path: string;
  readonly #lock: DatabaseSync;
  #held = true;

  constructor(path: string, lock: DatabaseSync) {
    this.path = path;
    this.#lock = lock;
  }

  file(name: string): string {
    return join(this.path, name);
  }

  release(): void {
    if (!this.#held) return;
    this.#held = false;
    rmSync(join(this.path, PID_FILE), { force: true });
    this.#lock.close();
  }
}
