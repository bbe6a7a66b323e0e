import { addressKey } from '../base/address-key.ts';
import type { BoundedTable } from '../base/bounded-table.ts';
import type { TransactionLayer } from '../sip/transaction/transaction-layer.ts';
import type { TransportLayer } from '../sip/transport/transport-layer.ts';
import type { BindingChange, BindingRecord, DigestRecord } from '../store/records/records.ts';
import type { Snapshot } from '../store/store.ts';
import { storedTexts } from './administration/setting-administration.ts';
import { Administration } from './administration.ts';
import { Backups } from './backups/backups.ts';
import { BeyondCalls } from './beyond-calls.ts';
import { buildDirectory } from './build-directory.ts';
import { buildServices } from './build-services.ts';
import { buildSignalling, listen } from './build-signalling.ts';
import { buildSite } from './build-site.ts';
import { CallTable } from './call/active-call.ts';
import type { CallParts } from './call/call-parts.ts';
import { identities } from './call/caller-identity.ts';
import { CutOffCalls } from './call/cut-off-calls.ts';
import { PickUpRights } from './call/pick-up-rights.ts';
import { GroupCommit } from './commit/group-commit.ts';
import { ConferenceRooms } from './conference/conference-rooms.ts';
import type { Console } from './console.ts';
import type { Directory } from './directory/directory.ts';
import { Drain } from './drain.ts';
import type { ExchangeCounts, ExchangeParts } from './exchange-parts.ts';
import { loadSnapshot } from './first-start.ts';
import { buildAuthentication, trustedNetwork } from './guard/build-authentication.ts';
import { Guard } from './guard/guard.ts';
import { WhitelistHosts } from './guard/whitelist-hosts.ts';
import { Housekeeping } from './housekeeping.ts';
import { DialogTable } from './leg/dialog-table.ts';
import { LiveDialogs } from './leg/live-dialogs.ts';
import { LiveSettings } from './live-settings.ts';
import { LiveView } from './live-view.ts';
import { BanLetters } from './members/ban-letters.ts';
import { TextAllowance } from './messages/text-allowance.ts';
import { Pipeline } from './pipeline.ts';
import { RadioLinks } from './radio/radio-links.ts';
import { Location } from './registration/location.ts';
import { bindingName, Registrar } from './registration/registrar.ts';
import { flowAddresses, restoredPhone, StoredFlows } from './registration/stored-flows.ts';
import { buildRouter } from './routing/build-router.ts';
import { Refusals } from './routing/refusals.ts';
import type { Router } from './routing/router.ts';
import { NO_SETTING_SOURCE, type StoredTexts } from './setting-source.ts';
import type { Site } from './site.ts';
import { SuspensionEnforcement } from './suspension/suspension-enforcement.ts';
import { SuspensionGate } from './suspension/suspension-gate.ts';
import { loadTables } from './tables/exchange-tables.ts';
import { Tracer } from './trace/tracer.ts';
import { VoiceFiles } from './voicemail/voice-files.ts';
import type { MinuteSources } from './watch/minute-history.ts';
import { Watch } from './watch/watch.ts';

/** A call answered this moment gets its BYE after its ACK (RFC 3261 §15): so long we wait for that. */
const LAST_BYE_MS = 1_000;

/** The telephone exchange: everything between the sockets and the store. */
export class Exchange {
  readonly console: Console;
  readonly #parts: ExchangeParts;
  readonly #settings: LiveSettings;
  readonly #transport: TransportLayer;
  readonly #transactions: TransactionLayer;
  readonly #guard: Guard;
  readonly #tracer: Tracer;
  readonly #housekeeping: Housekeeping;
  readonly #backups: Backups;
  readonly #directory: Directory;
  readonly #location: Location;
  readonly #commits: GroupCommit<BindingChange>;
  readonly #registrar: Registrar;
  readonly #router: Router;
  readonly #refusals: Refusals;
  readonly #beyond: BeyondCalls;
  readonly #dialogs = new DialogTable();
  readonly #calls = new CallTable();
  readonly #live: LiveDialogs;
  readonly #cutOff: CutOffCalls;
  readonly #rooms: ConferenceRooms;
  readonly #radios: RadioLinks;
  readonly #suspensions: SuspensionEnforcement;
  readonly #administration: Administration;
  readonly #site: Site;
  readonly #whitelistHosts: WhitelistHosts;
  readonly #watch: Watch;
  readonly #view: LiveView;
  readonly #drain: Drain;
  readonly #tablesOfAuthentication: readonly BoundedTable[];

  /** Reads the store, listens, and takes up the registrations of before. Rejects with a `SocketError`. */
  static async start(parts: ExchangeParts): Promise<Exchange> {
    const snapshot = await loadSnapshot(parts.store, parts.settings, parts.random);
    const exchange = new Exchange(parts, snapshot, snapshot.digest);
    exchange.#apply(storedTexts(exchange.#site.ledger));
    await listen(exchange.#transport, parts.settings);
    exchange.#restore(snapshot.bindings);
    exchange.#beyond.restore(snapshot);
    exchange.#suspensions.start();
    exchange.#radios.start(snapshot.radios);
    exchange.#cutOff.end(await parts.store.listLiveDialogs());
    for (const trace of await parts.store.listTraces()) exchange.#tracer.start(trace);
    exchange.#whitelistHosts.start();
    exchange.#watch.start();
    exchange.#watch.minutes.start({
      now: () => exchange.#moment,
      takeLoopLagMs: parts.takeLoopLagMs ?? (() => 0),
    });
    exchange.#housekeeping.start();
    exchange.#site.start();
    await exchange.#backups.start();
    exchange.#directory.start();
    exchange.#guard.dropInKernel(parts.kernelDrop);
    return exchange;
  }

  private constructor(given: ExchangeParts, snapshot: Snapshot, digest: DigestRecord) {
    this.#watch = new Watch(given);
    this.#settings = new LiveSettings(given.settings);
    const journal = this.#watch.listenIn(given.journal);
    const parts = { ...given, journal, settings: this.#settings.now };
    const { clock, random, log, store, media, hosts, settings, resolveHost } = parts;
    this.#parts = parts;
    const tables = loadTables(parts, snapshot);
    const { extensions, conferences, languages, limits, features, voicemail, suspensions, watchers } = tables;
    this.#drain = new Drain({ clock, calls: this.#calls, languages });
    this.#watch.restore(snapshot, extensions);
    this.#location = new Location({
      clock,
      journal,
      onExpired: (record) => this.#forget(record),
      onGone: (phone) => this.#beyond.onGone(phone),
      onKeepAlive: (phone) => this.#beyond.keepAlive.heard(phone),
    });
    this.#guard = new Guard(parts, snapshot, { dialogs: this.#dialogs, location: this.#location });
    const { bans, throttle, whitelist } = this.#guard;
    this.#tracer = new Tracer({ clock, store, log });
    const shelf = parts.backupShelf;
    this.#backups = new Backups({ clock, random, journal, log, shelf, store, settings: settings.backups });
    this.#directory = buildDirectory(parts, extensions, snapshot);
    this.#site = buildSite(parts, snapshot, tables);
    journal.subscribe((fact) => this.#site.ownEvents.hear(fact));
    const banLetters = new BanLetters({ ...tables, clock, bans, throttle, site: this.#site });
    journal.subscribe((fact) => banLetters.hear(fact));
    this.#watch.history.keeps = (extension) => this.#site.keepsCallsOf(extension);
    const voiceFiles = new VoiceFiles({ clock, make: parts.makeVoiceFile, prepare: parts.prepareGreeting });
    this.#housekeeping = new Housekeeping({ ...parts, throttle, site: this.#site, voicemail, voiceFiles });
    const { authentication, tables: tablesOfAuthentication } = buildAuthentication(parts, digest, {
      extensions,
      limits,
      bans,
      whitelist,
      throttle,
      evaluations: this.#guard.evaluations,
    });
    this.#tablesOfAuthentication = tablesOfAuthentication;
    const { transport, transactions } = buildSignalling(parts, {
      guard: this.#guard,
      tracer: this.#tracer,
      location: this.#location,
      authentication,
    });
    this.#transport = transport;
    this.#transactions = transactions;
    this.#commits = new GroupCommit({
      what: 'bindings',
      write: (changes) => store.commitBindings(changes),
      nameOf: bindingName,
      clock,
      journal,
      log,
    });
    this.#live = new LiveDialogs({ store, clock, log });
    const flows = new StoredFlows({ transport: this.#transport, location: this.#location });
    this.#registrar = new Registrar({
      clock,
      journal,
      location: this.#location,
      commits: this.#commits,
      limits,
      settings,
      onNewConnection: (extension, flow) => this.#dialogs.onNewConnection(extension, flow),
    });
    this.#rooms = new ConferenceRooms({
      languages,
      clock,
      journal,
      canBeKeyed: (conference) => this.#radios.canBeKeyed(conference),
      control: async (moderator, conference, act) => {
        const { ok } = await this.console.by(`extension:${moderator}`).conferences.control(conference, act);
        return ok;
      },
    });
    this.#cutOff = new CutOffCalls({
      transactions: this.#transactions,
      clock,
      log,
      live: this.#live,
      findFlow: (flow) => flows.find(flow),
    });
    const texts = new TextAllowance({ clock, journal, isLimited: settings.limits !== undefined });
    const calls: CallParts = {
      texts,
      live: this.#live,
      transactions: this.#transactions,
      dialogs: this.#dialogs,
      calls: this.#calls,
      limits,
      media,
      hosts,
      clock,
      random,
      journal,
      domain: settings.domain,
      identityOf: identities(extensions, settings.domain),
      transfers: { onRefer: (...asked) => this.#router.transfers.onRefer(...asked) },
    };
    this.#refusals = new Refusals(calls, languages, settings);
    const gate = new SuspensionGate({
      suspensions,
      extensions,
      conferences,
      refusals: this.#refusals,
      clock,
      journal,
      rate: settings.limits?.unauthenticated,
    });
    const pickUpRights = new PickUpRights({ extensions, features });
    this.#radios = new RadioLinks({ clock, journal, media, conferences, gate });
    this.#beyond = new BeyondCalls({
      ...parts,
      transactions: this.#transactions,
      extensions,
      conferences,
      features,
      pickUpRights,
      watchers,
      location: this.#location,
      flows,
      calls: this.#calls,
      gate,
      limits,
      texts,
      participantsOf: (conference) => this.#rooms.participantsOf(conference),
      mailboxes: voicemail,
    });
    this.#registrar.user = this.#beyond;
    journal.subscribe((fact) => this.#beyond.hear(fact));
    this.#suspensions = new SuspensionEnforcement({
      clock,
      journal,
      languages,
      suspensions,
      gate,
      calls: this.#calls,
      location: this.#location,
      registrar: this.#registrar,
      onChanged: () => {
        this.#beyond.enforce();
        this.#radios.enforce();
        void this.#site.sweep();
      },
    });
    this.#view = new LiveView({
      clock,
      transport: this.#transport,
      location: this.#location,
      registrar: this.#registrar,
      calls: this.#calls,
      rooms: this.#rooms,
      radios: this.#radios,
      suspensions: this.#suspensions,
      tracer: this.#tracer,
      beyond: this.#beyond,
      mayKnock: (remote, transport) => this.#guard.mayKnock(remote, transport),
    });
    this.#router = buildRouter({
      calls,
      refusals: this.#refusals,
      extensions,
      conferences,
      location: this.#location,
      rooms: this.#rooms,
      services: buildServices(parts, tables, {
        site: this.#site,
        sound: this.#watch.sound,
        isStoreHealthy: () => this.isStoreHealthy,
      }),
      gate,
      features,
      pickUpRights,
      voicemail,
      console: () => this.console,
    });
    this.#transactions.user = new Pipeline({
      transactions: this.#transactions,
      authentication,
      dialogs: this.#dialogs,
      location: this.#location,
      registrar: this.#registrar,
      router: this.#router,
      beyond: this.#beyond,
      gate,
      limits,
      extensions,
      settings,
      hosts,
      journal,
      onBanned: (remote) => {
        const ban = bans.find(addressKey(remote));
        if (ban !== undefined) this.#view.enforceBan(ban.addressKey);
      },
    });
    this.#settings.onChanged(({ ban, trusted, limits: everyones, connections, backups, directory: list }) => {
      bans.adopt(ban);
      limits.adopt(everyones);
      authentication.adopt(trusted.map(trustedNetwork), everyones?.unauthenticated);
      if (everyones !== undefined) gate.adoptRate(everyones.unauthenticated);
      transport.limitStrangers(connections);
      this.#backups.adopt(backups);
      this.#directory.adopt(list);
    });
    const administration = new Administration({
      ...tables,
      store,
      bans,
      whitelist,
      site: this.#site,
      watch: this.#watch,
      settings: { ...(parts.settingSource ?? NO_SETTING_SOURCE), apply: (texts) => this.#apply(texts) },
      prompts: parts.prompts,
      backups: this.#backups,
      directory: this.#directory,
      backupShelf: parts.backupShelf,
      clock,
      random,
      journal,
      realm: digest.realm,
      pseudonymOf: parts.pseudonymOf ?? (() => 'ip#'),
      version: settings.version,
      timeZone: settings.timeZone,
      voiceFiles,
      live: this.#view,
      certificate: parts.certificate,
    });
    this.console = administration;
    this.#administration = administration;
    this.#whitelistHosts = new WhitelistHosts({
      clock,
      whitelist,
      resolveHost,
      liftCovered: () => administration.whitelist.liftCoveredBans(),
    });
  }

  get listeners(): TransportLayer['listeners'] {
    return this.#transport.listeners;
  }

  /** Takes the WebSockets that come in by the web server. */
  get webSockets(): TransportLayer['webSockets'] {
    return this.#transport.webSockets;
  }

  get counts(): ExchangeCounts {
    return {
      registrations: this.#location.size,
      calls: this.#calls.size,
      dialogs: this.#dialogs.size,
      transactions: this.#transactions.size,
      bans: this.#guard.bans.activeCount,
      connections: this.#transport.connections,
      ...this.#beyond.counts,
      refusedStrangers: this.#transport.refusedStrangers,
    };
  }

  get #moment(): ReturnType<MinuteSources['now']> {
    return {
      registrations: this.#location.size,
      calls: this.#calls.size,
      participants: this.#parts.media.totals.conferenceParticipants,
      bans: this.#guard.bans.activeCount,
    };
  }

  /** What strangers and phones can fill, with its bounds (security SR-39). */
  get tables(): readonly BoundedTable[] {
    return [
      ...this.#guard.tables,
      ...this.#tablesOfAuthentication,
      ...this.#transport.tables,
      ...this.#beyond.tables,
    ];
  }

  /** False while the store does not take bindings and the exchange goes on from memory. */
  get isStoreHealthy(): boolean {
    return !this.#commits.degraded && !this.#beyond.events.commits.degraded;
  }

  /** No new calls; resolves when the running ones have ended, after `limitMs`, or on `endDrain`. */
  async drain(limitMs: number): Promise<void> {
    this.#router.isDraining = true;
    await this.#drain.run(limitMs);
  }

  /** Someone cannot wait for the running calls. */
  endDrain(): void {
    this.#drain.end();
  }

  /** Ends every call and stops listening. What was acknowledged is in the store when it resolves. */
  async close(): Promise<void> {
    this.#router.isDraining = true;
    for (const call of this.#calls.all()) call.end('ended-by-administrator');
    this.#refusals.close();
    await this.#drain.waitUntil(() => this.#dialogs.size === 0, LAST_BYE_MS);
    this.#whitelistHosts.close();
    this.#housekeeping.close();
    await this.#backups.close();
    await this.#directory.close();
    this.#guard.close();
    this.#suspensions.close();
    this.#radios.close();
    this.#location.close();
    await this.#beyond.close();
    this.#cutOff.close();
    await this.#live.close();
    await this.#commits.close();
    await this.#watch.close();
    await this.#administration.close();
    await this.#site.close();
    this.#transactions.close();
    await this.#transport.close();
    await this.#tracer.close();
    await this.#parts.media.close();
  }

  /** A UDP phone can be called at once; the connections of the others are gone until they come back. */
  #restore(records: readonly BindingRecord[]): void {
    for (const record of records) {
      const flow = record.transport === 'udp' ? this.#transport.udpFlow(...flowAddresses(record)) : undefined;
      const phone = this.#location.put({ record, flow });
      this.#watch.observations.restore(restoredPhone(record, phone));
      this.#guard.throttle.recordSuccess(record.extension, addressKey(flowAddresses(record)[1]));
    }
  }

  /** What administrators set comes into force. */
  #apply(texts: StoredTexts): void {
    const adopted = this.#parts.settingSource?.adopt(texts);
    if (adopted === undefined) return;
    this.#settings.adopt(adopted.settings);
    if (adopted.mail !== undefined) this.#site.outbox.use(adopted.mail.carrier);
  }

  #forget({ extension, key }: BindingRecord): void {
    this.#commits.commit([{ kind: 'delete', extension, key }]);
  }
}
