import { chmodSync, closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { CamelCasePlugin, Kysely, type Transaction } from 'kysely';
import type { Clock } from '../base/clock.ts';
import {
  type AuditCheck,
  type AuditEntry,
  type AuditQuery,
  type AuditRecord,
  appendAudit,
  continueAuditCheck,
  forgetAuditAddresses,
  listAudit,
} from './archives/audit-archive.ts';
import { deleteBan, findEndedBans, listEndedBans, putBan, type WantedBans } from './archives/ban-archive.ts';
import {
  type CallFeaturesRecord,
  putCallFeatures,
  readCallFeatures,
} from './archives/call-features-archive.ts';
import { insertConference, readConferences, updateConference } from './archives/conference-archive.ts';
import {
  addDirectoryIssue,
  deleteDirectoryConsent,
  putDirectoryConsent,
  readDirectory,
} from './archives/directory-archive.ts';
import {
  commitEvents,
  forgetWatcher,
  listMessages,
  purgeEvents,
  putMessage,
  putWatchers,
  readEvents,
} from './archives/event-archive.ts';
import {
  type ExtensionLimitsRecord,
  putExtensionLimits,
  readExtensionLimits,
} from './archives/extension-limits-archive.ts';
import * as guard from './archives/guard-archive.ts';
import { type LanguageRecord, putLanguage, readLanguages } from './archives/language-archive.ts';
import { commitLedger, readLedger } from './archives/ledger-archive.ts';
import {
  commitLiveDialogs,
  type LiveDialogChange,
  type LiveDialogRecord,
  listLiveDialogs,
} from './archives/live-dialog-archive.ts';
import {
  deleteRadio,
  insertRadio,
  type RadioRecord,
  readRadios,
  updateRadio,
} from './archives/radio-archive.ts';
import {
  forgetSuspensions,
  listSuspensions,
  putSuspensions,
  readSuspensions,
  type SuspensionRecord,
} from './archives/suspension-archive.ts';
import { forgetTokens, putToken, readTokens, type TokenRecord } from './archives/token-archive.ts';
import * as voicemail from './archives/voicemail-archive.ts';
import {
  addHistory,
  closeInstruction,
  forgetCallsOf,
  forgetHistoryOf,
  insertInstruction,
  listCallRecords,
  listUsage,
  listUsageOf,
  purgeHistory,
  putInstructionProgress,
  readInstructions,
} from './archives/watch-archive.ts';
import { BindingWriter } from './binding-writer.ts';
import type { DirectoryConsentRecord, DirectoryStore } from './directory-store.ts';
import type { EventChange, StoredMessageRecord, WatchersRecord } from './event-store.ts';
import {
  changeExtensions,
  type ExtensionsChange,
  insertExtensions,
  updateExtension,
} from './extension-archive.ts';
import type { TraceMessageRecord, TraceRecord, WhitelistRequestRecord } from './guard-store.ts';
import { migrate } from './migrate.ts';
import type { LedgerChange } from './records/ledger-records.ts';
import type {
  BanRecord,
  BindingChange,
  ConferenceRecord,
  DigestRecord,
  ExtensionRecord,
  WhitelistRecord,
} from './records/records.ts';
import { type EndedBanRecord, fromExtensionRow, type Tables } from './schema.ts';
import { sqliteDialect } from './sqlite-dialect.ts';
import { toStoreError } from './sqlite-errors.ts';
import { type Snapshot, type Store, StoreError } from './store.ts';
import type { MailboxRecord, VoiceMessageRecord, VoicemailStore, VoiceSound } from './voicemail-store.ts';
import type {
  CallRecord,
  InstructionProgressRecord,
  UsageRecord,
  UsageTotal,
  WatchStore,
} from './watch-store.ts';

type WallClock = Pick<Clock, 'wallTime'>;

const IN_MEMORY = ':memory:';
/** How long a commit waits for another process, a backup for instance, before it is refused as `busy`. */
const BUSY_MS = 5_000;

/** Opens or creates the database file, readable by its owner only, and migrates it. Rejects with `StoreError`. */
export async function openSqliteStore(path: string, clock: WallClock): Promise<SqliteStore> {
  try {
    if (path !== IN_MEMORY) {
      // The files beside it (-wal, -shm) take over its mode.
      closeSync(openSync(path, 'a', 0o600));
      chmodSync(path, 0o600);
    }
    return await SqliteStore.on(new DatabaseSync(path, { timeout: BUSY_MS }), clock);
  } catch (error) {
    throw toStoreError(error);
  }
}

/** The store on one SQLite file. Its work is done in the caller's thread; `StoreThread` gives it one of its own. */
export class SqliteStore implements Store {
  readonly #database: DatabaseSync;
  readonly #clock: WallClock;
  readonly #db: Kysely<Tables>;
  readonly #bindings: BindingWriter;
  /** Settles when the last piece of work given so far is done: one connection, one transaction at a time. */
  #tail: Promise<unknown> = Promise.resolve();
  #closed = false;

  private constructor(database: DatabaseSync, clock: WallClock) {
    this.#database = database;
    this.#clock = clock;
    this.#db = new Kysely<Tables>({ dialect: sqliteDialect(database), plugins: [new CamelCasePlugin()] });
    this.#bindings = new BindingWriter(database);
  }

  /** Takes over an open database, which `close` closes. */
  static async on(database: DatabaseSync, clock: WallClock): Promise<SqliteStore> {
    try {
      database.exec('PRAGMA foreign_keys = ON; PRAGMA journal_mode = WAL');
      // What was deleted, the text of a message for one, does not stay in the pages of the file.
      database.exec('PRAGMA secure_delete = ON');
      await migrate(database);
      return new SqliteStore(database, clock);
    } catch (error) {
      database.close();
      throw toStoreError(error);
    }
  }

  load(): Promise<Snapshot> {
    return this.#inTurn(async () => {
      const nowMs = this.#clock.wallTime();
      await this.#dropExpired(nowMs);
      return this.#db
        .transaction()
        .setAccessMode('read only')
        .execute((db) => readSnapshot(db, nowMs));
    });
  }

  setDigest({ realm, nonceKey }: DigestRecord): Promise<void> {
    return this.#change(async (db) => {
      await db
        .insertInto('settings')
        .values([
          { name: 'realm', value: realm },
          { name: 'nonce-key', value: nonceKey },
        ])
        .onConflict((conflict) =>
          conflict.column('name').doUpdateSet({ value: (is) => is.ref('excluded.value') }),
        )
        .execute();
    });
  }

  insertExtensions(records: readonly ExtensionRecord[]): Promise<void> {
    return this.#change((db) => insertExtensions(db, records));
  }

  updateExtension(record: ExtensionRecord): Promise<void> {
    return this.#change((db) => updateExtension(db, record));
  }

  changeExtensions(change: ExtensionsChange): Promise<void> {
    return this.#change((db) => changeExtensions(db, change));
  }

  deleteExtension(number: string): Promise<void> {
    return this.#change(async (db) => {
      await db.deleteFrom('extensions').where('number', '=', number).execute();
      await forgetHistoryOf(db, number);
      await forgetWatcher(db, number);
    });
  }

  insertConference(record: ConferenceRecord): Promise<void> {
    return this.#change((db) => insertConference(db, record));
  }

  updateConference(record: ConferenceRecord): Promise<void> {
    return this.#change((db) => updateConference(db, record));
  }

  deleteConference(number: string): Promise<void> {
    return this.#change(async (db) => {
      await db.deleteFrom('conferences').where('number', '=', number).execute();
    });
  }

  insertRadio(record: RadioRecord): Promise<void> {
    return this.#change((db) => insertRadio(db, record));
  }

  updateRadio(record: RadioRecord): Promise<void> {
    return this.#change((db) => updateRadio(db, record));
  }

  deleteRadio(name: string): Promise<void> {
    return this.#change((db) => deleteRadio(db, name));
  }

  commitBindings(changes: readonly BindingChange[]): Promise<void> {
    if (changes.length === 0) return Promise.resolve();
    return this.#inTurn(() => this.#bindings.commit(changes));
  }

  commitLiveDialogs(changes: readonly LiveDialogChange[]): Promise<void> {
    return this.#change((db) => commitLiveDialogs(db, changes));
  }

  listLiveDialogs(): Promise<readonly LiveDialogRecord[]> {
    return this.#inTurn(() => this.#db.transaction().setAccessMode('read only').execute(listLiveDialogs));
  }

  putBan(record: BanRecord): Promise<void> {
    return this.#change((db) => putBan(db, record, this.#clock.wallTime()));
  }

  deleteBan(addressKey: string): Promise<void> {
    return this.#change((db) => deleteBan(db, addressKey, this.#clock.wallTime()));
  }

  listEndedBans(): Promise<readonly EndedBanRecord[]> {
    return this.#inTurn(() => listEndedBans(this.#db, this.#clock.wallTime()));
  }

  findEndedBans(wanted: WantedBans): Promise<readonly EndedBanRecord[]> {
    return this.#inTurn(() => findEndedBans(this.#db, wanted, this.#clock.wallTime()));
  }

  putWhitelistEntry(record: WhitelistRecord): Promise<void> {
    return this.#change(async (db) => {
      await db
        .insertInto('whitelist')
        .values(record)
        .onConflict((conflict) => conflict.column('entry').doUpdateSet(record))
        .execute();
    });
  }

  deleteWhitelistEntry(entry: string): Promise<void> {
    return this.#change(async (db) => {
      await db.deleteFrom('whitelist').where('entry', '=', entry).execute();
    });
  }

  putSuspensions(records: readonly SuspensionRecord[]): Promise<void> {
    return this.#change((db) => putSuspensions(db, records));
  }

  listSuspensions(): Promise<readonly SuspensionRecord[]> {
    return this.#inTurn(() => listSuspensions(this.#db));
  }

  putExtensionLimits(record: ExtensionLimitsRecord): Promise<void> {
    return this.#change((db) => putExtensionLimits(db, record));
  }

  putCallFeatures(records: readonly CallFeaturesRecord[]): Promise<void> {
    return this.#change((db) => putCallFeatures(db, records));
  }

  putLanguage(record: LanguageRecord): Promise<void> {
    return this.#change((db) => putLanguage(db, record));
  }

  appendAudit(entries: readonly AuditEntry[]): Promise<void> {
    return this.#change((db) => appendAudit(db, entries));
  }

  listAudit(query: AuditQuery): Promise<readonly AuditRecord[]> {
    return this.#inTurn(() => listAudit(this.#db, query));
  }

  continueAuditCheck(check: AuditCheck): Promise<AuditCheck> {
    return this.#inTurn(() => continueAuditCheck(this.#db, check));
  }

  putToken(record: TokenRecord): Promise<void> {
    return this.#change((db) => putToken(db, record));
  }

  commitLedger(changes: readonly LedgerChange[]): Promise<void> {
    return this.#change((db) => commitLedger(db, changes));
  }

  listWhitelistRequests(): Promise<readonly WhitelistRequestRecord[]> {
    return this.#inTurn(() => guard.listWhitelistRequests(this.#db, this.#clock.wallTime()));
  }

  putWhitelistRequest(record: WhitelistRequestRecord): Promise<void> {
    return this.#change((db) => guard.putWhitelistRequest(db, record));
  }

  putTrace(record: TraceRecord): Promise<void> {
    return this.#change((db) => guard.putTrace(db, record));
  }

  listTraces(): Promise<readonly TraceRecord[]> {
    return this.#inTurn(() => guard.listTraces(this.#db, this.#clock.wallTime()));
  }

  deleteTrace(id: string): Promise<void> {
    return this.#change((db) => guard.deleteTrace(db, id));
  }

  appendTraceMessages(messages: readonly TraceMessageRecord[]): Promise<void> {
    return this.#change((db) => guard.appendTraceMessages(db, messages));
  }

  listTraceMessages(trace: string): Promise<readonly TraceMessageRecord[]> {
    return this.#inTurn(() => guard.listTraceMessages(this.#db, trace));
  }

  insertInstruction(given: Parameters<WatchStore['insertInstruction']>[0]): Promise<void> {
    return this.#change((db) => insertInstruction(db, given.record, given.progress));
  }

  closeInstruction({ id, atMs }: Parameters<WatchStore['closeInstruction']>[0]): Promise<void> {
    return this.#change((db) => closeInstruction(db, id, atMs));
  }

  putInstructionProgress(records: readonly InstructionProgressRecord[]): Promise<void> {
    return this.#change((db) => putInstructionProgress(db, records));
  }

  addHistory({ calls, usage }: Parameters<WatchStore['addHistory']>[0]): Promise<void> {
    return this.#change((db) => addHistory(db, calls, usage));
  }

  forgetCallsOf(extension: string): Promise<void> {
    return this.#change((db) => forgetCallsOf(db, extension));
  }

  listCallRecords(query: Parameters<WatchStore['listCallRecords']>[0]): Promise<readonly CallRecord[]> {
    return this.#inTurn(() => listCallRecords(this.#db, query, this.#clock.wallTime()));
  }

  listUsage(query: Parameters<WatchStore['listUsage']>[0]): Promise<readonly UsageTotal[]> {
    return this.#inTurn(() => listUsage(this.#db, query, this.#clock.wallTime()));
  }

  listUsageOf(query: Parameters<WatchStore['listUsageOf']>[0]): Promise<readonly UsageRecord[]> {
    return this.#inTurn(() => listUsageOf(this.#db, query, this.#clock.wallTime()));
  }

  putWatchers(record: WatchersRecord): Promise<void> {
    return this.#change((db) => putWatchers(db, record));
  }

  commitEvents(changes: readonly EventChange[]): Promise<void> {
    return this.#change((db) => commitEvents(db, changes));
  }

  putMessage(record: StoredMessageRecord): Promise<void> {
    return this.#change((db) => putMessage(db, record));
  }

  listMessages(recipient: string): Promise<readonly StoredMessageRecord[]> {
    return this.#inTurn(() => listMessages(this.#db, recipient, this.#clock.wallTime()));
  }

  putDirectoryConsent(record: DirectoryConsentRecord): Promise<void> {
    return this.#change((db) => putDirectoryConsent(db, record));
  }

  deleteDirectoryConsent(extension: string): Promise<void> {
    return this.#change((db) => deleteDirectoryConsent(db, extension));
  }

  addDirectoryIssue(given: Parameters<DirectoryStore['addDirectoryIssue']>[0]): Promise<void> {
    return this.#change((db) => addDirectoryIssue(db, given));
  }

  putMailbox(record: MailboxRecord): Promise<void> {
    return this.#change((db) => voicemail.putMailbox(db, record));
  }

  addVoiceMessage(given: Parameters<VoicemailStore['addVoiceMessage']>[0]): Promise<void> {
    return this.#change((db) => voicemail.addVoiceMessage(db, given));
  }

  updateVoiceMessage(record: VoiceMessageRecord): Promise<void> {
    return this.#change((db) => voicemail.updateVoiceMessage(db, record));
  }

  deleteVoiceMessages(ids: readonly number[]): Promise<void> {
    return this.#change((db) => voicemail.deleteVoiceMessages(db, ids));
  }

  putGreeting(given: Parameters<VoicemailStore['putGreeting']>[0]): Promise<void> {
    return this.#change((db) => voicemail.putGreeting(db, given));
  }

  deleteGreeting(extension: string): Promise<void> {
    return this.#change((db) => voicemail.deleteGreeting(db, extension));
  }

  readVoiceMessage(id: number): Promise<VoiceSound | null> {
    return this.#inTurn(() => voicemail.readVoiceMessage(this.#db, id));
  }

  readGreeting(extension: string): Promise<VoiceSound | null> {
    return this.#inTurn(() => voicemail.readGreeting(this.#db, extension));
  }

  purgeExpired(): Promise<void> {
    return this.#inTurn(() => this.#dropExpired(this.#clock.wallTime()));
  }

  /** After the work given so far. Idempotent. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#tail;
    this.#database.close();
  }

  /** Housekeeping: what it cannot delete now (disk full, read-only) is deleted at a later start. */
  async #dropExpired(nowMs: number): Promise<void> {
    try {
      await this.#db.transaction().execute(async (db) => {
        await guard.purgeExpired(db, nowMs);
        await forgetAuditAddresses(db, nowMs);
        await purgeHistory(db, nowMs);
        await forgetTokens(db, nowMs);
        await forgetSuspensions(db, nowMs);
        await purgeEvents(db, nowMs);
        await voicemail.purgeVoiceMessages(db, nowMs);
      });
    } catch (error) {
      if (toStoreError(error).reason === 'broken') throw error;
    }
  }

  #change(work: (db: Transaction<Tables>) => Promise<void>): Promise<void> {
    return this.#inTurn(() => this.#db.transaction().execute(work));
  }

  async #inTurn<T>(work: () => T | Promise<T>): Promise<T> {
    if (this.#closed) throw new StoreError('broken', 'the store is closed');
    const done = this.#tail.then(work);
    this.#tail = done.catch(() => {});
    try {
      return await done;
    } catch (error) {
      throw toStoreError(error);
    }
  }
}

async function readSnapshot(db: Transaction<Tables>, nowMs: number): Promise<Snapshot> {
  const rows = await db.selectFrom('settings').selectAll().execute();
  const settings = new Map(rows.map(({ name, value }) => [name, value]));
  const realm = settings.get('realm');
  const nonceKey = settings.get('nonce-key');
  const extensions = await db.selectFrom('extensions').selectAll().execute();
  return {
    digest: realm === undefined || nonceKey === undefined ? null : { realm, nonceKey },
    extensions: extensions.map(fromExtensionRow),
    conferences: await readConferences(db),
    bindings: await db.selectFrom('bindings').selectAll().where('expiresAtMs', '>', nowMs).execute(),
    ...(await readInstructions(db)),
    ...(await readEvents(db, nowMs)),
    ...(await readDirectory(db)),
    ...(await voicemail.readVoicemail(db, nowMs)),
    bans: await db.selectFrom('bans').selectAll().where('untilMs', '>', nowMs).execute(),
    whitelist: await db
      .selectFrom('whitelist')
      .selectAll()
      .where((is) => is.or([is('expiresAtMs', 'is', null), is('expiresAtMs', '>', nowMs)]))
      .execute(),
    suspensions: await readSuspensions(db, nowMs),
    extensionLimits: await readExtensionLimits(db),
    callFeatures: await readCallFeatures(db),
    languages: await readLanguages(db),
    radios: await readRadios(db),
    tokens: await readTokens(db),
    ledger: await readLedger(db),
  };
}
