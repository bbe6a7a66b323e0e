import { type Kysely, sql, type Transaction } from 'kysely';
import type { BanRecord } from '../records/records.ts';
import type { EndedBanRecord, Tables } from '../schema.ts';

/** Security 1.15: a ban is kept until seven days after its end. */
const HISTORY_MS = 7 * 86_400_000;

/** Stores a running ban; one that it replaces becomes history. */
export async function putBan(db: Transaction<Tables>, record: BanRecord, nowMs: number): Promise<void> {
  await endBans(db, nowMs, record.addressKey);
  await db.insertInto('bans').values(record).execute();
  await purge(db, nowMs);
}

/** Ends the ban of one address. */
export async function deleteBan(db: Transaction<Tables>, addressKey: string, nowMs: number): Promise<void> {
  await endBans(db, nowMs, addressKey);
}

/** Ends the bans that ran out, and forgets history that is old enough. */
export async function expireBans(db: Transaction<Tables>, nowMs: number): Promise<void> {
  await endBans(db, nowMs);
  await purge(db, nowMs);
}

/** Bans that ended in the last seven days, the newest first. */
export async function listEndedBans(db: Kysely<Tables>, nowMs: number): Promise<EndedBanRecord[]> {
  return db
    .selectFrom('banHistory')
    .selectAll()
    .where('endedAtMs', '>', nowMs - HISTORY_MS)
    .orderBy('endedAtMs', 'desc')
    .execute();
}

/** Ended bans that somebody looks for. */
export interface WantedBans {
  /** In small letters; each stands in the address, or in the name that was tried last. */
  readonly words: readonly string[];
  readonly most: number;
}

/** Only so many of the newest are looked through: after a hail of bans, too, the next write must not wait for long. */
const LOOKED_THROUGH = 20_000;

/** The newest first. */
export async function findEndedBans(
  db: Kysely<Tables>,
  { words, most }: WantedBans,
  nowMs: number,
): Promise<EndedBanRecord[]> {
  const newest = db
    .selectFrom('banHistory')
    .selectAll()
    .where('endedAtMs', '>', nowMs - HISTORY_MS)
    .orderBy('endedAtMs', 'desc')
    .limit(LOOKED_THROUGH)
    .as('newest');
  return db
    .selectFrom(newest)
    .selectAll()
    .where(({ and, or, eb, ref }) => {
      const has = (column: 'addressKey' | 'lastUsername', word: string) =>
        eb(sql<number>`instr(lower(${ref(column)}), ${word})`, '>', 0);
      return and(words.map((word) => or([has('addressKey', word), has('lastUsername', word)])));
    })
    .orderBy('endedAtMs', 'desc')
    .limit(most)
    .execute();
}

/** Moves the ban of one address, or without one every ban that ran out, to the history. */
async function endBans(db: Transaction<Tables>, nowMs: number, addressKey?: string): Promise<void> {
  const bans = await db
    .deleteFrom('bans')
    .$if(addressKey !== undefined, (query) => query.where('addressKey', '=', addressKey ?? ''))
    .$if(addressKey === undefined, (query) => query.where('untilMs', '<=', nowMs))
    .returningAll()
    .execute();
  for (const ban of bans) {
    const endedAtMs = Math.round(Math.min(nowMs, ban.untilMs));
    await db
      .insertInto('banHistory')
      .values({ ...ban, endedAtMs })
      .execute();
  }
}

/** Also drops what ran out long ago and was never reported as ended. */
async function purge(db: Transaction<Tables>, nowMs: number): Promise<void> {
  await db
    .deleteFrom('banHistory')
    .where('endedAtMs', '<=', nowMs - HISTORY_MS)
    .execute();
  await db
    .deleteFrom('bans')
    .where('untilMs', '<=', nowMs - HISTORY_MS)
    .execute();
}
