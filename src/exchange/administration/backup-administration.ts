import { ok } from '../../base/result.ts';
import type { BackupConsole, BackupNote } from '../console/backups.ts';
import type { Outcome } from '../console.ts';
import type { ActorParts } from './parts.ts';

export class BackupAdministration implements BackupConsole {
  readonly #parts: Pick<ActorParts, 'actor' | 'audit'>;

  constructor(parts: Pick<ActorParts, 'actor' | 'audit'>) {
    this.#parts = parts;
  }

  async noteBackup({ bytes, sha256 }: BackupNote): Promise<Outcome<BackupNote>> {
    const { audit, actor } = this.#parts;
    await audit.append({ actor, action: 'backup.create', target: sha256, detail: { bytes } });
    return ok({ bytes, sha256 });
  }
}
