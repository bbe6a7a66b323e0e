import type { Recording, Utterance } from '../../media/sound/recording.ts';
import type { SayOutcome } from '../../media/sound/sound-queue.ts';
import type { ServerTransaction } from '../../sip/transaction/transaction-user.ts';
import type { Leg } from './leg.ts';
import type { OfferFromPhone } from './phone-offers.ts';

/** What a leg tells the call that owns it. */
export interface LegUser {
  /** Of the call. */
  readonly id: string;
  /** The phone hung up, or is gone. The leg is closed already. */
  onEnded(leg: Leg, cause: 'bye' | 'vanished'): void;
  onOffer(leg: Leg, offer: OfferFromPhone): void;
  /**
   * The answer to an offer of ours that went out in a response, or to one that only repeated what holds and came back
   * different; undefined when the phone left it out.
   */
  onAnswer(leg: Leg, sdp: Uint8Array | undefined): void;
  onDtmf(leg: Leg, digit: string, durationMs: number): void;
  /** The phone wants its other side to be connected to someone else; refused where it is left out. */
  onRefer?(leg: Leg, transaction: ServerTransaction): void;
  /** A text for the other end; without it texts are refused. `answer` hears the status for the phone. */
  onText?(leg: Leg, text: string, answer: (status: number) => void): void;
  /** A prompt to this phone has come to its end, whole or not. */
  onSaid?(leg: Leg, prompt: Utterance, outcome: SayOutcome): void;
  /** In a conference: whether the others hear this phone, and for how long in all. */
  onTalking?(leg: Leg, talking: boolean, talkedMs: number): void;
  /** What this phone said to be recorded; also once the leg is closed. */
  onRecorded?(leg: Leg, recording: Recording): void;
}
