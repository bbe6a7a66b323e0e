import type { Generated } from 'kysely';
import type { ConferenceRow } from './archives/conference-archive.ts';
import type { DirectoryIssueRow } from './archives/directory-archive.ts';
import type { SubscriptionRow, WatcherRow } from './archives/event-archive.ts';
import type { LanguageRow } from './archives/language-archive.ts';
import type { RadioRow } from './archives/radio-archive.ts';
import type {
  GreetingRow,
  MailboxRow,
  VoiceMessageRow,
  VoiceSoundRow,
} from './archives/voicemail-archive.ts';
import type { DirectoryConsentRecord } from './directory-store.ts';
import type { PublicationRecord, StoredMessageRecord } from './event-store.ts';
import type { LedgerTables } from './records/ledger-records.ts';
import type {
  AuditRow,
  BandwidthRow,
  CallFeaturesRow,
  CallRecordRow,
  ExtensionLimitsRow,
  InstructionProgressRow,
  LiveDialogRow,
  SuspensionRow,
  TokenRow,
  TraceMessageRow,
  TraceRow,
  WhitelistRequestRow,
} from './records/operator-rows.ts';
import type { BanRecord, BindingRecord, ExtensionRecord, WhitelistRecord } from './records/records.ts';
import type { InstructionRecord } from './watch-store.ts';

/** The tables as kysely sees them. In the file the names are snake_case; `CamelCasePlugin` translates. */
export interface Tables extends LedgerTables {
  readonly settings: { readonly name: string; readonly value: string };
  readonly extensions: ExtensionRow;
  readonly conferences: ConferenceRow;
  readonly radios: RadioRow;
  readonly bindings: BindingRecord;
  readonly bans: BanRecord;
  readonly banHistory: EndedBanRecord;
  readonly whitelist: WhitelistRecord;
  readonly suspensions: SuspensionRow;
  readonly extensionLimits: ExtensionLimitsRow;
  readonly callFeatures: CallFeaturesRow;
  readonly extensionLanguages: LanguageRow;
  readonly instructions: InstructionRecord;
  readonly instructionProgress: InstructionProgressRow;
  readonly audit: Omit<AuditRow, 'seq'> & { readonly seq: Generated<number> };
  readonly tokens: TokenRow;
  readonly whitelistRequests: WhitelistRequestRow;
  readonly callRecords: CallRecordRow;
  readonly bandwidth: BandwidthRow;
  readonly liveDialogs: LiveDialogRow;
  readonly traces: TraceRow;
  readonly traceMessages: TraceMessageRow;
  readonly watchers: WatcherRow;
  readonly subscriptions: SubscriptionRow;
  readonly publications: Omit<PublicationRecord, 'basic'> & { readonly basic: string };
  readonly messages: StoredMessageRecord;
  readonly directoryConsents: DirectoryConsentRecord;
  readonly directoryIssues: DirectoryIssueRow;
  readonly mailboxes: MailboxRow;
  readonly voiceMessages: VoiceMessageRow;
  readonly voiceSounds: VoiceSoundRow;
  readonly greetings: GreetingRow;
}

export type ExtensionRow = Omit<ExtensionRecord, 'weakPassword'> & {
  /** SQLite has no booleans. */
  readonly weakPassword: 0 | 1;
};

/** A ban that was lifted, replaced, or ran out. Kept seven days (security 1.7, 1.15). */
export type EndedBanRecord = BanRecord & { readonly endedAtMs: number };

export function toExtensionRow(record: ExtensionRecord): ExtensionRow {
  return { ...record, weakPassword: record.weakPassword ? 1 : 0 };
}

export function fromExtensionRow(row: ExtensionRow): ExtensionRecord {
  return { ...row, weakPassword: row.weakPassword === 1 };
}
