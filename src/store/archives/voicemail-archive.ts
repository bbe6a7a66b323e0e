import type { Kysely, Transaction } from 'kysely';
import type { Tables } from '../schema.ts';
import type {
  MailboxRecord,
  VoiceMessageRecord,
  VoicemailSnapshot,
  VoicemailStore,
  VoiceSound,
} from '../voicemail-store.ts';

/** SQLite has no booleans. */
export interface MailboxRow {
  readonly extension: string;
  readonly takesMessages: 0 | 1;
  readonly byMail: 0 | 1;
}
export type VoiceMessageRow = Omit<VoiceMessageRecord, 'heard'> & { readonly heard: 0 | 1 };
export interface VoiceSoundRow {
  readonly message: number;
  readonly sound: Uint8Array;
}
export interface GreetingRow extends VoiceSound {
  readonly extension: string;
}

export async function putMailbox(db: Kysely<Tables>, record: MailboxRecord): Promise<void> {
  const row: MailboxRow = {
    extension: record.extension,
    takesMessages: record.takesMessages ? 1 : 0,
    byMail: record.byMail ? 1 : 0,
  };
  await db
    .insertInto('mailboxes')
    .values(row)
    .onConflict((conflict) => conflict.column('extension').doUpdateSet(row))
    .execute();
}

export async function addVoiceMessage(
  db: Transaction<Tables>,
  { record, sound }: Parameters<VoicemailStore['addVoiceMessage']>[0],
): Promise<void> {
  await db
    .insertInto('voiceMessages')
    .values({ ...record, heard: record.heard ? 1 : 0 })
    .execute();
  await db.insertInto('voiceSounds').values({ message: record.id, sound }).execute();
}

export async function readVoiceMessage(db: Kysely<Tables>, id: number): Promise<VoiceSound | null> {
  const found = await db
    .selectFrom('voiceMessages')
    .innerJoin('voiceSounds', 'voiceSounds.message', 'voiceMessages.id')
    .select(['levelDb', 'sound'])
    .where('id', '=', id)
    .executeTakeFirst();
  return found ?? null;
}

export async function updateVoiceMessage(
  db: Transaction<Tables>,
  { id, heard, expiresAtMs }: VoiceMessageRecord,
): Promise<void> {
  await db
    .updateTable('voiceMessages')
    .set({ heard: heard ? 1 : 0, expiresAtMs })
    .where('id', '=', id)
    .execute();
}

export async function deleteVoiceMessages(db: Transaction<Tables>, ids: readonly number[]): Promise<void> {
  await db.deleteFrom('voiceMessages').where('id', 'in', ids).execute();
}

export async function putGreeting(db: Kysely<Tables>, row: GreetingRow): Promise<void> {
  await db
    .insertInto('greetings')
    .values(row)
    .onConflict((conflict) => conflict.column('extension').doUpdateSet(row))
    .execute();
}

export async function readGreeting(db: Kysely<Tables>, extension: string): Promise<VoiceSound | null> {
  const found = await db
    .selectFrom('greetings')
    .select(['levelDb', 'sound'])
    .where('extension', '=', extension)
    .executeTakeFirst();
  return found ?? null;
}

export async function deleteGreeting(db: Transaction<Tables>, extension: string): Promise<void> {
  await db.deleteFrom('greetings').where('extension', '=', extension).execute();
}

export async function readVoicemail(db: Transaction<Tables>, nowMs: number): Promise<VoicemailSnapshot> {
  const mailboxes = await db.selectFrom('mailboxes').selectAll().execute();
  const messages = await db
    .selectFrom('voiceMessages')
    .selectAll()
    .where('expiresAtMs', '>', nowMs)
    .orderBy('id')
    .execute();
  const greetings = await db.selectFrom('greetings').select('extension').execute();
  return {
    mailboxes: mailboxes.map(({ extension, takesMessages, byMail }) => ({
      extension,
      takesMessages: takesMessages === 1,
      byMail: byMail === 1,
    })),
    voiceMessages: messages.map((row) => ({ ...row, heard: row.heard === 1 })),
    greetings: greetings.map(({ extension }) => extension),
  };
}

export async function purgeVoiceMessages(db: Transaction<Tables>, nowMs: number): Promise<void> {
  await db.deleteFrom('voiceMessages').where('expiresAtMs', '<=', nowMs).execute();
}
