import type { BoundedTable } from '../../base/bounded-table.ts';
import type { Clock } from '../../base/clock.ts';
import type { Fact, Journal } from '../../base/journal.ts';
import type { Log } from '../../base/log.ts';
import type { Random } from '../../base/random.ts';
import type { HeaderField } from '../../sip/message/headers.ts';
import type { SipRequest } from '../../sip/message/message.ts';
import type { Flow } from '../../sip/transport/flow.ts';
import type { EventChange, EventSnapshot } from '../../store/event-store.ts';
import type { Store } from '../../store/store.ts';
import type { ActiveCall, CallTable } from '../call/active-call.ts';
import type { PickUpRights } from '../call/pick-up-rights.ts';
import { GroupCommit } from '../commit/group-commit.ts';
import type { DialogOwner } from '../leg/dialog-table.ts';
import type { Location } from '../registration/location.ts';
import type { StoredFlows } from '../registration/stored-flows.ts';
import type { HostAddresses } from '../settings.ts';
import type { SuspensionGate } from '../suspension/suspension-gate.ts';
import type { CallFeatureTable } from '../tables/call-feature-table.ts';
import type { Conferences } from '../tables/directory-tables.ts';
import type { ExtensionLimitTable } from '../tables/extension-limit-table.ts';
import { DialogPackage } from './dialog-package.ts';
import type { Mailboxes } from './mailboxes.ts';
import { MessageSummaryPackage } from './message-summary-package.ts';
import { MessageWaiting } from './message-waiting.ts';
import { MOST_SUBSCRIPTIONS, Notifier, type NotifierParts } from './notifier.ts';
import { PresencePackage } from './presence-package.ts';
import { MOST_PUBLICATIONS, Publications } from './publications.ts';
import { RegistrationPackage } from './registration-package.ts';
import { StateChanges } from './state-changes.ts';
import type { WatcherTable } from './watchers.ts';

export interface EventsParts {
  readonly transactions: NotifierParts['transactions'];
  readonly clock: Clock;
  readonly random: Random;
  readonly journal: Journal;
  readonly log: Log;
  readonly store: Pick<Store, 'commitEvents'>;
  readonly hosts: HostAddresses;
  readonly flows: StoredFlows;
  readonly location: Location;
  readonly calls: CallTable;
  readonly features: Pick<CallFeatureTable, 'of'>;
  readonly pickUpRights: PickUpRights;
  readonly conferences: Conferences;
  readonly participantsOf: (conference: string) => number;
  /** Whether a phone has stopped answering, by the number it goes by in facts. */
  readonly isSilent: (phone: number) => boolean;
  readonly gate: SuspensionGate;
  readonly limits: Pick<ExtensionLimitTable, 'takes'>;
  readonly watchers: WatcherTable;
  readonly mailboxes: Mailboxes;
  readonly domain: string;
  readonly language: 'nl' | 'en';
}

/** What phones watch and publish: subscriptions (RFC 6665), presence (RFC 3903), and the lamp of the mailbox. */
export class Events {
  readonly commits: GroupCommit<EventChange>;
  readonly #parts: EventsParts;
  readonly #publications: Publications;
  readonly #notifier: Notifier;
  readonly #changes: StateChanges;
  readonly #messageWaiting: MessageWaiting;

  constructor(parts: EventsParts) {
    const { store, clock, random, journal, log, transactions, hosts, flows, watchers, mailboxes } = parts;
    const { domain, language, location } = parts;
    this.#parts = parts;
    this.commits = new GroupCommit({
      what: 'subscriptions and presence',
      write: (changes) => store.commitEvents(changes),
      nameOf: nameOfChange,
      clock,
      journal,
      log,
    });
    this.#publications = new Publications({ clock, random, journal, commits: this.commits });
    const mayWatch = (watcher: string, extension: string) => watchers.mayWatch(watcher, extension);
    const summary = new MessageSummaryPackage({ domain, mailboxes });
    this.#notifier = new Notifier({
      transactions,
      clock,
      random,
      journal,
      hosts,
      language,
      commits: this.commits,
      findFlow: (flow) => flows.find(flow),
      restoreFlow: (record) => flows.restore(record.flow),
      packages: [
        new DialogPackage({
          domain,
          mayWatch,
          mayPickUp: (watcher, call) => parts.pickUpRights.mayPickUp(watcher, call),
          callsOf: (number) => this.#callsOf(number),
          participantsOf: (number) =>
            parts.conferences.has(number) ? parts.participantsOf(number) : undefined,
        }),
        new PresencePackage({
          domain,
          mayWatch,
          isReachable: (extension) => this.#isReachable(extension),
          isUndisturbed: (extension) => parts.features.of(extension).doNotDisturb,
          isTalking: (extension) => this.#callsOf(extension).some(({ state }) => state === 'answered'),
          publishedOf: (extension) => this.#publications.of(extension),
        }),
        summary,
        new RegistrationPackage({
          domain,
          bindingsOf: (extension) => location.phonesOf(extension),
          nowMs: () => clock.wallTime(),
        }),
      ],
    });
    this.#changes = new StateChanges(this.#notifier, parts.calls);
    mailboxes.watch((extension) => this.#notifier.changed('message-summary', extension));
    this.#messageWaiting = new MessageWaiting({
      transactions,
      random,
      hosts,
      domain,
      mailboxes,
      summary,
      bindingsOf: (extension) => location.bindingsOf(extension),
      isSubscribed: (extension, flow) => this.#notifier.isSubscribed(extension, summary.name, flow),
    });
  }

  /** For Allow-Events. */
  get allowEvents(): HeaderField {
    return this.#notifier.allowEvents;
  }

  get subscriptions(): number {
    return this.#notifier.size;
  }

  get publications(): number {
    return this.#publications.size;
  }

  restore({ subscriptions, publications }: EventSnapshot): void {
    this.#publications.restore(publications);
    this.#notifier.restore(subscriptions);
    this.enforce();
  }

  get tables(): readonly BoundedTable[] {
    return [
      {
        name: 'subscriptions',
        size: () => this.#notifier.size,
        capacity: MOST_SUBSCRIPTIONS,
        whenFull: 'refused',
      },
      {
        name: 'publications',
        size: () => this.#publications.size,
        capacity: MOST_PUBLICATIONS,
        whenFull: 'oldest-goes',
      },
    ];
  }

  /** Whose dialog a request belongs to. */
  find(request: SipRequest): DialogOwner | undefined {
    return this.#notifier.find(request);
  }

  subscribe(request: SipRequest, flow: Flow, extension: string): void {
    if (!this.#parts.gate.refuses(request, flow, extension, 'register'))
      this.#notifier.subscribe(request, flow, extension);
  }

  publish(request: SipRequest, flow: Flow, extension: string): void {
    if (this.#parts.gate.refuses(request, flow, extension, 'register')) return;
    const transaction = this.#parts.transactions.accept(request, flow, {});
    this.#publications.publish(transaction, extension, this.#notifier.allowEvents);
  }

  /** What the exchange records of itself. */
  hear(fact: Fact): void {
    if (fact.kind === 'registered' && !fact.refresh) this.#messageWaiting.onRegistered(fact.extension);
    this.#changes.hear(fact);
  }

  /** Consent or suspensions have changed: who may not watch any more is told so at once. */
  enforce(): void {
    this.#notifier.endWhere((subscription) => {
      const { extension, resource, flow } = subscription;
      const may =
        this.#parts.gate.mayRegister(extension) &&
        this.#parts.limits.takes(extension, flow) &&
        subscription.package.mayWatch(extension, resource);
      return may ? undefined : 'rejected';
    });
  }

  /** The extension is removed. */
  forget(extension: string): void {
    this.#notifier.endWhere((subscription) => {
      if (subscription.resource === extension) return 'noresource';
      return subscription.extension === extension ? 'rejected' : undefined;
    });
    this.#publications.forget(extension);
    this.#messageWaiting.forget(extension);
  }

  /** What was acknowledged is in the store when it resolves. */
  async close(): Promise<void> {
    this.#notifier.close();
    this.#publications.close();
    await this.commits.close();
  }

  #callsOf(number: string): readonly ActiveCall[] {
    const calls = this.#parts.calls.of(number);
    for (const { id, from, reached } of calls) this.#changes.noteCall(id, [from, reached]);
    return calls;
  }

  #isReachable(extension: string): boolean {
    return this.#parts.location
      .phonesOf(extension)
      .some(({ flow, phone }) => flow?.open === true && !this.#parts.isSilent(phone));
  }
}

function nameOfChange(change: EventChange): string {
  switch (change.kind) {
    case 'put-subscription':
      return `subscription ${change.record.tag}`;
    case 'delete-subscription':
      return `subscription ${change.tag}`;
    case 'put-publication':
      return `publication ${change.record.etag}`;
    case 'delete-publication':
      return `publication ${change.etag}`;
    case 'delete-message':
      return `message ${change.sequence}`;
  }
}
