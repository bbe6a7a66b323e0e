import { randomToken } from '../../base/random.ts';
import { TimerSet } from '../../base/timer-set.ts';
import { OWN_ENCODINGS } from '../../media/media-plane.ts';
import { LONGEST_PROMPT_S, type PromptId } from '../../media/prompts/prompt.ts';
import type { SipRequest } from '../../sip/message/message.ts';
import type { Flow } from '../../sip/transport/flow.ts';
import type { CallParts } from '../call/call-parts.ts';
import { CodecRule } from '../call/codec-rule.ts';
import { answerOurselves } from '../call/negotiation.ts';
import type { IncomingInvite } from '../leg/incoming-invite.ts';
import { Leg } from '../leg/leg.ts';
import type { LegUser } from '../leg/leg-user.ts';
import type { OfferFromPhone } from '../leg/phone-offers.ts';
import { sdpOf } from '../leg/sdp-body.ts';

/** Should the end of the prompt never be told. */
const LIMIT_MS = (LONGEST_PROMPT_S + 5) * 1000;

export interface AnnouncedRefusal {
  readonly request: SipRequest;
  readonly flow: Flow;
  /** Of the caller. */
  readonly extension: string;
  readonly prompt: PromptId;
  /** Sends the final response. */
  readonly refuse: (invite: IncomingInvite) => void;
  readonly onOver: () => void;
}

/**
 * A refusal that is heard: the line is spoken as early media (183 with our answer, RFC 3261 §13.2.1), then comes the
 * status. A phone whose offer leaves us nothing to speak with gets the status at once.
 */
export class Announcement implements LegUser {
  readonly id: string;
  readonly #parts: CallParts;
  readonly #refusal: AnnouncedRefusal;
  readonly #timers: TimerSet<'limit'>;
  readonly #leg: Leg;
  readonly #invite: IncomingInvite;
  #isOver = false;

  constructor(parts: CallParts, refusal: AnnouncedRefusal) {
    this.#parts = parts;
    this.#refusal = refusal;
    this.id = randomToken(parts.random, 12);
    this.#timers = new TimerSet(parts.clock);
    this.#leg = new Leg(parts, { extension: refusal.extension, flow: refusal.flow, user: this });
    this.#invite = this.#leg.acceptInvite(refusal.request, () => this.end());
    void this.#speak();
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** The status now, however much was said. Idempotent. */
  end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#timers.stopAll();
    this.#refusal.refuse(this.#invite);
    this.#leg.close();
    this.#refusal.onOver();
  }

  onEnded(): void {
    this.end();
  }

  onOffer(_leg: Leg, offer: OfferFromPhone): void {
    offer.reject(488);
  }

  onAnswer(): void {}

  onDtmf(): void {}

  onSaid(): void {
    this.end();
  }

  async #speak(): Promise<void> {
    const { request, extension, prompt } = this.#refusal;
    const codecs = new CodecRule(this.#parts, extension);
    const sdp = sdpOf(request);
    const phone = sdp === undefined ? undefined : codecs.readOffer(sdp, extension);
    const encodings = codecs.allowed(OWN_ENCODINGS, (encoding) => encoding);
    if (!phone?.ok || encodings.length === 0) return this.end();
    const { direction } = phone.value.audio;
    // It would not listen: what is said waits for a phone that holds.
    if (direction !== 'sendrecv' && direction !== 'recvonly') return this.end();
    const opened = await this.#leg.openStream();
    if (this.#isOver) return;
    if (!opened) return this.end();
    const answer = answerOurselves(this.#parts.hosts, { leg: this.#leg, phone: phone.value }, encodings);
    if (!answer.ok) return this.end();
    this.#invite.respondProvisional(183, answer.value.sdp);
    this.#timers.start('limit', LIMIT_MS, () => this.end());
    this.#leg.stream.say(prompt);
  }
}
