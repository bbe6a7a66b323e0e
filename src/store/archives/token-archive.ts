import type { Kysely } from 'kysely';
import type { TokenRow } from '../records/operator-rows.ts';
import type { Tables } from '../schema.ts';

/** A key for scripts. The secret is not kept, only its hash. */
export interface TokenRecord {
  readonly id: string;
  readonly name: string;
  /** SHA-256 of the secret, hexadecimal. */
  readonly secretHash: string;
  readonly scopes: readonly string[];
  readonly createdAtMs: number;
  readonly createdBy: string;
  readonly expiresAtMs: number | null;
  readonly lastUsedAtMs: number | null;
  readonly revokedAtMs: number | null;
}

type Db = Kysely<Tables>;

/** How long a token that no longer works is still listed. */
const KEPT_MS = 30 * 86_400_000;

export async function readTokens(db: Db): Promise<readonly TokenRecord[]> {
  const rows = await db.selectFrom('tokens').selectAll().execute();
  return rows.map((row) => ({ ...row, scopes: JSON.parse(row.scopes) }));
}

/** Inserts or replaces. */
export async function putToken(db: Db, record: TokenRecord): Promise<void> {
  const row: TokenRow = { ...record, scopes: JSON.stringify(record.scopes) };
  await db
    .insertInto('tokens')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
}

export async function forgetTokens(db: Db, nowMs: number): Promise<void> {
  const until = Math.round(nowMs - KEPT_MS);
  await db
    .deleteFrom('tokens')
    .where((is) => is.or([is('revokedAtMs', '<=', until), is('expiresAtMs', '<=', until)]))
    .execute();
}
