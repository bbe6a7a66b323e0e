import type { Clock } from '../src/base/clock.ts';
import type { Random } from '../src/base/random.ts';
import { randomToken } from '../src/base/random.ts';
import { formatSocketAddress, type SocketAddress } from '../src/base/sockets.ts';
import type { Challenge } from './digest-client.ts';
import type { ClientNetwork } from './memory-network.ts';
import { PhoneCredentials } from './phone-credentials.ts';
import { type Personality, WELL_BEHAVED } from './phone-personality.ts';
import {
  complaintsAbout,
  PhoneClientTransaction,
  PhoneServerTransaction,
  transactionKey,
} from './phone-transactions.ts';
import { openTransport, type PhoneTransport, type TransportKind } from './phone-transport.ts';
import type {
  DialogUser,
  Draft,
  InviteUser,
  LoggedMessage,
  PhoneOptions,
  ResponseOptions,
  Sent,
} from './phone-types.ts';
import { furtherFields, wordMessage, wordParty, wordToken } from './phone-wording.ts';
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

/**
 * What a scripted phone has under its keys: socket, transactions, the wording of its messages and the log of all of
 * them. Complains in `problems` about what an exchange may not do.
 */
export abstract class PhoneUserAgent {
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
  /** False: takes nothing in and answers nothing, as one whose plug was pulled. */
  powered = true;
  protected readonly port: number;
  abstract readonly calls: readonly InviteUser[];
  abstract readonly subscriptions: readonly DialogUser[];
  readonly #exchange: SocketAddress;
  #transport: PhoneTransport | undefined;
  readonly #contactUser: string;
  readonly #transportKind: TransportKind;
  readonly #client = new Map<string, PhoneClientTransaction>();
  readonly #server = new Map<string, PhoneServerTransaction>();
  /** Where answers said that the phone sends from. */
  #learned: { address: string; port: number } | undefined;

  protected constructor(options: PhoneOptions) {
    this.number = options.number;
    this.domain = options.domain;
    this.personality = { ...WELL_BEHAVED, ...options.personality };
    this.clock = options.clock;
    this.random = options.random;
    this.network = options.network;
    this.address = options.address;
    this.#exchange = options.exchange;
    this.port = options.port ?? 5060;
    this.#transportKind = options.transport ?? 'UDP';
    this.credentials = new PhoneCredentials(
      { username: options.number, password: options.password },
      this.personality,
      (length) => this.token(length),
    );
    this.#contactUser = this.#filled(this.personality.contactUser.replace('*', '{n}'));
  }

  /** A request outside every dialog. */
  protected abstract takeNewRequest(transaction: PhoneServerTransaction): void;

  /** Opens the socket; of a connection a new one when the old one is gone. */
  async connect(): Promise<void> {
    const receive = (bytes: Uint8Array, from: SocketAddress): void => this.#receive(bytes, from);
    this.#transport = await openTransport(
      this.#transportKind,
      { network: this.network, personality: this.personality, exchange: this.#exchange },
      { address: this.address, port: this.port },
      receive,
    );
  }

  get transport(): PhoneTransport {
    if (!this.#transport) throw new Error('the phone is not connected');
    return this.#transport;
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

  /** Pulls the plug: nothing is sent or received any more, no timer is left. */
  close(): void {
    this.powered = false;
    for (const transaction of this.#client.values()) transaction.stop();
    for (const transaction of this.#server.values()) transaction.stop();
    this.#transport?.close();
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
      this.takeNewRequest(transaction);
      return;
    }
    const owner =
      this.calls.find((call) => call.matches(request)) ??
      this.subscriptions.find((subscription) => subscription.matches(request));
    if (owner) owner.receiveRequest(transaction);
    else this.respond(transaction, 481, 'Call/Transaction Does Not Exist');
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
}
