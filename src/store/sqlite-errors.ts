import { StoreError } from './store.ts';

/** Primary result codes, https://sqlite.org/rescode.html */
const REASON_OF_CODE: Readonly<Record<number, StoreError['reason']>> = {
  3: 'read-only', // SQLITE_PERM
  5: 'busy', // SQLITE_BUSY
  6: 'busy', // SQLITE_LOCKED
  8: 'read-only', // SQLITE_READONLY
  13: 'full', // SQLITE_FULL
  19: 'conflict', // SQLITE_CONSTRAINT
};

/** The file of shared memory beside the database could not be made longer: the disk is full. */
const IOERR_SHMSIZE = 4874;
const CONSTRAINT_FOREIGNKEY = 787;

const REASON_OF_SYSTEM_ERROR: Readonly<Record<string, StoreError['reason']>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EROFS: 'read-only',
  EACCES: 'read-only',
  EPERM: 'read-only',
};

/** What SQLite or the file system refused, in the words of the store. Their messages name columns, never values. */
export function toStoreError(error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new StoreError(reasonOf(error), message);
}

export function isForeignKeyViolation(error: unknown): boolean {
  return sqliteCode(error) === CONSTRAINT_FOREIGNKEY;
}

function reasonOf(error: unknown): StoreError['reason'] {
  const code = sqliteCode(error);
  if (code === IOERR_SHMSIZE) return 'full';
  if (code !== undefined) return REASON_OF_CODE[code & 0xff] ?? 'broken';
  if (error instanceof Error && 'code' in error)
    return REASON_OF_SYSTEM_ERROR[String(error.code)] ?? 'broken';
  return 'broken';
}

/** The extended result code. */
function sqliteCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error)) return undefined;
  return typeof error.errcode === 'number' ? error.errcode : undefined;
}
