import type { Clock } from '../../base/clock.ts';
import { TimerSet } from '../../base/timer-set.ts';
import { Dialog } from '../../sip/dialog/dialog.ts';
import { type EventHeader, writeEvent } from '../../sip/event/event-header.ts';
import type { HeaderField } from '../../sip/message/headers.ts';
import type { SipRequest } from '../../sip/message/message.ts';
import type { ClientTransaction, ClientTransactionUser } from '../../sip/transaction/transaction-user.ts';
import type { Flow } from '../../sip/transport/flow.ts';
import type { LiveFlow } from '../../store/archives/live-dialog-archive.ts';
import type { SubscriptionRecord } from '../../store/event-store.ts';
import { contactFor, isSips } from '../advertised-address.ts';
import type { DialogOwner } from '../leg/dialog-table.ts';
import type { HostAddresses } from '../settings.ts';
import type { EventPackage } from './event-package.ts';

/** Why a subscription ends (RFC 6665 §4.1.3): its time is over, nobody may watch any more, there is nothing to watch. */
export type SubscriptionEnd = 'timeout' | 'rejected' | 'noresource';

export interface SubscriptionUser {
  /** SUBSCRIBE within the dialog, or something that does not belong there. */
  onRequest(subscription: Subscription, request: SipRequest, flow: Flow): void;
  /** The last NOTIFY was answered, or nobody is there to take it. */
  onClosed(subscription: Subscription): void;
}

export interface SubscriptionParts {
  readonly clock: Clock;
  readonly hosts: HostAddresses;
  readonly transactions: {
    send(request: SipRequest, flow: Flow, user: ClientTransactionUser): ClientTransaction;
  };
  /** Another way to the phone when the one it subscribed from is gone. */
  readonly findFlow: (flow: LiveFlow) => Flow | undefined;
}

/** Answers by which a phone says that it knows nothing of the subscription (RFC 6665 §4.2.2, RFC 5057 §5.1). */
const GONE: ReadonlySet<number> = new Set([
  404, 405, 408, 410, 416, 480, 481, 482, 483, 484, 485, 489, 501, 604,
]);
/** Documents that may have gone out since the record was written, as for the CSeq of a dialog. */
const VERSION_GAP = 10_000;

interface SubscriptionState {
  readonly extension: string;
  readonly resource: string;
  readonly event: EventHeader;
  readonly flow: Flow;
  readonly dialog: Dialog;
  readonly sips: boolean;
  readonly version: number;
}

/**
 * One phone watching one thing (RFC 6665 §4.2): its dialog, how long it lasts, and NOTIFYs one after another, so that
 * none overtakes another and a phone that answers slowly is told the last state only.
 */
export class Subscription implements DialogOwner {
  readonly extension: string;
  readonly resource: string;
  readonly event: EventHeader;
  readonly package: EventPackage;
  flow: Flow;
  readonly #parts: SubscriptionParts;
  readonly #user: SubscriptionUser;
  readonly #dialog: Dialog;
  /** The phone speaks of us as `sips:`. */
  readonly #sips: boolean;
  readonly #timers: TimerSet<'expiry' | 'pace'>;
  readonly #told = new Set<string>();
  #version: number;
  /** On the monotonic clock. */
  #expiresAt = 0;
  #notifiedAt = Number.NEGATIVE_INFINITY;
  #isDue = false;
  #isInFlight = false;
  #end: SubscriptionEnd | undefined;
  #isClosed = false;

  constructor(
    parts: SubscriptionParts,
    user: SubscriptionUser,
    eventPackage: EventPackage,
    state: SubscriptionState,
  ) {
    this.#parts = parts;
    this.#user = user;
    this.package = eventPackage;
    this.extension = state.extension;
    this.resource = state.resource;
    this.event = state.event;
    this.flow = state.flow;
    this.#dialog = state.dialog;
    this.#sips = state.sips;
    this.#version = state.version;
    this.#timers = new TimerSet(parts.clock);
  }

  /** One of an earlier process. */
  static restored(
    parts: SubscriptionParts,
    user: SubscriptionUser,
    eventPackage: EventPackage,
    { record, flow }: { record: SubscriptionRecord; flow: Flow },
  ): Subscription {
    const { tag, extension, resource, eventId, dialog, version, expiresAtMs } = record;
    const subscription = new Subscription(parts, user, eventPackage, {
      extension,
      resource,
      event: { package: eventPackage.name, id: eventId ?? undefined },
      flow,
      dialog: Dialog.fromSnapshot(tag, dialog),
      sips: isSips(dialog.remoteTarget),
      version: version + VERSION_GAP,
    });
    subscription.prolong(Math.max(0, (expiresAtMs - parts.clock.wallTime()) / 1000));
    return subscription;
  }

  get localTag(): string {
    return this.#dialog.localTag;
  }

  get contact(): string {
    return contactFor(this.#parts.hosts, this.flow, { user: this.localTag, sips: this.#sips });
  }

  /** No refresh helps it any more. */
  get isEnding(): boolean {
    return this.#end !== undefined;
  }

  matches(request: SipRequest): boolean {
    return this.#dialog.matches(request);
  }

  /** Nobody takes the place of somebody who watches. */
  isNamed(): boolean {
    return false;
  }

  /** A refresh, in order. False when it is to get a 500. */
  accept(request: SipRequest): boolean {
    if (!this.#dialog.acceptSequence(request)) return false;
    this.#dialog.refreshTarget(request);
    return true;
  }

  onRequest(request: SipRequest, flow: Flow): void {
    this.#user.onRequest(this, request, flow);
  }

  onAck(): void {}

  /** The phone comes back on another connection, or does not refresh. */
  onFlowClosed(): void {}

  /** From now on; 0 ends it with one more NOTIFY. */
  prolong(seconds: number): void {
    if (seconds <= 0) return this.end('timeout');
    this.#expiresAt = this.#parts.clock.now() + seconds * 1000;
    this.#timers.start('expiry', seconds * 1000, () => this.end('timeout'));
  }

  /** What is watched has changed. Told at once when the last NOTIFY is long enough ago. */
  notify(): void {
    this.#isDue = true;
    this.#notifyInTime();
  }

  /** For those of an earlier process: the phone need not hear at once that nothing has changed. */
  notifyAfter(delayMs: number): void {
    this.#timers.start('pace', delayMs, () => this.notify());
  }

  /** The first NOTIFY, and the one after every refresh, wait for no pace (RFC 6665 §4.2.1.2). */
  notifyNow(): void {
    this.#notifiedAt = Number.NEGATIVE_INFINITY;
    this.notify();
  }

  /** Tells the phone that it is over, then closes. Idempotent. */
  end(cause: SubscriptionEnd): void {
    if (this.#end !== undefined || this.#isClosed) return;
    this.#end = cause;
    this.#timers.stopAll();
    this.notifyNow();
  }

  /** Nothing more is sent. Idempotent. */
  close(): void {
    if (this.#isClosed) return;
    this.abandon();
    this.#user.onClosed(this);
  }

  /** Our process ends, the subscription does not. Idempotent. */
  abandon(): void {
    this.#isClosed = true;
    this.#timers.stopAll();
  }

  record(): SubscriptionRecord {
    const { clock } = this.#parts;
    return {
      tag: this.localTag,
      extension: this.extension,
      package: this.package.name,
      eventId: this.event.id ?? null,
      resource: this.resource,
      flow: this.#liveFlow(),
      dialog: this.#dialog.snapshot(),
      version: this.#version,
      expiresAtMs: Math.round(clock.wallTime() + this.#expiresAt - clock.now()),
    };
  }

  #notifyInTime(): void {
    if (this.#isClosed || this.#isInFlight || !this.#isDue) return;
    const waitMs = this.#notifiedAt + this.package.paceMs - this.#parts.clock.now();
    if (waitMs <= 0) return this.#send();
    if (!this.#timers.isRunning('pace')) this.#timers.start('pace', waitMs, () => this.#notifyInTime());
  }

  #send(): void {
    const flow = this.flow.open ? this.flow : this.#parts.findFlow(this.#liveFlow());
    this.#isDue = false;
    this.#timers.stop('pace');
    if (flow === undefined) return this.#settle(undefined);
    this.flow = flow;
    this.#isInFlight = true;
    this.#notifiedAt = this.#parts.clock.now();
    const isLast = this.#end !== undefined;
    this.#parts.transactions.send(this.#createNotify(), flow, {
      onResponse: ({ status }) => {
        if (status >= 200) this.#settle(status, isLast);
      },
      // The connection is gone, the phone perhaps not; who never answers is.
      onFailure: (cause) => this.#settle(cause === 'timeout' ? 408 : undefined, isLast),
    });
  }

  /** A NOTIFY has its answer; undefined when it did not reach the phone. A challenge is never met (security 2.17). */
  #settle(status: number | undefined, wasLast = this.#end !== undefined): void {
    this.#isInFlight = false;
    if (wasLast || (status !== undefined && GONE.has(status))) return this.close();
    this.#notifyInTime();
  }

  #createNotify(): SipRequest {
    const { resource, extension: watcher, flow } = this;
    const headers: HeaderField[] = [
      { name: 'event', value: writeEvent(this.event) },
      { name: 'subscription-state', value: this.#stateText() },
    ];
    // Who may no longer watch is not told how it is.
    if (this.#end === 'rejected' || this.#end === 'noresource') {
      return this.#dialog.createRequest('NOTIFY', { contact: this.contact, headers });
    }
    const body = this.package.describe({
      watcher,
      resource,
      flowId: flow.id,
      version: this.#version++,
      told: this.#told,
    });
    const { contentType } = this.package;
    return this.#dialog.createRequest('NOTIFY', { contact: this.contact, headers, contentType, body });
  }

  #stateText(): string {
    if (this.#end !== undefined) return `terminated;reason=${this.#end}`;
    const secondsLeft = Math.max(0, Math.round((this.#expiresAt - this.#parts.clock.now()) / 1000));
    return `active;expires=${secondsLeft}`;
  }

  #liveFlow(): LiveFlow {
    const { transport, local, remote } = this.flow;
    return {
      extension: this.extension,
      transport,
      localAddress: local.address,
      localPort: local.port,
      remoteAddress: remote.address,
      remotePort: remote.port,
    };
  }
}
