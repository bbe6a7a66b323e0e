import type { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { up as exchange } from './migrations/0001-exchange.ts';
import { up as operator } from './migrations/0002-operator.ts';
import { up as callFeatures } from './migrations/0003-call-features.ts';
import { up as digestOfAnExtension } from './migrations/0004-digest-of-an-extension.ts';
import { up as events } from './migrations/0005-events.ts';
import { up as banUserAgent } from './migrations/0006-ban-user-agent.ts';
import { up as extensionLanguages } from './migrations/0007-extension-languages.ts';
import { up as conferenceSettings } from './migrations/0008-conference-settings.ts';
import { up as directory } from './migrations/0009-directory.ts';
import { up as accounts } from './migrations/0010-accounts.ts';
import { up as transportOfAnExtension } from './migrations/0011-transport-of-an-extension.ts';
import { up as voicemail } from './migrations/0012-voicemail.ts';
import { up as handovers } from './migrations/0013-handovers.ts';
import { up as voiceMessagesByMail } from './migrations/0014-voice-messages-by-mail.ts';
import { up as radios } from './migrations/0015-radios.ts';
import { up as members } from './migrations/0016-members.ts';
import { up as incidents } from './migrations/0017-incidents.ts';
import { up as companyConsents } from './migrations/0018-company-consents.ts';
import { up as clubPages } from './migrations/0019-club-pages.ts';
import { up as consoleSettings } from './migrations/0020-console-settings.ts';
import { up as memberMessages } from './migrations/0021-member-messages.ts';
import { up as freePages } from './migrations/0022-free-pages.ts';
import { sqliteDialect } from './sqlite-dialect.ts';
import { StoreError } from './store.ts';

/** In order; the number of entries is the version of the file. One that was released is never changed. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-exchange': { up: exchange },
  '0002-operator': { up: operator },
  '0003-call-features': { up: callFeatures },
  '0004-digest-of-an-extension': { up: digestOfAnExtension },
  '0005-events': { up: events },
  '0006-ban-user-agent': { up: banUserAgent },
  '0007-extension-languages': { up: extensionLanguages },
  '0008-conference-settings': { up: conferenceSettings },
  '0009-directory': { up: directory },
  '0010-accounts': { up: accounts },
  '0011-transport-of-an-extension': { up: transportOfAnExtension },
  '0012-voicemail': { up: voicemail },
  '0013-handovers': { up: handovers },
  '0014-voice-messages-by-mail': { up: voiceMessagesByMail },
  '0015-radios': { up: radios },
  '0016-members': { up: members },
  '0017-incidents': { up: incidents },
  '0018-company-consents': { up: companyConsents },
  '0019-club-pages': { up: clubPages },
  '0020-console-settings': { up: consoleSettings },
  '0021-member-messages': { up: memberMessages },
  '0022-free-pages': { up: freePages },
};

/** `HamV`: tells `file` and us whose file it is. */
const APPLICATION_ID = 0x48616d56;

/** Brings a file up to `migrations`, a new one included. A file of a later version is refused untouched. */
export async function migrate(database: DatabaseSync, migrations = MIGRATIONS): Promise<void> {
  const latest = Object.keys(migrations).length;
  refuseForeign(database);
  const version = readPragma(database, 'user_version');
  if (version > latest) {
    throw new StoreError(
      'newer',
      `the database was written by a later version of hamvoip (schema ${version}, this one knows ${latest}); start that version, or restore a backup`,
    );
  }
  if (version === latest) return;
  // Before the tables are: a start that is killed halfway must not leave a file we would take for another's.
  database.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
  const db = new Kysely<unknown>({ dialect: sqliteDialect(database) });
  const { error } = await new Migrator({
    db,
    provider: { getMigrations: async () => ({ ...migrations }) },
  }).migrateToLatest();
  if (error !== undefined) throw error;
  database.exec(`PRAGMA user_version = ${latest}`);
}

function refuseForeign(database: DatabaseSync): void {
  const owner = readPragma(database, 'application_id');
  if (owner === APPLICATION_ID) return;
  const tables = database.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get();
  if (owner !== 0 || tables !== undefined)
    throw new StoreError('broken', 'the file is not a database of hamvoip');
}

function readPragma(database: DatabaseSync, name: 'user_version' | 'application_id'): number {
  return Number(database.prepare(`PRAGMA ${name}`).get()?.[name] ?? 0);
}
