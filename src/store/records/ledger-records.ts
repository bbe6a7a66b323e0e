/**
 * What people have here besides their extension: how they log in, what they asked for, what they were told. Rows are
 * plain text and numbers; each has an `id`, and those of an extension go with it.
 */

import type {
  ClubPageDraftRecord,
  ClubPageVersionRecord,
  FreePageRecord,
  RulesConfirmationRecord,
} from './club-page-records.ts';
import type { ConsoleSettingRecord } from './console-setting-records.ts';
import type { IncidentRecord } from './incident-records.ts';
import type {
  ApplicationRecord,
  CompanyConsentRecord,
  MemberSettingsRecord,
  PhonePasswordRecord,
} from './member-records.ts';
import type { MemberMessageRecord, MemberReplyRecord, MessageReceiptRecord } from './message-records.ts';

/** Who may log in to the console. */
export interface AdministratorRecord {
  readonly id: string;
  /** The log-in name, and `admin:<name>` in the audit log. */
  readonly name: string;
  readonly email: string | null;
  /** Argon2id in the form of the PHC; null while there is none. */
  readonly passwordHash: string | null;
  /** Base32, once it was confirmed. */
  readonly totpSecret: string | null;
  /** The step of the last code that was taken: a code works once (RFC 6238 §5.2). */
  readonly totpStep: number;
  readonly createdAtMs: number;
  readonly createdBy: string;
  readonly lastLoginAtMs: number | null;
}

/** Whose something is: exactly one of the two. */
interface Owned {
  /** Id of an administrator. */
  readonly administrator: string | null;
  /** Number of an extension. */
  readonly extension: string | null;
}

/** A key pair of WebAuthn, whose private half never leaves the owner's device. */
export interface PasskeyRecord extends Owned {
  /** The credential's id, base64url. */
  readonly id: string;
  /** The host name it works at. */
  readonly relyingParty: string;
  /** COSE key, base64url. */
  readonly publicKey: string;
  readonly counter: number;
  /** JSON list. */
  readonly transports: string;
  readonly name: string;
  readonly createdAtMs: number;
  readonly lastUsedAtMs: number | null;
}

export interface SessionRecord extends Owned {
  readonly id: string;
  /** SHA-256 of the secret in the cookie, hexadecimal. */
  readonly secretHash: string;
  readonly method: string;
  /** The browser, in a few words. */
  readonly agent: string;
  readonly createdAtMs: number;
  /** To a few minutes. */
  readonly seenAtMs: number;
  /** However much it is used. */
  readonly endsAtMs: number;
}

/** Something to be opened once. */
export interface LinkRecord extends Owned {
  readonly id: string;
  /** SHA-256 of the secret, hexadecimal. */
  readonly secretHash: string;
  readonly purpose: string;
  /** SHA-256 of what the first browser got; only that one may go on. */
  readonly browserHash: string | null;
  readonly createdAtMs: number;
  readonly endsAtMs: number;
}

/**
 * The password of an extension on its way to its holder or into a phone: behind a secret address, for a while. It is
 * sealed with a key that is not in the database, and taken out when it is no longer needed.
 */
export interface HandoverRecord {
  readonly id: string;
  readonly extension: string;
  /** SHA-256 of the secret, hexadecimal. */
  readonly secretHash: string;
  /** `letter`, or the format of a settings file. */
  readonly purpose: string;
  /** Null where none is handed over. */
  readonly sealedPassword: string | null;
  readonly language: 'nl' | 'en';
  /** Hardware address of the first phone that came for it; no other gets it. */
  readonly device: string | null;
  readonly createdAtMs: number;
  readonly createdBy: string;
  readonly endsAtMs: number;
  /** When it was opened for the first time. */
  readonly openedAtMs: number | null;
}

/** A letter on its way. */
export interface MailRecord {
  readonly id: string;
  readonly recipient: string;
  readonly subject: string;
  /** Taken out once it was sent or given up. */
  readonly body: string;
  readonly topic: string;
  readonly state: string;
  readonly attempts: number;
  readonly nextAtMs: number;
  readonly createdAtMs: number;
  /** What arrives later is of no use. */
  readonly uselessAtMs: number;
  readonly endedAtMs: number | null;
  /** Why it was not taken the last time, without addresses. */
  readonly fault: string | null;
  /** Id of the voice message it takes with it. */
  readonly voiceMessage: number | null;
  /** Whose it is, and with whom it goes; null when it is for somebody without an extension. */
  readonly extension: string | null;
}

/** Every table of the ledger with its rows. */
export interface LedgerTables {
  readonly administrators: AdministratorRecord;
  readonly passkeys: PasskeyRecord;
  readonly sessions: SessionRecord;
  readonly links: LinkRecord;
  readonly mails: MailRecord;
  readonly handovers: HandoverRecord;
  readonly phonePasswords: PhonePasswordRecord;
  readonly memberSettings: MemberSettingsRecord;
  readonly companyConsents: CompanyConsentRecord;
  readonly applications: ApplicationRecord;
  readonly incidents: IncidentRecord;
  readonly clubPageVersions: ClubPageVersionRecord;
  readonly clubPageDrafts: ClubPageDraftRecord;
  readonly freePages: FreePageRecord;
  readonly rulesConfirmations: RulesConfirmationRecord;
  readonly consoleSettings: ConsoleSettingRecord;
  readonly memberMessages: MemberMessageRecord;
  readonly messageReceipts: MessageReceiptRecord;
  readonly memberReplies: MemberReplyRecord;
}

export type LedgerTable = keyof LedgerTables;

export type LedgerChange =
  | {
      readonly [Table in LedgerTable]: {
        /** `update`: only when there is such a row. */
        readonly kind: 'put' | 'update';
        readonly table: Table;
        readonly row: LedgerTables[Table];
      };
    }[LedgerTable]
  | { readonly kind: 'delete'; readonly table: LedgerTable; readonly id: string };

export type LedgerSnapshot = { readonly [Table in LedgerTable]: readonly LedgerTables[Table][] };

/** Those of which rows refer to none of these come first. */
export const LEDGER_TABLES = [
  'administrators',
  'passkeys',
  'sessions',
  'links',
  'mails',
  'handovers',
  'phonePasswords',
  'memberSettings',
  'companyConsents',
  'applications',
  'incidents',
  'clubPageVersions',
  'clubPageDrafts',
  'freePages',
  'rulesConfirmations',
  'consoleSettings',
  'memberMessages',
  'messageReceipts',
  'memberReplies',
] as const satisfies readonly LedgerTable[];
