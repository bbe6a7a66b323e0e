import {
  closeSync,
  existsSync,
  fsyncSync,
  globSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  BackupError,
  type BackupHeader,
  type BackupSecret,
  type Progress,
  readBackup,
  readBackupHeader,
  writeBackup,
} from './backup-format.ts';
import { MIGRATIONS } from './migrate.ts';
import { toStoreError } from './sqlite-errors.ts';
import { StoreError } from './store.ts';

/** Names of what is in a backup. */
const DATABASE = 'hamvoip.db';
const SETTINGS = 'hamvoip.toml';
/** A club's own recordings. */
const RECORDINGS = 'prompts/*/*.wav';
const RECORDING = /^prompts\/[a-z]{2}\/[a-z0-9-]{1,40}\.wav$/;
/** Issues of the directory, and the key their passwords are sealed with. */
const ISSUES = 'directory/hamvoip-directory-*.pdf';
const ISSUE = /^directory\/hamvoip-directory-\d{1,9}\.pdf$/;
const SEAL_KEY = 'seal.key';
const APPLICATION_ID = 0x48616d56;
const BUSY_MS = 5_000;
/** Of the running calls, and what may not be kept beyond a day: neither belongs in what lasts. */
const NOT_KEPT = ['live_dialogs', 'trace_messages', 'traces'];

/** Where the files lie. */
export interface BackupPlaces {
  readonly database: string;
  readonly settings: string;
  /** Folder of both. */
  readonly folder: string;
}

export interface BackupMade {
  readonly bytes: number;
  /** SHA-256 of the file. */
  readonly sha256: string;
}

/**
 * Copies database, settings, recordings and the directory's issues into one encrypted file, while the exchange runs or not: the copy is of one moment.
 * `working` names a file beside the database that does not exist yet. Rejects with `StoreError`; then nothing is left.
 */
export async function createBackup(
  places: BackupPlaces,
  file: string,
  working: string,
  about: { readonly createdAt: string; readonly version: string },
  secret: BackupSecret,
  progress: Progress,
): Promise<BackupMade> {
  const partial = `${file}.partial`;
  try {
    if (!existsSync(places.database)) throw new StoreError('conflict', `${places.database} is not there`);
    const schema = copyDatabase(places.database, working);
    const sources = [{ name: DATABASE, path: working }, ...besideDatabase(places)];
    const files = sources.map(({ name, path }) => ({ name, bytes: statSync(path).size }));
    const paths = sources.map(({ path }) => path);
    rmSync(partial, { force: true });
    const sha256 = await writeBackup(partial, { ...about, schema, files }, paths, secret, progress);
    renameSync(partial, file);
    return { bytes: statSync(file).size, sha256 };
  } catch (error) {
    rmSync(partial, { force: true });
    throw toStoreError(error);
  } finally {
    for (const suffix of ['', '-journal']) rmSync(working + suffix, { force: true });
  }
}

/**
 * Puts what a backup holds into a folder that has no database yet. Everything is checked before the database gets its
 * name, which is the last step. Rejects with `BackupError` or `StoreError`; then the folder is as it was.
 */
export async function restoreBackup(
  places: BackupPlaces,
  file: string,
  passphrase: string,
  progress: Progress,
): Promise<BackupHeader> {
  const arriving = (name: string): string => `${places.folder}/${name.replaceAll('/', '_')}.restoring`;
  let names: readonly string[] = [];
  const clear = (): void => {
    for (const name of names) rmSync(arriving(name), { force: true });
  };
  try {
    const { size } = statSync(file);
    const header = readBackupHeader(file, size);
    refuseUnknown(header);
    names = header.files.map(({ name }) => name);
    clear();
    await readBackup(file, size, passphrase, arriving, progress);
    checkDatabase(arriving(DATABASE), header);
    for (const name of names) {
      const place = name === SETTINGS ? places.settings : `${places.folder}/${name}`;
      // What is there already was made for this machine.
      if (name === DATABASE || existsSync(place)) continue;
      mkdirSync(dirname(place), { recursive: true, mode: 0o700 });
      renameSync(arriving(name), place);
    }
    renameSync(arriving(DATABASE), places.database);
    syncFolder(places.folder);
    return header;
  } catch (error) {
    throw error instanceof BackupError ? error : toStoreError(error);
  } finally {
    clear();
  }
}

/** A compact copy of one moment, without holding up who writes; gives the schema's number. */
function copyDatabase(path: string, copy: string): number {
  // SQLite fills a file that is there and empty: it keeps its mode.
  closeSync(openSync(copy, 'wx', 0o600));
  const source = new DatabaseSync(path, { readOnly: true, timeout: BUSY_MS });
  try {
    source.prepare('VACUUM INTO ?').run(copy);
  } finally {
    source.close();
  }
  const database = new DatabaseSync(copy);
  try {
    database.exec('PRAGMA secure_delete = ON');
    for (const table of NOT_KEPT) if (hasTable(database, table)) database.exec(`DELETE FROM ${table}`);
    const schema = numberOf(database, 'user_version');
    refuseBroken(database);
    return schema;
  } finally {
    database.close();
  }
}

function besideDatabase({ folder, settings }: BackupPlaces): { name: string; path: string }[] {
  const found = [RECORDINGS, ISSUES, SEAL_KEY].flatMap((pattern) => globSync(pattern, { cwd: folder }));
  return [
    ...(existsSync(settings) ? [{ name: SETTINGS, path: settings }] : []),
    ...found.filter(isBesideDatabase).map((name) => ({ name, path: `${folder}/${name}` })),
  ];
}

function isBesideDatabase(name: string): boolean {
  return name === SEAL_KEY || RECORDING.test(name) || ISSUE.test(name);
}

/** Names become paths, so only ours do. */
function refuseUnknown(header: BackupHeader): void {
  const names = header.files.map(({ name }) => name);
  const known = names.every((name) => name === DATABASE || name === SETTINGS || isBesideDatabase(name));
  if (!known || new Set(names).size < names.length || !names.includes(DATABASE))
    throw new BackupError('damaged', 'it holds other files than a backup has');
  refuseNewer(header.schema);
}

function refuseNewer(schema: number): void {
  const ours = Object.keys(MIGRATIONS).length;
  if (schema > ours) throw new BackupError('newer', `schema ${schema}, this version knows ${ours}`);
}

function checkDatabase(path: string, header: BackupHeader): void {
  const database = new DatabaseSync(path);
  try {
    refuseBroken(database);
    const schema = numberOf(database, 'user_version');
    if (schema !== header.schema || numberOf(database, 'application_id') !== APPLICATION_ID)
      throw new BackupError('damaged', 'the database in it is another one');
    refuseNewer(schema);
  } finally {
    database.close();
  }
}

function refuseBroken(database: DatabaseSync): void {
  const verdict = database.prepare('PRAGMA integrity_check(1)').get();
  if (verdict === undefined || Object.values(verdict)[0] !== 'ok')
    throw new StoreError('broken', 'the database is damaged');
}

function numberOf(database: DatabaseSync, pragma: 'user_version' | 'application_id'): number {
  return Number(database.prepare(`PRAGMA ${pragma}`).get()?.[pragma] ?? 0);
}

function hasTable(database: DatabaseSync, name: string): boolean {
  return database.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').get(name) !== undefined;
}

function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
