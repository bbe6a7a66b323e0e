import type { Result } from '../../base/result.ts';
import { isVoice } from '../../sdp/encoding.ts';
import { offerable, ownOffer } from '../../sdp/negotiate.ts';
import { selectAnswer } from '../../sdp/select-answer.ts';
import type { IncomingInvite } from '../leg/incoming-invite.ts';
import type { Leg } from '../leg/leg.ts';
import type { OwnDescription } from '../leg/own-description.ts';
import type { PhoneAudio } from '../leg/phone-audio.ts';
import type { OfferFromPhone } from '../leg/phone-offers.ts';
import type { HostAddresses } from '../settings.ts';
import type { CodecRules } from './codec-rule.ts';
import { type EarlyAnswer, EarlySound } from './early-sound.ts';
import type { ForkAnswer, Ringing } from './fork.ts';
import {
  answerOurselves,
  concludeAnswer,
  concludeOffers,
  offerOthers,
  offerOurselves,
  passOffer,
  type Side,
} from './negotiation.ts';
import { type Renegotiation, understands } from './renegotiation.ts';

/** The callee repeats its 200 for 32 s while it waits for what the caller's ACK brings: we give up before it does. */
const ANSWER_PATIENCE_MS = 30_000;

export interface InvitationUser {
  /** A phone rings; told each time. */
  onRinging(): void;
  /** A phone has answered: it is the callee, whatever comes of it. */
  onCallee(leg: Leg): void;
  /** The caller is told so: the call is between the two. */
  onAnswered(): void;
  /** Nothing comes of it: the caller is told why. */
  onRefused(status: number): void;
}

/**
 * The caller's INVITE from its arrival to its final response: what the caller hears and is told of the phones that
 * ring, and which description answers his (RFC 3264, RFC 3262 §5, RFC 3960).
 */
export class Invitation {
  readonly #hosts: HostAddresses;
  /** The phones that ring are not the last word: a forward may follow. */
  mayGoOn = false;
  readonly #codecs: CodecRules;
  readonly #caller: Leg;
  readonly #invite: IncomingInvite;
  readonly #renegotiation: Renegotiation;
  readonly #user: InvitationUser;
  /** The INVITE had an offer. */
  #hasOffer = false;
  #sound = new EarlySound();
  /** Offered by a phone that rings, and passed on to the caller. */
  #passed: Ringing | undefined;
  /** A phone has answered before the caller has answered our offer. */
  #winner: ForkAnswer | undefined;
  #ringingSaidFor: Leg | undefined;

  constructor(parts: {
    hosts: HostAddresses;
    codecs: CodecRules;
    caller: Leg;
    invite: IncomingInvite;
    renegotiation: Renegotiation;
    user: InvitationUser;
  }) {
    this.#hosts = parts.hosts;
    this.#codecs = parts.codecs;
    this.#caller = parts.caller;
    this.#invite = parts.invite;
    this.#renegotiation = parts.renegotiation;
    this.#user = parts.user;
  }

  /** What the caller offered. */
  begin(offer: PhoneAudio | undefined): void {
    this.#hasOffer = offer !== undefined;
    this.#caller.phone = offer;
  }

  /** Other phones ring now. */
  goOn(): void {
    this.#sound = new EarlySound();
    this.#passed = undefined;
    this.#ringingSaidFor = undefined;
    this.#invite.respondProvisional(181, this.#offerDue());
  }

  /**
   * Without an offer a phone is asked for one. It may make it before it answers where the caller is able to answer it
   * then, and where it is the only phone.
   */
  get mayBeReliable(): boolean {
    return this.#hasOffer || (this.#invite.mayBeReliable && !this.mayGoOn);
  }

  describe(leg: Leg): Result<Uint8Array, 488> | undefined {
    const { phone } = this.#caller;
    if (!this.#hasOffer || phone === undefined) return undefined;
    return passOffer(this.#hosts, { leg: this.#caller, phone }, leg, this.#encodingsOf(leg));
  }

  describeOthers(leg: Leg): Uint8Array | undefined {
    const { phone } = this.#caller;
    if (!this.#hasOffer || phone === undefined) return undefined;
    return offerOthers(this.#hosts, { leg: this.#caller, phone }, leg, this.#encodingsOf(leg));
  }

  onRinging(ringing: Ringing): void {
    this.#user.onRinging();
    if (!this.#invite.isPending) return;
    const phone = ringing.sdp === undefined ? undefined : this.#read(ringing.leg, ringing.sdp);
    if (!phone?.ok) return this.#ring(ringing.leg);
    if (ringing.answer !== undefined) return this.#passEarlyOffer(ringing, phone.value);
    if (!this.#hasOffer) return this.#ring(ringing.leg);
    const { heard } = this.#sound;
    const early = this.#sound.note(ringing.leg, ringing.dialog, phone.value);
    // Sound before the answer settles the codecs: it is for the phones that will answer or nobody.
    if (this.mayGoOn) return this.#ring(ringing.leg);
    if (early === undefined || (heard !== undefined && heard !== early)) return;
    const given = this.#hear(early);
    if (given === undefined) return this.#ring(ringing.leg);
    this.#invite.respondProvisional(ringing.status, this.#isSettled ? undefined : given.sdp);
  }

  /** When the phone that was heard rings no more, the next one is; when there is none, the caller's phone rings. */
  onQuiet(leg: Leg): void {
    if (this.#passed?.leg === leg) this.#passed = undefined;
    const wasHeard = this.#sound.heard?.leg === leg;
    const others = this.#sound.drop(leg);
    if (!wasHeard || !this.#invite.isPending || others.some((other) => this.#hear(other) !== undefined))
      return;
    this.#caller.stream.idle();
    this.#ringingSaidFor = undefined;
    this.#ring(this.#caller);
  }

  /** Whether a phone that picks the call up can talk to the caller. */
  fits({ leg, sdp, isOffer }: ForkAnswer): boolean {
    const { phone } = this.#caller;
    if (!isOffer || sdp === undefined || phone === undefined) return true;
    const theirs = this.#read(leg, sdp);
    if (!theirs.ok) return false;
    const { audio } = theirs.value;
    return selectAnswer(phone.audio, audio, { offered: offerable(audio.codecs) }).ok;
  }

  onAnswered(answer: ForkAnswer): void {
    this.#user.onCallee(answer.leg);
    this.#settle(answer);
  }

  #settle(answer: ForkAnswer): void {
    if (!this.#hasOffer && this.#caller.own.offered !== undefined) {
      this.#winner = answer;
      return;
    }
    const { leg, dialog, sdp } = answer;
    const read = sdp === undefined ? undefined : this.#read(leg, sdp);
    const phone = read?.ok ? read.value : sdp === undefined ? this.#saidBefore(leg, dialog) : undefined;
    if (phone === undefined) {
      answer.acknowledge();
      return this.#user.onRefused(488);
    }
    if (this.#hasOffer && answer.isOffer) return this.#answerBoth(answer, phone);
    if (this.#hasOffer) return this.#answerOffer(answer, phone);
    if (this.#caller.phone === undefined) return this.#answerWithOffer(answer, phone);
    this.#answerLate(answer, phone);
  }

  /** The caller's answer to what we offered him in a reliable response: RFC 3262 §5. */
  onCallerAnswer(sdp: Uint8Array | undefined): void {
    const phone = sdp === undefined ? undefined : this.#read(this.#caller, sdp);
    if (!phone?.ok) return this.#user.onRefused(488);
    const { own } = this.#caller;
    const passed = this.#passed;
    this.#caller.phone = phone.value;
    if (passed?.leg.phone !== undefined) {
      const { leg } = passed;
      const offerer = { leg, phone: passed.leg.phone };
      const answer = concludeAnswer(this.#hosts, offerer, { leg: this.#caller, phone: phone.value });
      if (!answer.ok) return this.#user.onRefused(488);
      this.#sound.heard = this.#sound.note(leg, passed.dialog, offerer.phone);
      passed.answer?.(answer.value.answer.sdp);
    }
    own.settle();
    const winner = this.#winner;
    this.#winner = undefined;
    if (winner !== undefined) this.#settle(winner);
  }

  /** Another offer before the answer (RFC 3311): between the caller and the phone that he hears. */
  onOffer(from: Leg, offer: OfferFromPhone): void {
    const heard = this.#sound.heard?.leg;
    if (from === this.#caller && heard === undefined) return this.#answerAlone(offer);
    const to = from === this.#caller ? heard : from === heard ? this.#caller : undefined;
    if (to === undefined) return offer.reject(488);
    this.#renegotiation.begin(from, to, offer);
  }

  /** The call is over: a phone that has answered needs its ACK all the same. */
  close(): void {
    this.#winner?.acknowledge();
    this.#winner = undefined;
  }

  #read(leg: Leg, sdp: Uint8Array): Result<PhoneAudio, 400 | 488> {
    return this.#codecs.of(leg.extension).read(sdp);
  }

  #encodingsOf(leg: Leg): readonly string[] {
    return this.#codecs.of(leg.extension).encodings;
  }

  /** He has offered nothing and so is asked but once: what else he may talk stands behind it. */
  #offerToCaller(offerer: Side): Result<Uint8Array, 488> {
    return passOffer(this.#hosts, offerer, this.#caller, this.#encodingsOf(this.#caller), 'all');
  }

  /** The caller has been given an answer that counts, so that no other may follow (RFC 3261 §13.2.1). */
  get #isSettled(): boolean {
    return this.#caller.dialog?.offerAnswer.isAgreed === true;
  }

  /** Makes a ringing phone heard. What it gives the caller is the first answer he was given, which he keeps to. */
  #hear(early: EarlyAnswer): OwnDescription | undefined {
    const offer = this.#caller.phone;
    if (offer === undefined) return undefined;
    const { own } = this.#caller;
    const given = own.inForce;
    const offerer = { leg: this.#caller, phone: offer };
    const concluded = concludeAnswer(this.#hosts, offerer, early, { early: true });
    if (given !== undefined) own.inForce = given;
    if (!concluded.ok) return undefined;
    const { answer } = concluded.value;
    if (given !== undefined && answer.direction !== given.direction) return undefined;
    this.#sound.heard = early;
    return given ?? answer;
  }

  /** The caller's phone makes the ringing tone itself. Five phones that ring are one ringing. */
  #ring(leg: Leg): void {
    if (this.#sound.heard !== undefined && this.#sound.heard.leg !== leg) return;
    if (this.#ringingSaidFor !== undefined && this.#ringingSaidFor !== leg) return;
    this.#ringingSaidFor = leg;
    this.#invite.respondProvisional(180, this.#offerDue());
  }

  /** RFC 3262 §5: without an offer in the INVITE the first reliable response has to make one. */
  #offerDue(): Uint8Array | undefined {
    const { own, phone } = this.#caller;
    if (this.#hasOffer || !this.#invite.mustBeReliable) return undefined;
    if (own.offered !== undefined || phone !== undefined) return undefined;
    const codecs = ownOffer(this.#encodingsOf(this.#caller));
    return offerOurselves(this.#hosts, this.#caller, codecs);
  }

  /** A phone's offer before its answer: the caller's answer to it comes with his PRACK, or has come before. */
  #passEarlyOffer(ringing: Ringing, phone: PhoneAudio): void {
    ringing.leg.phone = phone;
    this.#passed = ringing;
    const { own } = this.#caller;
    if (this.#caller.phone !== undefined) return this.#answerEarlyOffer(ringing, phone);
    if (own.offered !== undefined) return;
    const offer = this.#offerToCaller({ leg: ringing.leg, phone });
    if (!offer.ok) return this.#user.onRefused(488);
    this.#invite.respondProvisional(ringing.status, offer.value);
  }

  #answerEarlyOffer({ leg, dialog, answer }: Ringing, phone: PhoneAudio): void {
    const said = this.#caller.phone;
    if (said === undefined) return;
    const concluded = concludeAnswer(this.#hosts, { leg, phone }, { leg: this.#caller, phone: said });
    if (!concluded.ok) return this.#user.onRefused(488);
    this.#sound.heard = this.#sound.note(leg, dialog, phone);
    answer?.(concluded.value.answer.sdp);
  }

  /** What a phone that answers without a description has said while it rang. */
  #saidBefore(leg: Leg, dialog: ForkAnswer['dialog']): PhoneAudio | undefined {
    const { heard } = this.#sound;
    const early = this.#sound.of(leg, dialog);
    return early !== undefined && early === heard ? leg.phone : early?.phone;
  }

  #answerOffer({ leg, acknowledge }: ForkAnswer, phone: PhoneAudio): void {
    acknowledge();
    const offer = this.#caller.phone;
    if (offer === undefined) return this.#user.onRefused(488);
    const { own } = this.#caller;
    const given = own.inForce;
    const concluded = concludeAnswer(this.#hosts, { leg: this.#caller, phone: offer }, { leg, phone });
    if (!concluded.ok) return this.#user.onRefused(488);
    const { answer, isTranscoded } = concluded.value;
    if (given === undefined) return this.#establish(answer.sdp);
    own.inForce = given;
    this.#establish(this.#isSettled ? undefined : given.sdp);
    if (!covers(answer, given, isTranscoded)) this.#renegotiation.align(this.#caller, leg);
    // The caller has changed his mind since the phone was called.
    else if (!isTranscoded && !understands(this.#caller, leg)) this.#renegotiation.align(leg, this.#caller);
  }

  /** Someone picks the call up with an offer of his own: now both wait for an answer. */
  #answerBoth({ leg, acknowledge }: ForkAnswer, phone: PhoneAudio): void {
    const offer = this.#caller.phone;
    const { own } = this.#caller;
    const given = own.inForce;
    const met =
      offer === undefined
        ? undefined
        : concludeOffers(this.#hosts, { leg: this.#caller, phone: offer }, { leg, phone });
    acknowledge(met?.ok ? met.value[1].sdp : undefined);
    if (!met?.ok) return this.#user.onRefused(488);
    const [answer] = met.value;
    if (given === undefined) return this.#establish(answer.sdp);
    own.inForce = given;
    this.#establish(this.#isSettled ? undefined : given.sdp);
    if (!covers(answer, given, false)) this.#renegotiation.align(this.#caller, leg);
  }

  /** Nobody has offered the caller anything: the callee's offer goes into our 200, the answer comes with the ACK. */
  #answerWithOffer({ leg, acknowledge }: ForkAnswer, phone: PhoneAudio): void {
    const offer = this.#offerToCaller({ leg, phone });
    if (!offer.ok) {
      acknowledge();
      return this.#user.onRefused(488);
    }
    this.#renegotiation.awaitAnswer({ leg: this.#caller, offerer: { leg, phone }, acknowledge });
    this.#establish(offer.value, ANSWER_PATIENCE_MS);
  }

  /** The caller has answered an offer already, of ours or of this phone. */
  #answerLate({ leg, dialog, sdp, acknowledge }: ForkAnswer, phone: PhoneAudio): void {
    const said = this.#caller.phone;
    const isDone = sdp === undefined && this.#sound.of(leg, dialog) !== undefined;
    const answer =
      said === undefined || isDone
        ? undefined
        : concludeAnswer(this.#hosts, { leg, phone }, { leg: this.#caller, phone: said });
    acknowledge(answer?.ok ? answer.value.answer.sdp : undefined);
    if (answer?.ok === false) return this.#user.onRefused(488);
    this.#establish(undefined);
  }

  #establish(sdp: Uint8Array | undefined, patienceMs?: number): void {
    this.#user.onAnswered();
    this.#invite.accept(sdp, patienceMs);
  }

  /** The caller changes his mind while nobody is heard. */
  #answerAlone(offer: OfferFromPhone): void {
    const phone =
      offer.sdp === undefined
        ? undefined
        : this.#codecs.of(this.#caller.extension).readOffer(offer.sdp, this.#caller.extension);
    if (!phone?.ok) return offer.reject(phone?.error ?? 488);
    const supported = this.#encodingsOf(this.#caller);
    const answer = answerOurselves(this.#hosts, { leg: this.#caller, phone: phone.value }, supported);
    if (!answer.ok) return offer.reject(488);
    offer.accept(answer.value.sdp);
  }
}

/**
 * Whether everything the caller was told he may send is understood, and goes the same ways. Where it is transcoded it
 * matters little what he sends.
 */
function covers(answer: OwnDescription, given: OwnDescription, isTranscoded: boolean): boolean {
  const understood = new Set(answer.codecs.map(({ encoding }) => encoding));
  if (answer.direction !== given.direction) return false;
  return isTranscoded || given.codecs.every(({ encoding }) => !isVoice(encoding) || understood.has(encoding));
}
