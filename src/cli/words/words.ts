import type { ErrorCode } from '../../web/contract.ts';
import type { DoctorWords } from '../doctor/doctor-words.ts';
import type { LocalCode, Values } from '../failure.ts';
import type { AccessWords } from './access-words.ts';
import type { AccountCommand, AccountWords } from './account-words.ts';
import type { BackupWords } from './backup-words.ts';
import type { CertificateCommand, CertificateWords } from './certificate-words.ts';
import type {
  ConferenceArgument,
  ConferenceCommand,
  ConferenceOption,
  ConferenceWords,
} from './conference-words.ts';
import type { DemoCommand, DemoWords } from './demo-words.ts';
import type {
  DirectoryArgument,
  DirectoryCommand,
  DirectoryOption,
  DirectoryWords,
} from './directory-words.ts';
import type { EventCommand, EventOption, EventWords } from './event-words.ts';
import type { FailureWords } from './failure-words.ts';
import type { FeatureArgument, FeatureCommand, FeatureOption, FeatureWords } from './feature-words.ts';
import type { GuardWords } from './guard-words.ts';
import type { ImportOption, ImportWords } from './import-words.ts';
import type { IncidentArgument, IncidentCommand, IncidentOption, IncidentWords } from './incident-words.ts';
import type { MailboxArgument, MailboxCommand, MailboxWords } from './mailbox-words.ts';
import type { MessageArgument, MessageCommand, MessageOption, MessageWords } from './message-words.ts';
import type { PageArgument, PageCommand, PageOption, PageWords } from './page-words.ts';
import type { PromptArgument, PromptCommand, PromptWords } from './prompt-words.ts';
import type { RadioArgument, RadioCommand, RadioOption, RadioWords } from './radio-words.ts';
import type { SearchArgument, SearchCommand, SearchWords } from './search-words.ts';
import type { SettingArgument, SettingCommand, SettingWords } from './setting-words.ts';
import type { SuspensionCommand, SuspensionOption, SuspensionWords } from './suspension-words.ts';
import type { WatchArgument, WatchCommand, WatchWords } from './watch-words.ts';

export type UsageProblem =
  | 'unknown-command'
  | 'unknown-option'
  | 'missing-argument'
  | 'missing-option'
  | 'missing-value'
  | 'too-many-arguments'
  | 'bad-value'
  | 'no-command';

/** What a command says, in one language. `CommandName` is `extension add` and the like. */
export interface Words {
  readonly language: 'nl' | 'en';
  /** The first letters of the four lines of an error. */
  readonly failureLabels: {
    readonly why: string;
    readonly todo: string;
    readonly code: string;
    readonly detail: string;
  };
  readonly failures: Readonly<Record<ErrorCode | LocalCode, (values: Values) => FailureWords>>;
  readonly usage: Readonly<Record<UsageProblem, (name: string) => string>>;
  readonly usageTodo: (command: string) => string;
  readonly line: string;
  readonly help: {
    /** Commander's own headings. */
    readonly titles: Readonly<Record<'Usage:' | 'Arguments:' | 'Options:' | 'Commands:', string>>;
    readonly usageOfGroup: string;
    readonly usageOfCommand: string;
    readonly about: string;
    readonly helpOption: string;
    readonly versionOption: string;
    readonly global: string;
    readonly commands: Readonly<Record<CommandName, string>>;
    readonly options: Readonly<Record<OptionName, string>>;
    readonly arguments: Readonly<Record<ArgumentName, string>>;
  };
  readonly settings: SettingWords;
  readonly extension: {
    readonly added: (number: string) => string;
    readonly passwordChanged: (number: string) => string;
    readonly removed: (number: string) => string;
    readonly callerIdChanged: (number: string, callerId: string) => string;
    readonly none: (command: string) => string;
    readonly labels: Readonly<
      Record<'number' | 'callsign' | 'name' | 'email' | 'password' | 'callerId' | 'since' | 'phones', string>
    >;
    readonly columns: Readonly<
      Record<'number' | 'callsign' | 'name' | 'state' | 'phone' | 'password', string>
    >;
    readonly callerIds: Readonly<Record<'number-and-callsign' | 'number', string>>;
    readonly keepPassword: string;
    readonly showPhone: (command: string) => string;
    readonly weakPassword: string;
    readonly noPhones: string;
    readonly phoneLine: (transport: string, since: string, until: string) => string;
  };
  readonly phone: {
    readonly title: string;
    readonly labels: Readonly<
      Record<
        'server' | 'port' | 'transport' | 'username' | 'password' | 'interval' | 'codecs' | 'dtmf',
        string
      >
    >;
    readonly transportAdvice: (transports: string) => string;
    readonly usernameAdvice: (number: string) => string;
    readonly passwordAdvice: string;
    readonly newPassword: (command: string) => string;
    readonly interval: (seconds: number) => string;
    readonly dtmf: string;
    readonly test: string;
  };
  readonly states: Readonly<
    Record<
      'reachable' | 'unreachable' | 'not-registered' | 'suspended' | 'calling' | 'ringing' | 'answered',
      string
    >
  >;
  readonly conference: ConferenceWords;
  readonly incident: IncidentWords;
  readonly pages: PageWords;
  readonly radio: RadioWords;
  readonly ban: {
    readonly added: (address: string, until: string) => string;
    readonly lifted: (address: string) => string;
    readonly none: string;
    readonly columns: Readonly<
      Record<'address' | 'cause' | 'until' | 'username' | 'phones' | 'program', string>
    >;
    /** About those with phones. */
    readonly household: string;
    readonly causes: { readonly manual: string; readonly failures: (attempts: number) => string };
  };
  readonly whitelist: {
    readonly added: (entry: string, owner: string) => string;
    readonly removed: (entry: string) => string;
    readonly none: string;
    readonly wide: string;
    readonly columns: Readonly<Record<'entry' | 'owner' | 'until' | 'note', string>>;
    readonly forEver: string;
  };
  readonly guard: GuardWords;
  readonly imports: ImportWords;
  readonly doctor: DoctorWords;
  readonly access: AccessWords;
  readonly accounts: AccountWords;
  readonly backup: BackupWords;
  readonly suspension: SuspensionWords;
  readonly features: FeatureWords;
  readonly events: EventWords;
  readonly watch: WatchWords;
  readonly prompts: PromptWords;
  readonly demo: DemoWords;
  readonly directory: DirectoryWords;
  readonly mailboxes: MailboxWords;
  readonly messages: MessageWords;
  readonly call: {
    readonly ended: (from: string, to: string) => string;
    readonly none: string;
    readonly notRunning: string;
    readonly columns: Readonly<Record<'id' | 'from' | 'to' | 'state' | 'since' | 'sound', string>>;
    /** Each phone talks its own. */
    readonly transcoded: (codecs: string) => string;
  };
  readonly status: {
    readonly running: string;
    readonly stopped: string;
    readonly labels: Readonly<
      Record<
        'domain' | 'extensions' | 'registrations' | 'calls' | 'conferences' | 'participants' | 'bans',
        string
      >
    >;
  };
  readonly search: SearchWords;
  readonly certificate: CertificateWords;
  readonly start: {
    readonly ready: (seconds: string) => string;
    readonly counts: (extensions: number, conferences: number, whitelist: number) => string;
    readonly off: string;
    readonly labels: Readonly<Record<'data' | 'sockets', string>>;
    readonly first: {
      readonly intro: string;
      readonly add: string;
      readonly show: string;
      readonly address: (address: string, port: number) => string;
      readonly echo: string;
    };
  };
  /** `0,4` or `0.4`. */
  readonly seconds: (ms: number) => string;
  readonly time: (iso: string, timeZone: string | undefined) => string;
}

export type CommandName =
  | MessageCommand
  | SuspensionCommand
  | FeatureCommand
  | ConferenceCommand
  | IncidentCommand
  | PageCommand
  | RadioCommand
  | EventCommand
  | WatchCommand
  | PromptCommand
  | DirectoryCommand
  | MailboxCommand
  | CertificateCommand
  | SearchCommand
  | DemoCommand
  | 'start'
  | SettingCommand
  | 'backup'
  | 'restore'
  | 'status'
  | 'extension'
  | 'extension add'
  | 'extension list'
  | 'extension show'
  | 'extension password'
  | 'extension remove'
  | 'extension import'
  | 'extension caller-id'
  | 'ban'
  | 'ban list'
  | 'ban add'
  | 'ban lift'
  | 'ban history'
  | 'whitelist'
  | 'whitelist add'
  | 'whitelist list'
  | 'whitelist remove'
  | 'whitelist requests'
  | 'whitelist grant'
  | 'whitelist refuse'
  | 'doctor'
  | 'trace'
  | 'trace start'
  | 'trace list'
  | 'trace show'
  | 'trace stop'
  | 'trace remove'
  | 'token'
  | 'token create'
  | 'token list'
  | 'token revoke'
  | AccountCommand
  | 'audit'
  | 'audit list'
  | 'audit verify'
  | 'audit export'
  | 'call'
  | 'call list'
  | 'call end';

export type OptionName =
  | ImportOption
  | MessageOption
  | SuspensionOption
  | FeatureOption
  | ConferenceOption
  | IncidentOption
  | PageOption
  | RadioOption
  | EventOption
  | DirectoryOption
  | 'callsign'
  | 'name'
  | 'email'
  | 'password'
  | 'weak'
  | 'pin'
  | 'forDuration'
  | 'scope'
  | 'noEnd'
  | 'rows'
  | 'actor'
  | 'action'
  | 'head'
  | 'forExtension'
  | 'note'
  | 'until'
  | 'adminEmail'
  | 'adminPassword'
  | 'passphraseFile';

export type ArgumentName =
  | MessageArgument
  | WatchArgument
  | FeatureArgument
  | ConferenceArgument
  | IncidentArgument
  | PageArgument
  | SettingArgument
  | RadioArgument
  | PromptArgument
  | DirectoryArgument
  | MailboxArgument
  | SearchArgument
  | 'scope'
  | 'number'
  | 'newNumber'
  | 'file'
  | 'backupFile'
  | 'callerId'
  | 'address'
  | 'entry'
  | 'requestId'
  | 'traceId'
  | 'tokenName'
  | 'adminName'
  | 'callId';

/** A time with day, in the machine's time zone unless another is given. */
export function formatTime(
  locale: string,
  clock: (hour: string, minute: string) => string,
  iso: string,
  timeZone: string | undefined,
): string {
  const options = {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  } as const;
  const format = new Intl.DateTimeFormat(locale, { ...options, hourCycle: 'h23', timeZone });
  const parts = new Map(format.formatToParts(new Date(iso)).map(({ type, value }) => [type, value]));
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? '';
  return `${part('day')} ${part('month')} ${part('year')} ${clock(part('hour'), part('minute'))}`;
}
