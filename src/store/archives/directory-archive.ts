import type { Kysely, Transaction } from 'kysely';
import type {
  DirectoryConsentRecord,
  DirectoryIssueRecord,
  DirectorySnapshot,
  DirectoryStore,
} from '../directory-store.ts';
import type { Tables } from '../schema.ts';

export type DirectoryIssueRow = Omit<DirectoryIssueRecord, 'content' | 'order'> & {
  /** `order` is a word of SQL. */
  readonly sortedBy: DirectoryIssueRecord['order'];
  /** JSON. */
  readonly content: string | null;
};

export async function putDirectoryConsent(
  db: Transaction<Tables>,
  record: DirectoryConsentRecord,
): Promise<void> {
  await db
    .insertInto('directoryConsents')
    .values(record)
    .onConflict((conflict) => conflict.column('extension').doUpdateSet(record))
    .execute();
}

export async function deleteDirectoryConsent(db: Transaction<Tables>, extension: string): Promise<void> {
  await db.deleteFrom('directoryConsents').where('extension', '=', extension).execute();
}

export async function addDirectoryIssue(
  db: Transaction<Tables>,
  { record, keep }: Parameters<DirectoryStore['addDirectoryIssue']>[0],
): Promise<void> {
  const { content, order: sortedBy, ...rest } = record;
  await db.updateTable('directoryIssues').set({ content: null }).execute();
  await db
    .deleteFrom('directoryIssues')
    .where('number', '<=', record.number - keep)
    .execute();
  await db
    .insertInto('directoryIssues')
    .values({ ...rest, sortedBy, content: content === null ? null : JSON.stringify(content) })
    .execute();
}

export async function readDirectory(db: Kysely<Tables>): Promise<DirectorySnapshot> {
  const rows = await db.selectFrom('directoryIssues').selectAll().orderBy('number', 'desc').execute();
  return {
    directoryConsents: await db.selectFrom('directoryConsents').selectAll().execute(),
    directoryIssues: rows.map(({ sortedBy, content, ...row }) => ({
      ...row,
      order: sortedBy,
      content: content === null ? null : JSON.parse(content),
    })),
  };
}
