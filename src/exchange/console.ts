/**
 * The administrator's hand on the exchange: the only door through which web and command line change it or look
 * inside. It works the same on a running exchange and on a stopped one's store; what needs a running exchange
 * (calls, registrations) is empty there.
 */

import type { NumberPlan, NumberRange } from '../policy/numbering.ts';
import type { AdministratorConsole } from './console/administrators.ts';
import type { ApplicationConsole } from './console/applications.ts';
import type { AuditConsole } from './console/audit.ts';
import type { BackupConsole } from './console/backups.ts';
import type { BanConsole } from './console/bans.ts';
import type { CallFeatureConsole } from './console/call-features.ts';
import type { CallConsole } from './console/calls.ts';
import type { CertificateConsole } from './console/certificate.ts';
import type { ConferenceConsole } from './console/conferences.ts';
import type { DirectoryConsole } from './console/directory.ts';
import type { ExtensionConsole } from './console/extensions.ts';
import type { FreePageConsole } from './console/free-pages.ts';
import type { HandoverConsole } from './console/handovers.ts';
import type { HistoryConsole } from './console/history.ts';
import type { IncidentConsole } from './console/incidents.ts';
import type { InstructionConsole } from './console/instructions.ts';
import type { LanguageConsole } from './console/languages.ts';
import type { LimitConsole } from './console/limits.ts';
import type { MailState } from './console/mail.ts';
import type { MailboxConsole } from './console/mailboxes.ts';
import type { MemberConsole } from './console/members.ts';
import type { MessageConsole, OwnMessageConsole, ReplyConsole } from './console/messages.ts';
import type { MinuteConsole } from './console/minutes.ts';
import type { OwnMailboxConsole } from './console/own-mailbox.ts';
import type { PageConsole } from './console/pages.ts';
import type { PromptConsole } from './console/prompts.ts';
import type { RadioConsole } from './console/radios.ts';
import type { SessionConsole } from './console/sessions.ts';
import type { SettingConsole } from './console/settings.ts';
import type { SuspensionConsole } from './console/suspensions.ts';
import type { TokenConsole } from './console/tokens.ts';
import type { TraceConsole } from './console/traces.ts';
import type { WatcherConsole } from './console/watchers.ts';
import type { WhitelistConsole } from './console/whitelist.ts';

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
  /** Members may log in with a call from their phone. */
  readonly phoneLogin: boolean;
  /** In which times are told: `Europe/Amsterdam`. */
  readonly timeZone: string;
  /** From which numbers are proposed. */
  readonly numbers: NumberPlan;
}

/** The ranges numbers are proposed from, each with the lowest free one; null when it is used up. */
export type NumberPlanView = {
  readonly [Kind in keyof NumberPlan]: NumberRange & { readonly free: string | null };
};

export interface Console {
  /**
   * The same console, speaking for someone else: `host` is the command line on this machine, `token:<name>` a script
   * with an API token. Whoever speaks stands in the audit log.
   */
  by(actor: string): Console;
  status(): StatusView;
  numbers(): NumberPlanView;
  /** How many phones are registered from addresses that are meant; the addresses stay inside. */
  phonesFrom(isMeant: (address: string) => boolean): number;
  readonly site: SiteFacts;
  readonly mail: MailState;
  /** Whether a mail server is set, as in `mail`. */
  readonly canMail: boolean;

  /** Who may use the console of the site. */
  readonly administrators: AdministratorConsole;
  /** From asking for an extension to having one. */
  readonly applications: ApplicationConsole;
  readonly audit: AuditConsole;
  readonly backups: BackupConsole;
  readonly bans: BanConsole;
  readonly callFeatures: CallFeatureConsole;
  readonly calls: CallConsole;
  readonly certificate: CertificateConsole;
  readonly conferences: ConferenceConsole;
  /** The list of those who agreed to be listed. */
  readonly directory: DirectoryConsole;
  readonly extensions: ExtensionConsole;
  /** Pages that the club adds to its site. */
  readonly freePages: FreePageConsole;
  /** Letters and settings files. */
  readonly handovers: HandoverConsole;
  readonly history: HistoryConsole;
  /** Outages and planned work. */
  readonly incidents: IncidentConsole;
  readonly instructions: InstructionConsole;
  readonly languages: LanguageConsole;
  readonly limits: LimitConsole;
  readonly mailboxes: MailboxConsole;
  /** What holders see and do of their own. */
  readonly members: MemberConsole;
  /** A holder's voice messages. */
  readonly ownMailbox: OwnMailboxConsole;
  /** What the club writes on its own site. */
  readonly pages: PageConsole;
  /** The last day of the exchange as a whole. */
  readonly minutes: MinuteConsole;
  /** What administrators write to holders. */
  readonly messages: MessageConsole;
  /** What holders read of it, and what they say. */
  readonly ownMessages: OwnMessageConsole;
  readonly prompts: PromptConsole;
  readonly radios: RadioConsole;
  /** What holders said, for administrators. */
  readonly replies: ReplyConsole;
  /** Logging in, for everyone. */
  readonly sessions: SessionConsole;
  /** What holds, and what administrators may change while the exchange runs. */
  readonly settings: SettingConsole;
  readonly suspensions: SuspensionConsole;
  readonly tokens: TokenConsole;
  readonly traces: TraceConsole;
  readonly watchers: WatcherConsole;
  readonly whitelist: WhitelistConsole;
}
