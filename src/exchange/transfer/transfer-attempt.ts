import type { CallResult } from '../../base/journal.ts';
import { randomToken } from '../../base/random.ts';
import type { Result } from '../../base/result.ts';
import { TimerSet } from '../../base/timer-set.ts';
import type { CallPath } from '../../policy/call-path.ts';
import type { PickUpRequest } from '../call/active-call.ts';
import {
  type PendingTransfer,
  type RingingCall,
  recordBegin,
  type TransferableCall,
} from '../call/active-call.ts';
import { causeOf, NO_ANSWER_MS, resultOf } from '../call/call.ts';
import type { CallParts } from '../call/call-parts.ts';
import { CodecRules } from '../call/codec-rule.ts';
import { diversionHeaders } from '../call/diversion.ts';
import { COMPLETED_ELSEWHERE, Fork, type ForkAnswer, type ForkUser } from '../call/fork.ts';
import { LinkedCall } from '../call/linked-call.ts';
import { offerFor, offerOthers } from '../call/negotiation.ts';
import { PickUp } from '../call/pick-up.ts';
import type { Leg } from '../leg/leg.ts';
import type { LegUser } from '../leg/leg-user.ts';
import type { OfferFromPhone } from '../leg/phone-offers.ts';
import type { Destination, Destinations } from '../routing/destinations.ts';
import { redirectedNumber } from '../routing/local-number.ts';
import { type Service, ServiceCall } from '../services/service-call.ts';
import { acceptInCall } from './accept-in-call.ts';
import type { Referral } from './referral.ts';

/** ETSI TS 101 041: one second of ringing tone in five. */
const RINGING_TONE_EVERY_MS = 5_000;

type Reached = Extract<Destination, { kind: 'extension' }>;

export interface Transfer {
  /** The call that is transferred, and who stays in it. */
  readonly call: TransferableCall;
  readonly transferee: Leg;
  readonly transferor: Leg;
  /** From the transferee to whom he is to talk to. */
  readonly path: CallPath;
  readonly referral: Referral;
  readonly destinations: Pick<Destinations, 'find' | 'findNext' | 'findRedirected'>;
}

/**
 * Phones ring for someone who is in a call already (RFC 5589 §6). Until one answers that call goes on; if none does it
 * is as if nothing had been. When the transferor has hung up meanwhile, his phones ring at the end.
 */
export class TransferAttempt implements RingingCall, LegUser, PendingTransfer, ForkUser {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly startedAtMs: number;
  readonly answeredAtMs = null;
  state: RingingCall['state'] = 'calling';
  readonly #parts: CallParts;
  readonly #transfer: Transfer;
  readonly #timers: TimerSet<'no answer' | 'ringing tone'>;
  readonly #codecs: CodecRules;
  #fork: Fork | undefined;
  #pickUp: PickUp | undefined;
  /** The transferor has hung up, so that the transferee is ours. */
  #isAlone = false;
  #isRecall = false;
  #isOver = false;

  constructor(parts: CallParts, transfer: Transfer) {
    const { path } = transfer;
    this.#parts = parts;
    this.#transfer = transfer;
    this.id = randomToken(parts.random, 12);
    this.from = path.caller;
    this.to = path.dialled;
    this.startedAtMs = Math.round(parts.clock.wallTime());
    this.#timers = new TimerSet(parts.clock);
    this.#codecs = new CodecRules(parts);
    transfer.call.transfer = this;
    parts.calls.add(this);
    recordBegin(parts.journal, this.id, path);
  }

  get transferor(): Leg {
    return this.#transfer.transferor;
  }

  get reached(): string {
    return this.#transfer.path.current;
  }

  /** Its one phone belongs to the call it is about. */
  get legs(): readonly Leg[] {
    return [];
  }

  involves(extension: string): boolean {
    return this.from === extension || this.reached === extension;
  }

  say(): void {}

  /** Rings the phones of where the path has come to. */
  ring({ bindings, ringMs }: Reached): void {
    const { path, transferee, transferor } = this.#transfer;
    const { domain } = this.#parts;
    this.#startTimers(ringMs);
    const referredBy = { name: 'referred-by', value: `<sip:${transferor.extension}@${domain}>` };
    this.#fork = new Fork(this.#parts, {
      callee: path.current,
      bindings,
      diversion: [...diversionHeaders(path, domain), ...(this.#isRecall ? [] : [referredBy])],
      beside: transferee.stream,
      identity: this.#parts.identityOf(transferee.extension),
      target: `<sip:${path.current}@${domain}>`,
      maxForwards: 70,
      maxBreadth: undefined,
      mayBeReliable: true,
      legUser: this,
      user: this,
    });
  }

  /** Takes over phones that ring for the transferor. */
  adopt(fork: Fork): void {
    this.#startTimers(undefined);
    this.#fork = fork;
    fork.handTo(this, this);
    this.#onRinging();
  }

  end(result: CallResult): void {
    if (this.#isOver) return;
    this.#transfer.referral.finish(487);
    this.#giveUp(result);
  }

  onEnded(leg: Leg): void {
    if (leg === this.#transfer.transferee) this.end('cancelled');
    else if (leg === this.#pickUp?.leg) this.#pickUp = undefined;
    else this.#fork?.onLegEnded(leg);
  }

  onOffer(_leg: Leg, offer: OfferFromPhone): void {
    offer.reject(491);
  }

  onAnswer(leg: Leg, sdp: Uint8Array | undefined): void {
    if (leg === this.#pickUp?.leg) this.#pickUp.onAnswer(sdp);
  }

  onDtmf(): void {}

  rings(leg: Leg): boolean {
    return this.#fork?.has(leg) === true;
  }

  pickUp(by: PickUpRequest): boolean {
    if (this.state !== 'ringing' || this.#isOver || this.#pickUp !== undefined) return false;
    this.#pickUp = new PickUp(this.#parts, by, { leg: this, answer: this });
    void this.#pickUp.begin(this.#transfer.transferee.stream);
    return true;
  }

  onTransferorGone(): void {
    if (this.#isOver || this.#isAlone) return;
    this.#isAlone = true;
    this.#transfer.call.dissolve(this.id);
    this.#transfer.transferee.handTo(this);
  }

  abandon(): void {
    this.end('cancelled');
  }

  describe(leg: Leg): Result<Uint8Array, 488> | undefined {
    return offerFor(
      this.#parts.hosts,
      this.#transfer.transferee,
      leg,
      this.#codecs.of(leg.extension).encodings,
    );
  }

  describeOthers(leg: Leg): Uint8Array | undefined {
    const { transferee } = this.#transfer;
    const { phone } = transferee;
    const { encodings } = this.#codecs.of(leg.extension);
    return phone && offerOthers(this.#parts.hosts, { leg: transferee, phone }, leg, encodings);
  }

  onRinging(): void {
    this.#onRinging();
  }

  onQuiet(): void {}

  onAnswered(answer: ForkAnswer): void {
    const { leg } = answer;
    const isPickUp = leg === this.#pickUp?.leg;
    const accepted = acceptInCall(this.#parts, answer, this.#transfer.transferee);
    if (!accepted && isPickUp) {
      this.#pickUp = undefined;
      return;
    }
    if (!accepted) return this.#fail(488, 'failed');
    if (isPickUp) this.#onPickedUp(leg.extension);
    else this.#pickUp?.refuse(486);
    this.#connect();
    const { id, to, startedAtMs } = this;
    new LinkedCall(this.#parts, { id, to, startedAtMs, legs: [this.#transfer.transferee, leg] });
  }

  onRejected(status: number): void {
    this.#goOn(status, resultOf(status), causeOf(status));
  }

  redirect(contacts: Parameters<ForkUser['redirect']>[0]): string | undefined {
    return redirectedNumber(contacts, this.#parts);
  }

  onRedirected(to: string): void {
    const { path, destinations, transferee } = this.#transfer;
    const before = path.hops.length;
    this.#follow(destinations.findRedirected(path, transferee.flow, to), before, 480, 'unreachable');
  }

  /** A service is to be on the other end, at once or in the end. */
  enter(service: Service): void {
    const { path, transferee: leg, referral } = this.#transfer;
    const { id, startedAtMs } = this;
    this.#isOver = true;
    this.#timers.stopAll();
    this.#release();
    new ServiceCall(this.#parts, {
      joining: { call: { id, startedAtMs }, leg, onJoined: (joined) => referral.finish(joined ? 200 : 488) },
      path,
      service,
    });
  }

  #onPickedUp(by: string): void {
    this.#fork?.cancel(COMPLETED_ELSEWHERE);
    this.#transfer.path.pickUp(by);
    this.#parts.journal.record({ kind: 'call-picked-up', call: this.id, by });
  }

  #startTimers(ringMs: number | undefined): void {
    this.#timers.start('no answer', ringMs ?? NO_ANSWER_MS, () => this.#goOn(480, 'no-answer', 'no-answer'));
  }

  #onRinging(): void {
    if (this.#isOver) return;
    this.#transfer.referral.report(180);
    if (this.state === 'ringing') return;
    this.state = 'ringing';
    this.#parts.journal.record({ kind: 'call-ringing', call: this.id });
    this.#playRingingTone();
  }

  #playRingingTone(): void {
    this.#transfer.transferee.stream.play('ringing');
    this.#timers.start('ringing tone', RINGING_TONE_EVERY_MS, () => this.#playRingingTone());
  }

  #goOn(status: number, result: CallResult, cause: 'busy' | 'no-answer' | undefined): void {
    if (this.#isOver) return;
    const { path, destinations, transferee } = this.#transfer;
    const before = path.hops.length;
    const next = cause === undefined ? undefined : destinations.findNext(path, transferee.flow, cause);
    this.#follow(next, before, status, result);
  }

  #follow(next: Destination | undefined, hopsBefore: number, status: number, result: CallResult): void {
    for (const hop of this.#transfer.path.hops.slice(hopsBefore)) {
      this.#parts.journal.record({ kind: 'call-forwarded', call: this.id, ...hop });
    }
    this.#timers.stopAll();
    this.#fork?.cancel();
    if (next === undefined) return this.#fail(status, result);
    if (next.kind === 'refused') return this.#fail(next.status, resultOf(next.status));
    if (next.kind === 'service') return this.enter(next.service);
    this.state = 'calling';
    this.ring(next);
  }

  /** The original call goes on; without the transferor his phones are the last try. */
  #fail(status: number, result: CallResult): void {
    this.#transfer.referral.finish(status);
    const recall = this.#isAlone && !this.#isRecall ? this.#findTransferor(causeOf(status)) : undefined;
    if (recall === undefined) return this.#giveUp(result);
    this.#isRecall = true;
    this.state = 'calling';
    this.ring(recall);
  }

  #findTransferor(cause: 'busy' | 'no-answer' | undefined): Reached | undefined {
    const { path, destinations, transferee, transferor } = this.#transfer;
    const before = path.hops.length;
    if (path.forward(transferor.extension, cause ?? 'no-answer') !== 'forwarded') return undefined;
    const found = destinations.find(path, transferee.flow);
    for (const hop of path.hops.slice(before)) {
      this.#parts.journal.record({ kind: 'call-forwarded', call: this.id, ...hop });
    }
    return found.kind === 'extension' ? found : undefined;
  }

  #giveUp(result: CallResult): void {
    this.#isOver = true;
    this.#timers.stopAll();
    this.#fork?.cancel();
    this.#pickUp?.refuse(480);
    const { call, transferee } = this.#transfer;
    call.transfer = undefined;
    if (this.#isAlone) transferee.hangUp();
    this.#parts.calls.remove(this);
    this.#parts.journal.record({ kind: 'call-ended', call: this.id, result, durationMs: 0 });
  }

  /** Someone has answered: the transferor has no part in it any more. */
  #connect(): void {
    this.#isOver = true;
    this.#timers.stopAll();
    this.#release();
    if (!this.#isRecall) this.#transfer.referral.finish(200);
  }

  #release(): void {
    const { call, transferee } = this.#transfer;
    call.dissolve(this.id);
    transferee.stream.idle();
  }
}
