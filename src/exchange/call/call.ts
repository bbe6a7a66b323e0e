import type { CallResult } from '../../base/journal.ts';
import { randomToken } from '../../base/random.ts';
import { TimerSet } from '../../base/timer-set.ts';
import type { PromptId } from '../../media/prompts/prompt.ts';
import type { CallPath } from '../../policy/call-path.ts';
import type { SipRequest } from '../../sip/message/message.ts';
import type { Flow } from '../../sip/transport/flow.ts';
import type { ExtensionRecord } from '../../store/records.ts';
import type { Destination, Destinations } from '../destinations.ts';
import { writeDtmfInfo } from '../leg/dtmf-info.ts';
import type { IncomingInvite } from '../leg/incoming-invite.ts';
import { Leg } from '../leg/leg.ts';
import type { LegUser, OfferFromPhone } from '../leg/leg-user.ts';
import { sdpOf } from '../leg/sdp-body.ts';
import { redirectedNumber } from '../local-number.ts';
import { type Service, ServiceCall } from '../services/service-call.ts';
import { type ActiveCall, recordBegin } from './active-call.ts';
import type { CallParts } from './call-parts.ts';
import { callerIdentity } from './caller-identity.ts';
import { CodecRule } from './codec-rule.ts';
import { diversionHeaders } from './diversion.ts';
import { Fork, type ForkAnswer } from './fork.ts';
import { concludeAnswer, type PhoneAudio, passOffer } from './negotiation.ts';
import { Renegotiation } from './renegotiation.ts';

export const NO_ANSWER_MS = 30_000;
/** The callee repeats its 200 for 32 s while it waits for what the caller's ACK brings: we give up before it does. */
const ANSWER_PATIENCE_MS = 30_000;

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
export class Call implements ActiveCall, LegUser {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly startedAtMs: number;
  state: ActiveCall['state'] = 'calling';
  answeredAtMs: number | null = null;

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
  #codecs: CodecRule;
  #renegotiation: Renegotiation;
  #fork: Fork | undefined;
  #callee: Leg | undefined;
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
    this.#codecs = new CodecRule(parts, [caller.number, path.current]);
    this.#renegotiation = this.#makeRenegotiation();
    this.#caller = new Leg(parts, { extension: caller.number, flow, user: this });
    this.#invite = this.#caller.acceptInvite(request, () => (this.#successor ?? this).end('cancelled'));
    parts.calls.add(this);
    recordBegin(parts.journal, this.id, path);
    void this.#begin(destination);
  }

  get reached(): string {
    return this.#path.current;
  }

  involves(extension: string): boolean {
    return this.from === extension || this.reached === extension;
  }

  say(prompt: PromptId): void {
    if (this.state !== 'answered') return;
    for (const leg of [this.#caller, this.#callee]) if (leg?.isEstablished) leg.stream.say(prompt);
  }

  end(result: CallResult): void {
    if (this.#isOver) return;
    if (this.#invite.isPending) this.#invite.reject(result === 'ended-by-administrator' ? 403 : 480);
    this.#renegotiation.abandon();
    this.#caller.hangUp();
    this.#callee?.hangUp();
    this.#close(result);
  }

  onEnded(leg: Leg, cause: 'bye' | 'vanished'): void {
    const wasAnswered = this.state === 'answered';
    if (leg === this.#caller || leg === this.#callee) {
      this.end(cause === 'vanished' ? 'vanished' : wasAnswered ? 'answered' : 'cancelled');
    }
  }

  onOffer(leg: Leg, offer: OfferFromPhone): void {
    const other = this.#otherLeg(leg);
    if (other === undefined) return offer.reject(491);
    this.#renegotiation.begin(leg, other, offer);
  }

  onAnswerInAck(leg: Leg, sdp: Uint8Array | undefined): void {
    if (!this.#renegotiation.completeWithAck(leg, sdp)) this.end('failed');
  }

  /** A key sent by INFO goes to the other phone by INFO; keys in RTP go with the sound. */
  onDtmf(leg: Leg, digit: string, durationMs: number): void {
    this.#otherLeg(leg)?.send('INFO', writeDtmfInfo(digit, durationMs));
  }

  async #begin(destination: Reached): Promise<void> {
    const offer = this.#readOffer();
    if (offer?.ok === false) return this.#refuse(offer.error, 'refused');
    const opened = await this.#caller.openStream();
    if (this.#isOver) return;
    if (!opened) return this.#refuse(503, 'failed');
    this.#ring(destination, offer?.value);
  }

  /** Rings the phones of the number the call is at. */
  #ring({ bindings, ringMs, mayGoOn }: Reached, offer: PhoneAudio | undefined): void {
    const noAnswer = { status: 480, result: 'no-answer' } as const;
    this.#timers.start('no answer', ringMs ?? NO_ANSWER_MS, () => this.#goOn(noAnswer, 'no-answer'));
    this.#fork = new Fork(this.#parts, {
      callee: this.reached,
      bindings,
      diversion: diversionHeaders(this.#path, this.#parts.domain),
      beside: this.#caller.stream,
      identity: this.#identity,
      target: `<sip:${this.reached}@${this.#parts.domain}>`,
      maxForwards: (this.#request.maxForwards ?? 70) - 1,
      legUser: this,
      user: {
        describe: (leg) => (offer === undefined ? undefined : passOffer(this.#parts.hosts, offer, leg)),
        // Sound before the answer settles the codecs: it is for the phones that will answer or nobody.
        onRinging: (ringing) => this.#onRinging(mayGoOn ? undefined : offer, ringing),
        onAnswered: (answer) => this.#onAnswered(offer, answer),
        onRejected: (status) => this.#goOn({ status, result: resultOf(status) }, causeOf(status)),
        redirect: (contacts) => redirectedNumber(contacts, this.#parts),
        onRedirected: (to) => this.#onRedirected(to),
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
    this.#invite.respondProvisional(181);
    if (next.kind === 'service') return this.#handOver(next.service);
    this.#codecs = new CodecRule(this.#parts, [this.from, this.reached]);
    this.#renegotiation = this.#makeRenegotiation();
    const offer = this.#readOffer();
    if (offer?.ok === false) return this.#refuse(offer.error, 'refused');
    this.#ring(next, offer?.value);
  }

  /** The same call under the same id, with a service behind it. */
  #handOver(service: Service): void {
    this.#isOver = true;
    const waiting = { call: this, leg: this.#caller, invite: this.#invite, startedAt: this.#startedAt };
    this.#successor = new ServiceCall(this.#parts, { waiting, path: this.#path, service });
  }

  #readOffer(): ReturnType<CodecRule['read']> | undefined {
    const sdp = sdpOf(this.#request);
    return sdp === undefined ? undefined : this.#codecs.read(sdp);
  }

  #makeRenegotiation(): Renegotiation {
    return new Renegotiation(this.#parts.hosts, this.#codecs, () => this.end('failed'));
  }

  /** 180, or 183 with the callee's early sound when a single phone rings. */
  #onRinging(
    offer: PhoneAudio | undefined,
    ringing: { leg: Leg; status: 180 | 183; sdp: Uint8Array | undefined },
  ): void {
    if (this.#isOver) return;
    if (this.state === 'calling') {
      this.state = 'ringing';
      this.#parts.journal.record({ kind: 'call-ringing', call: this.id });
    }
    const early =
      offer === undefined || ringing.sdp === undefined ? undefined : this.#codecs.read(ringing.sdp);
    if (offer === undefined || !early?.ok) return this.#invite.respondProvisional(180);
    const answer = this.#conclude(offer, ringing.leg, early.value);
    this.#invite.respondProvisional(ringing.status, answer);
  }

  #onAnswered(offer: PhoneAudio | undefined, { leg, sdp, acknowledge }: ForkAnswer): void {
    this.#timers.stopAll();
    this.#callee = leg;
    const phone = sdp === undefined ? undefined : this.#codecs.read(sdp);
    if (!phone?.ok) {
      acknowledge();
      return this.#refuse(488, 'failed');
    }
    if (offer === undefined) return this.#answerWithOffer(leg, phone.value, acknowledge);
    acknowledge();
    const answer = this.#conclude(offer, leg, phone.value);
    if (answer === undefined) return this.#refuse(488, 'failed');
    this.#establish(answer);
  }

  /** The INVITE had no offer: the callee's is passed on in our 200, the answer comes with the ACK. */
  #answerWithOffer(leg: Leg, phone: PhoneAudio, acknowledge: (sdp?: Uint8Array) => void): void {
    const offer = passOffer(this.#parts.hosts, phone, this.#caller);
    if (!offer.ok) {
      acknowledge();
      return this.#refuse(488, 'failed');
    }
    this.#renegotiation.awaitAnswerInAck({ leg: this.#caller, offerer: { leg, phone }, acknowledge });
    this.#establish(offer.value, ANSWER_PATIENCE_MS);
    this.#caller.stream.relayTo(leg.stream);
  }

  #conclude(offer: PhoneAudio, leg: Leg, answer: PhoneAudio): Uint8Array | undefined {
    const offerer = { leg: this.#caller, phone: offer };
    const concluded = concludeAnswer(this.#parts.hosts, offerer, { leg, phone: answer });
    if (!concluded.ok) return undefined;
    this.#caller.stream.relayTo(leg.stream);
    return concluded.value;
  }

  #establish(sdp: Uint8Array, patienceMs?: number): void {
    this.state = 'answered';
    this.answeredAtMs = Math.round(this.#parts.clock.wallTime());
    this.#caller.establish();
    this.#invite.accept(sdp, patienceMs);
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
    this.#timers.stopAll();
    this.#fork?.cancel();
    const durationMs = this.answeredAtMs === null ? 0 : this.#parts.clock.wallTime() - this.answeredAtMs;
    this.#parts.calls.remove(this);
    this.#parts.journal.record({ kind: 'call-ended', call: this.id, result, durationMs });
  }

  #otherLeg(leg: Leg): Leg | undefined {
    if (this.#callee === undefined || this.state !== 'answered') return undefined;
    return leg === this.#caller ? this.#callee : leg === this.#callee ? this.#caller : undefined;
  }
}

/** Of the holder's forwards the one that is meant for this. Who declines a call is busy, as on every telephone. */
function causeOf(status: number): 'busy' | 'no-answer' | undefined {
  if (status === 486 || status === 603) return 'busy';
  return status === 480 ? 'no-answer' : undefined;
}

function resultOf(status: number): CallResult {
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
