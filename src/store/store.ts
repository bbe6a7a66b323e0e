import type { AuditCheck, AuditEntry, AuditQuery, AuditRecord } from './archives/audit-archive.ts';
import type { CallFeaturesRecord } from './archives/call-features-archive.ts';
import type { ExtensionLimitsRecord } from './archives/extension-limits-archive.ts';
import type { LanguageRecord } from './archives/language-archive.ts';
import type { LiveDialogChange, LiveDialogRecord } from './archives/live-dialog-archive.ts';
import type { RadioRecord } from './archives/radio-archive.ts';
import type { SuspensionRecord } from './archives/suspension-archive.ts';
import type { TokenRecord } from './archives/token-archive.ts';
import type { DirectorySnapshot, DirectoryStore } from './directory-store.ts';
import type { EventSnapshot, EventStore } from './event-store.ts';
import type { ExtensionsChange } from './extension-archive.ts';
import type { GuardStore } from './guard-store.ts';
import type { LedgerChange, LedgerSnapshot } from './records/ledger-records.ts';
import type {
  BanRecord,
  BindingChange,
  BindingRecord,
  ConferenceRecord,
  DigestRecord,
  ExtensionRecord,
  WhitelistRecord,
} from './records/records.ts';
import type { VoicemailSnapshot, VoicemailStore } from './voicemail-store.ts';
import type { InstructionProgressRecord, InstructionRecord, WatchStore } from './watch-store.ts';

/** Everything the exchange keeps in memory while it runs, read once at start. */
export interface Snapshot extends EventSnapshot, DirectorySnapshot, VoicemailSnapshot {
  /** Null before the first start. */
  readonly digest: DigestRecord | null;
  readonly extensions: readonly ExtensionRecord[];
  readonly conferences: readonly ConferenceRecord[];
  readonly bindings: readonly BindingRecord[];
  readonly bans: readonly BanRecord[];
  readonly whitelist: readonly WhitelistRecord[];
  /** The closed ones, too. */
  readonly instructions: readonly InstructionRecord[];
  readonly instructionProgress: readonly InstructionProgressRecord[];
  /** Those that hold or will. */
  readonly suspensions: readonly SuspensionRecord[];
  readonly extensionLimits: readonly ExtensionLimitsRecord[];
  readonly callFeatures: readonly CallFeaturesRecord[];
  readonly languages: readonly LanguageRecord[];
  readonly radios: readonly RadioRecord[];
  readonly tokens: readonly TokenRecord[];
  readonly ledger: LedgerSnapshot;
}

/**
 * The truth behind the exchange's memory. A promise that resolves means: committed, survives a kill. One that
 * rejects with `StoreError` means: nothing was changed.
 */
export interface Store extends GuardStore, WatchStore, EventStore, DirectoryStore, VoicemailStore {
  load(): Promise<Snapshot>;
  setDigest(record: DigestRecord): Promise<void>;

  insertExtensions(records: readonly ExtensionRecord[]): Promise<void>;
  updateExtension(record: ExtensionRecord): Promise<void>;
  /** All of it or nothing. */
  changeExtensions(change: ExtensionsChange): Promise<void>;
  /** Its bindings and whitelist entries go with it. */
  deleteExtension(number: string): Promise<void>;

  insertConference(record: ConferenceRecord): Promise<void>;
  updateConference(record: ConferenceRecord): Promise<void>;
  deleteConference(number: string): Promise<void>;

  insertRadio(record: RadioRecord): Promise<void>;
  updateRadio(record: RadioRecord): Promise<void>;
  deleteRadio(name: string): Promise<void>;

  /** One transaction for all changes: the group commit of the REGISTERs that came in together. */
  commitBindings(changes: readonly BindingChange[]): Promise<void>;

  /** Dialogs of answered calls, for the start after a crash. One transaction for all changes. */
  commitLiveDialogs(changes: readonly LiveDialogChange[]): Promise<void>;
  listLiveDialogs(): Promise<readonly LiveDialogRecord[]>;

  putBan(record: BanRecord): Promise<void>;
  deleteBan(addressKey: string): Promise<void>;
  putWhitelistEntry(record: WhitelistRecord): Promise<void>;
  deleteWhitelistEntry(entry: string): Promise<void>;

  /** New ones, or others in place of those of the same id: all or none. */
  putSuspensions(records: readonly SuspensionRecord[]): Promise<void>;
  /** With the past ones, the newest first. */
  listSuspensions(): Promise<readonly SuspensionRecord[]>;
  putExtensionLimits(record: ExtensionLimitsRecord): Promise<void>;
  /** One transaction: all or none. */
  putCallFeatures(records: readonly CallFeaturesRecord[]): Promise<void>;
  putLanguage(record: LanguageRecord): Promise<void>;

  /** One transaction: the rows follow each other and what was there (security 2.22). */
  appendAudit(entries: readonly AuditEntry[]): Promise<void>;
  listAudit(query: AuditQuery): Promise<readonly AuditRecord[]>;
  /** One turn of `verifyAudit`. */
  continueAuditCheck(check: AuditCheck): Promise<AuditCheck>;

  /** Inserts or replaces. */
  putToken(record: TokenRecord): Promise<void>;

  /** One transaction for all changes, in the order given. */
  commitLedger(changes: readonly LedgerChange[]): Promise<void>;

  close(): Promise<void>;
}

export class StoreError extends Error {
  override name = 'StoreError';
  /** `busy` and `full` pass by themselves; `newer` is a file written by a later version; `broken` needs a person. */
  readonly reason: 'full' | 'read-only' | 'busy' | 'newer' | 'conflict' | 'broken';

  constructor(reason: StoreError['reason'], message: string) {
    super(message);
    this.reason = reason;
  }
}
