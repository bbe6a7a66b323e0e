import type {
  LedgerChange,
  LedgerSnapshot,
  LedgerTable,
  LedgerTables,
} from '../../store/records/ledger-records.ts';
import { LEDGER_TABLES } from '../../store/records/ledger-records.ts';
import type { Store } from '../../store/store.ts';
import { noConflict, stored } from '../administration/refusal.ts';
import type { Outcome } from '../console/outcome.ts';

type Maps = { readonly [Table in LedgerTable]: Map<string, LedgerTables[Table]> };

/** Whose rows go. */
export type LedgerOwner =
  | { readonly extension: string }
  | { readonly administrator: string }
  | { readonly message: string };

/** What the site keeps about people, in memory. Every change is committed first. */
export class Ledger {
  readonly #store: Pick<Store, 'commitLedger'>;
  readonly #maps: Maps;

  constructor(store: Pick<Store, 'commitLedger'>, snapshot: LedgerSnapshot) {
    this.#store = store;
    this.#maps = Object.fromEntries(
      LEDGER_TABLES.map((table) => [table, new Map(snapshot[table].map((row) => [row.id, row]))]),
    ) as unknown as Maps;
  }

  get<Table extends LedgerTable>(table: Table, id: string): LedgerTables[Table] | undefined {
    return this.#maps[table].get(id);
  }

  /** In the order they came into memory. */
  list<Table extends LedgerTable>(table: Table): readonly LedgerTables[Table][] {
    return [...this.#maps[table].values()];
  }

  size(table: LedgerTable): number {
    return this.#maps[table].size;
  }

  /** All or none. */
  async commit(...changes: readonly LedgerChange[]): Promise<Outcome<undefined>> {
    const written = await stored(this.#store.commitLedger(changes), noConflict);
    if (written.ok) for (const change of changes) this.#apply(change);
    return written;
  }

  /**
   * In memory at once, in the store when it can: for what may be lost, such as the time of last use. It changes rows
   * that are there and makes none, so that what is being deleted at this moment stays deleted.
   */
  note<Table extends LedgerTable>(table: Table, row: LedgerTables[Table]): void {
    if (!this.#maps[table].has(row.id)) return;
    this.#maps[table].set(row.id, row);
    void stored(this.#store.commitLedger([update(table, row)]), noConflict);
  }

  /** The store has let go of the owner, and of what was his with him. */
  forgetOwner(owner: LedgerOwner): void {
    for (const map of Object.values<Map<string, object>>(this.#maps)) {
      for (const [id, row] of map) if (belongsTo(row, owner)) map.delete(id);
    }
  }

  #apply(change: LedgerChange): void {
    const map = this.#maps[change.table] as Map<string, LedgerTables[LedgerTable]>;
    if (change.kind !== 'delete') {
      if (change.kind === 'put' || map.has(change.row.id)) map.set(change.row.id, change.row);
      return;
    }
    map.delete(change.id);
    if (change.table === 'administrators') this.forgetOwner({ administrator: change.id });
    if (change.table === 'memberMessages') this.forgetOwner({ message: change.id });
  }
}

function belongsTo(row: object, owner: LedgerOwner): boolean {
  return Object.entries(owner).every(([field, value]) => Reflect.get(row, field) === value);
}

export function put<Table extends LedgerTable>(table: Table, row: LedgerTables[Table]): LedgerChange {
  return { kind: 'put', table, row } as unknown as LedgerChange;
}

/** Of a row that is there: one that is being deleted at this moment stays deleted. */
export function update<Table extends LedgerTable>(table: Table, row: LedgerTables[Table]): LedgerChange {
  return { kind: 'update', table, row } as unknown as LedgerChange;
}

export function remove(table: LedgerTable, id: string): LedgerChange {
  return { kind: 'delete', table, id };
}
