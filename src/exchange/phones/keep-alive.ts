import { latin1ToBytes } from '../../base/bytes.ts';
import type { Clock, Scheduled } from '../../base/clock.ts';
import type { Journal } from '../../base/journal.ts';
import { type Random, randomToken } from '../../base/random.ts';
import { addressClass } from '../../media/stream/address-class.ts';
import { Headers } from '../../sip/message/headers.ts';
import { SipRequest, type SipResponse } from '../../sip/message/message.ts';
import type { ClientTransaction, ClientTransactionUser } from '../../sip/transaction/transaction-user.ts';
import type { Flow } from '../../sip/transport/flow.ts';
import { contactFor, isSips } from '../advertised-address.ts';
import type { Binding } from '../registration/location.ts';
import type { HostAddresses } from '../settings.ts';
import { type KeepAliveSettings, keepAlivePlan } from './keep-alive-plan.ts';

const LINE_BREAKS = latin1ToBytes('\r\n\r\n');
/** Turns are taken four times a second, so that those of one second do not come in one burst. */
const STEP_MS = 250;
/** What comes beyond waits its turn: keeping ways open must not cost those who use them. */
const MOST_IN_STEP = 250;
/** A phone that has just registered is busy with its lamps. */
const FIRST_AFTER_MS = 1_000;
const FIRST_WITHIN_MS = 4_000;
/** After a start all phones together are asked this often at the most. */
const RESTORED_PER_SECOND = 200;
/** RFC 6298 §2: the share of a new measurement. */
const SMOOTHING = 1 / 8;

/** How a phone is reached, as far as asking it told. */
export interface PhoneReach {
  /** Smoothed; null before the first answer. */
  readonly roundTripMs: number | null;
  /** On the wall clock: since when it answers nothing; null while it answers, or before it was asked. */
  readonly silentSinceMs: number | null;
}

interface Kept {
  readonly phone: number;
  binding: Binding;
  roundTripMs: number | null;
  silentSinceMs: number | null;
  missed: number;
  /** Of `missed`, at its last REGISTER. */
  missedBefore: number;
  /** REGISTERs in a row before each of which it left an OPTIONS unanswered. */
  deafRegisters: number;
  turns: number;
  isAsked: boolean;
  hasLostMapping: boolean;
  ownAtMs: number | undefined;
  ownIntervalMs: number | undefined;
  /** The step in which it is due. */
  due: number;
}

export interface KeepAliveParts {
  readonly transactions: {
    send(request: SipRequest, flow: Flow, user: ClientTransactionUser): ClientTransaction;
  };
  readonly clock: Clock;
  readonly random: Random;
  readonly journal: Journal;
  readonly hosts: HostAddresses;
  readonly domain: string;
  /** As they are now; undefined: nobody is asked anything. */
  readonly settings: () => KeepAliveSettings | undefined;
  /** A phone answered OPTIONS. */
  readonly onAnswer: (
    binding: Binding,
    phone: number,
    exchanged: { readonly request: SipRequest; readonly response: SipResponse; readonly wasSilent: boolean },
  ) => void;
}

/**
 * Keeps the ways to registered phones open from our side and knows which of them lead anywhere: OPTIONS to each, as
 * often as its way needs, and line breaks over connections. A phone that does not answer is marked and stays
 * registered: it may only be its router that lets nothing in (docs/decisions/0024).
 */
export class KeepAlive {
  readonly #parts: KeepAliveParts;
  readonly #byPhone = new Map<number, Kept>();
  /** Who is due, by step; a step that was too full leaves the rest to the next. */
  readonly #due = new Map<number, Set<Kept>>();
  #step = 0;
  #tick: Scheduled | undefined;
  #silent = 0;

  constructor(parts: KeepAliveParts) {
    this.#parts = parts;
  }

  /** Phones that answer nothing. */
  get silent(): number {
    return this.#silent;
  }

  reachOf(phone: number): PhoneReach {
    const kept = this.#byPhone.get(phone);
    return { roundTripMs: kept?.roundTripMs ?? null, silentSinceMs: kept?.silentSinceMs ?? null };
  }

  isSilent(phone: number): boolean {
    return this.#byPhone.get(phone)?.silentSinceMs != null;
  }

  /** It registers and registers, and none of our requests in between has come through. */
  isDeaf(phone: number): boolean {
    return (this.#byPhone.get(phone)?.deafRegisters ?? 0) >= 2;
  }

  /** A phone registered, for the first time or again. */
  bound(phone: number, binding: Binding): void {
    if (this.#parts.settings() === undefined) return;
    const kept = this.#byPhone.get(phone);
    if (kept === undefined) {
      if (isOnThisMachine(binding)) return;
      return this.#add(phone, binding, FIRST_AFTER_MS + this.#chance(FIRST_WITHIN_MS));
    }
    const before = kept.binding;
    kept.binding = binding;
    if (before.flow !== binding.flow && before.flow?.id !== binding.flow?.id) this.#onMoved(kept, before);
    else if (kept.missed > kept.missedBefore) this.#onRegisteredUnanswered(kept);
  }

  /** Those of before the start, one after another. */
  restore(bindings: readonly (Binding & { readonly phone: number })[]): void {
    const settings = this.#parts.settings();
    if (settings === undefined) return;
    const spreadMs = Math.max(settings.natMs, (bindings.length / RESTORED_PER_SECOND) * 1000);
    for (const { phone, ...binding } of bindings) {
      if (!isOnThisMachine(binding)) this.#add(phone, binding, FIRST_AFTER_MS + this.#chance(spreadMs));
    }
  }

  gone(phone: number): void {
    const kept = this.#byPhone.get(phone);
    if (kept === undefined) return;
    this.#byPhone.delete(phone);
    this.#leaveStep(kept);
    if (kept.silentSinceMs !== null) this.#silent -= 1;
  }

  /** The phone itself keeps its way open. */
  heard(phone: number): void {
    const kept = this.#byPhone.get(phone);
    if (kept === undefined) return;
    const nowMs = this.#parts.clock.now();
    if (kept.ownAtMs !== undefined) kept.ownIntervalMs = nowMs - kept.ownAtMs;
    kept.ownAtMs = nowMs;
  }

  close(): void {
    this.#tick?.cancel();
    this.#due.clear();
    this.#byPhone.clear();
  }

  #chance(withinMs: number): number {
    return this.#parts.random.integer(Math.max(1, Math.round(withinMs)));
  }

  #add(phone: number, binding: Binding, afterMs: number): void {
    const kept: Kept = {
      phone,
      binding,
      roundTripMs: null,
      silentSinceMs: null,
      missed: 0,
      missedBefore: 0,
      deafRegisters: 0,
      turns: 0,
      isAsked: false,
      hasLostMapping: false,
      ownAtMs: undefined,
      ownIntervalMs: undefined,
      due: 0,
    };
    this.#byPhone.set(phone, kept);
    this.#enterStep(kept, afterMs);
  }

  /** It comes by another way: what was found out about the old one does not hold for it. */
  #onMoved(kept: Kept, before: Binding): void {
    const { record } = kept.binding;
    const isSameHost = before.record.remoteAddress === record.remoteAddress;
    kept.hasLostMapping ||= record.transport === 'udp' && isSameHost;
    kept.turns = 0;
    this.#forgive(kept);
    this.#askSoon(kept);
  }

  /** It may have been off; if it still answers nothing, its router lets it out and nobody in. */
  #onRegisteredUnanswered(kept: Kept): void {
    kept.missedBefore = kept.missed;
    kept.deafRegisters += 1;
    kept.turns = 0;
    this.#askSoon(kept);
  }

  #askSoon(kept: Kept): void {
    this.#leaveStep(kept);
    this.#enterStep(kept, FIRST_AFTER_MS + this.#chance(FIRST_WITHIN_MS));
  }

  #forgive(kept: Kept): void {
    kept.missed = 0;
    kept.missedBefore = 0;
    kept.deafRegisters = 0;
    this.#setSilent(kept, false);
  }

  #enterStep(kept: Kept, afterMs: number): void {
    const { clock } = this.#parts;
    kept.due = Math.max(this.#step + 1, Math.ceil((clock.now() + afterMs) / STEP_MS));
    const due = this.#due.get(kept.due);
    if (due === undefined) this.#due.set(kept.due, new Set([kept]));
    else due.add(kept);
    this.#tick ??= this.#startTick();
  }

  #leaveStep(kept: Kept): void {
    const due = this.#due.get(kept.due);
    due?.delete(kept);
    if (due?.size === 0) this.#due.delete(kept.due);
  }

  #startTick(): Scheduled {
    const { clock } = this.#parts;
    this.#step = Math.floor(clock.now() / STEP_MS);
    return clock.schedule((this.#step + 1) * STEP_MS - clock.now(), () => this.#onTick());
  }

  #onTick(): void {
    this.#tick = undefined;
    const now = Math.floor(this.#parts.clock.now() / STEP_MS);
    let left = MOST_IN_STEP;
    // A process that was held up does the steps it missed in one, as far as there is room.
    for (let step = this.#step + 1; step <= now; step += 1) {
      for (const kept of this.#due.get(step) ?? []) {
        this.#leaveStep(kept);
        if (left-- > 0) this.#takeTurn(kept);
        else this.#enterStepAt(kept, now + 1);
      }
    }
    this.#step = now;
    if (this.#due.size > 0) this.#tick ??= this.#startTick();
  }

  #enterStepAt(kept: Kept, step: number): void {
    kept.due = step;
    const due = this.#due.get(step) ?? new Set<Kept>();
    this.#due.set(step, due.add(kept));
  }

  #takeTurn(kept: Kept): void {
    const settings = this.#parts.settings();
    // Switched off meanwhile: whoever registers after it is switched on again begins anew.
    if (settings === undefined) return this.gone(kept.phone);
    const { record, flow } = kept.binding;
    const { everyMs, optionsEvery } = keepAlivePlan({ ...kept, ...record }, settings);
    this.#enterStep(kept, everyMs - this.#chance(everyMs / 10));
    if (flow?.open !== true) return;
    if (kept.turns++ % optionsEvery === 0) this.#ask(kept, flow);
    else flow.send(LINE_BREAKS);
  }

  #ask(kept: Kept, flow: Flow): void {
    if (kept.isAsked) return;
    kept.isAsked = true;
    const { transactions, clock, onAnswer } = this.#parts;
    const askedAt = clock.now();
    const { binding } = kept;
    const request = this.#createOptions(binding, flow);
    transactions.send(request, flow, {
      onResponse: (response) => {
        if (response.status < 200) return;
        kept.isAsked = false;
        const wasSilent = kept.silentSinceMs !== null;
        this.#onAnswered(kept, clock.now() - askedAt);
        onAnswer(binding, kept.phone, { request, response, wasSilent });
      },
      onFailure: (cause) => {
        kept.isAsked = false;
        // It came back by another way, or its connection broke: neither is silence.
        if (cause === 'timeout' && kept.binding.flow?.id === flow.id) this.#onUnanswered(kept);
      },
    });
  }

  /** Whatever it answers, 501 among it, it is there. */
  #onAnswered(kept: Kept, tookMs: number): void {
    const known = kept.roundTripMs;
    kept.roundTripMs = known === null ? tookMs : known + (tookMs - known) * SMOOTHING;
    this.#forgive(kept);
  }

  #onUnanswered(kept: Kept): void {
    kept.missed += 1;
    this.#setSilent(kept, true);
  }

  #setSilent(kept: Kept, isSilent: boolean): void {
    if (!this.#byPhone.has(kept.phone) || isSilent === (kept.silentSinceMs !== null)) return;
    const { clock, journal } = this.#parts;
    kept.silentSinceMs = isSilent ? Math.round(clock.wallTime()) : null;
    this.#silent += isSilent ? 1 : -1;
    const { extension } = kept.binding.record;
    journal.record({ kind: isSilent ? 'phone-silent' : 'phone-answers', extension, phone: kept.phone });
  }

  #createOptions({ record }: Binding, flow: Flow): SipRequest {
    const { random, hosts, domain } = this.#parts;
    const headers = new Headers()
      .append('max-forwards', '70')
      .append('from', `<sip:${domain}>;tag=${randomToken(random, 16)}`)
      .append('to', `<sip:${record.extension}@${domain}>`)
      .append('call-id', randomToken(random, 24))
      .append('cseq', '1 OPTIONS')
      .append('contact', contactFor(hosts, flow, { user: record.extension, sips: isSips(record.contactUri) }))
      .append('accept', 'application/sdp');
    return new SipRequest('OPTIONS', record.contactUri, headers);
  }
}

/** No router stands before a program on this very machine, and its kernel tells when it is gone. */
function isOnThisMachine({ record }: Binding): boolean {
  return addressClass(record.remoteAddress) === 'loopback';
}
