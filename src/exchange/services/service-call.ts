import type { CallResult } from '../../base/journal.ts';
import { randomToken } from '../../base/random.ts';
import type { MediaStream } from '../../media/media-plane.ts';
import type { PromptId } from '../../media/prompts/prompt.ts';
import type { Recording, Utterance } from '../../media/sound/recording.ts';
import type { SayOutcome } from '../../media/sound/sound-queue.ts';
import type { CallPath } from '../../policy/call-path.ts';
import { acceptAnswer, ownOffer } from '../../sdp/negotiate.ts';
import type { SipRequest } from '../../sip/message/message.ts';
import type { ServerTransaction } from '../../sip/transaction/transaction-user.ts';
import type { Flow } from '../../sip/transport/flow.ts';
import {
  type ActiveCall,
  type FarEnd,
  type PendingTransfer,
  recordBegin,
  type TransferableCall,
} from '../call/active-call.ts';
import type { CallParts } from '../call/call-parts.ts';
import { CodecRule } from '../call/codec-rule.ts';
import { answerOurselves, configure, offerOurselves } from '../call/negotiation.ts';
import type { IncomingInvite } from '../leg/incoming-invite.ts';
import { Leg } from '../leg/leg.ts';
import type { LegUser } from '../leg/leg-user.ts';
import type { OfferFromPhone } from '../leg/phone-offers.ts';
import { sdpOf } from '../leg/sdp-body.ts';

/** What is at the other end of the line when it is the exchange itself. */
export interface Service {
  /** Encodings the service understands, for instance `PCMA/8000`. */
  readonly encodings: readonly string[];
  /** Streams that belong together are opened in one worker. */
  readonly conference?: string;
  /** The phone has been answered: its sound may flow. */
  begin(call: ServiceCall, stream: MediaStream): void;
  onDtmf(call: ServiceCall, digit: string): void;
  /** A prompt that the service had spoken is over. */
  onSaid?(call: ServiceCall, prompt: Utterance, outcome: SayOutcome): void;
  onTalking?(call: ServiceCall, talking: boolean, talkedMs: number): void;
  /** What the service had recorded; also once the call is over. */
  onRecorded?(call: ServiceCall, recording: Recording): void;
  /** The call is over, whoever ended it. Called only after `begin`. */
  end(call: ServiceCall): void;
}

interface Dialled {
  readonly request: SipRequest;
  readonly flow: Flow;
}

/** A call that is there already, and whose caller waits. */
interface Forwarded {
  readonly waiting: {
    readonly call: Pick<ActiveCall, 'id' | 'startedAtMs'>;
    readonly leg: Leg;
    readonly invite: IncomingInvite;
    /** On the monotonic clock. */
    readonly startedAt: number;
  };
}

/** A phone that is in another call. */
interface Joining {
  readonly joining: {
    readonly call: Pick<ActiveCall, 'id' | 'startedAtMs'>;
    readonly leg: Leg;
    readonly onJoined: (hasJoined: boolean) => void;
  };
}

/** A call that the exchange answers itself: one leg, and a service behind it. */
export class ServiceCall implements TransferableCall, LegUser {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly reached: string;
  readonly startedAtMs: number;
  state: ActiveCall['state'] = 'calling';
  answeredAtMs: number | null = null;
  transfer: PendingTransfer | undefined;

  readonly #parts: CallParts;
  readonly #service: Service;
  readonly #codecs: CodecRule;
  /** Those of the service that the extension may use. */
  readonly #encodings: readonly string[];
  readonly #startedAt: number;
  readonly #leg: Leg;
  /** Undefined when the phone came from another call. */
  readonly #invite: IncomingInvite | undefined;
  /** Of a phone that came from another call: told once whether it is here. */
  #onJoined: ((hasJoined: boolean) => void) | undefined;
  #isOver = false;

  constructor(
    parts: CallParts,
    call: { readonly path: CallPath; readonly service: Service } & (Dialled | Forwarded | Joining),
  ) {
    this.#parts = parts;
    this.#service = call.service;
    const { path } = call;
    this.#codecs = new CodecRule(parts, path.caller);
    this.#encodings = this.#codecs.allowed(call.service.encodings, (encoding) => encoding);
    const known = 'waiting' in call ? call.waiting.call : 'joining' in call ? call.joining.call : undefined;
    this.id = known?.id ?? randomToken(parts.random, 12);
    this.from = path.caller;
    this.to = path.dialled;
    this.reached = path.current;
    this.startedAtMs = known?.startedAtMs ?? Math.round(parts.clock.wallTime());
    this.#startedAt = 'waiting' in call ? call.waiting.startedAt : parts.clock.now();
    if ('flow' in call) {
      this.#leg = new Leg(parts, { extension: path.caller, flow: call.flow, user: this });
      this.#invite = this.#leg.acceptInvite(call.request, () => this.end('cancelled'));
      recordBegin(parts.journal, this.id, path);
    } else {
      this.#leg = 'waiting' in call ? call.waiting.leg : call.joining.leg;
      this.#leg.handTo(this);
      this.#invite = 'waiting' in call ? call.waiting.invite : undefined;
    }
    parts.calls.add(this);
    this.#onJoined = 'joining' in call ? call.joining.onJoined : undefined;
    if ('joining' in call) void this.#join();
    else if (this.#invite !== undefined) void this.#answer(this.#invite);
  }

  get legs(): readonly Leg[] {
    return [this.#leg];
  }

  involves(extension: string): boolean {
    return this.from === extension;
  }

  say(promptFor: (extension: string) => PromptId): void {
    if (this.state === 'answered') this.#leg.stream.say(promptFor(this.from));
  }

  end(result: CallResult): void {
    if (this.#isOver) return;
    if (this.#invite?.isPending) this.#invite.reject(result === 'ended-by-administrator' ? 403 : 480);
    this.#close(result);
    this.#leg.hangUp();
  }

  onEnded(_leg: Leg, cause: 'bye' | 'vanished'): void {
    this.end(cause === 'vanished' ? 'vanished' : this.state === 'answered' ? 'answered' : 'cancelled');
  }

  onOffer(leg: Leg, offer: OfferFromPhone): void {
    if (offer.sdp === undefined) return offer.accept(this.#ownOffer());
    const answer = this.#answerTo(offer.sdp);
    if (!answer.ok) return offer.reject(answer.status);
    offer.accept(answer.sdp);
    if (!leg.held) this.#service.begin(this, leg.stream);
  }

  onAnswer(leg: Leg, sdp: Uint8Array | undefined): void {
    const phone = sdp === undefined ? undefined : this.#codecs.read(sdp);
    const offered = leg.own.offered ?? leg.own.inForce;
    const accepted = phone?.ok ? acceptAnswer(offered?.codecs ?? [], phone.value.audio) : undefined;
    if (!phone?.ok || !accepted?.ok) return this.end('failed');
    configure({ leg, phone: phone.value }, accepted.value.tables, phone.value.audio.direction, {
      role: 'answer',
    });
    this.#service.begin(this, leg.stream);
  }

  onDtmf(_leg: Leg, digit: string): void {
    if (this.state === 'answered') this.#service.onDtmf(this, digit);
  }

  onRecorded(_leg: Leg, recording: Recording): void {
    this.#service.onRecorded?.(this, recording);
  }

  onSaid(_leg: Leg, prompt: Utterance, outcome: SayOutcome): void {
    if (this.state === 'answered') this.#service.onSaid?.(this, prompt, outcome);
  }

  onTalking(_leg: Leg, talking: boolean, talkedMs: number): void {
    if (this.state === 'answered') this.#service.onTalking?.(this, talking, talkedMs);
  }

  onRefer(leg: Leg, transaction: ServerTransaction): void {
    this.#parts.transfers.onRefer(this, leg, transaction);
  }

  farEndOf(leg: Leg): FarEnd | undefined {
    return leg === this.#leg ? { kind: 'service', service: this.#service } : undefined;
  }

  dissolve(into: string): void {
    if (this.#isOver) return;
    this.#parts.journal.record({ kind: 'call-transferred', call: this.id, into });
    this.#close('transferred');
  }

  #close(result: CallResult): void {
    this.#isOver = true;
    if (this.state === 'answered') this.#service.end(this);
    this.#tellJoined(false);
    const durationMs = this.answeredAtMs === null ? 0 : this.#parts.clock.wallTime() - this.answeredAtMs;
    this.#parts.calls.remove(this);
    this.#parts.journal.record({ kind: 'call-ended', call: this.id, result, durationMs });
  }

  async #answer(invite: IncomingInvite): Promise<void> {
    const { conference } = this.#service;
    const opened = await this.#leg.openStream(conference === undefined ? {} : { conference });
    if (this.#isOver) return;
    if (!opened) return this.#refuse(invite, 503);
    const sdp = sdpOf(invite.request);
    if (sdp === undefined) {
      this.#onAnswered();
      return invite.accept(this.#ownOffer());
    }
    const answer = this.#answerTo(sdp);
    if (!answer.ok) return this.#refuse(invite, answer.status);
    this.#onAnswered();
    invite.accept(answer.sdp);
    this.#service.begin(this, this.#leg.stream);
  }

  /** The phone is offered the service in the dialog it has. */
  async #join(): Promise<void> {
    const { conference } = this.#service;
    const leg = this.#leg;
    const opened = conference === undefined || (await leg.openStream({ conference }));
    if (this.#isOver || !opened) return this.end('failed');
    leg.peerIdentity = `<sip:${this.reached}@${this.#parts.domain}>`;
    leg.offerPatiently((again) =>
      leg.reInvite(this.#ownOffer(), {
        onProvisional() {},
        onAnswered: (response) => {
          leg.acknowledge(response);
          if (this.#isOver) return;
          this.#onAnswered();
          this.onAnswer(leg, sdpOf(response));
          this.#tellJoined(!this.#isOver);
        },
        onRejected: (status) => (status === 491 || status === 500 ? again() : this.end('failed')),
      }),
    );
  }

  #tellJoined(hasJoined: boolean): void {
    const onJoined = this.#onJoined;
    this.#onJoined = undefined;
    onJoined?.(hasJoined);
  }

  #onAnswered(): void {
    this.state = 'answered';
    this.answeredAtMs = Math.round(this.#parts.clock.wallTime());
    const setupMs = this.#parts.clock.now() - this.#startedAt;
    this.#parts.journal.record({ kind: 'call-answered', call: this.id, setupMs });
  }

  #refuse(invite: IncomingInvite, status: number): void {
    invite.reject(status, { headers: status === 503 ? [{ name: 'retry-after', value: '5' }] : [] });
    this.end(status === 503 ? 'failed' : 'refused');
  }

  #ownOffer(): Uint8Array {
    return offerOurselves(this.#parts.hosts, this.#leg, ownOffer(this.#encodings));
  }

  #answerTo(sdp: Uint8Array): { ok: true; sdp: Uint8Array } | { ok: false; status: 400 | 488 } {
    const phone = this.#codecs.readOffer(sdp, this.#leg.extension);
    if (!phone.ok) return { ok: false, status: phone.error };
    const side = { leg: this.#leg, phone: phone.value };
    const answer = answerOurselves(this.#parts.hosts, side, this.#encodings);
    return answer.ok ? { ok: true, sdp: answer.value.sdp } : { ok: false, status: answer.error };
  }
}
