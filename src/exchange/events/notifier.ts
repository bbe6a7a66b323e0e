import type { Scheduled } from '../../base/clock.ts';
import type { Journal } from '../../base/journal.ts';
import { type Random, randomToken } from '../../base/random.ts';
import { Dialog } from '../../sip/dialog/dialog.ts';
import { type EventHeader, parseEvent } from '../../sip/event/event-header.ts';
import { grantExpiry } from '../../sip/event/expiry.ts';
import type { HeaderField } from '../../sip/message/headers.ts';
import type { SipRequest } from '../../sip/message/message.ts';
import { createResponse } from '../../sip/message/response.ts';
import { unescapeUser } from '../../sip/message/uri.ts';
import type { ServerTransaction, ServerTransactionUser } from '../../sip/transaction/transaction-user.ts';
import type { Flow } from '../../sip/transport/flow.ts';
import type { EventChange, SubscriptionRecord } from '../../store/event-store.ts';
import { isSips } from '../advertised-address.ts';
import type { GroupCommit } from '../commit/group-commit.ts';
import { ALLOW, CAPABILITIES } from '../leg/capabilities.ts';
import { reasonText } from '../routing/reasons.ts';
import type { EventPackage } from './event-package.ts';
import {
  Subscription,
  type SubscriptionEnd,
  type SubscriptionParts,
  type SubscriptionUser,
} from './subscription.ts';
import { SubscriptionTable } from './subscription-table.ts';

/** A desk with a hundred lamps is the largest that is made. */
const MOST_OF_ONE = 100;
export const MOST_SUBSCRIPTIONS = 20_000;
const RETRY_AFTER_S = 300;
/** A call that begins and rings at once is one piece of news. */
const GATHER_MS = 20;
/** NOTIFYs in one go: when everything changes at once, calls still come first. */
const BATCH = 100;
/** After a start the phones hear how it is one after another, fifty a second. */
const SETTLE_MS = 2_000;
const SPREAD_MS = 20;

export interface NotifierParts extends Omit<SubscriptionParts, 'transactions'> {
  readonly transactions: SubscriptionParts['transactions'] & {
    accept(request: SipRequest, flow: Flow, user: ServerTransactionUser): ServerTransaction;
  };
  readonly random: Random;
  readonly journal: Journal;
  readonly packages: readonly EventPackage[];
  readonly commits: Pick<GroupCommit<EventChange>, 'commit'>;
  /** The way to a phone of an earlier process: a closed one when its connection went down with that. */
  readonly restoreFlow: (record: SubscriptionRecord) => Flow;
  readonly language: 'nl' | 'en';
}

/** The notifier of RFC 6665: takes subscriptions, keeps them, and tells them what has changed. */
export class Notifier implements SubscriptionUser {
  /** For Allow-Events. */
  readonly allowEvents: HeaderField;
  readonly #parts: NotifierParts;
  readonly #packages: ReadonlyMap<string, EventPackage>;
  readonly #table = new SubscriptionTable();
  #changed = new Set<Subscription>();
  #next: Scheduled | undefined;

  constructor(parts: NotifierParts) {
    this.#parts = parts;
    this.#packages = new Map(parts.packages.map((each) => [each.name, each]));
    this.allowEvents = { name: 'allow-events', value: [...this.#packages.keys()].join(', ') };
  }

  get size(): number {
    return this.#table.size;
  }

  find(request: SipRequest): Subscription | undefined {
    return this.#table.find(request);
  }

  /** Cheap: asked about everything that happens. */
  isWatched(eventPackage: string, resource: string): boolean {
    return this.#table.isWatched(eventPackage, resource);
  }

  /** Whether a phone on this flow keeps itself informed. */
  isSubscribed(watcher: string, eventPackage: string, flow: Flow): boolean {
    for (const subscription of this.#table.of(watcher)) {
      if (subscription.package.name === eventPackage && subscription.flow.id === flow.id) return true;
    }
    return false;
  }

  /** SUBSCRIBE of an authenticated extension outside of every dialog. */
  subscribe(request: SipRequest, flow: Flow, watcher: string): void {
    const { transactions, journal, random, language } = this.#parts;
    const transaction = transactions.accept(request, flow, {});
    const asked = this.#readEvent(request);
    if (asked === undefined) return this.#respond(transaction, 489);
    const { event, eventPackage } = asked;
    if (!accepts(request, eventPackage.contentType)) return this.#respond(transaction, 406);
    const contacts = request.contacts;
    if (!contacts.ok || contacts.value.kind !== 'contacts' || contacts.value.contacts.length !== 1) {
      return this.#respond(transaction, 400, { reason: 'One Contact needed' });
    }
    const resource = resourceOf(request) ?? watcher;
    if (!eventPackage.mayWatch(watcher, resource)) {
      journal.record({ kind: 'watch-refused', extension: watcher, package: eventPackage.name });
      return this.#respond(transaction, 403, { reason: reasonText(language, 'notWatchable') });
    }
    const seconds = this.#grant(transaction, eventPackage);
    if (seconds === undefined) return;
    if (seconds > 0 && this.#table.size >= MOST_SUBSCRIPTIONS) {
      journal.record({ kind: 'limit-reached', extension: watcher, limit: 'subscriptions' });
      const headers = [{ name: 'retry-after', value: `${RETRY_AFTER_S}` }];
      return this.#respond(transaction, 503, { headers });
    }
    const dialog = Dialog.fromRequest(request, randomToken(random, 16), random.integer(0x4000));
    const sips = isSips(request.requestUri);
    const state = { extension: watcher, resource, event, flow, dialog, sips, version: 0 };
    this.#begin(new Subscription(this.#parts, this, eventPackage, state), transaction, seconds);
  }

  onRequest(subscription: Subscription, request: SipRequest, flow: Flow): void {
    const transaction = this.#parts.transactions.accept(request, flow, {});
    if (request.method !== 'SUBSCRIBE') {
      if (request.method === 'OPTIONS') return this.#respond(transaction, 200, { headers: CAPABILITIES });
      return this.#respond(transaction, 405, { headers: [ALLOW] });
    }
    if (subscription.isEnding) return this.#respond(transaction, 481);
    const event = parseEvent(request.headers.get('event') ?? '');
    const isSame = event.ok && event.value.package === subscription.event.package;
    if (!isSame || event.value.id !== subscription.event.id) return this.#respond(transaction, 489);
    const seconds = this.#grant(transaction, subscription.package);
    if (seconds === undefined) return;
    if (!subscription.accept(request)) return this.#respond(transaction, 500);
    this.#prolong(subscription, transaction, seconds);
  }

  onClosed(subscription: Subscription): void {
    this.#changed.delete(subscription);
    if (!this.#table.remove(subscription)) return;
    this.#parts.commits.commit([{ kind: 'delete-subscription', tag: subscription.localTag }]);
  }

  /** What is watched is another now. */
  changed(eventPackage: string, resource: string): void {
    for (const subscription of this.#table.watching(eventPackage, resource)) this.#changed.add(subscription);
    if (this.#changed.size > 0) this.#schedule();
  }

  /** Ends those for which it is so: consent was withdrawn, an extension suspended or removed. */
  endWhere(isOver: (subscription: Subscription) => SubscriptionEnd | undefined): void {
    for (const subscription of this.#table.all()) {
      const end = isOver(subscription);
      if (end !== undefined) subscription.end(end);
    }
  }

  /** The subscriptions of the process before this one; those that may no longer be are told so. */
  restore(records: readonly SubscriptionRecord[]): void {
    records.forEach((record, index) => {
      const eventPackage = this.#packages.get(record.package);
      if (eventPackage === undefined) return;
      const flow = this.#parts.restoreFlow(record);
      const subscription = Subscription.restored(this.#parts, this, eventPackage, { record, flow });
      this.#table.add(subscription);
      if (!eventPackage.mayWatch(record.extension, record.resource)) subscription.end('rejected');
      else subscription.notifyAfter(SETTLE_MS + index * SPREAD_MS);
    });
  }

  /** Stops telling. The subscriptions stay in the store, and the phones go on with the next process. */
  close(): void {
    this.#next?.cancel();
    this.#changed.clear();
    for (const subscription of this.#table.all()) subscription.abandon();
  }

  #begin(subscription: Subscription, transaction: ServerTransaction, seconds: number): void {
    if (seconds === 0) {
      // A look, not a subscription (RFC 6665 §4.4.3).
      this.#answer(subscription, transaction, 0);
      return subscription.prolong(0);
    }
    const [oldest] = this.#table.of(subscription.extension);
    if (oldest !== undefined && this.#table.of(subscription.extension).size >= MOST_OF_ONE) {
      const { extension } = subscription;
      this.#parts.journal.record({ kind: 'limit-reached', extension, limit: 'subscriptions' });
      oldest.end('rejected');
    }
    this.#table.add(subscription);
    this.#prolong(subscription, transaction, seconds);
  }

  /** In the store first; then the phone is told how long, then how it is. */
  #prolong(subscription: Subscription, transaction: ServerTransaction, seconds: number): void {
    if (seconds === 0) {
      this.#answer(subscription, transaction, 0);
      return subscription.prolong(0);
    }
    subscription.prolong(seconds);
    this.#parts.commits.commit([{ kind: 'put-subscription', record: subscription.record() }], () => {
      this.#answer(subscription, transaction, seconds);
      subscription.notifyNow();
    });
  }

  #answer(subscription: Subscription, transaction: ServerTransaction, seconds: number): void {
    transaction.respond(
      createResponse(transaction.request, 200, {
        toTag: subscription.localTag,
        headers: [
          { name: 'contact', value: subscription.contact },
          { name: 'expires', value: `${seconds}` },
          this.allowEvents,
        ],
      }),
    );
  }

  #readEvent(request: SipRequest): { event: EventHeader; eventPackage: EventPackage } | undefined {
    const event = parseEvent(request.headers.get('event') ?? '');
    const eventPackage = event.ok ? this.#packages.get(event.value.package) : undefined;
    return event.ok && eventPackage !== undefined ? { event: event.value, eventPackage } : undefined;
  }

  #grant(transaction: ServerTransaction, { expiry }: EventPackage): number | undefined {
    const granted = grantExpiry(transaction.request, expiry);
    if (granted.kind === 'granted') return granted.seconds;
    this.#respond(transaction, 423, { headers: [{ name: 'min-expires', value: `${granted.minimumS}` }] });
    return undefined;
  }

  #respond(
    transaction: ServerTransaction,
    status: number,
    options: { readonly reason?: string; readonly headers?: readonly HeaderField[] } = {},
  ): void {
    const headers = [...(options.headers ?? []), this.allowEvents];
    transaction.respond(createResponse(transaction.request, status, { ...options, headers }));
  }

  #schedule(): void {
    this.#next ??= this.#parts.clock.schedule(GATHER_MS, () => {
      this.#next = undefined;
      this.#tellSome();
    });
  }

  #tellSome(): void {
    let left = BATCH;
    for (const subscription of this.#changed) {
      if (left-- === 0) break;
      this.#changed.delete(subscription);
      subscription.notify();
    }
    if (this.#changed.size > 0) this.#schedule();
  }
}

/** The number of the Request-URI; undefined when it names only the exchange, as some phones do for their mailbox. */
function resourceOf(request: SipRequest): string | undefined {
  const user = request.uri.ok ? request.uri.value.user : undefined;
  return user === undefined ? undefined : unescapeUser(user);
}

/** Without Accept the package's own format is meant (RFC 6665 §8.2.2). */
function accepts(request: SipRequest, contentType: string): boolean {
  if (!request.headers.has('accept')) return true;
  const [type = ''] = contentType.split('/', 1);
  const acceptable = [contentType, `${type}/*`, '*/*'];
  return request.headers
    .list('accept')
    .some((value) => acceptable.includes((value.split(';', 1)[0] ?? '').trim().toLowerCase()));
}
