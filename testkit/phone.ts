import type { Clock } from '../src/base/clock.ts';
import type { Random } from '../src/base/random.ts';
import { randomToken } from '../src/base/random.ts';
import { formatSocketAddress, type SocketAddress } from '../src/base/sockets.ts';
import type { Challenge } from './digest-client.ts';
import type { ClientNetwork } from './memory-network.ts';
import { PhoneCall } from './phone-call.ts';
import { PhoneCredentials } from './phone-credentials.ts';
import { PhoneMail } from './phone-mail.ts';
import { type Personality, WELL_BEHAVED } from './phone-personality.ts';
import { PhoneSubscription, type SubscribeOptions } from './phone-subscription.ts';
import {
  complaintsAbout,
  PhoneClientTransaction,
  PhoneServerTransaction,
  transactionKey,
} from './phone-transactions.ts';
import { openTcp, openUdp, type PhoneTransport } from './phone-transport.ts';
import type {
  Draft,
  LoggedMessage,
  PhoneOptions,
  RegisterOptions,
  ResponseOptions,
  Sent,
} from './phone-types.ts';
import {
  beside,
  composeMessage,
  copiedHeaders,
  cseqOf,
  type Field,
  field,
  fields,
  paramOf,
  readMessage,
  tagOf,
  type WireMessage,
} from './wire.ts';

/**
 * A scripted telephone: does what it is told, answers what it must, keeps every message, and complains in
 * `problems` about what an exchange may not do. Shares no code with the exchange.
 */
export class Phone {
  readonly number: string;
  readonly domain: string;
  readonly personality: Personality;
  readonly clock: Clock;
  readonly random: Random;
  readonly network: ClientNetwork;
  readonly address: string;
  readonly credentials: PhoneCredentials;
  readonly log: LoggedMessage[] = [];
  readonly problems: string[] = [];
  readonly calls: PhoneCall[] = [];
  readonly subscriptions: PhoneSubscription[] = [];
  readonly mail = new PhoneMail();
  /** Told of every new incoming call, after it began to ring. */
  onCall: (call: PhoneCall) => void = () => {};
  /** False: takes nothing in and answers nothing, as one whose plug was pulled. */
  powered = true;
  readonly #exchange: SocketAddress;
  #transport: PhoneTransport | undefined;
  readonly #port: number;
  readonly #wantsTcp: boolean;
  readonly #client = new Map<string, PhoneClientTransaction>();
  readonly #server = new Map<string, PhoneServerTransaction>();
  readonly #registrationCallId: string;
  readonly #registrationTag: string;
  #registrationCseq = 0;
  #rtpPort = 40_000;

  static async start(options: PhoneOptions): Promise<Phone> {
    const phone = new Phone(options);
    await phone.connect();
    return phone;
  }

  private constructor(options: PhoneOptions) {
    this.number = options.number;
    this.domain = options.domain;
    this.personality = { ...WELL_BEHAVED, ...options.personality };
    this.clock = options.clock;
    this.random = options.random;
    this.network = options.network;
    this.address = options.address;
    this.#exchange = options.exchange;
    this.#port = options.port ?? 5060;
    this.#wantsTcp = options.transport === 'TCP';
    this.credentials = new PhoneCredentials(
      { username: options.number, password: options.password },
      this.personality,
      (length) => this.token(length),
    );
    this.#registrationCallId = `${this.token(12)}@${options.address}`;
    this.#registrationTag = this.token(8);
  }

  /** Opens the socket; over TCP a new connection when the old one is gone. */
  async connect(): Promise<void> {
    const receive = (bytes: Uint8Array, from: SocketAddress): void => this.#receive(bytes, from);
    this.#transport = this.#wantsTcp
      ? await openTcp(this.network, this.#exchange, receive)
      : await openUdp(this.network, { address: this.address, port: this.#port }, receive);
  }

  get transport(): PhoneTransport {
    if (!this.#transport) throw new Error('the phone is not connected');
    return this.#transport;
  }

  /** The newest call that came in. */
  get incoming(): PhoneCall {
    const call = this.calls.findLast(({ direction }) => direction === 'incoming');
    if (!call) throw new Error(`nobody called ${this.number}`);
    return call;
  }

  get isCalled(): boolean {
    return this.calls.some(({ direction }) => direction === 'incoming');
  }

  get contactUri(): string {
    const { address, port } = this.personality.believedAddress ?? this.transport.local;
    const host = formatSocketAddress({ family: address.includes(':') ? 'ipv6' : 'ipv4', address, port });
    const transport = this.transport.reliable ? ';transport=tcp' : '';
    return `sip:${this.number}@${host}${transport}${this.personality.contactParameters}`;
  }

  get contact(): Field {
    return ['Contact', `<${this.contactUri}>`];
  }

  get addressOfRecord(): string {
    return `sip:${this.number}@${this.domain}`;
  }

  /** Everything the phone was ever sent over SIP, for finding what it must not learn. */
  get receivedText(): string {
    return this.#textOf('received');
  }

  get sentText(): string {
    return this.#textOf('sent');
  }

  received(methodOrStatus: string | number): WireMessage[] {
    return this.log.flatMap(({ direction, message }) =>
      direction === 'received' && message && (message.method ?? message.status) === methodOrStatus
        ? [message]
        : [],
    );
  }

  /** The final response to a REGISTER, after the challenge. */
  register(options: RegisterOptions = {}): Promise<WireMessage> {
    const { expiryPlace } = this.personality;
    const expires = 'expires' in options ? options.expires : 3600;
    const parameter = expires !== undefined && expiryPlace === 'contact' ? `;expires=${expires}` : '';
    const contact = options.contact === undefined ? `<${this.contactUri}>${parameter}` : options.contact;
    const extra: Field[] = [...(options.headers ?? [])];
    if (contact !== null) extra.push(['Contact', contact]);
    if (expires !== undefined && expiryPlace === 'header') extra.push(['Expires', String(expires)]);
    return this.#ask({
      method: 'REGISTER',
      uri: `sip:${this.domain}`,
      from: `<${this.addressOfRecord}>;tag=${this.#registrationTag}`,
      to: `<${this.addressOfRecord}>`,
      callId: this.#registrationCallId,
      nextCseq: () => ++this.#registrationCseq,
      extra,
      body: '',
      credentials: options.credentials ?? 'when-asked',
    });
  }

  unregister(): Promise<WireMessage> {
    return this.register({ expires: 0 });
  }

  /** A request outside every dialog, and its final response. */
  ask(method: string, uri: string, options: Partial<Draft> = {}): Promise<WireMessage> {
    let cseq = 0;
    return this.#ask({
      method,
      uri,
      from: `<${this.addressOfRecord}>;tag=${this.token(8)}`,
      to: `<${uri}>`,
      callId: this.token(16),
      nextCseq: () => ++cseq,
      extra: [],
      body: '',
      ...options,
    });
  }

  /** Watches a number or a whole URI; the first NOTIFY may be under way yet. */
  async subscribe(target: string, event: string, options: SubscribeOptions = {}): Promise<PhoneSubscription> {
    const subscription = new PhoneSubscription(this, target, event, options);
    this.subscriptions.push(subscription);
    await subscription.subscribe();
    return subscription;
  }

  /** Sends a text message to a number or a whole URI, and gives the final response. */
  message(
    target: string,
    text: string,
    options: { contentType?: string; headers?: readonly Field[] } = {},
  ): Promise<WireMessage> {
    const uri = target.includes(':') ? target : `sip:${target}@${this.domain}`;
    const type = options.contentType ?? 'text/plain;charset=UTF-8';
    return this.ask('MESSAGE', uri, {
      extra: [['Content-Type', type], ...(options.headers ?? [])],
      body: Buffer.from(text, 'utf8').toString('latin1'),
    });
  }

  /** Says how it is with its holder (RFC 3903); an empty document only prolongs what `etag` names. */
  publish(
    document: string,
    options: { event?: string; etag?: string; expires?: number; headers?: readonly Field[] } = {},
  ): Promise<WireMessage> {
    const extra: Field[] = [
      ['Event', options.event ?? 'presence'],
      ['Expires', String(options.expires ?? 3600)],
      ...(options.headers ?? []),
    ];
    if (options.etag !== undefined) extra.push(['SIP-If-Match', options.etag]);
    if (document !== '') extra.push(['Content-Type', 'application/pidf+xml']);
    return this.ask('PUBLISH', this.addressOfRecord, { extra, body: document });
  }

  /** What the exchange asks of a stranger, for tests that make their own credentials. */
  async askForChallenge(): Promise<Challenge> {
    const response = await this.register({ credentials: 'none' });
    const challenge = this.credentials.choose(response);
    if (!challenge) throw new Error(`no challenge in ${response.startLine}`);
    return challenge;
  }

  /** Calls a number or a whole URI. */
  async call(
    target: string,
    options: { offer?: boolean; headers?: readonly Field[] } = {},
  ): Promise<PhoneCall> {
    const uri = target.includes(':') ? target : `sip:${target}@${this.domain}`;
    const call = PhoneCall.outgoing(this, uri);
    this.calls.push(call);
    await call.invite(options);
    return call;
  }

  /** Sends a draft; with credentials when asked for them. Responses come at `events`, the challenges left out. */
  transact(draft: Draft, events: { onResponse(response: WireMessage): void; onTimeout(): void }): Sent {
    const mayAuthorize = draft.credentials !== 'none';
    let tries = 0;
    const send = (challenge: Challenge | undefined): PhoneClientTransaction => {
      tries += 1;
      const request = this.#compose(draft, challenge);
      const transaction = new PhoneClientTransaction(this.clock, this.#sender(draft.destination), request, {
        onTimeout: () => events.onTimeout(),
        onResponse: (response) => {
          if ((response.status ?? 0) >= 300 && draft.method === 'INVITE')
            this.#acknowledge(transaction, response);
          const next = mayAuthorize ? this.credentials.next(response, challenge, tries) : undefined;
          if (next) sent.transaction = send(next);
          else events.onResponse(response);
        },
      });
      this.#client.set(`${transaction.branch} ${draft.method}`, transaction);
      return transaction;
    };
    const sent: Sent = { transaction: send(mayAuthorize ? this.credentials.unasked : undefined) };
    return sent;
  }

  /** Sends CANCEL for an INVITE on its way (RFC 3261 §9.1). */
  sendCancel(invite: PhoneClientTransaction): void {
    const bytes = this.write(...beside(invite.bytes, 'CANCEL'), '');
    const request = { branch: invite.branch, method: 'CANCEL', bytes };
    const ignore = { onResponse: () => {}, onTimeout: () => this.problems.push('CANCEL was never answered') };
    const transaction = new PhoneClientTransaction(this.clock, this.#sender(undefined), request, ignore);
    this.#client.set(`${invite.branch} CANCEL`, transaction);
  }

  write(startLine: string, headers: readonly Field[], body: string): Uint8Array {
    return composeMessage(startLine, headers, body, { compact: this.personality.compactHeaders });
  }

  /** Any bytes at all, from the phone's own port. */
  sendRaw(bytes: Uint8Array | string, to: SocketAddress = this.#exchange): void {
    const raw = typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes;
    this.log.push({
      atMs: this.clock.now(),
      direction: 'sent',
      text: Buffer.from(raw).toString('latin1'),
      message: readMessage(raw),
    });
    this.transport.send(raw, to);
  }

  newVia(): { branch: string; value: string } {
    const branch = `z9hG4bK${this.token(12)}`;
    const { address, port } = this.personality.believedAddress ?? this.transport.local;
    const sentBy = formatSocketAddress({ family: address.includes(':') ? 'ipv6' : 'ipv4', address, port });
    const rport = this.personality.rport ? ';rport' : '';
    return { branch, value: `SIP/2.0/${this.transport.name} ${sentBy};branch=${branch}${rport}` };
  }

  token(length: number): string {
    return randomToken(this.random, length);
  }

  nextRtpPort(): number {
    this.#rtpPort += 2;
    return this.#rtpPort;
  }

  /** Pulls the plug: nothing is sent or received any more, no timer is left. */
  close(): void {
    this.powered = false;
    for (const transaction of this.#client.values()) transaction.stop();
    for (const transaction of this.#server.values()) transaction.stop();
    for (const call of this.calls) call.media?.close();
    this.#transport?.close();
  }

  #textOf(direction: 'sent' | 'received'): string {
    return this.log.flatMap((entry) => (entry.direction === direction ? [entry.text] : [])).join('\n');
  }

  #ask(draft: Draft): Promise<WireMessage> {
    return new Promise((resolve, reject) => {
      this.transact(draft, {
        onResponse: (response) => {
          if ((response.status ?? 0) >= 200) resolve(response);
        },
        onTimeout: () => reject(new Error(`${draft.method} from ${this.number} was never answered`)),
      });
    });
  }

  #sender(destination: SocketAddress | undefined): { reliable: boolean; send(bytes: Uint8Array): void } {
    return {
      reliable: this.transport.reliable,
      send: (bytes) => {
        if (this.powered) this.sendRaw(bytes, destination);
      },
    };
  }

  #compose(
    draft: Draft,
    challenge: Challenge | undefined,
  ): { branch: string; method: string; bytes: Uint8Array } {
    const via = this.newVia();
    const cseq = draft.nextCseq();
    const headers: Field[] = [
      ['Via', via.value],
      ['Max-Forwards', String(this.personality.maxForwards)],
      ['From', draft.from],
      ['To', draft.to],
      ['Call-ID', draft.callId],
      ['CSeq', `${cseq} ${draft.method}`],
      ['User-Agent', this.personality.userAgent],
      ...draft.extra,
    ];
    if (this.personality.supported !== undefined) headers.push(['Supported', this.personality.supported]);
    if (challenge) {
      headers.push(['Authorization', this.credentials.authorize(challenge, draft)]);
    }
    const bytes = this.write(`${draft.method} ${draft.uri} SIP/2.0`, headers, draft.body);
    return { branch: via.branch, method: draft.method, bytes };
  }

  /** The ACK of a refusal belongs to the INVITE's transaction (RFC 3261 §17.1.1.3). */
  #acknowledge(transaction: PhoneClientTransaction, response: WireMessage): void {
    if (transaction.ack) return;
    transaction.ack = this.write(...beside(transaction.bytes, 'ACK', field(response, 'to')), '');
    this.sendRaw(transaction.ack);
  }

  #receive(bytes: Uint8Array, from: SocketAddress): void {
    if (!this.powered) return;
    const message = readMessage(bytes);
    const text = Buffer.from(bytes).toString('latin1');
    this.log.push({ atMs: this.clock.now(), direction: 'received', text, message });
    if (!message) {
      if (text.trim() !== '') this.problems.push('received something that is no SIP message');
      return;
    }
    this.problems.push(...complaintsAbout(message, !this.transport.reliable));
    if (message.status === undefined) this.#onRequest(message, from);
    else this.#onResponse(message);
  }

  #onResponse(response: WireMessage): void {
    if (fields(response, 'via').length !== 1) this.problems.push(`${response.status} with more than our Via`);
    if ((response.status ?? 0) > 100 && tagOf(field(response, 'to')) === undefined) {
      this.problems.push(`${response.status} without To tag`);
    }
    const { method } = cseqOf(response);
    const branch = paramOf(fields(response, 'via')[0] ?? '', 'branch') ?? '';
    const known = this.#client.get(`${branch} ${method}`);
    if (known) known.receive(response);
    else this.problems.push(`${response.status} to a ${method} that was never sent`);
  }

  #onRequest(request: WireMessage, from: SocketAddress): void {
    const key = transactionKey(request);
    const known = this.#server.get(key);
    if (request.method === 'ACK') {
      if (known) known.receiveAck();
      else this.calls.find((call) => call.matches(request))?.receiveAck(request);
      return;
    }
    if (request.method === 'CANCEL') {
      this.#onCancel(request, known, from);
      return;
    }
    if (known) {
      known.receiveCopy();
      return;
    }
    const transaction = this.#serverTransaction(request, from);
    this.#server.set(key, transaction);
    if (tagOf(field(request, 'to')) === undefined) {
      this.#onNewRequest(transaction);
      return;
    }
    const owner =
      this.calls.find((call) => call.matches(request)) ??
      this.subscriptions.find((subscription) => subscription.matches(request));
    if (owner) owner.receiveRequest(transaction);
    else this.respond(transaction, 481, 'Call/Transaction Does Not Exist');
  }

  #onNewRequest(transaction: PhoneServerTransaction): void {
    const { method } = transaction.request;
    if (method === 'OPTIONS') {
      this.respond(transaction, 200, 'OK');
      return;
    }
    if (method === 'NOTIFY' || method === 'MESSAGE') {
      const status = this.mail.take(transaction);
      if (status !== 'nothing') this.respond(transaction, status, status < 300 ? 'OK' : 'No');
      return;
    }
    if (method !== 'INVITE') {
      this.problems.push(`unexpected ${method}`);
      this.respond(transaction, 501, 'Not Implemented');
      return;
    }
    const call = PhoneCall.incoming(this, transaction);
    this.calls.push(call);
    if (this.personality.sendsTrying) this.respond(transaction, 100, 'Trying');
    if (this.personality.rings) call.ring();
    this.onCall(call);
  }

  #onCancel(cancel: WireMessage, invite: PhoneServerTransaction | undefined, from: SocketAddress): void {
    const transaction = this.#serverTransaction(cancel, from);
    if (!invite) {
      this.respond(transaction, 481, 'Call/Transaction Does Not Exist');
      return;
    }
    this.respond(transaction, 200, 'OK');
    this.calls.find((call) => call.matches(cancel))?.receiveCancel();
  }

  #serverTransaction(request: WireMessage, from: SocketAddress): PhoneServerTransaction {
    const via = fields(request, 'via')[0] ?? '';
    const sentByPort = Number(/:(\d+)$/.exec(via.split(';')[0] ?? '')?.[1] ?? 5060);
    const port = paramOf(via, 'rport') === undefined ? sentByPort : from.port;
    return new PhoneServerTransaction(this.clock, request, this.transport.reliable, (bytes) => {
      if (this.powered) this.sendRaw(bytes, { ...from, port });
    });
  }

  respond(
    transaction: PhoneServerTransaction,
    status: number,
    reason: string,
    options: ResponseOptions = {},
  ): void {
    transaction.respond(status, this.writeResponse(transaction.request, status, reason, options));
  }

  writeResponse(
    request: WireMessage,
    status: number,
    reason: string,
    options: ResponseOptions = {},
  ): Uint8Array {
    const toTag = options.toTag ?? this.token(8);
    const headers: Field[] = [
      ...copiedHeaders(request, status === 100 ? undefined : toTag),
      ['User-Agent', this.personality.userAgent],
      ...(options.headers ?? []),
    ];
    const body = options.body ?? '';
    if (body !== '') headers.push(['Content-Type', 'application/sdp']);
    return this.write(`SIP/2.0 ${status} ${reason}`, headers, body);
  }
}
