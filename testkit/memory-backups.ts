import type { Clock } from '../src/base/clock.ts';
import type { Journal } from '../src/base/journal.ts';
import { SILENT_LOG } from '../src/base/log.ts';
import { ok, type Result } from '../src/base/result.ts';
import type { BackupFault, BackupShelf, ShelvedBackup } from '../src/exchange/backups/backup-shelf.ts';
import { type BackupSettings, Backups } from '../src/exchange/backups/backups.ts';
import { seededRandom } from './seeded-random.ts';

/** Copies of nothing, made when the test says so. */
export class MemoryBackups implements BackupShelf {
  readonly files: ShelvedBackup[] = [];
  /** What each copy was encrypted with. */
  readonly passphrases: string[] = [];
  nightly: string | undefined;
  /** The next copies fail with this. */
  fault: BackupFault | undefined;
  /** Copies wait for `finish`. */
  isSlow = false;
  #waiting: (() => void)[] = [];
  #stopped = false;

  async make(
    id: string,
    passphrase: string,
    onProgress: (doneBytes: number, totalBytes: number) => void,
  ): Promise<Result<{ readonly bytes: number; readonly sha256: string }, BackupFault>> {
    this.passphrases.push(passphrase);
    this.#stopped = false;
    onProgress(500, 1_000);
    if (this.isSlow) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    if (this.#stopped) return { ok: false, error: 'stopped' };
    if (this.fault !== undefined) return { ok: false, error: this.fault };
    const cause = id.includes('-nightly-') ? 'nightly' : 'request';
    const [, y, mo, d, h, mi, s] = /^(....)(..)(..)T(..)(..)(..)Z/.exec(id) ?? [];
    const createdAtMs = Date.parse(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`);
    this.files.unshift({ id, cause, createdAtMs, bytes: 1_016 });
    return ok({ bytes: 1_016, sha256: 'ab'.repeat(32) });
  }

  finish(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  stop(): void {
    this.#stopped = true;
    this.finish();
  }

  async list(): Promise<readonly ShelvedBackup[]> {
    return this.files;
  }

  async open(id: string): Promise<ReadableStream<Uint8Array> | undefined> {
    if (!this.files.some((file) => file.id === id)) return undefined;
    return new Blob([`HAMVOIP-BACKUP 1 ${id}`]).stream();
  }

  async remove(id: string): Promise<boolean> {
    const at = this.files.findIndex((file) => file.id === id);
    if (at >= 0) this.files.splice(at, 1);
    return at >= 0;
  }

  passphrase(): string | undefined {
    return this.nightly;
  }
}

/** What administration needs of backups, without files. */
export function memoryBackups({ clock, journal }: { clock: Clock; journal: Journal }): {
  readonly backups: Backups;
  readonly backupShelf: MemoryBackups;
} {
  const shelf = new MemoryBackups();
  const store = { listAudit: async () => [] };
  const parts = { clock, journal, shelf, store, random: seededRandom(8), log: SILENT_LOG };
  return { backups: new Backups({ ...parts, settings: NO_NIGHTLY_BACKUPS }), backupShelf: shelf };
}

export const NO_NIGHTLY_BACKUPS: BackupSettings = { keep: 14, nightlyAt: undefined };
