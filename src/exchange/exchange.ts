import { addressKey } from '../base/address-key.ts';
import type { BoundedTable } from '../base/bounded-table.ts';
import type { SocketAddress } from '../base/sockets.ts';
import { SuspensionBook } from '../policy/suspensions.ts';
import { TransactionLayer } from '../sip/transaction/transaction-layer.ts';
import { TransportLayer } from '../sip/transport/transport-layer.ts';
import type { BindingChange, BindingRecord, DigestRecord } from '../store/records.ts';
import type { Snapshot } from '../store/store.ts';
import { Administration } from './administration.ts';
import { advertisedAddress } from './advertised-address.ts';
import type { Authentication } from './authentication.ts';
import { Backups } from './backups.ts';
import { BeyondCalls } from './beyond-calls.ts';
import { buildAuthentication } from './build-authentication.ts';
import { buildRouter } from './build-router.ts';
import { CallTable } from './call/active-call.ts';
import type { CallParts } from './call/call-parts.ts';
import { identities } from './call/caller-identity.ts';
import { CutOffCalls } from './call/cut-off-calls.ts';
import { PickUpRights } from './call/pick-up-rights.ts';
import { CallFeatureTable } from './call-feature-table.ts';
import { ConferenceRooms } from './conference/conference-rooms.ts';
import type { Console } from './console.ts';
import { Directory } from './directory/directory.ts';
import { Conferences, Extensions } from './directory-tables.ts';
import { Drain } from './drain.ts';
import { WatcherTable } from './events/watchers.ts';
import type { ExchangeCounts, ExchangeParts } from './exchange-parts.ts';
import { ExtensionLimitTable } from './extension-limit-table.ts';
import { loadSnapshot } from './first-start.ts';
import { GroupCommit } from './group-commit.ts';
import { Guard } from './guard.ts';
import { Housekeeping } from './housekeeping.ts';
import { Languages } from './languages.ts';
import { DialogTable } from './leg/dialog-table.ts';
import { LiveDialogs } from './leg/live-dialogs.ts';
import { LiveView } from './live-view.ts';
import { Location } from './location.ts';
import { TextAllowance } from './messages/text-allowance.ts';
import { Pipeline } from './pipeline.ts';
import { RadioLinks } from './radio/radio-links.ts';
import { radioTable } from './radio/radio-table.ts';
import { Refusals } from './refusals.ts';
import { bindingName, Registrar } from './registrar.ts';
import type { Router } from './router.ts';
import { announcedOutages } from './services/announced-outages.ts';
import { observedOutages } from './services/observed-outages.ts';
import { allOutages } from './services/outages.ts';
import { Services } from './services/services.ts';
import { Site } from './site.ts';
import { flowAddresses, restoredPhone, StoredFlows } from './stored-flows.ts';
import { SuspensionEnforcement } from './suspension-enforcement.ts';
import { SuspensionGate } from './suspension-gate.ts';
import { TokenTable } from './token-table.ts';
import { Tracer } from './tracer.ts';
import { mailVoiceMessages } from './voicemail/voice-letters.ts';
import { Voicemail } from './voicemail/voicemail.ts';
import { Watch } from './watch/watch.ts';
import { WhitelistHosts } from './whitelist-hosts.ts';

/** A call answered this moment gets its BYE after its ACK (RFC 3261 §15): so long we wait for that. */
const LAST_BYE_MS = 1_000;
const RECEIVE_BUFFER_BYTES = 4 * 1024 * 1024;

/** The telephone exchange: everything between the sockets and the store. */
export class Exchange {
  readonly console: Console;
  readonly #parts: ExchangeParts;
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
  readonly #authentication: Authentication;
  readonly #tablesOfAuthentication: readonly BoundedTable[];

  /** Reads the store, listens, and takes up the registrations of before. Rejects with a `SocketError`. */
  static async start(parts: ExchangeParts): Promise<Exchange> {
    const snapshot = await loadSnapshot(parts.store, parts.settings, parts.random);
    const exchange = new Exchange(parts, snapshot, snapshot.digest);
    await exchange.#listen();
    exchange.#restore(snapshot.bindings);
    exchange.#beyond.restore(snapshot);
    exchange.#suspensions.start();
    exchange.#radios.start(snapshot.radios);
    exchange.#cutOff.end(await parts.store.listLiveDialogs());
    for (const trace of await parts.store.listTraces()) exchange.#tracer.start(trace);
    exchange.#whitelistHosts.start();
    exchange.#watch.start();
    exchange.#housekeeping.start();
    exchange.#site.start();
    await exchange.#backups.start();
    exchange.#directory.start();
    exchange.#guard.dropInKernel(parts.kernelDrop);
    return exchange;
  }

  private constructor(given: ExchangeParts, snapshot: Snapshot, digest: DigestRecord) {
    this.#watch = new Watch(given);
    const parts = { ...given, journal: this.#watch.listenIn(given.journal) };
    const { network, clock, random, journal, log, store, media, hosts, settings, resolveHost } = parts;
    this.#parts = parts;
    const languages = new Languages(settings.language, snapshot.languages);
    this.#drain = new Drain({ clock, calls: this.#calls, languages });
    const extensions = new Extensions(snapshot.extensions);
    const conferences = new Conferences(snapshot.conferences);
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
    this.#directory = directoryOf(parts, extensions, snapshot);
    const limits = new ExtensionLimitTable(settings.limits, snapshot.extensionLimits);
    const features = new CallFeatureTable(snapshot.callFeatures);
    const voicemail = new Voicemail({
      store,
      clock,
      log,
      snapshot,
      isExtension: (number) => extensions.has(number),
    });
    const suspensions = new SuspensionBook({ clock, suspensions: snapshot.suspensions });
    this.#site = new Site({
      ...parts,
      snapshot: snapshot.ledger,
      suspensions,
      settings: settings.site,
      carrier: parts.mailCarrier,
      extensions,
      attemptsAllowed: settings.ban.attempts,
    });
    mailVoiceMessages({
      voicemail,
      extensions,
      languages,
      site: this.#site,
      timeZone: settings.timeZone,
      makeFile: parts.makeVoiceFile,
    });
    journal.subscribe((fact) => this.#site.ownEvents.hear(fact));
    this.#watch.history.keeps = (extension) => this.#site.keepsCallsOf(extension);
    this.#housekeeping = new Housekeeping({ ...parts, throttle, site: this.#site, voicemail });
    const { authentication, tables } = buildAuthentication(parts, digest, {
      extensions,
      limits,
      bans,
      whitelist,
      throttle,
      evaluations: this.#guard.evaluations,
    });
    this.#tablesOfAuthentication = tables;
    this.#transport = new TransportLayer({
      network,
      clock,
      journal,
      log,
      mayKnock: (remote, transport) => this.#guard.mayKnock(remote, transport),
      limits: settings.connections,
      tap: this.#tracer,
      onKeepAlive: (remote, transport) => this.#location.noteKeepAlive(remote, transport),
      ...(Number.isFinite(settings.limits?.unauthenticated.perSecond)
        ? { isKnown: (remote) => this.#isKnown(remote) }
        : {}),
      mayAskStun: (remote) => this.#location.isRegisteredFlow(remote, 'udp') || authentication.mayAsk(remote),
    });
    this.#transactions = new TransactionLayer({
      transport: this.#transport,
      clock,
      random,
      journal,
      sentBy: (flow) => {
        const { address, port } = advertisedAddress(hosts, flow);
        return { host: address, port };
      },
      connectionBeside: (flow) => this.#location.connectionBeside(flow),
    });
    this.#transport.user = this.#transactions;
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
      onNewConnection: (extension, flow) => this.#dialogs.onNewConnection(extension, flow),
    });
    this.#rooms = new ConferenceRooms({
      languages,
      clock,
      journal,
      canBeKeyed: (conference) => this.#radios.canBeKeyed(conference),
      control: async (moderator, conference, act) => {
        const { ok } = await this.console.by(`extension:${moderator}`).controlConference(conference, act);
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
    const watchers = new WatcherTable(snapshot.watchers);
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
      services: new Services({
        clock,
        languages,
        extensions,
        outages: allOutages(
          observedOutages({
            suspensions,
            nowMs: () => clock.wallTime(),
            isStoreHealthy: () => this.isStoreHealthy,
          }),
          announcedOutages({ ledger: this.#site.ledger, clock }),
        ),
        sound: this.#watch.sound,
        voicemail,
        timeZone: settings.timeZone,
      }),
      gate,
      features,
      pickUpRights,
      voicemail,
      console: () => this.console,
    });
    this.#authentication = authentication;
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
    const administration = new Administration({
      store,
      extensions,
      conferences,
      bans,
      whitelist,
      suspensions,
      limits,
      features,
      languages,
      voicemail,
      watchers,
      radios: radioTable(snapshot.radios),
      tokens: new TokenTable(snapshot.tokens),
      site: this.#site,
      watch: this.#watch,
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
      live: this.#view,
      certificate: parts.certificate,
    });
    this.console = administration;
    this.#administration = administration;
    this.#whitelistHosts = new WhitelistHosts({
      clock,
      whitelist,
      resolveHost,
      liftCovered: () => administration.liftCoveredBans(),
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

  #isKnown(remote: SocketAddress): boolean {
    return this.#location.isRegisteredFlow(remote, 'udp') || this.#authentication.isTrusted(remote);
  }

  async #listen(): Promise<void> {
    const { bind, sipPort, sipsPort, sipExtraPorts } = this.#parts.settings;
    try {
      for (const port of [sipPort, ...sipExtraPorts].filter((wanted) => wanted > 0)) {
        await this.#transport.listen({ addresses: bind, port, receiveBufferBytes: RECEIVE_BUFFER_BYTES });
      }
      if (sipsPort > 0) await this.#transport.listenSecure({ addresses: bind, port: sipsPort });
    } catch (error) {
      await this.#transport.close();
      throw error;
    }
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

  #forget({ extension, key }: BindingRecord): void {
    this.#commits.commit([{ kind: 'delete', extension, key }]);
  }
}

function directoryOf(
  { clock, random, journal, store, directoryPress: press, seal, settings }: ExchangeParts,
  extensions: Extensions,
  snapshot: Snapshot,
): Directory {
  const { language, directory } = settings;
  return new Directory(
    { clock, random, journal, store, press, seal, extensions, settings: { language, ...directory } },
    snapshot,
  );
}
