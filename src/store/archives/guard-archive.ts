import type { Kysely, Transaction } from 'kysely';
import type { TraceMessageRecord, TraceRecord, WhitelistRequestRecord } from '../guard-store.ts';
import type { Tables } from '../schema.ts';
import { expireBans } from './ban-archive.ts';

const DAY_MS = 86_400_000;
/** Security 2.21: a trace is deleted a day after it ended. */
const TRACE_KEPT_MS = DAY_MS;
/** Requests that were decided, calls and bandwidth: long enough to answer a question about last month. */
const MONTH_MS = 30 * DAY_MS;

export async function putWhitelistRequest(
  db: Transaction<Tables>,
  record: WhitelistRequestRecord,
): Promise<void> {
  await db
    .insertInto('whitelistRequests')
    .values(record)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(record))
    .execute();
}

export async function listWhitelistRequests(
  db: Kysely<Tables>,
  nowMs: number,
): Promise<WhitelistRequestRecord[]> {
  const rows = await db
    .selectFrom('whitelistRequests')
    .selectAll()
    .where((is) => is.or([is('decidedAtMs', 'is', null), is('decidedAtMs', '>', nowMs - MONTH_MS)]))
    .orderBy('requestedAtMs', 'desc')
    .execute();
  return rows.map((row) => ({ ...row, state: row.state as WhitelistRequestRecord['state'] }));
}

export async function putTrace(db: Transaction<Tables>, record: TraceRecord): Promise<void> {
  await db
    .insertInto('traces')
    .values(record)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(record))
    .execute();
}

export async function listTraces(db: Kysely<Tables>, nowMs: number): Promise<TraceRecord[]> {
  return db
    .selectFrom('traces')
    .selectAll()
    .where('untilMs', '>', nowMs - TRACE_KEPT_MS)
    .orderBy('fromMs', 'desc')
    .execute();
}

export async function deleteTrace(db: Transaction<Tables>, id: string): Promise<void> {
  await db.deleteFrom('traces').where('id', '=', id).execute();
}

export async function appendTraceMessages(
  db: Transaction<Tables>,
  messages: readonly TraceMessageRecord[],
): Promise<void> {
  const traces = await db.selectFrom('traces').select('id').execute();
  const known = new Set(traces.map(({ id }) => id));
  for (const message of messages) {
    if (known.has(message.trace)) await db.insertInto('traceMessages').values(message).execute();
  }
}

export async function listTraceMessages(db: Kysely<Tables>, trace: string): Promise<TraceMessageRecord[]> {
  const rows = await db
    .selectFrom('traceMessages')
    .selectAll()
    .where('trace', '=', trace)
    .orderBy('atMs')
    .execute();
  return rows.map((row) => ({ ...row, direction: row.direction === 'in' ? 'in' : 'out' }));
}

/** What nobody may keep any longer (security 1.15, 2.21). Bindings end with their expiry, at once. */
export async function purgeExpired(db: Transaction<Tables>, nowMs: number): Promise<void> {
  await expireBans(db, nowMs);
  await db.deleteFrom('bindings').where('expiresAtMs', '<=', nowMs).execute();
  await db.deleteFrom('whitelist').where('expiresAtMs', '<=', nowMs).execute();
  await db
    .deleteFrom('whitelistRequests')
    .where('decidedAtMs', '<=', nowMs - MONTH_MS)
    .execute();
  await db
    .deleteFrom('traces')
    .where('untilMs', '<=', nowMs - TRACE_KEPT_MS)
    .execute();
  await db
    .deleteFrom('callRecords')
    .where('endedAtMs', '<=', nowMs - MONTH_MS)
    .execute();
  await db
    .deleteFrom('bandwidth')
    .where('hourMs', '<=', nowMs - MONTH_MS)
    .execute();
}
