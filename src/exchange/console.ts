/**
 * The administrator's hand on the exchange: the only door through which web and command line change it or look
 * inside. It works the same on a running exchange and on a stopped one's store; what needs a running exchange
 * (calls, registrations) is empty there.
 */

import type { RouterSign } from '../base/journal.ts';
import type { Result } from '../base/result.ts';
import type { SoundQuality } from '../policy/sound-quality.ts';
import type { Suspendable } from '../policy/suspensions.ts';
import type { ExtensionRecord, WhitelistRecord } from '../store/records.ts';
import type { AdministratorConsole } from './console/administrators.ts';
import type { ApplicationConsole } from './console/applications.ts';
import type { AuditConsole } from './console/audit.ts';
import type { BackupConsole } from './console/backups.ts';
import type { CallFeatureConsole } from './console/call-features.ts';
import type { CertificateConsole } from './console/certificate.ts';
import type { ConferenceConsole } from './console/conferences.ts';
import type { DirectoryConsole } from './console/directory.ts';
import type { BanView, GuardConsole } from './console/guard.ts';
import type { HandoverConsole } from './console/handovers.ts';
import type { HistoryConsole } from './console/history.ts';
import type { IncidentConsole } from './console/incidents.ts';
import type { InstructionConsole } from './console/instructions.ts';
import type { LanguageConsole } from './console/languages.ts';
import type { LimitConsole } from './console/limits.ts';
import type { MailState } from './console/mail.ts';
import type { MailboxConsole } from './console/mailboxes.ts';
import type { MemberConsole } from './console/members.ts';
import type { Outcome, Refusal } from './console/outcome.ts';
import type { PromptConsole } from './console/prompts.ts';
import type { RadioConsole } from './console/radios.ts';
import type { SessionConsole } from './console/sessions.ts';
import type { SuspensionConsole } from './console/suspensions.ts';
import type { TokenConsole } from './console/tokens.ts';
import type { TraceConsole } from './console/trace.ts';
import type { WatcherConsole } from './console/watchers.ts';

export interface NewExtension {
  /** Proposed by the exchange when left out: the lowest free one. */
  readonly number?: string | undefined;
  readonly callsign: string;
  readonly name: string;
  readonly email?: string | undefined;
  /** Made by the exchange when left out: 20 characters of a 32-symbol alphabet, 100 bit. */
  readonly password?: string | undefined;
  readonly allowWeakPassword?: boolean | undefined;
}

/** An extension without its secrets. */
export type ExtensionView = Omit<ExtensionRecord, 'ha1Md5' | 'ha1Sha256'> & {
  /** What is taken away from it at this moment. */
  readonly suspended: readonly Suspendable[];
  readonly registrations: readonly RegistrationView[];
};

export interface RegistrationView {
  readonly contactUri: string;
  readonly transport: string;
  readonly userAgent: string;
  readonly registeredAtMs: number;
  readonly expiresAtMs: number;
  /** False when its connection is gone and the phone has not come back yet. */
  readonly reachable: boolean;
  /** To the phone and back, as it answers our questions; null before the first answer. */
  readonly roundTripMs: number | null;
  /** Since when it answers nothing; null while it answers. */
  readonly silentSinceMs: number | null;
  /** What its router does to its messages. */
  readonly routerSigns: readonly RouterSign[];
}

export interface CallView {
  readonly id: string;
  readonly from: string;
  /** What was dialled, and where that led: the same unless the call was forwarded. */
  readonly to: string;
  readonly reached: string;
  readonly state: 'calling' | 'ringing' | 'answered';
  readonly startedAtMs: number;
  readonly answeredAtMs: number | null;
  readonly legs: readonly LegView[];
  /** Its phones share no codec, and the exchange stands between them. */
  readonly transcoded: boolean;
}

/** One phone of a call. */
export interface LegView {
  readonly extension: string;
  /** As rtpmap names it; null until it is agreed. */
  readonly codec: string | null;
  /** So far; null before anything was heard. */
  readonly quality: Omit<SoundQuality, 'word'> | null;
}

export interface WhitelistRequest {
  readonly entry: string;
  readonly owner: string;
  readonly note?: string | undefined;
  readonly expiresAtMs?: number | undefined;
}

export interface StatusView {
  readonly version: string;
  readonly running: boolean;
  /** By how much the wall clock has jumped since the start, forward above zero; null while nothing runs. */
  readonly clockStepSeconds: number | null;
  readonly extensions: number;
  readonly registrations: number;
  readonly calls: number;
  readonly conferences: number;
  readonly participants: number;
  readonly bans: number;
  /** The digest realm and SIP domain. */
  readonly domain: string;
}

export interface SiteFacts {
  /** Where the pages are, with a slash at its end: `https://tel.example.net/`. */
  readonly url: string;
  readonly language: 'nl' | 'en';
}

export interface Console
  extends AuditConsole,
    BackupConsole,
    TokenConsole,
    GuardConsole,
    TraceConsole,
    SuspensionConsole,
    LimitConsole,
    CallFeatureConsole,
    LanguageConsole,
    ConferenceConsole,
    MailboxConsole,
    RadioConsole,
    WatcherConsole,
    InstructionConsole,
    PromptConsole,
    CertificateConsole,
    HistoryConsole {
  /**
   * The same console, speaking for someone else: `host` is the command line on this machine, `token:<name>` a script
   * with an API token. Whoever speaks stands in the audit log.
   */
  by(actor: string): Console;

  /** The list of those who agreed to be listed. */
  readonly directory: DirectoryConsole;

  /** Letters and settings files. */
  readonly handovers: HandoverConsole;
  readonly site: SiteFacts;
  /** From asking for an extension to having one. */
  readonly applications: ApplicationConsole;
  readonly mail: MailState;
  /** Outages and planned work. */
  readonly incidents: IncidentConsole;
  /** What holders see and do of their own. */
  readonly members: MemberConsole;
  /** Logging in, for everyone. */
  readonly sessions: SessionConsole;
  /** Who may use the console of the site. */
  readonly administrators: AdministratorConsole;

  addExtension(extension: NewExtension): Promise<Outcome<{ extension: ExtensionView; password: string }>>;
  /** All or none: the refusals name the row, counted from 1. */
  importExtensions(
    rows: readonly NewExtension[],
  ): Promise<
    Result<
      readonly { extension: ExtensionView; password: string }[],
      readonly { row: number; refusal: Refusal }[]
    >
  >;
  listExtensions(): readonly ExtensionView[];
  showExtension(number: string): Outcome<ExtensionView>;
  /** A new password at once; phones with the old one fail at their next REGISTER. */
  resetPassword(
    number: string,
    password?: string,
    allowWeakPassword?: boolean,
  ): Promise<Outcome<{ extension: ExtensionView; password: string }>>;
  setCallerId(number: string, callerId: ExtensionRecord['callerId']): Promise<Outcome<ExtensionView>>;
  /** Ends its calls, forgets its bindings. */
  removeExtension(number: string): Promise<Outcome<ExtensionView>>;

  listBans(): readonly BanView[];
  addBan(address: string, durationMs: number): Promise<Outcome<BanView>>;
  liftBan(address: string): Promise<Outcome<BanView>>;
  listWhitelist(): readonly WhitelistRecord[];
  /** Lifts a ban that the entry covers and forgets its counted attempts. `warning` when the network is wide. */
  addWhitelistEntry(
    request: WhitelistRequest,
  ): Promise<Outcome<WhitelistRecord & { warning: 'wide-network' | 'manual-ban' | null }>>;
  removeWhitelistEntry(entry: string): Promise<Outcome<WhitelistRecord>>;

  listCalls(): readonly CallView[];
  endCall(id: string): Promise<Outcome<CallView>>;
  status(): StatusView;
}
