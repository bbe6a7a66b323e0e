import type { Clock } from '../src/base/clock.ts';
import type { Random } from '../src/base/random.ts';
import { randomToken } from '../src/base/random.ts';
import { formatSocketAddress, type SocketAddress } from '../src/base/sockets.ts';
import type { Challenge } from './digest-client.ts';
import type { ClientNetwork } from './memory-network.ts';
import { type CallOptions, PhoneCall } from './phone-call.ts';
import { PhoneCredentials } from './phone-credentials.ts';
import { PhoneMail } from './phone-mail.ts';
import { type Personality, WELL_BEHAVED } from './phone-personality.ts';
import { PhoneRegistration } from './phone-registration.ts';
import { PhoneSubscription, type SubscribeOptions } from './phone-subscription.ts';
import {
  complaintsAbout,
  PhoneClientTransaction,
  PhoneServerTransaction,
  transactionKey,
} from './phone-transactions.ts';
import { openTransport, type PhoneTransport, type TransportKind } from './phone-transport.ts';
import type {
  Draft,
  LoggedMessage,
  PhoneOptions,
  RegisterOptions,
  ResponseOptions,
  Sent,
} from './phone-types.ts';
import { furtherFields, wordMessage, wordParty, wordTo, wordToken } from './phone-wording.ts';
import {
  beside,
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

const SILENT_KEEP_ALIVES: Readonly<Record<string, string>> = {
  CRLF: '\r\n',
  'double CRLF': '\r\n\r\n',
  empty: '',
  'zero byte': '\0',
};

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
  readonly registration: PhoneRegistration;
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
  readonly #contactUser: string;
  readonly #transportKind: TransportKind;
  readonly #client = new Map<string, PhoneClientTransaction>();
  readonly #server = new Map<string, PhoneServerTransaction>();
  /** Where answers said that the phone sends from. */
  #learned: { address: string; port: number } | undefined;
  #rtpPort: number;

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
    // Two phones of one device have ports of their own.
    this.#rtpPort = 40_000 + ((this.#port - 5060) & 0x3f) * 100;
    this.#transportKind = options.transport ?? 'UDP';
    this.credentials = new PhoneCredentials(
      { username: options.number, password: options.password },
      this.personality,
      (length) => this.token(length),
    );
    this.#contactUser = this.#filled(this.personality.contactUser.replace('*', '{n}'));
    this.registration = new PhoneRegistration(this);
  }

  /** Opens the socket; of a connection a new one when the old one is gone. */
  async connect(): Promise<void> {
    const receive = (bytes: Uint8Array, from: SocketAddress): void => this.#receive(bytes, from);
    this.#transport = await openTransport(
      this.#transportKind,
      { network: this.network, personality: this.personality, exchange: this.#exchange },
      { address: this.address, port: this.#port },
      receive,
    );
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
    const { contactPlace, contactParameters } = this.personality;
    // RFC 7118 §5.4: `ws` also names the secure one.
    const name = this.transport.name === 'WSS' ? 'ws' : this.transport.name.toLowerCase();
    const transport = this.transport.reliable ? `;transport=${name}` : '';
    return `${this.personality.scheme}:${this.#contactUser}@${this.#placeAs(contactPlace, this.#learned)}${transport}${contactParameters}`;
  }

  get contact(): Field {
    const { namesContact, displayName } = this.personality;
    return [
      'Contact',
      wordParty(this.personality, this.contactUri, { name: namesContact ? displayName : undefined }),
    ];
  }

  /** The value of Contact in a REGISTER. */
  get registeredContact(): string {
    return this.contact[1] + this.#filled(this.personality.contactHeaderParameters);
  }

  get addressOfRecord(): string {
    return `${this.personality.scheme}:${this.number}@${this.domain}${this.personality.ownUriParameters}`;
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
    return this.registration.register(options);
  }

  unregister(): Promise<WireMessage> {
    return this.register({ expires: 0 });
  }

  /** A request outside every dialog, and its final response. */
  ask(method: string, uri: string, options: Partial<Draft> = {}): Promise<WireMessage> {
    let cseq = this.personality.firstCseq.dialog - 1;
    return this.request({
      method,
      uri,
      from: wordParty(this.personality, this.addressOfRecord, { tag: this.newTag() }),
      to: wordTo(this.personality, uri),
      callId: this.newCallId(),
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
  async call(target: string, options: CallOptions = {}): Promise<PhoneCall> {
    const uri = target.includes(':')
      ? target
      : `${this.personality.scheme}:${target}@${this.domain}${this.personality.uriParameters}`;
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
    return wordMessage(this.personality, startLine, headers, body);
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
    const branch = this.#filled(this.personality.identifiers.branch);
    const rport = this.personality.rport ? ';rport' : '';
    const sentBy = this.#placeAs(this.personality.viaPlace);
    return { branch, value: `SIP/2.0/${this.transport.name} ${sentBy};branch=${branch}${rport}` };
  }

  newTag(): string {
    return this.#filled(this.personality.identifiers.tag);
  }

  newCallId(): string {
    return this.#filled(this.personality.identifiers.callId);
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
    this.registration.stop();
    for (const transaction of this.#client.values()) transaction.stop();
    for (const transaction of this.#server.values()) transaction.stop();
    for (const call of this.calls) call.media?.close();
    this.#transport?.close();
  }

  /** What the phone sends by itself to hold its router open. */
  sendKeepAlive(): void {
    const kind = this.personality.keepAlive?.kind ?? 'CRLF';
    const bytes = SILENT_KEEP_ALIVES[kind];
    if (bytes !== undefined) return this.sendRaw(bytes);
    const uri = `sip:${this.domain}`;
    const extra: Field[] = kind === 'NOTIFY' ? [['Event', 'keep-alive']] : [];
    // Any answer will do, and none is missed.
    this.ask(kind, uri, { extra, credentials: 'none' }).catch(() => {});
  }

  /** An address as a phone writes it into Via or Contact. */
  #placeAs(form: Personality['viaPlace'], learned?: { address: string; port: number }): string {
    if (form === 'invalid') return 'df7jal23ls0d.invalid';
    const { address, port } = this.personality.believedAddress ?? learned ?? this.transport.local;
    const family = address.includes(':') ? 'ipv6' : 'ipv4';
    const place = formatSocketAddress({ family, address, port });
    return form === 'host' ? place.replace(/:\d+$/, '') : place;
  }

  #filled(pattern: string): string {
    return wordToken(pattern, this.random, this);
  }

  /** RFC 3581 tells a phone the address its router gave it. */
  #learn(via: string): void {
    if (this.personality.learnsAddress === 'never') return;
    const [address, port] = [paramOf(via, 'received'), paramOf(via, 'rport')];
    if (address && port) this.#learned = { address, port: Number(port) };
  }

  #textOf(direction: 'sent' | 'received'): string {
    return this.log.flatMap((entry) => (entry.direction === direction ? [entry.text] : [])).join('\n');
  }

  /** Sends a draft; its final response, after the challenge. */
  request(draft: Draft): Promise<WireMessage> {
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
      ['Max-Forwards', String(draft.maxForwards ?? this.personality.maxForwards)],
      ['From', draft.from],
      ['To', draft.to],
      ['Call-ID', draft.callId],
      ['CSeq', `${cseq} ${draft.method}`],
      ['User-Agent', this.personality.userAgent],
      ...draft.extra,
    ];
    headers.push(...furtherFields(this.personality, draft.method, headers));
    if (challenge) headers.push(['Authorization', this.credentials.authorize(challenge, draft)]);
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
    const via = fields(response, 'via')[0] ?? '';
    this.#learn(via);
    const branch = paramOf(via, 'branch') ?? '';
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
    if (method === 'OPTIONS' || method === 'NOTIFY' || method === 'MESSAGE') {
      const status = this.mail.take(transaction);
      if (status !== 'nothing') this.respond(transaction, status, status < 300 ? 'OK' : 'No');
      return;
    }
    if (method !== 'INVITE') {
      this.problems.push(`unexpected ${method}`);
      this.respond(transaction, 501, 'Not Implemented');
      return;
    }
    if (this.personality.wantsItsContact && transaction.request.requestUri !== this.contactUri) {
      this.respond(transaction, 404, 'Not Found');
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
    const toTag = options.toTag ?? this.newTag();
    const headers: Field[] = [
      ...copiedHeaders(request, status === 100 ? undefined : toTag),
      [this.personality.answersAsServer ? 'Server' : 'User-Agent', this.personality.userAgent],
      ...(options.headers ?? []),
    ];
    const body = options.body ?? '';
    if (body !== '') headers.push(['Content-Type', 'application/sdp']);
    return this.write(`SIP/2.0 ${status} ${reason}`, headers, body);
  }
}
