import type { BackupPlaces } from '../store/backup.ts';

/** Names in the data folder. */
export const DATABASE_FILE = 'hamvoip.db';
export const SETTINGS_FILE = 'hamvoip.toml';
/** Copies of everything, encrypted. */
export const BACKUPS_FOLDER = 'backups';
/** A working copy of a backup, gone when it is made or broken off. */
export const WORKING_COPY = /^backup-[a-z2-7]{8}\.copy(-journal)?$/;
/** Recordings of the club's own, in a folder for each language. */
export const PROMPTS_FOLDER = 'prompts';
/** Issues of the directory, encrypted. */
export const DIRECTORY_FOLDER = 'directory';
/** Seals what the database must be able to tell again. */
export const SEAL_KEY_FILE = 'seal.key';
export const CONTROL_SOCKET = 'control.sock';
export const SELF_MADE_CERTIFICATE = 'tls-self-made.pem';

export function placesIn(folder: string): BackupPlaces {
  return { folder, database: `${folder}/${DATABASE_FILE}`, settings: `${folder}/${SETTINGS_FILE}` };
}
