import type { Log } from '../base/log.ts';
import { type Random, randomToken } from '../base/random.ts';
import { fail, type Result } from '../base/result.ts';
import type { BackupFault, BackupShelf, ShelvedBackup } from '../exchange/backups/backup-shelf.ts';
import { fileStream, listFiles, makeFolder, removeOldFiles } from '../platform/files/backup-files.ts';
import { readTextFile, removeFile } from '../platform/files/files.ts';
import { BACKUP_COST, IV_BYTES, SALT_BYTES } from '../store/backup-format.ts';
import { BACKUPS_FOLDER, placesIn, WORKING_COPY } from './data-files.ts';
import { makeBackupApart } from './tasks.ts';

const NAME =
  /^hamvoip-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z-(nightly|request)-[a-z2-7]{4}\.hamvoip-backup$/;

interface BackupFolderParts {
  /** Absolute. */
  readonly dataFolder: string;
  readonly passphraseFile: string | undefined;
  readonly version: string;
  readonly random: Random;
  readonly log: Pick<Log, 'warn'>;
  /** Of scrypt. */
  readonly cost?: number;
}

/** Copies in the data folder, for the host to carry elsewhere. */
export class BackupFolder implements BackupShelf {
  readonly #parts: BackupFolderParts;
  #making = new AbortController();

  constructor(parts: BackupFolderParts) {
    this.#parts = parts;
  }

  async make(
    id: string,
    passphrase: string,
    onProgress: (doneBytes: number, totalBytes: number) => void,
  ): Promise<Result<{ readonly bytes: number; readonly sha256: string }, BackupFault>> {
    const { dataFolder, version, random, cost = BACKUP_COST } = this.#parts;
    const file = this.#pathOf(id);
    const working = `${dataFolder}/backup-${randomToken(random, 8)}.copy`;
    const leftOver = [`${file}.partial`, working, `${working}-journal`];
    this.#making = new AbortController();
    try {
      makeFolder(this.#folder);
      removeOldFiles(dataFolder, WORKING_COPY, Number.POSITIVE_INFINITY);
      removeOldFiles(this.#folder, /\.partial$/, Number.POSITIVE_INFINITY);
      const secret = { passphrase, salt: random.bytes(SALT_BYTES), iv: random.bytes(IV_BYTES), cost };
      const task = {
        places: placesIn(dataFolder),
        file,
        working,
        about: { createdAt: isoOf(id), version },
        secret,
      };
      return await makeBackupApart(task, onProgress, this.#making.signal);
    } catch (error) {
      for (const path of leftOver) await removeFile(path);
      if (this.#making.signal.aborted) return fail('stopped');
      this.#parts.log.warn('a backup failed', {
        why: error instanceof Error ? error.message : String(error),
      });
      return fail('broken');
    }
  }

  stop(): void {
    this.#making.abort();
  }

  async list(): Promise<readonly ShelvedBackup[]> {
    return listFiles(this.#folder)
      .flatMap(({ name, bytes }) => {
        const cause = NAME.exec(name)?.[7];
        if (cause !== 'nightly' && cause !== 'request') return [];
        const id = name.slice('hamvoip-'.length, -'.hamvoip-backup'.length);
        return [{ id, cause, createdAtMs: Date.parse(isoOf(id)), bytes } as const];
      })
      .sort((a, b) => b.createdAtMs - a.createdAtMs || (a.id < b.id ? 1 : -1));
  }

  async open(id: string): Promise<ReadableStream<Uint8Array> | undefined> {
    return (await this.#find(id)) ? fileStream(this.#pathOf(id)) : undefined;
  }

  async remove(id: string): Promise<boolean> {
    return (await this.#find(id)) !== undefined && (await removeFile(this.#pathOf(id))) === undefined;
  }

  passphrase(): string | undefined {
    const { passphraseFile } = this.#parts;
    if (passphraseFile === undefined) return undefined;
    try {
      return readTextFile(passphraseFile)?.replace(/\r?\n$/, '') || undefined;
    } catch {
      return undefined;
    }
  }

  /** An id becomes a path, so only those that are there do. */
  async #find(id: string): Promise<ShelvedBackup | undefined> {
    return (await this.list()).find((backup) => backup.id === id);
  }

  get #folder(): string {
    return `${this.#parts.dataFolder}/${BACKUPS_FOLDER}`;
  }

  #pathOf(id: string): string {
    return `${this.#folder}/hamvoip-${id}.hamvoip-backup`;
  }
}

/** `20261122T031000Z-nightly-ab2c` was begun at `2026-11-22T03:10:00Z`. */
function isoOf(id: string): string {
  return id.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z.*$/, '$1-$2-$3T$4:$5:$6Z');
}
