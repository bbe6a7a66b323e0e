import type { CallParts } from '../call/call-parts.ts';
import { CodecRule } from '../call/codec-rule.ts';
import type { ForkAnswer } from '../call/fork.ts';
import { concludeAnswer, withoutHold } from '../call/negotiation.ts';
import type { Leg } from '../leg/leg.ts';

/**
 * A phone answers someone who is in a call already: what it says is kept for when the two are introduced, and what it
 * offers is answered with what the other one said last. False when nothing can come of it; then its leg is over.
 */
export function acceptInCall(parts: CallParts, answer: ForkAnswer, other: Leg): boolean {
  const { leg, isOffer, acknowledge } = answer;
  const sdp = answer.sdp ?? answer.saidBefore;
  const codecs = new CodecRule(parts, leg.extension);
  const phone = sdp === undefined ? undefined : codecs.read(sdp);
  if (isOffer) {
    const concluded =
      phone?.ok && other.phone !== undefined
        ? concludeAnswer(
            parts.hosts,
            { leg, phone: phone.value },
            { leg: other, phone: withoutHold(other.phone) },
          )
        : undefined;
    acknowledge(concluded?.ok ? concluded.value.answer.sdp : undefined);
    return concluded?.ok === true;
  }
  acknowledge();
  if (phone?.ok) leg.phone = phone.value;
  else leg.hangUp();
  return phone?.ok === true;
}
