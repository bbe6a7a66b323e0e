import type { BoundedTable } from '../base/bounded-table.ts';
import type { Clock } from '../base/clock.ts';
import type { Fact, Journal } from '../base/journal.ts';
import type { Log } from '../base/log.ts';
import type { Random } from '../base/random.ts';
import type { SipRequest, SipResponse } from '../sip/message/message.ts';
import type { Flow } from '../sip/transport/flow.ts';
import type { EventSnapshot } from '../store/event-store.ts';
import type { ExtensionRecord } from '../store/records/records.ts';
import type { Store } from '../store/store.ts';
import type { CallTable } from './call/active-call.ts';
import type { PickUpRights } from './call/pick-up-rights.ts';
import { Capabilities } from './capabilities.ts';
import { Events } from './events/events.ts';
import type { Mailboxes } from './events/mailboxes.ts';
import type { NotifierParts } from './events/notifier.ts';
import type { WatcherTable } from './events/watchers.ts';
import type { ExchangeCounts } from './exchange-parts.ts';
import type { DialogOwner } from './leg/dialog-table.ts';
import { Messages } from './messages/messages.ts';
import type { TextAllowance } from './messages/text-allowance.ts';
import { KeepAlive } from './phones/keep-alive.ts';
import { RouterWatch } from './phones/router-watch.ts';
import type { Binding, Location } from './registration/location.ts';
import type { RegistrationUser } from './registration/registrar.ts';
import type { StoredFlows } from './registration/stored-flows.ts';
import type { ExchangeSettings, HostAddresses } from './settings.ts';
import type { SuspensionGate } from './suspension/suspension-gate.ts';
import type { CallFeatureTable } from './tables/call-feature-table.ts';
import type { Conferences, Extensions } from './tables/directory-tables.ts';
import type { ExtensionLimitTable } from './tables/extension-limit-table.ts';

export interface BeyondCallsParts {
  readonly transactions: NotifierParts['transactions'];
  readonly clock: Clock;
  readonly random: Random;
  readonly journal: Journal;
  readonly log: Log;
  readonly store: Store;
  readonly hosts: HostAddresses;
  readonly settings: ExchangeSettings;
  readonly extensions: Extensions;
  readonly conferences: Conferences;
  readonly watchers: WatcherTable;
  readonly location: Location;
  readonly flows: StoredFlows;
  readonly calls: CallTable;
  readonly gate: SuspensionGate;
  readonly limits: ExtensionLimitTable;
  readonly features: CallFeatureTable;
  readonly pickUpRights: PickUpRights;
  readonly texts: TextAllowance;
  readonly participantsOf: (conference: string) => number;
  readonly mailboxes: Mailboxes;
}

/** Everything an exchange does for phones besides calls: subscriptions and presence, messages, ways kept open. */
export class BeyondCalls implements RegistrationUser {
  readonly keepAlive: KeepAlive;
  readonly routers: RouterWatch;
  readonly events: Events;
  readonly messages: Messages;
  readonly capabilities: Capabilities;
  readonly #parts: BeyondCallsParts;

  constructor(parts: BeyondCallsParts) {
    const { settings, mailboxes } = parts;
    const { domain, language } = settings;
    const isLimited = settings.limits !== undefined;
    this.#parts = parts;
    this.routers = new RouterWatch(parts);
    this.keepAlive = new KeepAlive({
      ...parts,
      domain,
      settings: () => settings.keepAlive,
      onAnswer: (binding, phone, exchanged) => this.#onAnswer(binding, phone, exchanged),
    });
    const isSilent = (phone: number) => this.keepAlive.isSilent(phone);
    this.events = new Events({ ...parts, domain, language, mailboxes, isSilent });
    const { commits } = this.events;
    this.messages = new Messages({ ...parts, domain, language, commits, allowance: parts.texts });
    const { allowEvents } = this.events;
    this.capabilities = new Capabilities({ ...parts, language, isLimited, allowEvents });
  }

  get counts(): Pick<ExchangeCounts, 'subscriptions' | 'publications' | 'storedMessages' | 'silentPhones'> {
    return {
      subscriptions: this.events.subscriptions,
      publications: this.events.publications,
      storedMessages: this.messages.stored,
      silentPhones: this.keepAlive.silent,
    };
  }

  /** What phones can fill, with its bounds (security SR-39). */
  get tables(): readonly BoundedTable[] {
    return [...this.events.tables, ...this.messages.tables];
  }

  /** The bindings of before are in their table already. */
  restore(snapshot: EventSnapshot): void {
    const { location } = this.#parts;
    this.keepAlive.restore(location.extensions.flatMap((extension) => location.phonesOf(extension)));
    this.events.restore(snapshot);
    this.messages.restore(snapshot.messages);
  }

  /** Whose dialog a request belongs to, if it is no call's. */
  find(request: SipRequest): DialogOwner | undefined {
    return this.events.find(request);
  }

  /** SUBSCRIBE, PUBLISH, MESSAGE or OPTIONS of an authenticated extension outside of every dialog. */
  receive(request: SipRequest, flow: Flow, extension: ExtensionRecord): void {
    switch (request.method) {
      case 'SUBSCRIBE':
        return this.events.subscribe(request, flow, extension.number);
      case 'PUBLISH':
        return this.events.publish(request, flow, extension.number);
      case 'MESSAGE':
        return this.messages.receive(request, flow, extension);
      default: {
        const transaction = this.#parts.transactions.accept(request, flow, {});
        return this.capabilities.answer(transaction, extension.number);
      }
    }
  }

  onBound(phone: number, binding: Binding, request: SipRequest, previous: Binding | undefined): void {
    this.keepAlive.bound(phone, binding);
    const isDeaf = this.keepAlive.isDeaf(phone);
    this.routers.registered(phone, binding, request, previous && { binding: previous, isDeaf });
  }

  onRegistered(extension: string): void {
    this.messages.reachable(extension);
  }

  onGone(phone: number): void {
    this.keepAlive.gone(phone);
    this.routers.gone(phone);
  }

  hear(fact: Fact): void {
    this.events.hear(fact);
  }

  /** Consent or suspensions have changed. */
  enforce(): void {
    this.events.enforce();
    this.messages.deliverAll();
  }

  /** The extension is removed. */
  forget(extension: string): void {
    this.events.forget(extension);
    this.messages.forget(extension);
  }

  /** What was acknowledged is in the store when it resolves. */
  async close(): Promise<void> {
    this.keepAlive.close();
    this.messages.close();
    await this.events.close();
  }

  #onAnswer(
    binding: Binding,
    phone: number,
    exchanged: { readonly request: SipRequest; readonly response: SipResponse; readonly wasSilent: boolean },
  ): void {
    const { request, response, wasSilent } = exchanged;
    this.routers.answered(binding, phone, request, response);
    if (wasSilent) this.messages.reachable(binding.record.extension);
  }
}
