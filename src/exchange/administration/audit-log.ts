import type { Clock, Scheduled } from '../../base/clock.ts';
import type { Journal } from '../../base/journal.ts';
import type { Random } from '../../base/random.ts';
import type { AuditEntry } from '../../store/audit-archive.ts';
import { type Store, StoreError } from '../../store/store.ts';

/** One act of an administrator, told by the one who did it. */
export interface AuditAct {
  /** `parts.actor` of the group that acts. */
  readonly actor: string;
  /** A resource and a verb: `suspension.create`, `ban.lift`. */
  readonly action: string;
  /** A number, an id, a name of a thing. Addresses belong into `address`, secrets nowhere. */
  readonly target: string;
  /** Plain values that tell what was changed; no address, no secret. */
  readonly detail?: Readonly<Record<string, unknown>>;
  /** The address, network or host name the act is about; forgotten after seven days. */
  readonly address?: string;
}

const SALT_BYTES = 16;
const RETRY_MS = 1_000;
const MOST_OWED = 10_000;

/**
 * Writes the audit log. An act is told after it was stored and made; when the disk does not take its row at that
 * moment the row is owed and written before the next one, because the act cannot be taken back.
 */
export class AuditLog {
  readonly #store: Pick<Store, 'appendAudit'>;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #journal: Journal;
  #owed: AuditEntry[] = [];
  #retry: Scheduled | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(parts: {
    readonly store: Pick<Store, 'appendAudit'>;
    readonly clock: Clock;
    readonly random: Random;
    readonly journal: Journal;
  }) {
    this.#store = parts.store;
    this.#clock = parts.clock;
    this.#random = parts.random;
    this.#journal = parts.journal;
  }

  /** Rows that the disk has not taken yet. */
  get owed(): number {
    return this.#owed.length;
  }

  /** Resolves when the row is on disk, or owed. Never rejects because of the store. */
  append({ actor, action, target, detail = {}, address }: AuditAct): Promise<void> {
    const salt = Buffer.from(this.#random.bytes(SALT_BYTES)).toString('hex');
    this.#owed.push({
      atMs: this.#clock.wallTime(),
      actor,
      action,
      target,
      detail,
      address: address === undefined ? null : { text: address, salt },
    });
    return this.flush();
  }

  /** Writes what is owed, in order. */
  flush(): Promise<void> {
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  async #write(): Promise<void> {
    const entries = this.#owed.slice();
    if (entries.length === 0) return;
    try {
      await this.#store.appendAudit(entries);
      this.#owed.splice(0, entries.length);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      this.#journal.record({ kind: 'audit-delayed', reason: error.reason, owed: this.#owed.length });
      if (this.#owed.length > MOST_OWED) this.#owed = this.#owed.slice(-MOST_OWED);
      this.#retryLater();
    }
  }

  #retryLater(): void {
    this.#retry?.cancel();
    this.#retry = this.#clock.schedule(RETRY_MS, () => void this.flush());
  }

  /** Writes what is owed a last time and lets go of the clock. */
  async close(): Promise<void> {
    await this.flush();
    this.#retry?.cancel();
  }
}
