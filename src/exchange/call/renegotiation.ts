import type { Result } from '../../base/result.ts';
import type { Leg } from '../leg/leg.ts';
import type { OfferFromPhone } from '../leg/leg-user.ts';
import { sdpOf } from '../leg/sdp-body.ts';
import type { HostAddresses } from '../settings.ts';
import type { CodecRule } from './codec-rule.ts';
import { concludeAnswer, type PhoneAudio, passOffer, type Side } from './negotiation.ts';

interface AwaitedAnswer {
  /** The leg whose ACK brings the answer. */
  readonly leg: Leg;
  readonly offerer: Side;
  readonly acknowledge: (sdp?: Uint8Array) => void;
}

/**
 * Offers within an answered call (hold, resume, another codec, another address): one phone's goes to the other, the
 * other's answer comes back (RFC 3264 §8). One at a time; whoever comes second gets 491 (RFC 3261 §14.2).
 */
export class Renegotiation {
  readonly #hosts: HostAddresses;
  readonly #codecs: CodecRule;
  /** The call is over: the other phone does not know it any more. */
  readonly #onCallGone: () => void;
  #isBusy = false;
  #awaited: AwaitedAnswer | undefined;

  constructor(hosts: HostAddresses, codecs: CodecRule, onCallGone: () => void) {
    this.#hosts = hosts;
    this.#codecs = codecs;
    this.#onCallGone = onCallGone;
  }

  begin(from: Leg, to: Leg, offer: OfferFromPhone): void {
    if (this.#isBusy || this.#awaited !== undefined) return offer.reject(491);
    if (offer.sdp === undefined) return this.#askForOffer(from, to, offer);
    const phone = this.#codecs.read(offer.sdp);
    if (!phone.ok) return offer.reject(phone.error);
    const passed = passOffer(this.#hosts, phone.value, to);
    if (!passed.ok) return offer.reject(passed.error);
    this.#reInvite(to, passed.value, offer, (sdp, acknowledge) => {
      acknowledge();
      this.#answer({ leg: from, phone: phone.value }, to, sdp, offer);
    });
  }

  /** Someone was sent an offer in a 200 of ours and answers with the ACK. */
  awaitAnswerInAck(awaited: AwaitedAnswer): void {
    this.#awaited = awaited;
  }

  /** False when the answer is missing or cannot be used: the two sides do not agree any more. */
  completeWithAck(leg: Leg, sdp: Uint8Array | undefined): boolean {
    const awaited = this.#awaited;
    if (awaited === undefined || awaited.leg !== leg) return true;
    this.#awaited = undefined;
    const phone = sdp === undefined ? undefined : this.#codecs.read(sdp);
    const concluded = phone?.ok
      ? concludeAnswer(this.#hosts, awaited.offerer, { leg, phone: phone.value })
      : undefined;
    awaited.acknowledge(concluded?.ok ? concluded.value : undefined);
    return concluded?.ok === true;
  }

  /** The call ends while an answer is awaited: the 2xx with the offer needs its ACK all the same. */
  abandon(): void {
    this.#awaited?.acknowledge();
    this.#awaited = undefined;
  }

  /** A re-INVITE without SDP: the other phone is asked for the offer. */
  #askForOffer(from: Leg, to: Leg, offer: OfferFromPhone): void {
    this.#reInvite(to, undefined, offer, (sdp, acknowledge) => {
      const phone = sdp === undefined ? undefined : this.#codecs.read(sdp);
      const passed = phone?.ok ? passOffer(this.#hosts, phone.value, from) : undefined;
      if (!phone?.ok || !passed?.ok) {
        acknowledge();
        return offer.reject(488);
      }
      this.awaitAnswerInAck({ leg: from, offerer: { leg: to, phone: phone.value }, acknowledge });
      offer.accept(passed.value);
    });
  }

  #reInvite(
    to: Leg,
    sdp: Uint8Array | undefined,
    offer: OfferFromPhone,
    onAnswered: (sdp: Uint8Array | undefined, acknowledge: (sdp?: Uint8Array) => void) => void,
  ): void {
    this.#isBusy = true;
    to.reInvite(sdp, {
      onProvisional() {},
      onAnswered: (response) => {
        this.#isBusy = false;
        onAnswered(sdpOf(response), (ours) => to.acknowledge(response, ours));
      },
      onRejected: (status) => {
        this.#isBusy = false;
        offer.reject(status === 491 ? 491 : 488);
        // RFC 3261 §14.1: these two mean that the dialog is gone.
        if (status === 408 || status === 481) this.#onCallGone();
      },
    });
  }

  #answer(offerer: Side, to: Leg, sdp: Uint8Array | undefined, offer: OfferFromPhone): void {
    const phone: Result<PhoneAudio, 400 | 488> | undefined =
      sdp === undefined ? undefined : this.#codecs.read(sdp);
    const concluded = phone?.ok ? this.#conclude(offerer, to, phone.value) : undefined;
    if (concluded?.ok) return offer.accept(concluded.value);
    offer.reject(488);
  }

  #conclude(offerer: Side, to: Leg, phone: PhoneAudio): ReturnType<typeof concludeAnswer> {
    return concludeAnswer(this.#hosts, offerer, { leg: to, phone });
  }
}
