import type { PhoneAcks } from './phone-acks.ts';
import type { PhoneCall } from './phone-call.ts';
import type { CallOptions } from './phone-call-options.ts';
import type { PhoneDialog } from './phone-dialog.ts';
import type { PhoneMedia } from './phone-media.ts';
import { ReliableOrder } from './phone-reliability.ts';
import type { Sent } from './phone-types.ts';
import { field, fields, tagOf, type WireMessage } from './wire.ts';

/** The INVITE by which a phone calls, and what becomes of its call with each response. */
export class PhoneOutgoingInvite {
  readonly #call: PhoneCall;
  readonly #dialog: PhoneDialog;
  readonly #media: PhoneMedia;
  readonly #acks: PhoneAcks;
  readonly #reliableOrder = new ReliableOrder();
  #sent: Sent | undefined;
  #cancelled = false;
  #wantsCancel = false;

  constructor(call: PhoneCall, dialog: PhoneDialog, media: PhoneMedia, acks: PhoneAcks) {
    this.#call = call;
    this.#dialog = dialog;
    this.#media = media;
    this.#acks = acks;
  }

  send(options: CallOptions): void {
    const withOffer = options.offer ?? true;
    const body = withOffer ? this.#media.writeOfferFor(options) : '';
    this.#acks.answerDue = !withOffer;
    const draft = this.#dialog.draft('INVITE', body, options.headers ?? []);
    this.#sent = this.#call.phone.transact(draft, {
      onResponse: (response) => this.#onResponse(response),
      onTimeout: () => {
        this.#call.statuses.push(408);
        this.#call.end('them');
      },
    });
  }

  /** Waits for a provisional response first, unless in a hurry. */
  cancel(atOnce: boolean): void {
    if (!this.#sent) return;
    if (!this.#sent.transaction.provisional && !atOnce) {
      this.#wantsCancel = true;
      return;
    }
    this.#cancelled = true;
    this.#call.phone.sendCancel(this.#sent.transaction);
  }

  #onResponse(response: WireMessage): void {
    const status = response.status ?? 0;
    const tag = tagOf(field(response, 'to'));
    if (status >= 200 && status < 300) this.#onAnswer(response, tag);
    else if (status >= 300) this.#onRefusal(response, status);
    else this.#onProvisional(response, status, tag);
  }

  #onProvisional(response: WireMessage, status: number, tag: string | undefined): void {
    const call = this.#call;
    call.statuses.push(status);
    if (tag !== undefined) this.#learn(response, tag);
    if (call.acknowledgesRinging) this.#acknowledgeRinging(response, tag);
    if (status > 100 && call.state === 'calling') call.state = 'ringing';
    if (this.#wantsCancel && !this.#cancelled) call.cancel();
  }

  #learn(response: WireMessage, tag: string): void {
    this.#dialog.remoteTag = tag;
    if (fields(response, 'contact').length > 0) this.#dialog.refreshTarget(response);
    if (response.body === '') return;
    this.#media.learn(response);
    this.#media.connect();
  }

  #acknowledgeRinging(response: WireMessage, tag: string | undefined): void {
    const rack = this.#reliableOrder.rackFor(response, tag);
    if (rack === undefined) return;
    const isOffer = this.#acks.answerDue && response.body !== '';
    if (isOffer) this.#acks.answerDue = false;
    const answer = isOffer ? this.#media.writeAnswer() : '';
    const call = this.#call;
    void call.request('PRACK', answer, [['RAck', rack]]).then((final) => call.prackResponses.push(final));
    if (isOffer) this.#media.connect();
  }

  #onRefusal(response: WireMessage, status: number): void {
    this.#call.statuses.push(status);
    this.#call.finalResponse = response;
    this.#call.end('them');
  }

  #onAnswer(response: WireMessage, tag: string | undefined): void {
    const call = this.#call;
    if (this.#acks.again(response)) return;
    if (call.finalResponse !== undefined) {
      call.phone.problems.push('a second answer with another To tag');
      return;
    }
    call.statuses.push(response.status ?? 0);
    call.finalResponse = response;
    this.#dialog.remoteTag = tag;
    this.#dialog.refreshTarget(response);
    this.#dialog.routes = fields(response, 'record-route').reverse();
    if (response.body !== '') this.#media.learn(response);
    call.state = 'answered';
    if (call.acknowledgesAnswers) this.#acks.send(response);
    this.#media.connect();
    if (this.#cancelled) void call.hangUp();
  }
}
