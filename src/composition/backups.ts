import { randomToken } from '../base/random.ts';
import { fail, ok, type Result } from '../base/result.ts';
import type { BackupMade, BackupRestored, BackupTool, OnProgress } from '../cli/backup-tool.ts';
import { dataFolderFailure, type Failure, startFailureOf } from '../cli/failure.ts';
import type { LoadedSettings } from '../config/load-settings.ts';
import { fileExists, removeOldFiles, whyUnwritable } from '../platform/files/backup-files.ts';
import { openDataFolder } from '../platform/files/data-folder.ts';
import { NodeClock } from '../platform/node-clock.ts';
import { NodeRandom } from '../platform/node-random.ts';
import { generatePassword } from '../policy/password.ts';
import { createBackup, restoreBackup } from '../store/backup.ts';
import { BACKUP_COST, BackupError, IV_BYTES, SALT_BYTES } from '../store/backup-format.ts';
import { placesIn, WORKING_COPY } from './data-files.ts';

/** A working copy of a backup that was broken off: no backup takes so long. */
const LEFT_OVER_MS = 3_600_000;

const CODES = {
  'not-a-backup': 'not-a-backup',
  newer: 'backup-newer',
  'wrong-passphrase': 'passphrase-wrong',
  damaged: 'backup-damaged',
} as const;

/** Backups of this version of hamvoip. They need no exchange: SQLite gives a copy of one moment beside its writer. */
export function backupTool(version: string, cost = BACKUP_COST): BackupTool {
  return {
    create: (loaded, file, passphrase, onProgress) =>
      create({ version, cost }, loaded, file, passphrase, onProgress),
    restore,
  };
}

async function create(
  { version, cost }: { version: string; cost: number },
  { settings }: LoadedSettings,
  file: string,
  given: string | undefined,
  onProgress: OnProgress,
): Promise<Result<BackupMade, Failure>> {
  const places = placesIn(settings.data);
  if (!fileExists(places.database)) return fail({ code: 'data-missing', values: { path: places.folder } });
  if (fileExists(file)) return fail({ code: 'backup-exists', values: { path: file } });
  const unwritable = whyUnwritable(`${file}.partial`);
  if (unwritable !== undefined)
    return fail({ code: 'backup-not-written', values: { path: file }, detail: unwritable });
  const clock = new NodeClock();
  const random = new NodeRandom();
  removeOldFiles(places.folder, WORKING_COPY, clock.wallTime() - LEFT_OVER_MS);
  const passphrase = given ?? makePassphrase(random);
  const working = `${places.folder}/backup-${randomToken(random, 8)}.copy`;
  const secret = { passphrase, salt: random.bytes(SALT_BYTES), iv: random.bytes(IV_BYTES), cost };
  const createdAt = new Date(clock.wallTime()).toISOString();
  try {
    const made = await createBackup(places, file, working, { createdAt, version }, secret, onProgress);
    return ok({ ...made, passphrase });
  } catch (error) {
    return fail(failureOf(error, file));
  }
}

async function restore(
  { settings }: LoadedSettings,
  file: string,
  passphrase: string,
  onProgress: OnProgress,
): Promise<Result<BackupRestored, Failure>> {
  if (!fileExists(file)) return fail({ code: 'file-missing', values: { path: file } });
  const folder = openDataFolder(settings.data);
  if (!folder.ok) return fail(dataFolderFailure(folder.error));
  try {
    const places = placesIn(folder.value.path);
    if (fileExists(places.database)) return fail({ code: 'data-not-empty', values: { path: places.folder } });
    const { createdAt, version } = await restoreBackup(places, file, passphrase, onProgress);
    return ok({ createdAt, version, folder: places.folder });
  } catch (error) {
    return fail(failureOf(error, file));
  } finally {
    folder.value.release();
  }
}

/** 100 bits in groups, to be copied by hand. */
function makePassphrase(random: NodeRandom): string {
  return (generatePassword(random).match(/.{5}/g) ?? []).join('-');
}

function failureOf(error: unknown, file: string): Failure {
  if (error instanceof BackupError)
    return { code: CODES[error.reason], values: { path: file }, detail: error.message };
  const failure = startFailureOf(error);
  if (failure === undefined) throw error;
  return failure;
}
