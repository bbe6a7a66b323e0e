import { ok, type Result } from '../base/result.ts';
import type { PhoneToTalkTo } from '../policy/phones-to-talk-to.ts';
import type { AuditQuery, AuditRecord, AuditVerdict } from '../store/audit-archive.ts';
import type { ConferenceRecord, ExtensionRecord, WhitelistRecord } from '../store/records.ts';
import type { CallQuery, CallRecord, UsageQuery, UsageRecord, UsageTotal } from '../store/watch-store.ts';
import { AdministratorAdministration } from './accounts/administrator-administration.ts';
import { SessionAdministration } from './accounts/session-administration.ts';
import { AuditAdministration } from './administration/audit-administration.ts';
import { AuditLog } from './administration/audit-log.ts';
import { BackupAdministration } from './administration/backup-administration.ts';
import { BanAdministration } from './administration/ban-administration.ts';
import { CallFeatureAdministration } from './administration/call-feature-administration.ts';
import { CertificateAdministration } from './administration/certificate-administration.ts';
import { ConferenceAdministration } from './administration/conference-administration.ts';
import { DirectoryAdministration } from './administration/directory-administration.ts';
import {
  ExtensionAdministration,
  type ExtensionWithPassword,
} from './administration/extension-administration.ts';
import { GuardAdministration } from './administration/guard-administration.ts';
import { HistoryAdministration } from './administration/history-administration.ts';
import { InstructionAdministration } from './administration/instruction-administration.ts';
import { LanguageAdministration } from './administration/language-administration.ts';
import { LimitAdministration } from './administration/limit-administration.ts';
import { MailboxAdministration } from './administration/mailbox-administration.ts';
import type { ActorParts, AdministrationParts } from './administration/parts.ts';
import { PromptAdministration } from './administration/prompt-administration.ts';
import { RadioAdministration } from './administration/radio-administration.ts';
import { notFound } from './administration/refusal.ts';
import { SuspensionAdministration } from './administration/suspension-administration.ts';
import { TokenAdministration } from './administration/token-administration.ts';
import { TraceAdministration } from './administration/trace-administration.ts';
import { Turnstile } from './administration/turnstile.ts';
import { WatcherAdministration } from './administration/watcher-administration.ts';
import type { BackupNote, BackupState, BackupView } from './console/backups.ts';
import type { CallFeaturesChange, CallFeaturesView } from './console/call-features.ts';
import type { ConferenceChange, ConferenceView, NewConference, RoomAct } from './console/conferences.ts';
import type { AddressState, BanView, WhitelistWish } from './console/guard.ts';
import type { InstructionView, NewInstruction, ObservationView } from './console/instructions.ts';
import type { LanguageView } from './console/languages.ts';
import type { LimitsChange, LimitsView } from './console/limits.ts';
import type { MailState } from './console/mail.ts';
import type { MailboxChange, MailboxView } from './console/mailboxes.ts';
import type { Outcome, Refusal } from './console/outcome.ts';
import type { PromptView } from './console/prompts.ts';
import type { NewRadio, RadioView } from './console/radios.ts';
import type { NewSuspension, SuspensionChange, SuspensionView } from './console/suspensions.ts';
import type { NewToken, TokenView } from './console/tokens.ts';
import type { WatchersChange, WatchersView } from './console/watchers.ts';
import type {
  CallView,
  Console,
  ExtensionView,
  NewExtension,
  SiteFacts,
  StatusView,
  WhitelistRequest,
} from './console.ts';
import { HandoverAdministration } from './handovers/handover-administration.ts';
import { IncidentAdministration } from './incidents/incident-administration.ts';
import { ApplicationAdministration } from './members/application-administration.ts';
import { MemberAdministration } from './members/member-administration.ts';

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
  readonly sessions: SessionAdministration;
  readonly members: MemberAdministration;
  readonly incidents: IncidentAdministration;
  readonly applications: ApplicationAdministration;
  readonly administrators: AdministratorAdministration;
  readonly #parts: ActorParts;
  readonly #turnstile: Turnstile;
  readonly #extensions: ExtensionAdministration;
  readonly #conferences: ConferenceAdministration;
  readonly #radios: RadioAdministration;
  readonly #bans: BanAdministration;
  readonly #suspensions: SuspensionAdministration;
  readonly #limits: LimitAdministration;
  readonly #features: CallFeatureAdministration;
  readonly #languages: LanguageAdministration;
  readonly #mailboxes: MailboxAdministration;
  readonly #watchers: WatcherAdministration;
  readonly #tokens: TokenAdministration;
  readonly #audit: AuditAdministration;
  readonly #backups: BackupAdministration;
  readonly #guard: GuardAdministration;
  readonly #traces: TraceAdministration;
  readonly #instructions: InstructionAdministration;
  readonly #history: HistoryAdministration;
  readonly #prompts: PromptAdministration;
  readonly #certificate: CertificateAdministration;
  readonly directory: DirectoryAdministration;
  readonly handovers: HandoverAdministration;

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
    this.sessions = new SessionAdministration(parts, turnstile);
    this.administrators = new AdministratorAdministration(parts, turnstile);
    this.#extensions = new ExtensionAdministration(parts, turnstile);
    this.#conferences = new ConferenceAdministration(parts, turnstile);
    this.#radios = new RadioAdministration(parts, turnstile);
    this.#bans = new BanAdministration(parts, turnstile);
    this.#suspensions = new SuspensionAdministration(parts, turnstile);
    this.#limits = new LimitAdministration(parts, turnstile);
    this.#features = new CallFeatureAdministration(parts, turnstile);
    this.#languages = new LanguageAdministration(parts, turnstile);
    this.#mailboxes = new MailboxAdministration(parts, turnstile);
    this.#watchers = new WatcherAdministration(parts, turnstile);
    this.#tokens = new TokenAdministration(parts, turnstile);
    this.#audit = new AuditAdministration(parts);
    this.#backups = new BackupAdministration(parts);
    this.#guard = new GuardAdministration(parts, turnstile, this.#bans);
    this.#traces = new TraceAdministration(parts, turnstile);
    this.#instructions = new InstructionAdministration(parts, turnstile);
    this.#history = new HistoryAdministration(parts);
    this.#prompts = new PromptAdministration(parts);
    this.#certificate = new CertificateAdministration(parts);
    this.handovers = new HandoverAdministration(parts, turnstile, this.#extensions);
    this.directory = new DirectoryAdministration(parts, turnstile);
    this.incidents = new IncidentAdministration(parts, turnstile);
    this.members = new MemberAdministration(parts, turnstile, this);
    this.applications = new ApplicationAdministration(parts, turnstile, {
      addExtension: (wanted) => this.addExtension(wanted),
      setListing: (extension, textVersion) => this.directory.setListing(extension, true, textVersion),
      sendLetter: (extension, password, language) =>
        this.handovers.create(extension, { purpose: 'letter', password, language, mail: true }),
    });
  }

  get mail(): MailState {
    return this.#parts.site.outbox.state;
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

  addExtension(extension: NewExtension): Promise<Outcome<ExtensionWithPassword>> {
    return this.#extensions.add(extension);
  }

  importExtensions(
    rows: readonly NewExtension[],
  ): Promise<Result<readonly ExtensionWithPassword[], readonly { row: number; refusal: Refusal }[]>> {
    return this.#extensions.import(rows);
  }

  listExtensions(): readonly ExtensionView[] {
    return this.#extensions.list();
  }

  showExtension(number: string): Outcome<ExtensionView> {
    return this.#extensions.show(number);
  }

  resetPassword(
    number: string,
    password?: string,
    allowWeakPassword = false,
  ): Promise<Outcome<ExtensionWithPassword>> {
    return this.#extensions.resetPassword(number, password, allowWeakPassword);
  }

  setCallerId(number: string, callerId: ExtensionRecord['callerId']): Promise<Outcome<ExtensionView>> {
    return this.#extensions.setCallerId(number, callerId);
  }

  removeExtension(number: string): Promise<Outcome<ExtensionView>> {
    return this.#extensions.remove(number);
  }

  addConference(conference: NewConference): Promise<Outcome<ConferenceRecord>> {
    return this.#conferences.addConference(conference);
  }

  listConferences(): readonly (ConferenceRecord & { participants: number })[] {
    return this.#conferences.listConferences();
  }

  showConference(number: string): Outcome<ConferenceView> {
    return this.#conferences.showConference(number);
  }

  changeConference(number: string, change: ConferenceChange): Promise<Outcome<ConferenceView>> {
    return this.#conferences.changeConference(number, change);
  }

  controlConference(number: string, act: RoomAct): Promise<Outcome<ConferenceView>> {
    return this.#conferences.controlConference(number, act);
  }

  removeConference(number: string): Promise<Outcome<ConferenceRecord>> {
    return this.#conferences.removeConference(number);
  }

  addRadio(radio: NewRadio): Promise<Outcome<RadioView>> {
    return this.#radios.addRadio(radio);
  }

  listRadios(): readonly RadioView[] {
    return this.#radios.listRadios();
  }

  removeRadio(name: string): Promise<Outcome<RadioView>> {
    return this.#radios.removeRadio(name);
  }

  listBans(): readonly BanView[] {
    return this.#bans.list();
  }

  addBan(address: string, durationMs: number): Promise<Outcome<BanView>> {
    return this.#bans.add(address, durationMs);
  }

  liftBan(address: string): Promise<Outcome<BanView>> {
    return this.#bans.lift(address);
  }

  listWhitelist(): readonly WhitelistRecord[] {
    return this.#bans.listWhitelist();
  }

  addWhitelistEntry(
    request: WhitelistRequest,
  ): Promise<Outcome<WhitelistRecord & { warning: 'wide-network' | 'manual-ban' | null }>> {
    return this.#bans.addWhitelistEntry(request);
  }

  removeWhitelistEntry(entry: string): Promise<Outcome<WhitelistRecord>> {
    return this.#bans.removeWhitelistEntry(entry);
  }

  /** A host name of the whitelist got other addresses: lifts the bans they lie under. */
  liftCoveredBans(): Promise<Outcome<number>> {
    return this.#bans.liftCoveredBans();
  }

  addressState(address: string): Outcome<AddressState> {
    return this.#bans.addressState(address);
  }

  listEndedBans(): ReturnType<GuardAdministration['listEndedBans']> {
    return this.#guard.listEndedBans();
  }

  requestWhitelisting(wish: WhitelistWish): ReturnType<GuardAdministration['requestWhitelisting']> {
    return this.#guard.requestWhitelisting(wish);
  }

  listWhitelistRequests(): ReturnType<GuardAdministration['listWhitelistRequests']> {
    return this.#guard.listWhitelistRequests();
  }

  grantWhitelistRequest(
    id: string,
    expiresAtMs?: number,
  ): ReturnType<GuardAdministration['grantWhitelistRequest']> {
    return this.#guard.grantWhitelistRequest(id, expiresAtMs);
  }

  refuseWhitelistRequest(id: string): ReturnType<GuardAdministration['refuseWhitelistRequest']> {
    return this.#guard.refuseWhitelistRequest(id);
  }

  startTrace(extension: string, durationMs: number): ReturnType<TraceAdministration['startTrace']> {
    return this.#traces.startTrace(extension, durationMs);
  }

  stopTrace(id: string): ReturnType<TraceAdministration['stopTrace']> {
    return this.#traces.stopTrace(id);
  }

  listTraces(): ReturnType<TraceAdministration['listTraces']> {
    return this.#traces.listTraces();
  }

  showTrace(id: string): ReturnType<TraceAdministration['showTrace']> {
    return this.#traces.showTrace(id);
  }

  deleteTrace(id: string): ReturnType<TraceAdministration['deleteTrace']> {
    return this.#traces.deleteTrace(id);
  }

  createToken(token: NewToken): Promise<Outcome<{ token: TokenView; secret: string }>> {
    return this.#tokens.create(token);
  }

  listTokens(): readonly TokenView[] {
    return this.#tokens.list();
  }

  revokeToken(idOrName: string): Promise<Outcome<TokenView>> {
    return this.#tokens.revoke(idOrName);
  }

  recogniseToken(secret: string): TokenView | undefined {
    return this.#tokens.recognise(secret);
  }

  listAudit(query: AuditQuery): Promise<Outcome<readonly AuditRecord[]>> {
    return this.#audit.list(query);
  }

  verifyAudit(): Promise<Outcome<AuditVerdict>> {
    return this.#audit.verify();
  }

  createBackup(passphrase?: string): Promise<Outcome<BackupView>> {
    return this.#backups.createBackup(passphrase);
  }

  listBackups(): Promise<readonly BackupView[]> {
    return this.#backups.listBackups();
  }

  showBackup(id: string): Promise<Outcome<BackupView>> {
    return this.#backups.showBackup(id);
  }

  readBackup(id: string): Promise<Outcome<ReadableStream<Uint8Array>>> {
    return this.#backups.readBackup(id);
  }

  deleteBackup(id: string): Promise<Outcome<BackupView>> {
    return this.#backups.deleteBackup(id);
  }

  backupState(): BackupState {
    return this.#backups.backupState();
  }

  noteBackup(note: BackupNote): Promise<Outcome<BackupNote>> {
    return this.#backups.noteBackup(note);
  }

  suspend(suspension: NewSuspension): Promise<Outcome<SuspensionView>> {
    return this.#suspensions.suspend(suspension);
  }

  changeSuspension(id: string, change: SuspensionChange): Promise<Outcome<SuspensionView>> {
    return this.#suspensions.change(id, change);
  }

  liftSuspension(id: string): Promise<Outcome<SuspensionView>> {
    return this.#suspensions.lift(id);
  }

  resume(scope: 'all' | readonly string[]): Promise<Outcome<readonly SuspensionView[]>> {
    return this.#suspensions.resume(scope);
  }

  listSuspensions(): Promise<Outcome<readonly SuspensionView[]>> {
    return this.#suspensions.list();
  }

  showSuspension(id: string): Promise<Outcome<SuspensionView>> {
    return this.#suspensions.show(id);
  }

  showLimits(extension: string): Outcome<LimitsView> {
    return this.#limits.show(extension);
  }

  setLimits(extension: string, change: LimitsChange): Promise<Outcome<LimitsView>> {
    return this.#limits.set(extension, change);
  }

  showCallFeatures(extension: string): Outcome<CallFeaturesView> {
    return this.#features.show(extension);
  }

  setCallFeatures(extension: string, change: CallFeaturesChange): Promise<Outcome<CallFeaturesView>> {
    return this.#features.set(extension, change);
  }

  showLanguage(extension: string): Outcome<LanguageView> {
    return this.#languages.show(extension);
  }

  setLanguage(extension: string, language: 'nl' | 'en' | null): Promise<Outcome<LanguageView>> {
    return this.#languages.set(extension, language);
  }

  listMailboxes(): readonly MailboxView[] {
    return this.#mailboxes.list();
  }

  showMailbox(extension: string): Outcome<MailboxView> {
    return this.#mailboxes.show(extension);
  }

  setMailbox(extension: string, change: MailboxChange): Promise<Outcome<MailboxView>> {
    return this.#mailboxes.set(extension, change);
  }

  emptyMailbox(extension: string): Promise<Outcome<MailboxView>> {
    return this.#mailboxes.empty(extension);
  }

  showWatchers(extension: string): Outcome<WatchersView> {
    return this.#watchers.show(extension);
  }

  setWatchers(extension: string, change: WatchersChange): Promise<Outcome<WatchersView>> {
    return this.#watchers.set(extension, change);
  }

  addInstruction(instruction: NewInstruction): Promise<Outcome<InstructionView>> {
    return this.#instructions.add(instruction);
  }

  listInstructions(): readonly InstructionView[] {
    return this.#instructions.list();
  }

  showInstruction(id: string): Outcome<InstructionView> {
    return this.#instructions.show(id);
  }

  closeInstruction(id: string): Promise<Outcome<InstructionView>> {
    return this.#instructions.close(id);
  }

  markInstructionDone(id: string, extension: string): Promise<Outcome<InstructionView>> {
    return this.#instructions.markDone(id, extension);
  }

  observationOf(number: string): Outcome<ObservationView> {
    return this.#instructions.observationOf(number);
  }

  phonesToTalkTo(): readonly PhoneToTalkTo[] {
    return this.#instructions.phonesToTalkTo();
  }

  listCallHistory(query: CallQuery): Promise<Outcome<readonly CallRecord[]>> {
    return this.#history.listCalls(query);
  }

  listUsage(query: UsageQuery): Promise<Outcome<readonly UsageTotal[]>> {
    return this.#history.listUsage(query);
  }

  listUsageOf(extension: string, query: UsageQuery): Promise<Outcome<readonly UsageRecord[]>> {
    return this.#history.listUsageOf(extension, query);
  }

  listCalls(): readonly CallView[] {
    return this.#parts.live.calls();
  }

  async endCall(id: string): Promise<Outcome<CallView>> {
    const { live, audit, actor } = this.#parts;
    const ended = live.endCall(id);
    if (ended === undefined) return notFound('call', id);
    const { from, to, state } = ended;
    await audit.append({ actor, action: 'call.end', target: id, detail: { from, to, state } });
    return ok(ended);
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

  showCertificate(): ReturnType<CertificateAdministration['showCertificate']> {
    return this.#certificate.showCertificate();
  }

  reloadCertificate(): ReturnType<CertificateAdministration['reloadCertificate']> {
    return this.#certificate.reloadCertificate();
  }

  listPrompts(): readonly PromptView[] {
    return this.#prompts.listPrompts();
  }

  readPrompt(id: string): Outcome<Uint8Array> {
    return this.#prompts.readPrompt(id);
  }

  replacePrompt(id: string, file: Uint8Array): Promise<Outcome<PromptView>> {
    return this.#prompts.replacePrompt(id, file);
  }

  resetPrompt(id: string): Promise<Outcome<PromptView>> {
    return this.#prompts.resetPrompt(id);
  }
}
