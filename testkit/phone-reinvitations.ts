import type { Phone } from './phone.ts';
import type { PhoneAcks } from './phone-acks.ts';
import type { Reinvitation } from './phone-call-options.ts';
import type { PhoneDialog } from './phone-dialog.ts';
import type { PhoneMedia } from './phone-media.ts';
import type { PhoneServerTransaction } from './phone-transactions.ts';
import type { Sent } from './phone-types.ts';
import { cseqOf, type WireMessage } from './wire.ts';

/** Re-INVITEs and UPDATEs of a call, the phone's own and the other side's (RFC 3261 §14). */
export class PhoneReinvitations {
  /** Answers one of the other side itself when it returns true, with another session when it returns that. */
  onReceived: (transaction: PhoneServerTransaction) => boolean | string = () => false;
  readonly #phone: Phone;
  readonly #dialog: PhoneDialog;
  readonly #media: PhoneMedia;
  readonly #acks: PhoneAcks;
  /** Those of the other side that were answered with a session and wait for their ACK. */
  readonly #received: PhoneServerTransaction[] = [];
  #own: Sent | undefined;
  #isPending = false;

  constructor(phone: Phone, dialog: PhoneDialog, media: PhoneMedia, acks: PhoneAcks) {
    this.#phone = phone;
    this.#dialog = dialog;
    this.#media = media;
    this.#acks = acks;
  }

  /** A re-INVITE and its final response; the ACK goes by itself. */
  send(change: Reinvitation): Promise<WireMessage> {
    this.#media.direction = change.direction ?? this.#media.direction;
    const body = change.offer === false ? '' : this.#media.writeOfferFor(change);
    this.#acks.answerDue = change.offer === false;
    this.#isPending = true;
    return new Promise((resolve, reject) => {
      this.#own = this.#phone.transact(this.#dialog.draft('INVITE', body, change.headers ?? []), {
        onTimeout: () => reject(new Error('re-INVITE was never answered')),
        onResponse: (response) => {
          if ((response.status ?? 0) < 200) return;
          if (this.#acks.again(response)) return;
          this.#isPending = false;
          if ((response.status ?? 0) < 300) {
            this.#dialog.refreshTarget(response);
            this.#media.learn(response);
            this.#media.connect();
            this.#acks.send(response);
          }
          resolve(response);
        },
      });
    });
  }

  /** Takes back the one that is on its way. */
  cancel(): void {
    if (this.#own) this.#phone.sendCancel(this.#own.transaction);
  }

  /** One of the other side. */
  receive(transaction: PhoneServerTransaction): void {
    const own = this.onReceived(transaction);
    if (own === true) return;
    if (this.#isPending) {
      this.#phone.respond(transaction, 491, 'Request Pending');
      return;
    }
    const { request } = transaction;
    this.#dialog.refreshTarget(request);
    if (request.method === 'INVITE') this.#received.push(transaction);
    transaction.onUnacknowledged = () =>
      this.#phone.problems.push('answer to a re-INVITE was never acknowledged');
    const headers = this.#dialog.ownContact;
    if (request.body === '') {
      const body = request.method === 'UPDATE' ? '' : this.#media.writeOffer();
      this.#phone.respond(transaction, 200, 'OK', { headers, body });
      return;
    }
    this.#media.learn(request);
    const body = own === false ? this.#media.writeAnswer() : own;
    this.#phone.respond(transaction, 200, 'OK', { headers, body });
    this.#media.connect();
  }

  /** True when the ACK is for one of them. */
  takesAck(ack: WireMessage): boolean {
    const { number } = cseqOf(ack);
    const acknowledged = this.#received.find(({ request }) => cseqOf(request).number === number);
    acknowledged?.receiveAck();
    return acknowledged !== undefined;
  }
}
