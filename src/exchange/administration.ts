import { proposeNumber } from '../policy/numbering.ts';
import { AdministratorAdministration } from './accounts/administrator-administration.ts';
import { SessionAdministration } from './accounts/session-administration.ts';
import { AuditAdministration } from './administration/audit-administration.ts';
import { AuditLog } from './administration/audit-log.ts';
import { BackupAdministration } from './administration/backup-administration.ts';
import { BanAdministration } from './administration/ban-administration.ts';
import { CallAdministration } from './administration/call-administration.ts';
import { CallFeatureAdministration } from './administration/call-feature-administration.ts';
import { CertificateAdministration } from './administration/certificate-administration.ts';
import { ConferenceAdministration } from './administration/conference-administration.ts';
import { DirectoryAdministration } from './administration/directory-administration.ts';
import { ExtensionAdministration } from './administration/extension-administration.ts';
import { HistoryAdministration } from './administration/history-administration.ts';
import { InstructionAdministration } from './administration/instruction-administration.ts';
import { LanguageAdministration } from './administration/language-administration.ts';
import { LimitAdministration } from './administration/limit-administration.ts';
import { MailboxAdministration } from './administration/mailbox-administration.ts';
import type { ActorParts, AdministrationParts } from './administration/parts.ts';
import { PromptAdministration } from './administration/prompt-administration.ts';
import { RadioAdministration } from './administration/radio-administration.ts';
import { SettingAdministration } from './administration/setting-administration.ts';
import { SuspensionAdministration } from './administration/suspension-administration.ts';
import { TokenAdministration } from './administration/token-administration.ts';
import { TraceAdministration } from './administration/trace-administration.ts';
import { Turnstile } from './administration/turnstile.ts';
import { WatcherAdministration } from './administration/watcher-administration.ts';
import { WhitelistAdministration } from './administration/whitelist-administration.ts';
import type { MailState } from './console/mail.ts';
import type { MinuteConsole } from './console/minutes.ts';
import type { Console, NumberPlanView, SiteFacts, StatusView } from './console.ts';
import { HandoverAdministration } from './handovers/handover-administration.ts';
import { IncidentAdministration } from './incidents/incident-administration.ts';
import { MessageAdministration } from './member-messages/message-administration.ts';
import { OwnMessageAdministration } from './member-messages/own-message-administration.ts';
import { ReplyAdministration } from './member-messages/reply-administration.ts';
import { ApplicationAdministration } from './members/application-administration.ts';
import { MemberAdministration } from './members/member-administration.ts';
import { FreePageAdministration } from './pages/free-page-administration.ts';
import { PageAdministration } from './pages/page-administration.ts';
import { OwnMailbox } from './voicemail/own-mailbox.ts';

/** Who speaks, and what all who speak share. */
interface Speaker {
  readonly actor: string;
  readonly audit: AuditLog;
  readonly turnstile: Turnstile;
}

/**
 * The console on the store and on what the exchange keeps in memory. Every change is committed first, then made in
 * memory, then has its effect on phones and calls; a refusal has changed nothing.
 */
export class Administration implements Console {
  readonly administrators: AdministratorAdministration;
  readonly applications: ApplicationAdministration;
  readonly audit: AuditAdministration;
  readonly backups: BackupAdministration;
  readonly bans: BanAdministration;
  readonly callFeatures: CallFeatureAdministration;
  readonly calls: CallAdministration;
  readonly certificate: CertificateAdministration;
  readonly conferences: ConferenceAdministration;
  readonly directory: DirectoryAdministration;
  readonly extensions: ExtensionAdministration;
  readonly freePages: FreePageAdministration;
  readonly handovers: HandoverAdministration;
  readonly history: HistoryAdministration;
  readonly incidents: IncidentAdministration;
  readonly instructions: InstructionAdministration;
  readonly languages: LanguageAdministration;
  readonly limits: LimitAdministration;
  readonly mailboxes: MailboxAdministration;
  readonly members: MemberAdministration;
  readonly ownMailbox: OwnMailbox;
  readonly pages: PageAdministration;
  readonly messages: MessageAdministration;
  readonly ownMessages: OwnMessageAdministration;
  readonly prompts: PromptAdministration;
  readonly radios: RadioAdministration;
  readonly replies: ReplyAdministration;
  readonly sessions: SessionAdministration;
  readonly settings: SettingAdministration;
  readonly suspensions: SuspensionAdministration;
  readonly tokens: TokenAdministration;
  readonly traces: TraceAdministration;
  readonly watchers: WatcherAdministration;
  readonly whitelist: WhitelistAdministration;
  readonly #parts: ActorParts;
  readonly #turnstile: Turnstile;

  /** Speaks for the host itself; `by` gives consoles for others. */
  constructor(given: AdministrationParts, speaker?: Speaker) {
    const { actor, audit, turnstile } = speaker ?? {
      actor: 'host',
      audit: new AuditLog(given),
      turnstile: new Turnstile(),
    };
    const parts: ActorParts = { ...given, actor, audit };
    this.#parts = parts;
    this.#turnstile = turnstile;
    this.administrators = new AdministratorAdministration(parts, turnstile);
    this.audit = new AuditAdministration(parts);
    this.backups = new BackupAdministration(parts);
    this.bans = new BanAdministration(parts, turnstile);
    this.callFeatures = new CallFeatureAdministration(parts, turnstile);
    this.calls = new CallAdministration(parts);
    this.certificate = new CertificateAdministration(parts);
    this.conferences = new ConferenceAdministration(parts, turnstile);
    this.directory = new DirectoryAdministration(parts, turnstile);
    this.extensions = new ExtensionAdministration(parts, turnstile);
    this.freePages = new FreePageAdministration(parts, turnstile);
    this.history = new HistoryAdministration(parts);
    this.incidents = new IncidentAdministration(parts, turnstile);
    this.instructions = new InstructionAdministration(parts, turnstile);
    this.languages = new LanguageAdministration(parts, turnstile);
    this.limits = new LimitAdministration(parts, turnstile);
    this.mailboxes = new MailboxAdministration(parts, turnstile);
    this.ownMailbox = new OwnMailbox(parts, turnstile);
    this.pages = new PageAdministration(parts, turnstile);
    this.messages = new MessageAdministration(parts, turnstile);
    this.prompts = new PromptAdministration(parts);
    this.radios = new RadioAdministration(parts, turnstile);
    this.replies = new ReplyAdministration(parts, turnstile);
    this.sessions = new SessionAdministration(parts, turnstile);
    this.settings = new SettingAdministration(parts, turnstile);
    this.suspensions = new SuspensionAdministration(parts, turnstile);
    this.tokens = new TokenAdministration(parts, turnstile);
    this.traces = new TraceAdministration(parts, turnstile);
    this.watchers = new WatcherAdministration(parts, turnstile);
    this.whitelist = new WhitelistAdministration(parts, turnstile);
    this.handovers = new HandoverAdministration(parts, turnstile, this.extensions);
    this.members = new MemberAdministration(parts, turnstile, this);
    this.ownMessages = new OwnMessageAdministration(parts, turnstile, (extension) =>
      this.members.instructions(extension),
    );
    this.applications = new ApplicationAdministration(parts, turnstile, {
      addExtension: (wanted) => this.extensions.add(wanted),
      setListing: (extension, textVersion) => this.directory.setListing(extension, true, textVersion),
      sendLetter: (extension, password, language) =>
        this.handovers.create(extension, { purpose: 'letter', password, language, mail: true }),
    });
  }

  get mail(): MailState {
    return this.#parts.site.outbox.state;
  }

  get canMail(): boolean {
    return this.#parts.site.outbox.canSend;
  }

  get minutes(): MinuteConsole {
    return this.#parts.watch.minutes;
  }

  get site(): SiteFacts {
    return this.#parts.site.settings;
  }

  by(actor: string): Administration {
    const { audit } = this.#parts;
    return new Administration(this.#parts, { actor, audit, turnstile: this.#turnstile });
  }

  /** Writes the audit rows that the disk has not taken yet. */
  close(): Promise<void> {
    return this.#parts.audit.close();
  }

  numbers(): NumberPlanView {
    const { extensions: taken, conferences: bridges, site } = this.#parts;
    const plan = site.settings.numbers;
    const isTaken = (number: string) => taken.has(number) || bridges.has(number);
    const { extensions, conferences } = plan;
    return {
      extensions: { ...extensions, free: proposeNumber('extension', isTaken, plan) ?? null },
      conferences: { ...conferences, free: proposeNumber('conference', isTaken, plan) ?? null },
    };
  }

  phonesFrom(isMeant: (address: string) => boolean): number {
    let phones = 0;
    for (const [key, count] of this.#parts.live.registrationsByAddress()) {
      if (isMeant(key.replace(/\/\d+$/, ''))) phones += count;
    }
    return phones;
  }

  status(): StatusView {
    const { version, live, extensions, conferences, bans, realm } = this.#parts;
    const participants = conferences.list().reduce((sum, { number }) => sum + live.participantsOf(number), 0);
    return {
      version,
      running: live.running,
      clockStepSeconds: live.clockStepMs === null ? null : Math.round(live.clockStepMs / 1000),
      extensions: extensions.size,
      registrations: live.registrationCount,
      calls: live.calls().length,
      conferences: conferences.size,
      participants,
      bans: bans.list().length,
      domain: realm,
    };
  }
}
