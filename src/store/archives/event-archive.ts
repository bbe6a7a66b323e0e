import type { Kysely, Transaction } from 'kysely';
import type {
  EventChange,
  EventSnapshot,
  PublicationRecord,
  StoredMessageRecord,
  SubscriptionRecord,
  WatchersRecord,
} from '../event-store.ts';
import type { Tables } from '../schema.ts';
import type { LiveDialog, LiveFlow } from './live-dialog-archive.ts';

/** Stands for everyone where a watcher's number would; no number has it. */
const EVERYONE = '*';

export type SubscriptionRow = Omit<SubscriptionRecord, 'flow' | 'dialog'> & {
  readonly flow: string;
  readonly dialog: string;
};
export interface WatcherRow {
  readonly extension: string;
  readonly watcher: string;
}

export async function putWatchers(db: Transaction<Tables>, record: WatchersRecord): Promise<void> {
  const { extension, everyone, watchers } = record;
  await db.deleteFrom('watchers').where('extension', '=', extension).execute();
  const rows = [...(everyone ? [EVERYONE] : []), ...watchers].map((watcher) => ({ extension, watcher }));
  if (rows.length > 0) await db.insertInto('watchers').values(rows).execute();
}

/** A number that is given away again must not see what its predecessor was allowed to. */
export async function forgetWatcher(db: Transaction<Tables>, number: string): Promise<void> {
  await db.deleteFrom('watchers').where('watcher', '=', number).execute();
}

export async function commitEvents(db: Transaction<Tables>, changes: readonly EventChange[]): Promise<void> {
  for (const change of changes) if (!(await isOfNobody(db, change))) await applyChange(db, change);
}

/** The extension was removed meanwhile; the batch holds what others wait for, which must not fail because of it. */
async function isOfNobody(db: Transaction<Tables>, change: EventChange): Promise<boolean> {
  if (!('record' in change)) return false;
  const { extension } = change.record;
  const living = db.selectFrom('extensions').select('number').where('number', '=', extension);
  return (await living.executeTakeFirst()) === undefined;
}

async function applyChange(db: Transaction<Tables>, change: EventChange): Promise<unknown> {
  switch (change.kind) {
    case 'put-subscription': {
      const { flow, dialog, ...rest } = change.record;
      const row: SubscriptionRow = { ...rest, flow: JSON.stringify(flow), dialog: JSON.stringify(dialog) };
      return db
        .insertInto('subscriptions')
        .values(row)
        .onConflict((conflict) => conflict.column('tag').doUpdateSet(row))
        .execute();
    }
    case 'delete-subscription':
      return db.deleteFrom('subscriptions').where('tag', '=', change.tag).execute();
    case 'put-publication':
      return db
        .insertInto('publications')
        .values(change.record)
        .onConflict((conflict) => conflict.column('etag').doUpdateSet(change.record))
        .execute();
    case 'delete-publication':
      return db.deleteFrom('publications').where('etag', '=', change.etag).execute();
    case 'delete-message':
      return db.deleteFrom('messages').where('sequence', '=', change.sequence).execute();
  }
}

export async function putMessage(db: Transaction<Tables>, record: StoredMessageRecord): Promise<void> {
  await db.insertInto('messages').values(record).execute();
}

export async function listMessages(
  db: Kysely<Tables>,
  recipient: string,
  nowMs: number,
): Promise<StoredMessageRecord[]> {
  return db
    .selectFrom('messages')
    .selectAll()
    .where('recipient', '=', recipient)
    .where('expiresAtMs', '>', nowMs)
    .orderBy('sequence')
    .execute();
}

export async function readEvents(db: Transaction<Tables>, nowMs: number): Promise<EventSnapshot> {
  const watchers = await db.selectFrom('watchers').selectAll().orderBy('extension').execute();
  const subscriptions = await db
    .selectFrom('subscriptions')
    .selectAll()
    .where('expiresAtMs', '>', nowMs)
    .execute();
  const publications = await db
    .selectFrom('publications')
    .selectAll()
    .where('expiresAtMs', '>', nowMs)
    .execute();
  return {
    watchers: gathered(watchers),
    subscriptions: subscriptions.map((row) => ({
      ...row,
      flow: JSON.parse(row.flow) as LiveFlow,
      dialog: JSON.parse(row.dialog) as LiveDialog,
    })),
    publications: publications.map((row) => ({ ...row, basic: row.basic as PublicationRecord['basic'] })),
    messages: await db
      .selectFrom('messages')
      .select(['sequence', 'sender', 'recipient', 'sentAtMs', 'expiresAtMs'])
      .where('expiresAtMs', '>', nowMs)
      .orderBy('sequence')
      .execute(),
  };
}

/** What phones have not refreshed, and messages nobody fetched. */
export async function purgeEvents(db: Transaction<Tables>, nowMs: number): Promise<void> {
  await db.deleteFrom('subscriptions').where('expiresAtMs', '<=', nowMs).execute();
  await db.deleteFrom('publications').where('expiresAtMs', '<=', nowMs).execute();
  await db.deleteFrom('messages').where('expiresAtMs', '<=', nowMs).execute();
}

function gathered(rows: readonly WatcherRow[]): WatchersRecord[] {
  const byExtension = Map.groupBy(rows, ({ extension }) => extension);
  return [...byExtension].map(([extension, of]) => ({
    extension,
    everyone: of.some(({ watcher }) => watcher === EVERYONE),
    watchers: of.map(({ watcher }) => watcher).filter((watcher) => watcher !== EVERYONE),
  }));
}
