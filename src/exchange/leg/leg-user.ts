import type { PromptId } from '../../media/prompts/prompt.ts';
import type { Leg } from './leg.ts';

/** An offer made by the phone within the call, or its wish to be made one (a re-INVITE without SDP). */
export interface OfferFromPhone {
  readonly sdp: Uint8Array | undefined;
  accept(sdp: Uint8Array | undefined): void;
  reject(status: number): void;
}

/** What a leg tells the call that owns it. */
export interface LegUser {
  /** Of the call. */
  readonly id: string;
  /** The phone hung up, or is gone. The leg is closed already. */
  onEnded(leg: Leg, cause: 'bye' | 'vanished'): void;
  onOffer(leg: Leg, offer: OfferFromPhone): void;
  /** The answer to an offer that went out in our 2xx; undefined when the ACK had none. */
  onAnswerInAck(leg: Leg, sdp: Uint8Array | undefined): void;
  onDtmf(leg: Leg, digit: string, durationMs: number): void;
  /** A prompt to this phone has come to its end, whole or not. */
  onSaid?(leg: Leg, prompt: PromptId): void;
}
