import type { Kysely } from 'kysely';
import type { Tables } from '../schema.ts';

/** In which language an extension is spoken to. */
export interface LanguageRecord {
  readonly extension: string;
  /** Null: that of the exchange, which is not kept. */
  readonly language: 'nl' | 'en' | null;
}

export interface LanguageRow {
  readonly extension: string;
  readonly language: string;
}

type Db = Kysely<Tables>;

export async function putLanguage(db: Db, { extension, language }: LanguageRecord): Promise<void> {
  if (language === null) {
    await db.deleteFrom('extensionLanguages').where('extension', '=', extension).execute();
    return;
  }
  await db
    .insertInto('extensionLanguages')
    .values({ extension, language })
    .onConflict((conflict) => conflict.column('extension').doUpdateSet({ language }))
    .execute();
}

export async function readLanguages(db: Db): Promise<readonly LanguageRecord[]> {
  const rows = await db.selectFrom('extensionLanguages').selectAll().execute();
  return rows.map(({ extension, language }) => ({ extension, language: language === 'nl' ? 'nl' : 'en' }));
}
