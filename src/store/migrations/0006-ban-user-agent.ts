import type { Kysely } from 'kysely';

/** What the program of the last failed attempt calls itself: it tells a member's telephone from a scanner. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of ['bans', 'ban_history']) {
    await db.schema.alterTable(table).addColumn('last_user_agent', 'text').execute();
  }
}
