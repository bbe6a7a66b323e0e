import type { Phone } from './phone.ts';
import type { AnswerOptions } from './phone-call-options.ts';
import type { PhoneDialog } from './phone-dialog.ts';
import type { PhoneMedia } from './phone-media.ts';
import type { ReliableRinging } from './phone-reliability.ts';
import type { PhoneServerTransaction } from './phone-transactions.ts';
import type { ResponseOptions } from './phone-types.ts';
import { cseqOf, type Field, field, type WireMessage } from './wire.ts';

/** The INVITE that rang a phone, and every answer the phone may give. */
export class PhoneIncomingInvite {
  readonly transaction: PhoneServerTransaction;
  readonly #phone: Phone;
  readonly #dialog: PhoneDialog;
  readonly #media: PhoneMedia;
  readonly #strayTags = new Set<string>();

  constructor(phone: Phone, transaction: PhoneServerTransaction, dialog: PhoneDialog, media: PhoneMedia) {
    this.transaction = transaction;
    this.#phone = phone;
    this.#dialog = dialog;
    this.#media = media;
    media.learn(transaction.request);
    transaction.onUnacknowledged = () =>
      phone.problems.push(`final ${transaction.finalStatus} was never acknowledged`);
  }

  get request(): WireMessage {
    return this.transaction.request;
  }

  get isAnswered(): boolean {
    return this.transaction.finalStatus !== undefined;
  }

  /** It was answered from the phone with this To tag, as from one of several behind it. */
  isAnsweredAs(tag: string): boolean {
    return this.#strayTags.has(tag);
  }

  ring(status: 180 | 183): void {
    const body = status === 183 && this.#media.probe ? this.#media.writeAnswer() : '';
    this.#respond(status, status === 180 ? 'Ringing' : 'Session Progress', { body });
  }

  ringReliably(ringing: ReliableRinging, status: 180 | 183, withMedia: boolean): void {
    const body = withMedia ? this.#description() : '';
    const reason = status === 180 ? 'Ringing' : 'Session Progress';
    ringing.send((reliable) => this.#respond(status, reason, { headers: reliable, body }));
    if (this.#hasOffer && withMedia) this.#media.connect();
  }

  answer(options: AnswerOptions): void {
    const body = options.sdp ?? this.#description(options);
    const allow: Field = ['Allow', 'INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE'];
    const own = options.headers ?? [];
    const headers = own.some(([name]) => name === 'Allow') ? own : [allow, ...own];
    this.#respond(200, 'OK', { headers, body });
    if (this.#hasOffer) this.#media.connect();
  }

  /** Any response at all, once, from this phone or from one with another tag behind it. */
  say(status: number, reason: string, options: ResponseOptions): void {
    const toTag = options.toTag ?? this.#dialog.localTag;
    this.#strayTags.add(toTag);
    const headers = [this.#phone.contact, ...(options.headers ?? [])];
    this.transaction.reply(
      this.#phone.writeResponse(this.request, status, reason, { ...options, toTag, headers }),
    );
  }

  /** A second 200 with another To tag, as a forking proxy before the phone would pass on. */
  answerAgain(toTag: string): void {
    this.say(200, 'OK', { toTag, body: this.#description() });
  }

  /** Without a Contact: refused, or taken back. */
  refuse(status: number, reason: string, headers: readonly Field[] = []): void {
    this.#phone.respond(this.transaction, status, reason, { toTag: this.#dialog.localTag, headers });
  }

  isOf(ack: WireMessage): boolean {
    return cseqOf(this.request).number === cseqOf(ack).number;
  }

  /** A PRACK is for one of the reliable responses, or for nothing. */
  onPrack(transaction: PhoneServerTransaction, ringing: ReliableRinging): void {
    const { request } = transaction;
    if (!ringing.takes(request, this.request)) {
      this.#phone.problems.push(`PRACK of nothing: ${field(request, 'rack')}`);
      this.#phone.respond(transaction, 481, 'Call/Transaction Does Not Exist');
      return;
    }
    this.#phone.respond(transaction, 200, 'OK');
    if (request.body === '') return;
    this.#media.learn(request);
    this.#media.connect();
  }

  get #hasOffer(): boolean {
    return this.request.body !== '';
  }

  #description(options: AnswerOptions = {}): string {
    return this.#hasOffer ? this.#media.writeAnswer(options.codecs) : this.#media.writeOffer();
  }

  #respond(status: number, reason: string, options: ResponseOptions): void {
    const headers = [this.#phone.contact, ...(options.headers ?? [])];
    const toTag = this.#dialog.localTag;
    this.#phone.respond(this.transaction, status, reason, { ...options, toTag, headers });
  }
}
