import { ok } from '../../base/result.ts';
import { COMMAND_BACKUP, SHORTEST_PASSPHRASE } from '../backups/backups.ts';
import type { BackupConsole, BackupNote, BackupState, BackupView } from '../console/backups.ts';
import type { Outcome } from '../console/outcome.ts';
import type { ActorParts } from './parts.ts';
import { notFound, refuse } from './refusal.ts';

type Parts = Pick<ActorParts, 'actor' | 'audit' | 'backups' | 'backupShelf' | 'clock' | 'journal'>;

export class BackupAdministration implements BackupConsole {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async create(passphrase?: string): Promise<Outcome<BackupView>> {
    const { audit, actor, backups } = this.#parts;
    const begun = backups.request(passphrase);
    if (!begun.ok) return refused(begun.error);
    await audit.append({ actor, action: 'backup.request', target: begun.value.id });
    return ok(begun.value);
  }

  async list(): Promise<readonly BackupView[]> {
    const { backups, backupShelf } = this.#parts;
    const jobs = new Map<string, BackupView>(backups.jobs.map((job) => [job.id, job]));
    const files = await backupShelf.list();
    const shelved = files.map(({ id, cause, createdAtMs, bytes }): BackupView => {
      const nothing = { doneBytes: bytes, totalBytes: bytes, sha256: null, reason: null };
      return jobs.get(id) ?? { id, cause, startedAtMs: createdAtMs, state: 'finished', bytes, ...nothing };
    });
    const known = new Set(files.map(({ id }) => id));
    const others = [...jobs.values()].filter(({ id, state }) => state !== 'finished' && !known.has(id));
    return [...others, ...shelved].sort((a, b) => b.startedAtMs - a.startedAtMs);
  }

  async show(id: string): Promise<Outcome<BackupView>> {
    const found = (await this.list()).find((backup) => backup.id === id);
    return found === undefined ? notFound('backup', id) : ok(found);
  }

  async read(id: string): Promise<Outcome<ReadableStream<Uint8Array>>> {
    const { audit, actor, backupShelf } = this.#parts;
    const file = await backupShelf.open(id);
    if (file === undefined) return notFound('backup', id);
    await audit.append({ actor, action: 'backup.read', target: id });
    return ok(file);
  }

  async delete(id: string): Promise<Outcome<BackupView>> {
    const { audit, actor, backupShelf } = this.#parts;
    const found = await this.show(id);
    if (!found.ok) return found;
    if (!(await backupShelf.remove(id))) return notFound('backup', id);
    await audit.append({ actor, action: 'backup.delete', target: id });
    return found;
  }

  state(): BackupState {
    const { lastSuccessMs = null, isNightly: nightly } = this.#parts.backups;
    return { lastSuccessMs, nightly };
  }

  async note({ bytes, sha256 }: BackupNote): Promise<Outcome<BackupNote>> {
    const { audit, actor, backups, clock, journal } = this.#parts;
    backups.noteSuccess(clock.wallTime());
    journal.record({ kind: 'backup-finished', backup: null, cause: 'command', bytes });
    await audit.append({ actor, action: COMMAND_BACKUP, target: sha256, detail: { bytes } });
    return ok({ bytes, sha256 });
  }
}

function refused(reason: 'running' | 'passphrase-missing' | 'passphrase-short') {
  switch (reason) {
    case 'running':
      return refuse('backup-running', 'A backup is being made already');
    case 'passphrase-missing':
      return refuse('passphrase-missing', 'There is no passphrase to encrypt the backup with', {
        variable: 'HAMVOIP_BACKUP_PASSPHRASE_FILE',
      });
    case 'passphrase-short':
      return refuse('passphrase-short', `A passphrase has at least ${SHORTEST_PASSPHRASE} characters`, {
        shortest: SHORTEST_PASSPHRASE,
      });
  }
}
