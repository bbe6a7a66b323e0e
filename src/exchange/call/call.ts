import type { CallResult } from '../../base/journal.ts';
import { randomToken } from '../../base/random.ts';
import { TimerSet } from '../../base/timer-set.ts';
import type { PromptId } from '../../media/prompts/prompt.ts';
import type { CallPath } from '../../policy/call-path.ts';
import type { SipRequest } from '../../sip/message/message.ts';
import type { ServerTransaction } from '../../sip/transaction/transaction-user.ts';
import type { Flow } from '../../sip/transport/flow.ts';
import type { ExtensionRecord } from '../../store/records/records.ts';
import type { IncomingInvite } from '../leg/incoming-invite.ts';
import { Leg } from '../leg/leg.ts';
import type { LegUser } from '../leg/leg-user.ts';
import type { OfferFromPhone } from '../leg/phone-offers.ts';
import { sdpOf } from '../leg/sdp-body.ts';
import type { Destination, Destinations } from '../routing/destinations.ts';
import { redirectedNumber } from '../routing/local-number.ts';
import { type Service, ServiceCall } from '../services/service-call.ts';
import type { PickUpRequest } from './active-call.ts';
import {
  type FarEnd,
  type PendingTransfer,
  type RingingCall,
  recordBegin,
  type TransferableCall,
} from './active-call.ts';
import type { CallParts } from './call-parts.ts';
import { callerIdentity } from './caller-identity.ts';
import { CodecRules } from './codec-rule.ts';
import { Conversation } from './conversation.ts';
import { diversionHeaders } from './diversion.ts';
import { COMPLETED_ELSEWHERE, Fork, type ForkAnswer, maxBreadthOf } from './fork.ts';
import { Invitation } from './invitation.ts';
import { PickUp } from './pick-up.ts';
import { Renegotiation } from './renegotiation.ts';

export const NO_ANSWER_MS = 30_000;

export interface CallRequest {
  readonly request: SipRequest;
  readonly flow: Flow;
  readonly caller: ExtensionRecord;
  /** From what was dialled to where it is now. */
  readonly path: CallPath;
  readonly destination: Reached;
  /** Where the call goes when it does not end where it is. */
  readonly destinations: Pick<Destinations, 'findNext' | 'findRedirected'>;
}

type Reached = Extract<Destination, { kind: 'extension' }>;

/** Why the phones of a number did not take the call, for the caller and for what comes next. */
interface Failure {
  readonly status: number;
  readonly result: CallResult;
}

/**
 * A call between two extensions: a back-to-back user agent with one leg to the caller and, while it rings, one to
 * each phone of the callee. Every message and every description is written anew from what was understood of the
 * other side's, so that neither phone learns anything about the other (mission H11).
 */
export class Call implements TransferableCall, RingingCall, LegUser {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly startedAtMs: number;
  state: TransferableCall['state'] = 'calling';
  answeredAtMs: number | null = null;
  transfer: PendingTransfer | undefined;

  readonly #parts: CallParts;
  readonly #startedAt: number;
  readonly #path: CallPath;
  readonly #destinations: CallRequest['destinations'];
  readonly #request: SipRequest;
  /** From, as the phones that ring see it. */
  readonly #identity: string;
  readonly #caller: Leg;
  readonly #invite: IncomingInvite;
  readonly #timers: TimerSet<'no answer'>;
  readonly #codecs: CodecRules;
  readonly #renegotiation: Renegotiation;
  readonly #invitation: Invitation;
  #fork: Fork | undefined;
  #pickUp: PickUp | undefined;
  /** The phone that has answered, from when the caller is told so: a conversation. */
  #callee: Leg | undefined;
  #conversation: Conversation | undefined;
  /** What goes on with the caller when the call was forwarded to a service. */
  #successor: ServiceCall | undefined;
  #isOver = false;

  constructor(parts: CallParts, { request, flow, caller, path, destination, destinations }: CallRequest) {
    this.#parts = parts;
    this.#request = request;
    this.#identity = callerIdentity(caller, parts.domain);
    this.#destinations = destinations;
    this.id = randomToken(parts.random, 12);
    this.from = caller.number;
    this.to = path.dialled;
    this.#path = path;
    this.startedAtMs = Math.round(parts.clock.wallTime());
    this.#startedAt = parts.clock.now();
    this.#timers = new TimerSet(parts.clock);
    this.#codecs = new CodecRules(parts);
    this.#renegotiation = new Renegotiation(parts.hosts, this.#codecs);
    this.#caller = new Leg(parts, { extension: caller.number, flow, user: this });
    this.#invite = this.#caller.acceptInvite(request, () => (this.#successor ?? this).end('cancelled'));
    this.#invitation = this.#makeInvitation();
    parts.calls.add(this);
    recordBegin(parts.journal, this.id, path);
    void this.#begin(destination);
  }

  get reached(): string {
    return this.#path.current;
  }

  get legs(): readonly Leg[] {
    return this.#callee === undefined ? [this.#caller] : [this.#caller, this.#callee];
  }

  involves(extension: string): boolean {
    return this.from === extension || this.reached === extension;
  }

  say(promptFor: (extension: string) => PromptId): void {
    this.#conversation?.say(promptFor);
  }

  end(result: CallResult): void {
    if (this.#isOver) return;
    if (this.#invite.isPending) this.#invite.reject(result === 'ended-by-administrator' ? 403 : 480);
    this.#renegotiation.abandon();
    this.#invitation.close();
    this.#caller.hangUp();
    this.#callee?.hangUp();
    this.#close(result);
  }

  onEnded(leg: Leg, cause: 'bye' | 'vanished'): void {
    if (leg !== this.#caller && leg !== this.#callee) return this.#onRingingEnded(leg);
    if (this.#isOver) return;
    if (leg === this.transfer?.transferor) return this.transfer.onTransferorGone();
    const wasAnswered = this.state === 'answered';
    this.end(cause === 'vanished' ? 'vanished' : wasAnswered ? 'answered' : 'cancelled');
  }

  onOffer(leg: Leg, offer: OfferFromPhone): void {
    if (this.#conversation !== undefined) this.#conversation.onOffer(leg, offer);
    else this.#invitation.onOffer(leg, offer);
  }

  onAnswer(leg: Leg, sdp: Uint8Array | undefined): void {
    if (leg === this.#pickUp?.leg && leg !== this.#callee) return this.#pickUp.onAnswer(sdp);
    if (this.#conversation === undefined) return this.#invitation.onCallerAnswer(sdp);
    if (!this.#conversation.onAnswer(leg, sdp)) this.end('failed');
  }

  onDtmf(leg: Leg, digit: string, durationMs: number): void {
    this.#conversation?.onDtmf(leg, digit, durationMs);
  }

  onRefer(leg: Leg, transaction: ServerTransaction): void {
    this.#parts.transfers.onRefer(this, leg, transaction);
  }

  farEndOf(leg: Leg): FarEnd | undefined {
    const other = this.#conversation?.other(leg);
    if (other !== undefined) return { kind: 'phone', leg: other };
    return leg === this.#caller && this.#conversation === undefined ? { kind: 'ringing' } : undefined;
  }

  rings(leg: Leg): boolean {
    return this.#fork?.has(leg) === true;
  }

  /** The phones ring on until it is certain that the one which wants the call can have it. */
  pickUp(by: PickUpRequest): boolean {
    if (this.state !== 'ringing' || this.#callee !== undefined || this.#pickUp !== undefined) return false;
    this.#pickUp = new PickUp(this.#parts, by, {
      leg: this,
      answer: {
        describe: (leg) => this.#invitation.describe(leg),
        onAnswered: (answer) => this.#onPickedUp(answer),
      },
    });
    void this.#pickUp.begin(this.#caller.stream);
    return true;
  }

  dissolve(into: string): void {
    if (this.#isOver) return;
    this.transfer = undefined;
    this.#renegotiation.retire();
    this.#parts.journal.record({ kind: 'call-transferred', call: this.id, into });
    this.#close('transferred');
  }

  /** Its ringing phones go to another call; who waited for them does so no more. */
  yieldFork(into: string): Fork | undefined {
    const fork = this.#fork;
    this.#fork = undefined;
    this.dissolve(into);
    this.#invite.reject(487);
    this.#caller.close();
    return fork;
  }

  #onPickedUp(answer: ForkAnswer): void {
    const { extension } = answer.leg;
    if (!this.#invitation.fits(answer)) return this.#refusePickUp(488);
    this.#fork?.cancel(COMPLETED_ELSEWHERE);
    this.#path.pickUp(extension);
    this.#parts.journal.record({ kind: 'call-picked-up', call: this.id, by: extension });
    this.#invitation.onAnswered(answer);
  }

  #refusePickUp(status: number): void {
    this.#pickUp?.refuse(status);
    this.#pickUp = undefined;
  }

  #onRingingEnded(leg: Leg): void {
    if (leg === this.#pickUp?.leg) this.#pickUp = undefined;
    else this.#fork?.onLegEnded(leg);
  }

  onText(leg: Leg, text: string, answer: (status: number) => void): void {
    if (this.#conversation === undefined || !this.#parts.texts.take(leg.extension)) return answer(480);
    this.#conversation.onText(leg, text, answer);
  }

  async #begin(destination: Reached): Promise<void> {
    const sdp = sdpOf(this.#request);
    const offer = sdp === undefined ? undefined : this.#codecs.of(this.from).readOffer(sdp, this.from);
    if (offer?.ok === false) return this.#refuse(offer.error, 'refused');
    const opened = await this.#caller.openStream();
    if (this.#isOver) return;
    if (!opened) return this.#refuse(503, 'failed');
    this.#invitation.begin(offer?.value);
    this.#ring(destination);
  }

  /** Rings the phones of the number the call is at. */
  #ring({ bindings, ringMs, mayGoOn }: Reached): void {
    const noAnswer = { status: 480, result: 'no-answer' } as const;
    this.#timers.start('no answer', ringMs ?? NO_ANSWER_MS, () => this.#goOn(noAnswer, 'no-answer'));
    const invitation = this.#invitation;
    invitation.mayGoOn = mayGoOn;
    this.#fork = new Fork(this.#parts, {
      callee: this.reached,
      bindings,
      diversion: diversionHeaders(this.#path, this.#parts.domain),
      beside: this.#caller.stream,
      identity: this.#identity,
      target: `<sip:${this.reached}@${this.#parts.domain}>`,
      maxForwards: (this.#request.maxForwards ?? 70) - 1,
      maxBreadth: maxBreadthOf(this.#request),
      mayBeReliable: invitation.mayBeReliable,
      legUser: this,
      user: {
        describe: (leg) => invitation.describe(leg),
        describeOthers: (leg) => invitation.describeOthers(leg),
        onRinging: (ringing) => invitation.onRinging(ringing),
        onQuiet: (leg) => invitation.onQuiet(leg),
        onAnswered: (answer) => invitation.onAnswered(answer),
        onRejected: (status) => this.#goOn({ status, result: resultOf(status) }, causeOf(status)),
        redirect: (contacts) => redirectedNumber(contacts, this.#parts),
        onRedirected: (to) => this.#onRedirected(to),
      },
    });
  }

  #makeInvitation(): Invitation {
    return new Invitation({
      hosts: this.#parts.hosts,
      codecs: this.#codecs,
      caller: this.#caller,
      invite: this.#invite,
      renegotiation: this.#renegotiation,
      user: {
        onRinging: () => this.#onRinging(),
        onCallee: (leg) => {
          this.#timers.stopAll();
          this.#callee = leg;
          if (this.#pickUp?.leg !== leg) this.#refusePickUp(486);
        },
        onAnswered: () => this.#onAnswered(),
        onRefused: (status) => this.#refuse(status, 'failed'),
      },
    });
  }

  #onRedirected(to: string): void {
    const before = this.#path.hops.length;
    const next = this.#destinations.findRedirected(this.#path, this.#caller.flow, to);
    this.#follow(next, before, { status: 480, result: 'unreachable' });
  }

  /** Nobody took the call where it is: it goes on as the holder set it, or the caller is told. */
  #goOn(failure: Failure, cause: 'busy' | 'no-answer' | undefined): void {
    if (this.#isOver) return;
    const before = this.#path.hops.length;
    const next =
      cause === undefined ? undefined : this.#destinations.findNext(this.#path, this.#caller.flow, cause);
    this.#follow(next, before, failure);
  }

  #follow(next: Destination | undefined, hopsBefore: number, failure: Failure): void {
    for (const hop of this.#path.hops.slice(hopsBefore)) {
      this.#parts.journal.record({ kind: 'call-forwarded', call: this.id, ...hop });
    }
    if (next === undefined) return this.#refuse(failure.status, failure.result);
    if (next.kind === 'refused') return this.#refuse(next.status, resultOf(next.status));
    this.#timers.stopAll();
    this.#fork?.cancel();
    if (next.kind === 'service') return this.#handOver(next.service, failure);
    this.#invitation.goOn();
    this.#ring(next);
  }

  /** The same call under the same id, with a service behind it. */
  #handOver(service: Service, failure: Failure): void {
    // Who has been offered something before the answer cannot be offered something else by the service.
    if (this.#caller.own.offered !== undefined) return this.#refuse(failure.status, failure.result);
    this.#invite.respondProvisional(181);
    this.#isOver = true;
    const waiting = { call: this, leg: this.#caller, invite: this.#invite, startedAt: this.#startedAt };
    this.#successor = new ServiceCall(this.#parts, { waiting, path: this.#path, service });
  }

  #onRinging(): void {
    if (this.#isOver || this.state !== 'calling') return;
    this.state = 'ringing';
    this.#parts.journal.record({ kind: 'call-ringing', call: this.id });
  }

  #onAnswered(): void {
    if (this.#callee !== undefined) {
      this.#conversation = new Conversation([this.#caller, this.#callee], this.#renegotiation);
    }
    this.state = 'answered';
    this.answeredAtMs = Math.round(this.#parts.clock.wallTime());
    const setupMs = this.#parts.clock.now() - this.#startedAt;
    this.#parts.journal.record({ kind: 'call-answered', call: this.id, setupMs });
  }

  /** The call comes to nothing: the caller is told why. */
  #refuse(status: number, result: CallResult): void {
    if (this.#isOver) return;
    const headers = status === 503 ? [{ name: 'retry-after', value: '5' }] : [];
    this.#invite.reject(status, { headers });
    this.end(result);
  }

  #close(result: CallResult): void {
    this.#isOver = true;
    this.transfer?.abandon();
    this.#timers.stopAll();
    this.#fork?.cancel();
    if (this.#callee === undefined) this.#refusePickUp(480);
    const durationMs = this.answeredAtMs === null ? 0 : this.#parts.clock.wallTime() - this.answeredAtMs;
    this.#parts.calls.remove(this);
    this.#parts.journal.record({ kind: 'call-ended', call: this.id, result, durationMs });
  }
}

/** Of the holder's forwards the one that is meant for this. Who declines a call is busy, as on every telephone. */
export function causeOf(status: number): 'busy' | 'no-answer' | undefined {
  if (status === 486 || status === 603) return 'busy';
  return status === 480 ? 'no-answer' : undefined;
}

export function resultOf(status: number): CallResult {
  switch (status) {
    case 486:
      return 'busy';
    case 603:
      return 'declined';
    case 480:
      return 'unreachable';
    default:
      return 'refused';
  }
}
