import type { Result } from '../../base/result.ts';
import type { Codec } from '../../sdp/audio.ts';
import { isVoice } from '../../sdp/encoding.ts';
import { offerable, ownOffer } from '../../sdp/negotiate.ts';
import type { Leg } from '../leg/leg.ts';
import type { PhoneAudio } from '../leg/phone-audio.ts';
import type { OfferFromPhone } from '../leg/phone-offers.ts';
import { sdpOf } from '../leg/sdp-body.ts';
import type { HostAddresses } from '../settings.ts';
import type { CodecRules } from './codec-rule.ts';
import { concludeAnswer, connect, offerOurselves, passOffer, type Side, withoutHold } from './negotiation.ts';

interface AwaitedAnswer {
  /** The leg that was offered something in a response of ours. */
  readonly leg: Leg;
  readonly offerer: Side;
  readonly acknowledge: (sdp?: Uint8Array) => void;
}

type Method = 'INVITE' | 'UPDATE';

/** The other phone does not know the method, though it said so. */
const UNKNOWN_METHOD = new Set([405, 501]);

/**
 * Offers between two phones that agree already (hold, resume, another codec, another address): one phone's goes to
 * the other, the other's answer comes back (RFC 3264 §8). One at a time; whoever comes second gets 491 (RFC 3261
 * §14.2).
 */
export class Renegotiation {
  readonly #codecs: CodecRules;
  readonly #hosts: HostAddresses;
  #isBusy = false;
  #isRetired = false;
  #awaited: AwaitedAnswer | undefined;

  constructor(hosts: HostAddresses, codecs: CodecRules) {
    this.#hosts = hosts;
    this.#codecs = codecs;
  }

  begin(from: Leg, to: Leg, offer: OfferFromPhone): void {
    if (this.#isRetired || this.#isBusy || this.#awaited !== undefined) return offer.reject(491);
    if (offer.sdp === undefined) return this.#askForOffer(from, to, offer);
    const phone = this.#codecs.of(from.extension).readOffer(offer.sdp, from.extension);
    if (!phone.ok) return offer.reject(phone.error);
    const offerer = { leg: from, phone: phone.value };
    const method = methodFor(to, offer);
    if (method === undefined || repeats(from, phone.value)) return this.#answerAlone(offerer, to, offer);
    const passed = this.#passOffer(offerer, to);
    if (!passed.ok) return offer.reject(passed.error);
    this.#pass(method, passed.value, offerer, to, offer);
  }

  /** Someone was sent an offer in a 200 of ours and answers with the ACK. */
  awaitAnswer(awaited: AwaitedAnswer): void {
    this.#awaited = awaited;
  }

  /**
   * An answer that nobody passes back: to an offer in a 200 of ours, or to one that only repeated what holds. False when
   * it is missing or cannot be used: the two sides do not agree any more.
   */
  takeAnswer(leg: Leg, other: Leg, sdp: Uint8Array | undefined): boolean {
    const awaited = this.#awaited?.leg === leg ? this.#awaited : undefined;
    const phone = sdp === undefined ? undefined : this.#read(leg, sdp);
    if (awaited === undefined) {
      return phone?.ok !== true || repeats(leg, phone.value) || this.#adopt(leg, other, phone.value);
    }
    this.#awaited = undefined;
    const concluded = phone?.ok
      ? concludeAnswer(this.#hosts, awaited.offerer, { leg, phone: phone.value })
      : undefined;
    awaited.acknowledge(concluded?.ok ? concluded.value.answer.sdp : undefined);
    return concluded?.ok === true;
  }

  /** Tells a phone what the other one says, when it was told something else before. */
  align(leg: Leg, other: Leg, { onAligned, onRefused }: Outcome = {}): void {
    leg.offerPatiently((again) => {
      if (this.#isBusy || this.#awaited !== undefined || other.phone === undefined) return again();
      const offer = this.#passOffer({ leg: other, phone: other.phone }, leg);
      if (!offer.ok) return onRefused?.();
      this.#reInvite(leg, offer.value, {
        onAnswered: (sdp, acknowledge) => {
          acknowledge();
          const phone = sdp === undefined ? undefined : this.#read(leg, sdp);
          if (!phone?.ok) return onRefused?.();
          this.#adopt(leg, other, phone.value);
          onAligned?.();
        },
        onRejected: (status) => {
          if (status === 491 || status === 500) again();
          else if (status === 488 && this.#transcodes(leg, other)) onAligned?.();
          else onRefused?.();
        },
      });
    });
  }

  /**
   * Two phones that did not know each other meet: each is offered what the other one understands, whatever was on hold
   * before. `onRefused` when they cannot be brought together.
   */
  introduce(leg: Leg, other: Leg, onRefused: () => void): void {
    if (other.phone === undefined) return onRefused();
    other.phone = withoutHold(other.phone);
    // What they agreed on with others may do: then they hear each other before anything was asked.
    if (leg.phone !== undefined) this.#adopt(leg, other, withoutHold(leg.phone));
    const { encodings } = this.#codecs.of(leg.extension);
    const codecs = offerable(other.phone.audio.codecs).filter(({ encoding }) => encodings.includes(encoding));
    const all = ownOffer(encodings);
    const isAll = codecs.every(({ encoding }) => !isVoice(encoding));
    this.#introduce(leg, other, isAll ? all : codecs, (status) => {
      // What the other one said last need not be all it can.
      if (status === 488 && !isAll) this.#introduce(leg, other, all, onRefused);
      else onRefused();
    });
  }

  #introduce(leg: Leg, other: Leg, codecs: readonly Codec[], onRefused: (status: number) => void): void {
    leg.offerPatiently((again) => {
      if (this.#isBusy || this.#awaited !== undefined) return again();
      this.#reInvite(leg, offerOurselves(this.#hosts, leg, codecs), {
        onAnswered: (sdp, acknowledge) => {
          acknowledge();
          const phone = sdp === undefined ? undefined : this.#read(leg, sdp);
          if (!phone?.ok) return onRefused(488);
          if (!this.#adopt(leg, other, phone.value)) {
            // What the other one is offered next is what this one has said now.
            leg.phone = phone.value;
            leg.own.settle();
          }
          this.align(other, leg, {
            // One that may say more than the other understands is told what is left.
            onAligned: () => {
              if (isTranscoded(other, leg)) return;
              if (!understands(other, leg)) this.align(leg, other);
            },
            onRefused: () => onRefused(480),
          });
        },
        onRejected: (status) => {
          if (status === 491 || status === 500) again();
          else onRefused(status);
        },
      });
    });
  }

  /** The two are no longer each other's: what is still under way changes nothing any more. */
  retire(): void {
    this.#isRetired = true;
    this.abandon();
  }

  /** The call ends while an answer is awaited: the 2xx with the offer needs its ACK all the same. */
  abandon(): void {
    this.#awaited?.acknowledge();
    this.#awaited = undefined;
  }

  #pass(method: Method, sdp: Uint8Array, offerer: Side, to: Leg, offer: OfferFromPhone): void {
    const onAnswered = (answer: Uint8Array | undefined): void => {
      const phone = answer === undefined ? undefined : this.#read(to, answer);
      const concluded = phone?.ok
        ? concludeAnswer(this.#hosts, offerer, { leg: to, phone: phone.value })
        : undefined;
      if (concluded?.ok) offer.accept(concluded.value.answer.sdp);
      else offer.reject(488);
    };
    const onRejected = (status: number): void => {
      // It keeps to what it talks, and what the other one talks from now on is transcoded.
      if (status === 488 && to.isEstablished) return this.#answerAlone(offerer, to, offer);
      if (method === 'INVITE' || !UNKNOWN_METHOD.has(status) || !to.isEstablished)
        return refuse(offer, status);
      this.#pass('INVITE', sdp, offerer, to, offer);
    };
    const onRetired = (): void => offer.reject(491);
    if (method === 'UPDATE') return this.#update(to, sdp, { onAnswered, onRejected, onRetired });
    this.#reInvite(to, sdp, {
      onAnswered: (answer, acknowledge) => {
        acknowledge();
        onAnswered(answer);
      },
      onRejected,
      onRetired,
    });
  }

  /** A re-INVITE without SDP: the other phone is asked for the offer. */
  #askForOffer(from: Leg, to: Leg, offer: OfferFromPhone): void {
    this.#reInvite(to, undefined, {
      onAnswered: (sdp, acknowledge) => {
        const phone = sdp === undefined ? undefined : this.#read(to, sdp);
        const passed = phone?.ok ? this.#passOffer({ leg: to, phone: phone.value }, from) : undefined;
        if (!phone?.ok || !passed?.ok) {
          acknowledge();
          return offer.reject(488);
        }
        this.awaitAnswer({ leg: from, offerer: { leg: to, phone: phone.value }, acknowledge });
        offer.accept(passed.value);
      },
      onRejected: (status) => refuse(offer, status),
      onRetired: () => offer.reject(491),
    });
  }

  /** The other phone is taken at its last word: it need not be asked, or cannot be. */
  #answerAlone(offerer: Side, to: Leg, offer: OfferFromPhone): void {
    const answer =
      to.phone === undefined ? undefined : concludeAnswer(this.#hosts, offerer, { leg: to, phone: to.phone });
    if (answer?.ok) offer.accept(answer.value.answer.sdp);
    else offer.reject(488);
  }

  #read(leg: Leg, sdp: Uint8Array): Result<PhoneAudio, 400 | 488> {
    return this.#codecs.of(leg.extension).read(sdp);
  }

  #passOffer(offerer: Side, to: Leg): Result<Uint8Array, 488> {
    return passOffer(this.#hosts, offerer, to, this.#codecs.of(to.extension).encodings);
  }

  /** A phone that takes nothing of what the other one talks keeps to what it said last. */
  #transcodes(leg: Leg, other: Leg): boolean {
    return leg.phone !== undefined && this.#adopt(leg, other, leg.phone);
  }

  #adopt(leg: Leg, other: Leg, phone: PhoneAudio): boolean {
    if (other.phone === undefined) return true;
    return connect({ leg: other, phone: other.phone }, { leg, phone }).ok;
  }

  #update(to: Leg, sdp: Uint8Array, user: AskedByUpdate): void {
    this.#isBusy = true;
    to.update(sdp, {
      onAnswered: (response) => {
        this.#isBusy = false;
        if (this.#isRetired) user.onRetired?.();
        else user.onAnswered(sdpOf(response));
      },
      onRejected: (status) => this.#onRejected(to, status, user),
    });
  }

  #reInvite(to: Leg, sdp: Uint8Array | undefined, user: AskedByInvite): void {
    this.#isBusy = true;
    to.reInvite(sdp, {
      onProvisional() {},
      onAnswered: (response) => {
        this.#isBusy = false;
        if (this.#isRetired) {
          to.acknowledge(response);
          return user.onRetired?.();
        }
        user.onAnswered(sdpOf(response), (ours) => to.acknowledge(response, ours));
      },
      onRejected: (status) => this.#onRejected(to, status, user),
    });
  }

  #onRejected(to: Leg, status: number, user: Asked): void {
    this.#isBusy = false;
    to.own.offered = undefined;
    if (this.#isRetired) user.onRetired?.();
    else user.onRejected(status);
  }
}

interface Outcome {
  readonly onAligned?: () => void;
  /** The phone cannot, or does not want to. */
  readonly onRefused?: () => void;
}

interface Asked {
  onRejected(status: number): void;
  /** The two parted meanwhile: whoever waits for an answer is told to try again. */
  onRetired?(): void;
}

interface AskedByUpdate extends Asked {
  onAnswered(sdp: Uint8Array | undefined): void;
}

interface AskedByInvite extends Asked {
  /** `acknowledge` is for the 2xx, with the answer when it had the offer. */
  onAnswered(sdp: Uint8Array | undefined, acknowledge: (sdp?: Uint8Array) => void): void;
}

/** The two were brought together though they share no codec. */
function isTranscoded(one: Leg, other: Leg): boolean {
  return one.voice !== undefined && other.voice !== undefined && one.voice.codec !== other.voice.codec;
}

/** Whether a phone understands everything that the other one may send. */
export function understands({ phone }: Leg, { own }: Leg): boolean {
  const understood = new Set(phone?.audio.codecs.map(({ encoding }) => encoding));
  return (own.inForce?.codecs ?? []).every(({ encoding }) => !isVoice(encoding) || understood.has(encoding));
}

/** How an offer goes on; undefined when the other phone is not to be asked. */
function methodFor(to: Leg, { by }: OfferFromPhone): Method | undefined {
  // A PRACK has to be answered at once.
  if (by === 'PRACK') return undefined;
  const takesUpdate = to.dialog?.allows('UPDATE') === true;
  if (to.isEstablished) return by === 'UPDATE' && takesUpdate ? 'UPDATE' : 'INVITE';
  return takesUpdate && to.dialog?.offerAnswer.isAgreed ? 'UPDATE' : undefined;
}

/** The phone says what it said before, to keep its session alive (RFC 4028 §7.4). */
function repeats({ phone }: Leg, { session }: PhoneAudio): boolean {
  return phone !== undefined && JSON.stringify(phone.session) === JSON.stringify(session);
}

/** What the other phone said to an offer, for the one that made it: whom it met it may meet again. */
function refuse(offer: OfferFromPhone, status: number): void {
  offer.reject(status === 491 || status === 500 ? status : 488);
}
