import type { Clock, Scheduled } from '../src/base/clock.ts';
import { cseqOf, field, fields, paramOf, type WireMessage } from './wire.ts';

const T1_MS = 500;
const T2_MS = 4000;
const TIMEOUT_MS = 64 * T1_MS;

/**
 * The phone's own transactions, simple and separate from the exchange's. One that is over stays known, so that a
 * late copy of a message is recognised.
 */
export interface Sender {
  readonly reliable: boolean;
  send(bytes: Uint8Array): void;
}

export interface ClientEvents {
  onResponse(response: WireMessage): void;
  onTimeout(): void;
}

/** A request the phone sent (RFC 3261 §17.1). */
export class PhoneClientTransaction {
  readonly branch: string;
  readonly method: string;
  readonly bytes: Uint8Array;
  provisional = false;
  final: WireMessage | undefined;
  /** Sent again for every copy of a final non-2xx response to an INVITE. */
  ack: Uint8Array | undefined;
  readonly #clock: Clock;
  readonly #sender: Sender;
  readonly #events: ClientEvents;
  #resend: Scheduled | undefined;
  readonly #timeout: Scheduled;

  constructor(
    clock: Clock,
    sender: Sender,
    request: { branch: string; method: string; bytes: Uint8Array },
    events: ClientEvents,
  ) {
    this.#clock = clock;
    this.#sender = sender;
    this.#events = events;
    this.branch = request.branch;
    this.method = request.method;
    this.bytes = request.bytes;
    sender.send(this.bytes);
    if (!sender.reliable) this.#resendAfter(T1_MS);
    this.#timeout = clock.schedule(TIMEOUT_MS, () => {
      if (this.final || (this.method === 'INVITE' && this.provisional)) return;
      this.stop();
      events.onTimeout();
    });
  }

  receive(response: WireMessage): void {
    const status = response.status ?? 0;
    if (this.final) {
      if (this.ack && status >= 300) this.#sender.send(this.ack);
      else if (this.method === 'INVITE' && status >= 200 && status < 300) this.#events.onResponse(response);
      return;
    }
    if (status < 200) {
      this.provisional = true;
      if (this.method === 'INVITE') this.#resend?.cancel();
    } else {
      this.final = response;
      this.stop();
    }
    this.#events.onResponse(response);
  }

  stop(): void {
    this.#resend?.cancel();
    this.#timeout.cancel();
  }

  #resendAfter(delayMs: number): void {
    this.#resend = this.#clock.schedule(delayMs, () => {
      this.#sender.send(this.bytes);
      const doubled = delayMs * 2;
      this.#resendAfter(this.method === 'INVITE' ? doubled : Math.min(doubled, T2_MS));
    });
  }
}

/** A request the phone received (RFC 3261 §17.2, with the 2xx of §13.3.1.4). */
export class PhoneServerTransaction {
  readonly request: WireMessage;
  readonly reply: (bytes: Uint8Array) => void;
  /** Copies of the request that came after the first. */
  copies = 0;
  finalStatus: number | undefined;
  acknowledged = false;
  /** The phone's final response to an INVITE was never acknowledged. */
  onUnacknowledged: () => void = () => {};
  readonly #clock: Clock;
  readonly #reliable: boolean;
  #last: Uint8Array | undefined;
  #resend: Scheduled | undefined;
  #giveUp: Scheduled | undefined;

  constructor(clock: Clock, request: WireMessage, reliable: boolean, reply: (bytes: Uint8Array) => void) {
    this.#clock = clock;
    this.request = request;
    this.#reliable = reliable;
    this.reply = reply;
  }

  respond(status: number, bytes: Uint8Array): void {
    if (this.finalStatus !== undefined) return;
    this.#last = bytes;
    this.reply(bytes);
    if (status < 200) return;
    this.finalStatus = status;
    if (this.request.method !== 'INVITE') return;
    // The 2xx is sent again over any transport, other finals over UDP only.
    if (status < 300 || !this.#reliable) this.#resendAfter(T1_MS);
    this.#giveUp = this.#clock.schedule(TIMEOUT_MS, () => {
      this.stop();
      this.onUnacknowledged();
    });
  }

  receiveCopy(): void {
    this.copies += 1;
    if (this.#last) this.reply(this.#last);
  }

  receiveAck(): void {
    this.acknowledged = true;
    this.stop();
  }

  stop(): void {
    this.#resend?.cancel();
    this.#giveUp?.cancel();
  }

  #resendAfter(delayMs: number): void {
    this.#resend = this.#clock.schedule(delayMs, () => {
      if (this.#last) this.reply(this.#last);
      this.#resendAfter(Math.min(delayMs * 2, T2_MS));
    });
  }
}

/** Names the transaction a message belongs to (RFC 3261 §17.2.3); CANCEL and ACK have that of their INVITE. */
export function transactionKey(message: WireMessage): string {
  const via = fields(message, 'via')[0] ?? '';
  const method = message.method ?? cseqOf(message).method;
  const family = method === 'ACK' || method === 'CANCEL' ? 'INVITE' : method;
  return `${paramOf(via, 'branch') ?? ''} ${family}`;
}

/** Everything RFC 3261 §8.1.1 wants in a request, and what we hold against messages that lack it. */
export function complaintsAbout(message: WireMessage, overUdp: boolean): string[] {
  const complaints: string[] = [];
  const name = message.method ?? `${message.status}`;
  for (const header of ['via', 'from', 'to', 'call-id', 'cseq']) {
    const count = message.headers.filter(([candidate]) => candidate === header).length;
    if (count === 0) complaints.push(`${name} without ${header}`);
    if (count > 1 && header !== 'via') complaints.push(`${name} with ${count} ${header}`);
  }
  if (message.method !== undefined) {
    if (field(message, 'max-forwards') === '') complaints.push(`${name} without Max-Forwards`);
    if (cseqOf(message).method !== message.method) complaints.push(`${name} with CSeq of another method`);
  }
  const length = field(message, 'content-length');
  if (overUdp && length !== '' && Number(length) !== message.body.length)
    complaints.push(`${name} with wrong length`);
  if (message.body !== '' && field(message, 'content-type') === '')
    complaints.push(`${name} without content type`);
  return complaints;
}
