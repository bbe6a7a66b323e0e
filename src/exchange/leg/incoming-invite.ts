import type { Clock } from '../../base/clock.ts';
import type { Random } from '../../base/random.ts';
import { TimerSet } from '../../base/timer-set.ts';
import type { OfferAnswer } from '../../sip/dialog/offer-answer.ts';
import { MAX_FIRST_RSEQ, type RAck } from '../../sip/dialog/reliability.ts';
import type { HeaderField } from '../../sip/message/headers.ts';
import type { SipRequest, SipResponse } from '../../sip/message/message.ts';
import { requires, supports } from '../../sip/message/option-tags.ts';
import { createResponse } from '../../sip/message/response.ts';
import type { ServerTransaction, ServerTransactionUser } from '../../sip/transaction/transaction-user.ts';
import type { Flow } from '../../sip/transport/flow.ts';
import { ALLOWED_METHODS, SUPPORTED } from './capabilities.ts';
import { ReliableResponses } from './reliable-responses.ts';
import { sdpOf } from './sdp-body.ts';
import { T1_MS, T2_MS } from './times.ts';

export interface IncomingInviteUser {
  onCancelled(): void;
  /** The 2xx leaves now; what its sender adds to it. */
  onAccepted(): readonly HeaderField[];
  /** The ACK of our 2xx. It is to bring the answer when the 2xx had the offer. */
  onAcknowledged(ack: SipRequest, isAnswer: boolean): void;
  /** 64*T1 without ACK: RFC 3261 §13.3.1.4 says to end the dialog with BYE. */
  onNeverAcknowledged(): void;
  /** 64*T1 without PRACK: the INVITE has had its 504 (RFC 3262 §3). */
  onUnreachable(): void;
}

export interface InviteTransactions {
  accept(request: SipRequest, flow: Flow, user: ServerTransactionUser): ServerTransaction;
}

/** Every minute a caller is told again that it rings: a proxy takes silence for the end (RFC 3261 §13.3.1.1). */
const RINGING_AGAIN_MS = 50_000;

/** What a transaction holds of its user: nothing once it is answered, while it still answers copies for 32 s. */
class Ear implements ServerTransactionUser {
  onLost: (() => void) | undefined;

  constructor(onLost: () => void) {
    this.onLost = onLost;
  }

  onCancel(): void {
    this.onLost?.();
  }

  onTransportFailure(): void {
    this.onLost?.();
  }
}

/** The UAS side of one INVITE or re-INVITE: RFC 3261 §13.3 and §14.2, RFC 3262 §3. */
export class IncomingInvite {
  readonly request: SipRequest;
  readonly #transaction: ServerTransaction;
  readonly #user: IncomingInviteUser;
  readonly #localTag: string;
  readonly #contact: string;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #offerAnswer: OfferAnswer;
  readonly #ear = new Ear(() => this.#cancelled());
  readonly #timers: TimerSet<'2xx retransmission' | 'ACK' | 'ringing again'>;
  #reliable: ReliableResponses | undefined;
  #state: 'proceeding' | 'accepting' | 'accepted' | 'over' = 'proceeding';

  constructor(parts: {
    request: SipRequest;
    flow: Flow;
    transactions: InviteTransactions;
    clock: Clock;
    random: Random;
    localTag: string;
    contact: string;
    /** Of the dialog. */
    offerAnswer: OfferAnswer;
    user: IncomingInviteUser;
  }) {
    this.request = parts.request;
    this.#user = parts.user;
    this.#localTag = parts.localTag;
    this.#contact = parts.contact;
    this.#clock = parts.clock;
    this.#random = parts.random;
    this.#offerAnswer = parts.offerAnswer;
    this.#timers = new TimerSet(parts.clock);
    if (sdpOf(parts.request) !== undefined) this.#offerAnswer.note('offer received');
    this.#transaction = parts.transactions.accept(parts.request, parts.flow, this.#ear);
  }

  /** No final response yet. */
  get isPending(): boolean {
    return this.#state === 'proceeding' || this.#state === 'accepting';
  }

  get isUnacknowledged(): boolean {
    return this.#state === 'accepted';
  }

  /** Provisional responses may be reliable, and so offer something or settle what was offered. */
  get mayBeReliable(): boolean {
    return supports(this.request, '100rel');
  }

  /** They have to be. */
  get mustBeReliable(): boolean {
    return requires(this.request, '100rel');
  }

  /**
   * Reliable where the phone insists, and where it is able to and there is a description to lose: a lost ringing
   * costs a tone, a lost description the sound.
   */
  respondProvisional(status: 180 | 181 | 182 | 183, sdp?: Uint8Array): void {
    if (this.#state !== 'proceeding') return;
    this.#timers.start('ringing again', RINGING_AGAIN_MS, () => this.#ringAgain(status, sdp));
    if (!this.mustBeReliable && (sdp === undefined || !this.mayBeReliable)) {
      return this.#transaction.respond(this.#response(status, sdp));
    }
    if (sdp !== undefined) this.#noteDescription();
    this.#reliable ??= this.#makeReliable();
    this.#reliable.send({
      hasDescription: sdp !== undefined,
      write: (rseq) =>
        this.#response(status, sdp, [
          { name: 'require', value: '100rel' },
          { name: 'rseq', value: `${rseq}` },
        ]),
    });
  }

  /** What the PRACK is for; undefined when no response of ours waits for it. */
  takePrack({ rseq, cseq }: RAck): { readonly hasDescription: boolean } | undefined {
    if (cseq.method !== 'INVITE' || cseq.number !== this.request.cseq.number) return undefined;
    return this.#reliable?.acknowledge(rseq);
  }

  /** The PRACK has been answered: the next response may leave. */
  goOn(): void {
    this.#reliable?.next();
  }

  /**
   * 200, as soon as no description waits for its PRACK, and again until its ACK arrives, for `patienceMs` at the most
   * (RFC 3261 §13.3.1.4).
   */
  accept(sdp: Uint8Array | undefined, patienceMs = 64 * T1_MS): void {
    if (this.#state !== 'proceeding') return;
    this.#state = 'accepting';
    this.#timers.stop('ringing again');
    if (this.#reliable === undefined) return this.#sendAcceptance(sdp, patienceMs);
    this.#reliable.whenSettled(() => this.#sendAcceptance(sdp, patienceMs));
  }

  reject(status: number, options: { reason?: string; headers?: readonly HeaderField[] } = {}): void {
    if (!this.isPending) return;
    this.#state = 'over';
    this.#timers.stop('ringing again');
    this.#reliable?.stop();
    this.#offerAnswer.note('withdrawn');
    this.#ear.onLost = undefined;
    this.#transaction.respond(createResponse(this.request, status, { toTag: this.#localTag, ...options }));
  }

  /** True when the ACK was for this INVITE. */
  acknowledge(ack: SipRequest): boolean {
    if (ack.cseq.number !== this.request.cseq.number) return false;
    if (this.#state === 'accepted') {
      this.close();
      const isAnswer = this.#offerAnswer.theyOweAnswer;
      if (isAnswer) this.#offerAnswer.note(sdpOf(ack) === undefined ? 'withdrawn' : 'answer received');
      this.#user.onAcknowledged(ack, isAnswer);
    }
    return true;
  }

  /** Stops retransmitting. */
  close(): void {
    this.#state = 'over';
    this.#reliable?.stop();
    this.#timers.stopAll();
  }

  /** A reliable one is new and says nothing of sound: what it could say has been acknowledged (RFC 3262 §3). */
  #ringAgain(status: 180 | 181 | 182 | 183, sdp: Uint8Array | undefined): void {
    this.respondProvisional(status, this.#reliable === undefined ? sdp : undefined);
  }

  #sendAcceptance(sdp: Uint8Array | undefined, patienceMs: number): void {
    this.#state = 'accepted';
    this.#ear.onLost = undefined;
    this.#reliable?.stop();
    if (sdp !== undefined) this.#noteDescription();
    const response = this.#response(200, sdp, [
      { name: 'supported', value: SUPPORTED },
      ...this.#user.onAccepted(),
    ]);
    this.#transaction.respond(response);
    this.#repeat(response, T1_MS);
    this.#timers.start('ACK', patienceMs, () => {
      this.close();
      this.#user.onNeverAcknowledged();
    });
  }

  /** A description of ours leaves: the answer to the INVITE's, or when there was none an offer. */
  #noteDescription(): void {
    if (this.#offerAnswer.weOweAnswer) this.#offerAnswer.note('answer sent');
    else if (sdpOf(this.request) === undefined) this.#offerAnswer.note('offer sent');
  }

  #makeReliable(): ReliableResponses {
    return new ReliableResponses({
      clock: this.#clock,
      firstRSeq: 1 + this.#random.integer(MAX_FIRST_RSEQ),
      send: (response) => this.#transaction.respond(response),
      onGivenUp: () => {
        this.reject(504);
        this.#user.onUnreachable();
      },
    });
  }

  #cancelled(): void {
    if (!this.isPending) return;
    this.reject(487);
    this.#user.onCancelled();
  }

  #repeat(response: SipResponse, intervalMs: number): void {
    this.#timers.start('2xx retransmission', intervalMs, () => {
      this.#transaction.respond(response);
      this.#repeat(response, Math.min(2 * intervalMs, T2_MS));
    });
  }

  #response(status: number, sdp: Uint8Array | undefined, headers: readonly HeaderField[] = []): SipResponse {
    return createResponse(this.request, status, {
      toTag: this.#localTag,
      headers: [
        { name: 'contact', value: this.#contact },
        { name: 'allow', value: ALLOWED_METHODS },
        ...headers,
      ],
      ...(sdp === undefined ? {} : { body: sdp, contentType: 'application/sdp' }),
    });
  }
}
