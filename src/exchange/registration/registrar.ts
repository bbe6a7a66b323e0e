import { latin1ToText, ownCopy } from '../../base/bytes.ts';
import type { Clock } from '../../base/clock.ts';
import type { Journal } from '../../base/journal.ts';
import type { HeaderField } from '../../sip/message/headers.ts';
import type { SipRequest } from '../../sip/message/message.ts';
import type { NameAddr } from '../../sip/message/name-addr.ts';
import { createResponse } from '../../sip/message/response.ts';
import type { ServerTransaction } from '../../sip/transaction/transaction-user.ts';
import { type Flow, isSecure } from '../../sip/transport/flow.ts';
import type { BindingChange, BindingRecord } from '../../store/records/records.ts';
import type { GroupCommit } from '../commit/group-commit.ts';
import type { ExchangeSettings } from '../settings.ts';
import type { ExtensionLimitTable } from '../tables/extension-limit-table.ts';
import { bindingKey } from './binding-key.ts';
import type { Binding, Location } from './location.ts';
import { outboundHeaders } from './outbound.ts';

/** More contacts than this in one REGISTER is an attack, not a phone (security 2.14). */
const CONTACTS_PER_REQUEST = 10;

interface Wish {
  readonly contact: NameAddr;
  readonly key: string;
  readonly expiresS: number;
  readonly askedS: number | undefined;
}

interface GrantedWish extends Omit<Wish, 'askedS'> {
  readonly extension: string;
  /** What the binding was before. */
  readonly previous: BindingRecord | undefined;
}

export interface RegistrationUser {
  /** A phone made a binding, or renewed it; `previous` is what it was then. */
  onBound(phone: number, binding: Binding, request: SipRequest, previous: Binding | undefined): void;
  /** The phone has its 200. */
  onRegistered(extension: string): void;
}

/** REGISTER of an authenticated extension: RFC 3261 §10.3. */
export class Registrar {
  readonly #clock: Clock;
  readonly #journal: Journal;
  readonly #location: Location;
  readonly #commits: GroupCommit<BindingChange>;
  readonly #limits: ExtensionLimitTable;
  readonly #settings: Pick<ExchangeSettings, 'registration'>;
  #date: { readonly second: number; readonly text: string } | undefined;
  /** Set before the first REGISTER. */
  user: RegistrationUser = { onBound() {}, onRegistered() {} };
  readonly #onNewConnection: (extension: string, flow: Flow) => void;

  constructor(parts: {
    clock: Clock;
    journal: Journal;
    location: Location;
    commits: GroupCommit<BindingChange>;
    limits: ExtensionLimitTable;
    settings: Pick<ExchangeSettings, 'registration'>;
    /** A phone came back on another connection. */
    onNewConnection: (extension: string, flow: Flow) => void;
  }) {
    this.#clock = parts.clock;
    this.#journal = parts.journal;
    this.#location = parts.location;
    this.#commits = parts.commits;
    this.#limits = parts.limits;
    this.#settings = parts.settings;
    this.#onNewConnection = parts.onNewConnection;
  }

  /** Answers the transaction once what it asks is committed. */
  register(transaction: ServerTransaction, extension: string): void {
    const { request, flow } = transaction;
    const refusal = (status: number, reason?: string, headers: readonly HeaderField[] = []): void => {
      transaction.respond(
        createResponse(request, status, { ...(reason === undefined ? {} : { reason }), headers }),
      );
    };
    const contacts = request.contacts;
    if (!contacts.ok) return refusal(400, 'Bad Contact');
    if (contacts.value.kind === 'wildcard') {
      if (expiresHeader(request) !== 0) return refusal(400, 'Contact * needs Expires 0');
      return this.#removeAll(transaction, extension);
    }
    if (contacts.value.contacts.length > CONTACTS_PER_REQUEST) return refusal(403, 'Too many contacts');
    const { registerIntervalS } = this.#limits.effective(extension);
    const { shortestS, usualS, longestS } = this.#settings.registration;
    const wishes: Wish[] = [];
    for (const contact of contacts.value.contacts) {
      const { uri } = contact;
      const isReachable = uri.scheme === 'sip' || (uri.scheme === 'sips' && isSecure(flow));
      if (!isReachable || uri.headers !== undefined) return refusal(400, 'Bad Contact');
      const askedS = contactExpires(contact) ?? expiresHeader(request);
      const expiresS = Math.min(askedS ?? usualS, longestS);
      const minimumS = Math.max(shortestS, registerIntervalS);
      if (expiresS > 0 && expiresS < minimumS) {
        if (expiresS >= shortestS) this.#limitReached(extension, 'register-interval');
        return refusal(423, undefined, [{ name: 'min-expires', value: `${minimumS}` }]);
      }
      wishes.push({ contact, key: bindingKey(contact, flow), expiresS, askedS });
    }
    if (wishes.some((wish) => this.#isOutOfOrder(extension, wish.key, request)))
      return refusal(500, 'CSeq out of order');
    this.#commits.commit(this.#apply(wishes, extension, request, flow), () =>
      this.#confirm(transaction, extension),
    );
  }

  /** Forgets all bindings of an extension, for instance when it is removed. */
  forget(extension: string): void {
    const changes = this.#location
      .bindingsOf(extension)
      .map(({ record }) => this.#drop(record, 'administrator'));
    if (changes.length > 0) this.#commits.commit(changes);
  }

  /** Bindings that were forgotten for a while, as they were. */
  takeBack(bindings: readonly Binding[]): void {
    const nowMs = this.#clock.wallTime();
    const changes = bindings.map(({ record, flow }): BindingChange => {
      const { extension, transport, userAgent, registeredAtMs, expiresAtMs } = record;
      const phone = this.#location.put({ record, flow });
      const expiresS = Math.round((expiresAtMs - nowMs) / 1000);
      const askedS = Math.round((expiresAtMs - registeredAtMs) / 1000);
      const about = { extension, refresh: false, expiresS, askedS, phone, transport, userAgent };
      this.#journal.record({ kind: 'registered', ...about });
      return { kind: 'put', binding: record };
    });
    if (changes.length > 0) this.#commits.commit(changes);
  }

  /** Its limits were changed: phones that may not be connected so go, and the oldest beyond the number of contacts. */
  trim(extension: string): void {
    const refused = this.#location
      .bindingsOf(extension)
      .filter(({ record }) => !this.#limits.takes(extension, record))
      .map(({ record }) => this.#drop(record, 'administrator'));
    const changes = [...refused, ...this.#makeRoom(extension)];
    if (changes.length > 0) this.#commits.commit(changes);
  }

  #limitReached(extension: string, limit: 'contacts' | 'register-interval'): void {
    this.#journal.record({ kind: 'limit-reached', extension, limit });
  }

  #apply(wishes: readonly Wish[], extension: string, request: SipRequest, flow: Flow): BindingChange[] {
    const changes: BindingChange[] = [];
    for (const { contact, key, expiresS, askedS } of wishes) {
      const previous = this.#location.find(extension, key);
      if (expiresS === 0) {
        if (previous !== undefined) changes.push(this.#drop(previous.record, 'phone'));
        continue;
      }
      const record = this.#record(
        { extension, key, contact, expiresS, previous: previous?.record },
        request,
        flow,
      );
      const binding = { record, flow };
      const phone = this.#location.put(binding);
      if (flow.reliable && previous?.flow?.id !== flow.id) this.#onNewConnection(extension, flow);
      changes.push({ kind: 'put', binding: record });
      const { transport, userAgent } = record;
      const refresh = previous !== undefined;
      this.#journal.record({
        kind: 'registered',
        extension,
        refresh,
        expiresS,
        askedS,
        phone,
        transport,
        userAgent,
      });
      this.user.onBound(phone, binding, request, previous);
    }
    return [...changes, ...this.#makeRoom(extension)];
  }

  /** The oldest give way: a phone that changed its address must not be locked out by its own past. */
  #makeRoom(extension: string): BindingChange[] {
    const bindings = this.#location.bindingsOf(extension);
    const surplus = bindings.length - this.#limits.effective(extension).contacts;
    if (surplus <= 0) return [];
    this.#limitReached(extension, 'contacts');
    return bindings
      .map(({ record }) => record)
      .sort((a, b) => a.registeredAtMs - b.registeredAtMs)
      .slice(0, surplus)
      .map((record) => this.#drop(record, 'replaced'));
  }

  #removeAll(transaction: ServerTransaction, extension: string): void {
    const { request } = transaction;
    const bindings = this.#location.bindingsOf(extension);
    if (bindings.some(({ record }) => this.#isOutOfOrder(extension, record.key, request))) {
      return transaction.respond(createResponse(request, 500, { reason: 'CSeq out of order' }));
    }
    this.#commits.commit(
      bindings.map(({ record }) => this.#drop(record, 'phone')),
      () => this.#confirm(transaction, extension),
    );
  }

  #drop(record: BindingRecord, cause: 'phone' | 'replaced' | 'administrator'): BindingChange {
    const { extension, key } = record;
    const phone = this.#location.phoneOf(extension, key) ?? 0;
    this.#location.remove(extension, key);
    this.#journal.record({ kind: 'unregistered', extension, phone, cause });
    return { kind: 'delete', extension, key };
  }

  /** RFC 3261 §10.3 step 7: within one Call-ID only a higher CSeq may change a binding. */
  #isOutOfOrder(extension: string, key: string, request: SipRequest): boolean {
    const previous = this.#location.find(extension, key)?.record;
    return (
      previous !== undefined && previous.callId === request.callId && request.cseq.number <= previous.cseq
    );
  }

  /** Texts are copied out of the message, unless the binding has them already. */
  #record(wish: GrantedWish, request: SipRequest, flow: Flow): BindingRecord {
    const { extension, key, contact, expiresS, previous } = wish;
    const nowMs = Math.round(this.#clock.wallTime());
    const { address, port } = flow.listensAt ?? flow.remote;
    return {
      extension,
      key: kept(key, previous?.key),
      contactUri: kept(contact.uri.text, previous?.contactUri),
      transport: flow.transport,
      localAddress: flow.local.address,
      localPort: flow.local.port,
      remoteAddress: address,
      remotePort: port,
      callId: kept(request.callId, previous?.callId),
      cseq: request.cseq.number,
      priority: priorityOf(contact),
      userAgent: userAgentOf(request, previous?.userAgent),
      registeredAtMs: nowMs,
      expiresAtMs: nowMs + expiresS * 1000,
    };
  }

  /** 200 with every binding of the extension and what is left of it: RFC 3261 §10.3 step 8. */
  #confirm(transaction: ServerTransaction, extension: string): void {
    const now = this.#clock.wallTime();
    const headers: HeaderField[] = this.#location
      .bindingsOf(extension)
      .map((binding) => ({ name: 'contact', value: contactValue(binding, now) }));
    headers.push({ name: 'date', value: this.#dateAt(now) });
    const { request, flow } = transaction;
    headers.push(...outboundHeaders(request, flow));
    transaction.respond(createResponse(request, 200, { headers }));
    this.user.onRegistered(extension);
  }

  /** Written once a second. */
  #dateAt(nowMs: number): string {
    const second = Math.floor(nowMs / 1000);
    if (this.#date?.second !== second) this.#date = { second, text: new Date(second * 1000).toUTCString() };
    return this.#date.text;
  }
}

/** An equal text that is kept already, or a copy that does not keep its message. */
function kept(text: string, before: string | undefined): string {
  return text === before ? before : ownCopy(text);
}

function userAgentOf(request: SipRequest, before: string | undefined): string {
  const written = request.headers.get('user-agent') ?? '';
  // Equal only when it is ASCII: else the bytes are not the text.
  return written === before ? before : latin1ToText(written).slice(0, 128);
}

function contactValue({ record }: Binding, nowMs: number): string {
  const secondsLeft = Math.max(0, Math.round((record.expiresAtMs - nowMs) / 1000));
  return `<${record.contactUri}>;expires=${secondsLeft}`;
}

function priorityOf({ params }: NameAddr): number {
  const q = Number(params.get('q') ?? '1');
  return q >= 0 && q <= 1 ? Math.round(q * 1000) : 1000;
}

function contactExpires({ params }: NameAddr): number | undefined {
  return seconds(params.get('expires'));
}

function expiresHeader(request: SipRequest): number | undefined {
  return seconds(request.headers.get('expires'));
}

/** What a change is about, for the group commit. */
export function bindingName(change: BindingChange): string {
  const { extension, key } = change.kind === 'put' ? change.binding : change;
  return `${extension} ${key}`;
}

/** A value that is not a number counts as absent (RFC 3261 §10.2.1.1), a huge one as the largest. */
function seconds(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d+$/.test(text)) return undefined;
  return Math.min(Number(text), 2 ** 32 - 1);
}
