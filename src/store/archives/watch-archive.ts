import type { ExpressionBuilder, Kysely, Transaction } from 'kysely';
import type { CallRecordRow } from '../records/operator-rows.ts';
import type { Tables } from '../schema.ts';
import { StoreError } from '../store.ts';
import type {
  CallQuality,
  CallQuery,
  CallRecord,
  InstructionProgressRecord,
  InstructionRecord,
  UsageQuery,
  UsageRecord,
  UsageTotal,
} from '../watch-store.ts';

/** Calls and usage are kept so long, and forgotten then. */
const HISTORY_MS = 30 * 86_400_000;
/** Instructions that were closed are kept so long. */
const CLOSED_MS = 365 * 86_400_000;
const ROWS_AT_ONCE = 500;

export async function insertInstruction(
  db: Transaction<Tables>,
  record: InstructionRecord,
  progress: readonly InstructionProgressRecord[],
): Promise<void> {
  await db.insertInto('instructions').values(record).execute();
  await putInstructionProgress(db, progress);
}

export async function closeInstruction(db: Transaction<Tables>, id: string, atMs: number): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('instructions')
    .set({ closedAtMs: Math.round(atMs) })
    .where('id', '=', id)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new StoreError('conflict', `${id} is no instruction`);
}

/** An extension may have been removed meanwhile: its row is left out. */
export async function putInstructionProgress(
  db: Transaction<Tables>,
  records: readonly InstructionProgressRecord[],
): Promise<void> {
  const living = new Set(
    (await db.selectFrom('extensions').select('number').execute()).map(({ number }) => number),
  );
  for (const record of records) {
    if (!living.has(record.extension)) continue;
    await db
      .insertInto('instructionProgress')
      .values(record)
      .onConflict((conflict) => conflict.columns(['instruction', 'extension']).doUpdateSet(record))
      .execute();
  }
}

export async function readInstructions(db: Kysely<Tables>): Promise<{
  readonly instructions: readonly InstructionRecord[];
  readonly instructionProgress: readonly InstructionProgressRecord[];
}> {
  const rows = await db.selectFrom('instructionProgress').selectAll().execute();
  return {
    instructions: await db.selectFrom('instructions').selectAll().orderBy('createdAtMs').execute(),
    instructionProgress: rows.map((row) => ({ ...row, state: stateOf(row.state) })),
  };
}

function stateOf(text: string): InstructionProgressRecord['state'] {
  return text === 'done' || text === 'overdue' ? text : 'open';
}

export async function addHistory(
  db: Transaction<Tables>,
  calls: readonly CallRecord[],
  usage: readonly UsageRecord[],
): Promise<void> {
  for (const some of chunks(calls)) {
    const rows = some.map(({ quality, ...call }) => ({
      ...call,
      quality: quality === null ? null : JSON.stringify(quality),
    }));
    await db
      .insertInto('callRecords')
      .values(rows)
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
  }
  for (const some of chunks(usage)) {
    await db
      .insertInto('bandwidth')
      .values(some)
      .onConflict((conflict) =>
        conflict.columns(['extension', 'hourMs']).doUpdateSet((is) => ({
          bytesIn: is('bandwidth.bytesIn', '+', is.ref('excluded.bytesIn')),
          bytesOut: is('bandwidth.bytesOut', '+', is.ref('excluded.bytesOut')),
          registerCount: is('bandwidth.registerCount', '+', is.ref('excluded.registerCount')),
        })),
      )
      .execute();
  }
}

/** Many rows in one statement: REGISTERs wait while the disk is busy with these. */
function* chunks<Row>(rows: readonly Row[]): Generator<readonly Row[]> {
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) yield rows.slice(at, at + ROWS_AT_ONCE);
}

export async function listCallRecords(
  db: Kysely<Tables>,
  { extension, after, limit }: CallQuery,
  nowMs: number,
): Promise<readonly CallRecord[]> {
  let rows = db
    .selectFrom('callRecords')
    .selectAll()
    .where('endedAtMs', '>', Math.round(nowMs - HISTORY_MS))
    .orderBy('endedAtMs', 'desc')
    .orderBy('id')
    .limit(limit);
  if (after !== undefined) {
    const { endedAtMs, id } = after;
    rows = rows.where((is) =>
      is.or([is('endedAtMs', '<', endedAtMs), is.and([is('endedAtMs', '=', endedAtMs), is('id', '>', id)])]),
    );
  }
  if (extension !== undefined) rows = rows.where((is) => isOf(is, extension));
  return (await rows.execute()).map(toCallRecord);
}

function isOf(is: ExpressionBuilder<Tables, 'callRecords'>, extension: string) {
  return is.or([is('caller', '=', extension), is('dialled', '=', extension), is('reached', '=', extension)]);
}

function toCallRecord({ quality, ...row }: CallRecordRow): CallRecord {
  return { ...row, quality: quality === null ? null : (JSON.parse(quality) as CallQuality) };
}

export async function listUsage(
  db: Kysely<Tables>,
  { sinceMs }: UsageQuery,
  nowMs: number,
): Promise<readonly UsageTotal[]> {
  return db
    .selectFrom('bandwidth')
    .select(({ fn }) => [
      'extension',
      fn.sum<number>('bytesIn').as('bytesIn'),
      fn.sum<number>('bytesOut').as('bytesOut'),
      fn.sum<number>('registerCount').as('registerCount'),
    ])
    .where('hourMs', '>', oldest(sinceMs, nowMs))
    .groupBy('extension')
    .orderBy('extension')
    .execute();
}

export async function listUsageOf(
  db: Kysely<Tables>,
  { extension, sinceMs }: UsageQuery & { readonly extension: string },
  nowMs: number,
): Promise<readonly UsageRecord[]> {
  return db
    .selectFrom('bandwidth')
    .selectAll()
    .where('extension', '=', extension)
    .where('hourMs', '>', oldest(sinceMs, nowMs))
    .orderBy('hourMs')
    .execute();
}

/** What is to be forgotten is not shown, though it may not have been deleted yet. */
function oldest(sinceMs: number, nowMs: number): number {
  return Math.round(Math.max(sinceMs, nowMs - HISTORY_MS));
}

/** Forgets calls and usage older than thirty days, and instructions closed a year ago. */
export async function purgeHistory(db: Transaction<Tables>, nowMs: number): Promise<void> {
  const oldest = Math.round(nowMs - HISTORY_MS);
  await db.deleteFrom('callRecords').where('endedAtMs', '<=', oldest).execute();
  await db.deleteFrom('bandwidth').where('hourMs', '<=', oldest).execute();
  await db
    .deleteFrom('instructions')
    .where('closedAtMs', '<=', Math.round(nowMs - CLOSED_MS))
    .execute();
}

/** A number may be given to someone else: what its last holder did goes with him. */
export async function forgetCallsOf(db: Transaction<Tables>, extension: string): Promise<void> {
  await db
    .deleteFrom('callRecords')
    .where((is) => isOf(is, extension))
    .execute();
}

export async function forgetHistoryOf(db: Transaction<Tables>, extension: string): Promise<void> {
  await forgetCallsOf(db, extension);
  await db.deleteFrom('bandwidth').where('extension', '=', extension).execute();
}
