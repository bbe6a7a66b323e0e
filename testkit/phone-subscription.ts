import type { Phone } from './phone.ts';
import { PhoneDialog } from './phone-dialog.ts';
import type { PhoneServerTransaction } from './phone-transactions.ts';
import { type Field, field, fields, tagOf, type WireMessage } from './wire.ts';

export interface SubscribeOptions {
  /** Undefined leaves the time to the exchange. */
  readonly expires?: number | undefined;
  readonly accept?: string;
  readonly headers?: readonly Field[];
}

/** One thing a scripted phone watches: its dialog and what it was told (RFC 6665). */
export class PhoneSubscription {
  readonly phone: Phone;
  /** The value of its Event field. */
  readonly event: string;
  state: 'asking' | 'pending' | 'active' | 'terminated' = 'asking';
  /** Why it ended, as the exchange said. */
  reason: string | undefined;
  /** What was granted last. */
  grantedS: number | undefined;
  /** To the last SUBSCRIBE. */
  response: WireMessage | undefined;
  readonly notifies: WireMessage[] = [];
  /** What the phone answers to a NOTIFY; undefined: nothing. */
  answersWith: number | undefined = 200;
  readonly #options: SubscribeOptions;
  readonly #dialog: PhoneDialog;

  /** Whom to watch: a number or a whole URI. */
  constructor(phone: Phone, target: string, event: string, options: SubscribeOptions = {}) {
    this.phone = phone;
    this.event = event;
    this.#options = options;
    const uri = target.includes(':') ? target : `sip:${target}@${phone.domain}`;
    this.#dialog = new PhoneDialog(phone, uri);
  }

  get finalStatus(): number | undefined {
    return this.response?.status;
  }

  /** The body told last. */
  get body(): string {
    return this.notifies.at(-1)?.body ?? '';
  }

  get callId(): string {
    return this.#dialog.callId;
  }

  get localTag(): string {
    return this.#dialog.localTag;
  }

  get remoteTag(): string | undefined {
    return this.#dialog.remoteTag;
  }

  get remoteTarget(): string {
    return this.#dialog.remoteTarget;
  }

  /** Sends SUBSCRIBE, the first or another one of the same dialog, and gives the final response. */
  subscribe(expires = this.#options.expires): Promise<WireMessage> {
    const headers: Field[] = [['Event', this.event], ...(this.#options.headers ?? [])];
    if (expires !== undefined) headers.push(['Expires', String(expires)]);
    if (this.#options.accept !== undefined) headers.push(['Accept', this.#options.accept]);
    return new Promise((resolve, reject) => {
      this.phone.transact(this.#dialog.draft('SUBSCRIBE', '', headers), {
        onResponse: (response) => {
          if ((response.status ?? 0) < 200) return;
          this.#onAnswer(response);
          resolve(response);
        },
        onTimeout: () => reject(new Error(`SUBSCRIBE from ${this.phone.number} was never answered`)),
      });
    });
  }

  unsubscribe(): Promise<WireMessage> {
    return this.subscribe(0);
  }

  matches(request: WireMessage): boolean {
    return field(request, 'call-id') === this.callId && tagOf(field(request, 'to')) === this.#dialog.localTag;
  }

  receiveRequest(transaction: PhoneServerTransaction): void {
    const { request } = transaction;
    const { problems } = this.phone;
    this.#dialog.takeSequence(request);
    if (request.method !== 'NOTIFY') problems.push(`${request.method} in a subscription`);
    if (this.state === 'terminated') problems.push('NOTIFY after the last one');
    if (fields(request, 'contact').length === 0) problems.push('NOTIFY without Contact');
    if (field(request, 'event').split(';')[0]?.trim() !== this.event.split(';')[0]?.trim()) {
      problems.push(`NOTIFY for another event: ${field(request, 'event')}`);
    }
    // It may come before the answer to the SUBSCRIBE (RFC 6665 §4.1.2.4).
    this.#dialog.remoteTag ??= tagOf(field(request, 'from'));
    this.notifies.push(request);
    this.#takeState(field(request, 'subscription-state'));
    if (this.answersWith !== undefined) {
      this.phone.respond(transaction, this.answersWith, this.answersWith < 300 ? 'OK' : 'No');
    }
  }

  #onAnswer(response: WireMessage): void {
    this.response = response;
    const status = response.status ?? 0;
    if (status >= 300) {
      if (this.state === 'asking' || status === 481) this.state = 'terminated';
      return;
    }
    this.#dialog.remoteTag = tagOf(field(response, 'to'));
    this.#dialog.refreshTarget(response);
    this.#dialog.routes = fields(response, 'record-route').reverse();
    const expires = field(response, 'expires');
    if (expires === '') this.phone.problems.push('SUBSCRIBE answered without Expires');
    this.grantedS = Number(expires);
  }

  #takeState(value: string): void {
    const [state = '', ...params] = value.split(';').map((part) => part.trim());
    if (state === 'active' || state === 'pending' || state === 'terminated') this.state = state;
    else this.phone.problems.push(`NOTIFY with Subscription-State "${value}"`);
    this.reason = params.find((param) => param.startsWith('reason='))?.slice('reason='.length);
    const isTimed = params.some((param) => /^expires=\d+$/.test(param));
    if (state === 'active' && !isTimed) this.phone.problems.push('an active subscription without expires');
  }
}
