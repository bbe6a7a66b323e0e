import type { PhoneDialog } from './phone-dialog.ts';
import type { PhoneMedia } from './phone-media.ts';
import { cseqOf, field, tagOf, type WireMessage } from './wire.ts';

/** The ACKs of 2xx responses, each kept for the copies of its response (RFC 3261 §13.2.2.4). */
export class PhoneAcks {
  /** Our INVITE had no offer: the answer to the other side's is still to be said. */
  answerDue = false;
  readonly #dialog: PhoneDialog;
  readonly #media: PhoneMedia;
  /** By the CSeq of the INVITE and the tag of the answer. */
  readonly #sent = new Map<string, Uint8Array>();

  constructor(dialog: PhoneDialog, media: PhoneMedia) {
    this.#dialog = dialog;
    this.#media = media;
  }

  /** Sends the ACK again when the response is a copy. */
  again(response: WireMessage): boolean {
    const known = this.#sent.get(ackKey(response));
    if (known) this.#dialog.send(known);
    return known !== undefined;
  }

  /** The ACK of a 2xx: its own transaction, the CSeq of the INVITE (RFC 3261 §13.2.2.4). */
  send(response: WireMessage): void {
    const answer = this.answerDue && response.body !== '' ? this.#media.writeAnswer() : '';
    this.answerDue = false;
    const bytes = this.#dialog.writeAck(response, answer);
    this.#sent.set(ackKey(response), bytes);
    this.#dialog.send(bytes);
  }
}

function ackKey(response: WireMessage): string {
  return `${cseqOf(response).number} ${tagOf(field(response, 'to')) ?? ''}`;
}
