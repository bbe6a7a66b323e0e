import type { Clock } from '../../base/clock.ts';
import type { Journal } from '../../base/journal.ts';
import type { Random } from '../../base/random.ts';
import type { AuditEntry } from '../../store/archives/audit-archive.ts';
import type { Store } from '../../store/store.ts';
import { OwedWrites } from '../commit/owed-writes.ts';

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
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #owed: OwedWrites<AuditEntry>;

  constructor(parts: {
    readonly store: Pick<Store, 'appendAudit'>;
    readonly clock: Clock;
    readonly random: Random;
    readonly journal: Journal;
  }) {
    const { store, clock, random, journal } = parts;
    this.#clock = clock;
    this.#random = random;
    this.#owed = new OwedWrites({
      clock,
      write: (entries) => store.appendAudit(entries),
      retryMs: RETRY_MS,
      most: MOST_OWED,
      onRefused: ({ reason }, owed) => journal.record({ kind: 'audit-delayed', reason, owed }),
    });
  }

  /** Rows that the disk has not taken yet. */
  get owed(): number {
    return this.#owed.size;
  }

  /** Resolves when the row is on disk, or owed. Never rejects because of the store. */
  append({ actor, action, target, detail = {}, address }: AuditAct): Promise<void> {
    const salt = Buffer.from(this.#random.bytes(SALT_BYTES)).toString('hex');
    this.#owed.add({
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
    return this.#owed.flush();
  }

  /** Writes what is owed a last time and lets go of the clock. */
  close(): Promise<void> {
    return this.#owed.close();
  }
}
