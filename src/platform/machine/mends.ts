import { closeSync, constants, existsSync, fchmodSync, fstatSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

const OTHERS = 0o077;
/** An exchange that runs waits much longer than this for its database. */
const LONGEST_HOLD_MS = 200;

/** Takes the rights of all but the owner from a file or folder; never through a symbolic link. */
export function closeToOthers(path: string): boolean {
  let fd: number | undefined;
  try {
    fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    fchmodSync(fd, fstatSync(fd).mode & 0o777 & ~OTHERS);
    return true;
  } catch {
    return false;
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

/** Moves what the write-ahead log of a database holds into it and empties the log; false when others hold it. */
export function workOffJournal(path: string): boolean {
  // Opening it would make it.
  if (!existsSync(path)) return false;
  try {
    const database = new DatabaseSync(path, { timeout: LONGEST_HOLD_MS });
    try {
      // The long part holds up nobody; what is left then is soon done.
      database.exec('PRAGMA wal_checkpoint(PASSIVE)');
      const row = database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
      return row?.['busy'] === 0;
    } finally {
      database.close();
    }
  } catch {
    return false;
  }
}
