import { Dialog } from '../../sip/dialog/dialog.ts';
import type { SipRequest, SipResponse } from '../../sip/message/message.ts';

/** A phone has one; what forks behind its flow may have more. Responses of further ones are not looked at. */
const MAX_EARLY_DIALOGS = 10;

interface EarlyDialog {
  readonly dialog: Dialog;
  /** Of the last reliable response that was taken. */
  rseq: number | undefined;
}

/** The dialogs that one INVITE of ours makes, by the other side's tag: RFC 3261 §13.2.2.1, RFC 3262 §4. */
export class EarlyDialogs {
  readonly #invite: SipRequest;
  readonly #hasOffer: boolean;
  readonly #confirmed: Dialog | undefined;
  readonly #byTag = new Map<string, EarlyDialog>();

  /** `confirmed` is the dialog of a re-INVITE: it makes no new one. */
  constructor(invite: SipRequest, hasOffer: boolean, confirmed: Dialog | undefined) {
    this.#invite = invite;
    this.#hasOffer = hasOffer;
    this.#confirmed = confirmed;
    if (confirmed === undefined) return;
    this.#byTag.set(confirmed.remoteTag, { dialog: confirmed, rseq: undefined });
    if (hasOffer) confirmed.offerAnswer.note('offer sent');
  }

  /** The dialog of a provisional response; undefined when it makes none, or one too many. */
  ofProvisional(response: SipResponse): Dialog | undefined {
    const { tag } = response.to;
    if (tag === undefined) return undefined;
    const known = this.#byTag.get(tag);
    if (known !== undefined) return known.dialog;
    if (this.#confirmed !== undefined || this.#byTag.size === MAX_EARLY_DIALOGS) return undefined;
    const dialog = this.#begin(response);
    this.#byTag.set(tag, { dialog, rseq: undefined });
    return dialog;
  }

  /** The offer was refused. */
  withdraw(): void {
    if (this.#hasOffer) this.#confirmed?.offerAnswer.note('withdrawn');
  }

  /** The dialog that a 2xx confirms, new or not. */
  ofAnswer(response: SipResponse): Dialog {
    if (this.#confirmed !== undefined) {
      this.#confirmed.refreshTarget(response);
      return this.#confirmed;
    }
    const early = this.#byTag.get(response.to.tag ?? '');
    if (early === undefined) return this.#begin(response);
    early.dialog.confirm(response);
    return early.dialog;
  }

  find(request: SipRequest): Dialog | undefined {
    const dialog = this.#byTag.get(request.from.tag ?? '')?.dialog;
    return dialog?.matches(request) ? dialog : undefined;
  }

  /** False for a reliable response that was taken before, or whose forerunner has not arrived (RFC 3262 §4). */
  takesReliable(response: SipResponse, rseq: number): boolean {
    const early = this.#byTag.get(response.to.tag ?? '');
    if (early === undefined || (early.rseq !== undefined && rseq !== early.rseq + 1)) return false;
    early.rseq = rseq;
    return true;
  }

  /** A further answer, from something that forks behind the phone. */
  ofSecondAnswer(response: SipResponse): Dialog {
    return this.#byTag.get(response.to.tag ?? '')?.dialog ?? this.#begin(response);
  }

  #begin(response: SipResponse): Dialog {
    const dialog = Dialog.fromResponse(this.#invite, response);
    if (this.#hasOffer) dialog.offerAnswer.note('offer sent');
    return dialog;
  }
}
