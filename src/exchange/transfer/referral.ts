import { latin1ToBytes } from '../../base/bytes.ts';
import type { Dialog } from '../../sip/dialog/dialog.ts';
import type { SipRequest } from '../../sip/message/message.ts';
import { reasonPhrase } from '../../sip/message/response.ts';
import type { ClientTransaction, ClientTransactionUser } from '../../sip/transaction/transaction-user.ts';
import type { Flow } from '../../sip/transport/flow.ts';

/** Longer than any call rings. */
const EXPIRES_S = 300;

/** No answer, no such dialog, no such event. */
const LOST = new Set([408, 481, 489]);

/** The phone that sent the REFER. */
export interface ReferringLeg {
  readonly dialog: Dialog | undefined;
  readonly flow: Flow;
  readonly contact: string;
}

/**
 * Tells a phone how the call it asked for fares: the subscription that a REFER makes (RFC 3515 §2.4). It outlives the
 * call, because phones hang up as soon as the REFER was taken (RFC 5589 §6.1).
 */
export class Referral {
  readonly #send: (request: SipRequest, flow: Flow, user: ClientTransactionUser) => ClientTransaction;
  readonly #leg: ReferringLeg;
  readonly #event: string;
  /** What is to be told, each once the one before was answered: over UDP they would overtake each other. */
  readonly #owed: { readonly status: number; readonly isLast: boolean }[] = [];
  readonly #onTold: () => void;
  #lastStatus = 0;
  #isUnderWay = false;
  /** The phone wants to hear nothing, or knows of no subscription. */
  #isDeaf: boolean;

  constructor(parts: {
    send: (request: SipRequest, flow: Flow, user: ClientTransactionUser) => ClientTransaction;
    leg: ReferringLeg;
    /** CSeq of the REFER when it is not the first one of its dialog (RFC 3515 §2.4.6). */
    id: number | undefined;
    /** The phone wants to hear nothing. */
    isSilent: boolean;
    /** The phone knows how it ended, or does not want to. */
    onTold: () => void;
  }) {
    this.#send = parts.send;
    this.#leg = parts.leg;
    this.#event = parts.id === undefined ? 'refer' : `refer;id=${parts.id}`;
    this.#isDeaf = parts.isSilent;
    this.#onTold = parts.onTold;
  }

  /** The call rings, say. */
  report(status: number): void {
    if (status === this.#lastStatus) return;
    this.#lastStatus = status;
    this.#tell(status, false);
  }

  /** How it ended. Once. */
  finish(status: number): void {
    if (this.#isDeaf) this.#onTold();
    else this.#tell(status, true);
  }

  #tell(status: number, isLast: boolean): void {
    if (this.#isDeaf) return;
    this.#owed.push({ status, isLast });
    this.#tellNext();
  }

  #tellNext(): void {
    const { dialog, flow, contact } = this.#leg;
    const next = this.#isUnderWay ? undefined : this.#owed.shift();
    if (next === undefined || dialog === undefined) return;
    this.#isUnderWay = true;
    const { status, isLast } = next;
    const notify = dialog.createRequest('NOTIFY', {
      contact,
      headers: [
        { name: 'event', value: this.#event },
        {
          name: 'subscription-state',
          value: isLast ? 'terminated;reason=noresource' : `active;expires=${EXPIRES_S}`,
        },
      ],
      contentType: 'message/sipfrag;version=2.0',
      body: latin1ToBytes(`SIP/2.0 ${status} ${reasonPhrase(status)}\r\n`),
    });
    this.#send(notify, flow, {
      onResponse: (response) => {
        if (response.status >= 200) this.#onAnswered(response.status, isLast);
      },
      onFailure: () => this.#onAnswered(408, isLast),
    });
  }

  /** A phone that does not know the subscription (any more) is told nothing more (RFC 6665 §4.2.2). */
  #onAnswered(status: number, wasLast: boolean): void {
    this.#isUnderWay = false;
    if (wasLast) return this.#onTold();
    if (!LOST.has(status)) return this.#tellNext();
    this.#isDeaf = true;
    const isFinished = this.#owed.some(({ isLast }) => isLast);
    this.#owed.length = 0;
    if (isFinished) this.#onTold();
  }
}
