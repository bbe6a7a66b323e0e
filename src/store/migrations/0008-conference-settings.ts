import type { Kysely } from 'kysely';

const COLUMNS = [
  ['moderators', 'text', ''],
  ['max_participants', 'integer', 1000],
  ['talkers', 'integer', 100],
  ['levelling', 'integer', 1],
  ['noise_gate', 'integer', 0],
  ['roger_beep', 'integer', 0],
  ['talk_limit_s', 'integer', 0],
  ['alone', 'text', 'silence'],
  ['notice', 'text', 'always'],
] as const;

/** How a bridge sounds, who moderates it and how many it takes. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [name, type, initial] of COLUMNS) {
    await db.schema
      .alterTable('conferences')
      .addColumn(name, type, (column) => column.notNull().defaultTo(initial))
      .execute();
  }
}
