import type { SocketAddress } from '../src/base/sockets.ts';
import type { Draft, Phone, Sent } from './phone.ts';
import {
  type Direction,
  mirrored,
  type PhoneCodec,
  type PhoneSession,
  readSession,
  writeSession,
} from './phone-sdp.ts';
import type { PhoneServerTransaction } from './phone-transactions.ts';
import { RtpProbe } from './rtp-probe.ts';
import { cseqOf, type Field, field, fields, tagOf, uriOf, type WireMessage } from './wire.ts';

export interface AnswerOptions {
  /** What to accept; the phone's own list unless given. */
  readonly codecs?: readonly PhoneCodec[];
  /** Another session description than the phone would write. */
  readonly sdp?: string;
}

/** One call of a scripted phone, with its dialog and its sound. */
export class PhoneCall {
  readonly phone: Phone;
  readonly direction: 'outgoing' | 'incoming';
  state: 'calling' | 'ringing' | 'answered' | 'ended' = 'calling';
  endedBy: 'us' | 'them' | undefined;
  /** Of the INVITE that began the call: every response, in order, and the last one whole. */
  readonly statuses: number[] = [];
  finalResponse: WireMessage | undefined;
  /** The INVITE that came in. */
  readonly incomingInvite: WireMessage | undefined;
  media: RtpProbe | undefined;
  /** What the other side said last. */
  remoteSession: PhoneSession | undefined;
  readonly infos: WireMessage[] = [];
  /** Of the answer given by `answerAgain`: what came for its dialog. */
  strayAcks = 0;
  strayByes = 0;
  acknowledged = false;
  /** Answers re-INVITEs itself when it returns true. */
  onReinvite: (transaction: PhoneServerTransaction) => boolean = () => false;
  readonly callId: string;
  readonly #localTag: string;
  #remoteTag: string | undefined;
  readonly #localUri: string;
  readonly #remoteUri: string;
  #remoteTarget: string;
  #routes: readonly string[] = [];
  #cseq = 0;
  #remoteCseq = 0;
  #sent: Sent | undefined;
  #reinvite: Sent | undefined;
  readonly #invite: PhoneServerTransaction | undefined;
  /** By the CSeq of the INVITE and the tag of the answer. */
  readonly #acks = new Map<string, Uint8Array>();
  readonly #strayTags = new Set<string>();
  /** Requests of the dialog that were answered with a session and wait for their ACK. */
  readonly #reinvites: PhoneServerTransaction[] = [];
  #cancelled = false;
  #wantsCancel = false;
  #offered: readonly PhoneCodec[] = [];
  #direction: Direction = 'sendrecv';
  #sessionVersion = 0;
  #reinviting = false;
  #ackSdpDue = false;

  static outgoing(phone: Phone, uri: string): PhoneCall {
    return new PhoneCall(phone, uri, undefined);
  }

  static incoming(phone: Phone, transaction: PhoneServerTransaction): PhoneCall {
    return new PhoneCall(phone, uriOf(field(transaction.request, 'from')), transaction);
  }

  private constructor(phone: Phone, remoteUri: string, invite: PhoneServerTransaction | undefined) {
    this.phone = phone;
    this.direction = invite ? 'incoming' : 'outgoing';
    this.#invite = invite;
    this.incomingInvite = invite?.request;
    this.#localTag = phone.token(8);
    this.#localUri = invite ? uriOf(field(invite.request, 'to')) : phone.addressOfRecord;
    this.#remoteUri = remoteUri;
    this.#remoteTarget = remoteUri;
    this.callId = invite ? field(invite.request, 'call-id') : `${phone.token(16)}@${phone.address}`;
    if (!invite) return;
    this.#remoteTag = tagOf(field(invite.request, 'from'));
    this.#remoteCseq = cseqOf(invite.request).number;
    this.#remoteTarget = this.#targetIn(invite.request);
    this.#routes = fields(invite.request, 'record-route');
    this.#learn(invite.request);
    invite.onUnacknowledged = () =>
      this.phone.problems.push(`final ${invite.finalStatus} was never acknowledged`);
  }

  get finalStatus(): number | undefined {
    return this.finalResponse?.status;
  }

  /** What the phone shows of the caller: the display name of From, and the user of its URI. */
  get shown(): { name: string; number: string } {
    const from = this.incomingInvite ? field(this.incomingInvite, 'from') : '';
    const name = from
      .slice(0, Math.max(0, from.indexOf('<')))
      .trim()
      .replace(/^"(.*)"$/, '$1');
    return { name, number: /^sips?:([^@;]+)@/.exec(uriOf(from))?.[1] ?? '' };
  }

  get localTag(): string {
    return this.#localTag;
  }

  get remoteTag(): string | undefined {
    return this.#remoteTag;
  }

  get remoteTarget(): string {
    return this.#remoteTarget;
  }

  /** True for the requests of this call's dialog, and for ACK and CANCEL of the INVITE that began it. */
  matches(request: WireMessage): boolean {
    if (field(request, 'call-id') !== this.callId) return false;
    const toTag = tagOf(field(request, 'to'));
    return toTag === undefined || toTag === this.#localTag || this.#strayTags.has(toTag);
  }

  async invite(options: { offer?: boolean; headers?: readonly Field[] } = {}): Promise<void> {
    const withOffer = options.offer ?? true;
    await this.#openMedia();
    const body = withOffer ? this.#writeOffer() : '';
    this.#ackSdpDue = !withOffer;
    this.#sent = this.phone.transact(this.#draft('INVITE', body, options.headers ?? []), {
      onResponse: (response) => this.#onInviteResponse(response),
      onTimeout: () => {
        this.statuses.push(408);
        this.#end('them');
      },
    });
  }

  ring(status: 180 | 183 = 180): void {
    if (!this.#invite || this.state === 'ended') return;
    this.state = 'ringing';
    const body = status === 183 && this.media ? this.#writeAnswer() : '';
    const options = { toTag: this.#localTag, headers: [this.phone.contact], body };
    this.phone.respond(this.#invite, status, status === 180 ? 'Ringing' : 'Session Progress', options);
  }

  /** 183 with a session description, and sound before the answer. */
  async ringWithMedia(): Promise<void> {
    await this.#openMedia();
    this.ring(183);
    this.#connectMedia();
  }

  async answer(options: AnswerOptions = {}): Promise<void> {
    const invite = this.#invite;
    if (!invite || this.state === 'ended') return;
    await this.#openMedia();
    const hasOffer = invite.request.body !== '';
    const body = options.sdp ?? (hasOffer ? this.#writeAnswer(options.codecs) : this.#writeOffer());
    this.state = 'answered';
    const headers: Field[] = [
      this.phone.contact,
      ['Allow', 'INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE'],
    ];
    this.phone.respond(invite, 200, 'OK', { toTag: this.#localTag, headers, body });
    if (hasOffer) this.#connectMedia();
  }

  /** A second 200 with another To tag, as a forking proxy before the phone would pass on. */
  answerAgain(): string {
    const invite = this.#invite;
    const tag = this.phone.token(8);
    if (!invite) return tag;
    this.#strayTags.add(tag);
    const body = invite.request.body === '' ? this.#writeOffer() : this.#writeAnswer();
    const options = { toTag: tag, headers: [this.phone.contact], body };
    invite.reply(this.phone.writeResponse(invite.request, 200, 'OK', options));
    return tag;
  }

  reject(status: number, reason = 'Rejected', headers: readonly Field[] = []): void {
    if (!this.#invite || this.state === 'ended') return;
    this.phone.respond(this.#invite, status, reason, { toTag: this.#localTag, headers });
    this.#end('us');
  }

  /** Gives up before the answer; waits for a provisional response first, unless in a hurry. */
  cancel(options: { atOnce?: boolean } = {}): void {
    if (this.state === 'answered' || this.state === 'ended' || !this.#sent) return;
    if (!this.#sent.transaction.provisional && !options.atOnce) {
      this.#wantsCancel = true;
      return;
    }
    this.#cancelled = true;
    this.phone.sendCancel(this.#sent.transaction);
  }

  hangUp(): Promise<WireMessage> {
    const response = this.request('BYE');
    // Who does not wait for the answer does not care that none came.
    response.catch(() => {});
    this.#end('us');
    return response;
  }

  hold(): Promise<WireMessage> {
    const style = this.phone.personality.holdStyle;
    return this.reinvite({
      direction: style === 'inactive' ? 'inactive' : 'sendonly',
      ...(style === 'zero-address' ? { address: '0.0.0.0' } : {}),
    });
  }

  resume(): Promise<WireMessage> {
    return this.reinvite({ direction: 'sendrecv' });
  }

  /** A re-INVITE and its final response; the ACK goes by itself. */
  reinvite(
    change: { direction?: Direction; address?: string; codecs?: readonly PhoneCodec[]; offer?: boolean } = {},
  ): Promise<WireMessage> {
    this.#direction = change.direction ?? this.#direction;
    const body = change.offer === false ? '' : this.#writeOffer(change);
    this.#ackSdpDue = change.offer === false;
    this.#reinviting = true;
    return new Promise((resolve, reject) => {
      this.#reinvite = this.phone.transact(this.#draft('INVITE', body, []), {
        onTimeout: () => reject(new Error('re-INVITE was never answered')),
        onResponse: (response) => {
          if ((response.status ?? 0) < 200) return;
          const known = this.#acks.get(ackKey(response));
          if (known) return this.#sendTo(known);
          this.#reinviting = false;
          if ((response.status ?? 0) < 300) {
            this.#remoteTarget = this.#targetIn(response);
            this.#learn(response);
            this.#connectMedia();
            this.#sendAck(response);
          }
          resolve(response);
        },
      });
    });
  }

  /** Takes back the re-INVITE that is on its way. */
  cancelReinvite(): void {
    if (this.#reinvite) this.phone.sendCancel(this.#reinvite.transaction);
  }

  /** A request in the dialog and its final response. */
  request(method: string, body = '', extra: readonly Field[] = []): Promise<WireMessage> {
    return new Promise((resolve, reject) => {
      this.phone.transact(this.#draft(method, body, extra), {
        onTimeout: () => reject(new Error(`${method} was never answered`)),
        onResponse: (response) => {
          if ((response.status ?? 0) >= 200) resolve(response);
        },
      });
    });
  }

  /** A key by INFO, as older phones send it. */
  sendDtmfInfo(key: string): Promise<WireMessage> {
    return this.request('INFO', `Signal=${key}\r\nDuration=160\r\n`, [
      ['Content-Type', 'application/dtmf-relay'],
    ]);
  }

  /** A key by RFC 4733. */
  pressKey(key: string): void {
    this.media?.pressKey(key);
  }

  receiveAck(ack: WireMessage): void {
    if (tagOf(field(ack, 'to')) !== this.#localTag) {
      this.strayAcks += 1;
      return;
    }
    const { number } = cseqOf(ack);
    const isOf = (transaction: PhoneServerTransaction): boolean =>
      cseqOf(transaction.request).number === number;
    const reinvite = this.#reinvites.find(isOf);
    if (reinvite) reinvite.receiveAck();
    else if (this.#invite && isOf(this.#invite)) {
      this.acknowledged = true;
      this.#invite.receiveAck();
    } else this.phone.problems.push(`ACK with CSeq ${number} of no INVITE`);
    if (ack.body === '') return;
    this.#learn(ack);
    this.#connectMedia();
  }

  receiveCancel(): void {
    if (!this.#invite || this.#invite.finalStatus !== undefined) return;
    this.phone.respond(this.#invite, 487, 'Request Terminated', { toTag: this.#localTag });
    this.#end('them');
  }

  receiveRequest(transaction: PhoneServerTransaction): void {
    const { request } = transaction;
    const { number } = cseqOf(request);
    const isStray = tagOf(field(request, 'to')) !== this.#localTag;
    if (!isStray && number <= this.#remoteCseq)
      this.phone.problems.push(`${request.method} with CSeq ${number} again`);
    if (!isStray) this.#remoteCseq = Math.max(this.#remoteCseq, number);
    if (isStray) {
      if (request.method === 'BYE') this.strayByes += 1;
      this.phone.respond(transaction, 200, 'OK');
      return;
    }
    if (this.state === 'ended') {
      this.phone.respond(transaction, 481, 'Call/Transaction Does Not Exist');
      return;
    }
    switch (request.method) {
      case 'BYE':
        this.phone.respond(transaction, 200, 'OK');
        this.#end('them');
        return;
      case 'INVITE':
      case 'UPDATE':
        this.#onNewSession(transaction);
        return;
      case 'OPTIONS':
        this.phone.respond(transaction, 200, 'OK');
        return;
      case 'INFO':
        this.infos.push(request);
        this.phone.respond(transaction, 200, 'OK');
        return;
      default:
        this.phone.problems.push(`unexpected ${request.method} in a call`);
        this.phone.respond(transaction, 501, 'Not Implemented');
        return;
    }
  }

  #onNewSession(transaction: PhoneServerTransaction): void {
    if (this.onReinvite(transaction)) return;
    if (this.#reinviting) {
      this.phone.respond(transaction, 491, 'Request Pending');
      return;
    }
    const { request } = transaction;
    this.#remoteTarget = this.#targetIn(request);
    if (request.method === 'INVITE') this.#reinvites.push(transaction);
    transaction.onUnacknowledged = () =>
      this.phone.problems.push('answer to a re-INVITE was never acknowledged');
    const headers = this.#ownContact();
    if (request.body === '') {
      const body = request.method === 'UPDATE' ? '' : this.#writeOffer();
      this.phone.respond(transaction, 200, 'OK', { headers, body });
      return;
    }
    this.#learn(request);
    this.phone.respond(transaction, 200, 'OK', { headers, body: this.#writeAnswer() });
    this.#connectMedia();
  }

  #onInviteResponse(response: WireMessage): void {
    const status = response.status ?? 0;
    const tag = tagOf(field(response, 'to'));
    if (status >= 200 && status < 300) {
      this.#onAnswer(response, tag);
      return;
    }
    this.statuses.push(status);
    if (status >= 300) {
      this.finalResponse = response;
      this.#end('them');
      return;
    }
    if (tag !== undefined) {
      this.#remoteTag = tag;
      if (fields(response, 'contact').length > 0) this.#remoteTarget = this.#targetIn(response);
      if (response.body !== '') {
        this.#learn(response);
        this.#connectMedia();
      }
    }
    if (status > 100 && this.state === 'calling') this.state = 'ringing';
    if (this.#wantsCancel && !this.#cancelled) this.cancel();
  }

  #onAnswer(response: WireMessage, tag: string | undefined): void {
    const known = this.#acks.get(ackKey(response));
    if (known) {
      this.#sendTo(known);
      return;
    }
    const isFirst = this.finalResponse === undefined;
    if (isFirst) {
      this.statuses.push(response.status ?? 0);
      this.finalResponse = response;
      this.#remoteTag = tag;
      this.#remoteTarget = this.#targetIn(response);
      this.#routes = fields(response, 'record-route').reverse();
      if (response.body !== '') this.#learn(response);
      this.state = 'answered';
      this.#sendAck(response);
      this.#connectMedia();
      if (this.#cancelled) void this.hangUp();
      return;
    }
    this.phone.problems.push('a second answer with another To tag');
  }

  /** The ACK of a 2xx: its own transaction, the CSeq of the INVITE (RFC 3261 §13.2.2.4). */
  #sendAck(response: WireMessage): void {
    const answer = this.#ackSdpDue && response.body !== '' ? this.#writeAnswer() : '';
    this.#ackSdpDue = false;
    const headers: Field[] = [
      ['Via', this.phone.newVia().value],
      ['Max-Forwards', '70'],
      ['From', `<${this.#localUri}>;tag=${this.#localTag}`],
      ['To', this.#remoteValue()],
      ['Call-ID', this.callId],
      ['CSeq', `${cseqOf(response).number} ACK`],
      ...this.#routes.map((route): Field => ['Route', route]),
    ];
    if (answer !== '') headers.push(['Content-Type', 'application/sdp']);
    const bytes = this.phone.write(`ACK ${this.#remoteTarget} SIP/2.0`, headers, answer);
    this.#acks.set(ackKey(response), bytes);
    this.#sendTo(bytes);
  }

  #sendTo(bytes: Uint8Array): void {
    if (this.phone.powered) this.phone.sendRaw(bytes, this.#destination());
  }

  #draft(method: string, body: string, extra: readonly Field[]): Draft {
    const inDialog = this.#remoteTag !== undefined;
    const destination = inDialog ? this.#destination() : undefined;
    const headers: Field[] = [...extra];
    const targetRefresh = method === 'INVITE' || method === 'UPDATE';
    if (targetRefresh) headers.push(...(inDialog ? this.#ownContact() : [this.phone.contact]));
    for (const route of this.#routes) headers.push(['Route', route]);
    if (body !== '' && !extra.some(([name]) => name === 'Content-Type'))
      headers.push(['Content-Type', 'application/sdp']);
    const name = this.phone.personality.displayName;
    const from = `<${this.#localUri}>;tag=${this.#localTag}`;
    return {
      method,
      uri: this.#remoteTarget,
      from: name === undefined ? from : `"${name}" ${from}`,
      to: this.#remoteValue(),
      callId: this.callId,
      nextCseq: () => ++this.#cseq,
      extra: headers,
      body,
      ...(destination ? { destination } : {}),
    };
  }

  #ownContact(): Field[] {
    return this.phone.personality.contactInDialog ? [this.phone.contact] : [];
  }

  #remoteValue(): string {
    return `<${this.#remoteUri}>${this.#remoteTag === undefined ? '' : `;tag=${this.#remoteTag}`}`;
  }

  /** Where a phone sends by itself what is for the other side's Contact; a name is not looked up. */
  #destination(): SocketAddress | undefined {
    const uri = uriOf(this.#routes[0] ?? this.#remoteTarget);
    const match = /^(?:\[([^\]]+)\]|(\d+\.\d+\.\d+\.\d+))(?::(\d+))?(?:;|$)/.exec(
      uri.replace(/^sips?:(?:[^@]*@)?/, ''),
    );
    if (!match) return undefined;
    const address = match[1] ?? match[2] ?? '';
    return { family: match[1] ? 'ipv6' : 'ipv4', address, port: Number(match[3] ?? 5060) };
  }

  #targetIn(message: WireMessage): string {
    const contact = fields(message, 'contact')[0];
    if (contact === undefined) {
      if (message.method !== 'UPDATE') this.phone.problems.push(`${message.startLine} without Contact`);
      return this.#remoteTarget;
    }
    const uri = uriOf(contact);
    const saysTcp = /;transport=tcp/i.test(uri);
    if (saysTcp !== this.phone.transport.reliable)
      this.phone.problems.push(`Contact for another transport: ${uri}`);
    return uri;
  }

  #end(by: 'us' | 'them'): void {
    if (this.state === 'ended') return;
    this.state = 'ended';
    this.endedBy = by;
    this.media?.stop();
  }

  async #openMedia(): Promise<void> {
    if (this.media) return;
    const { network, clock, random, address, personality } = this.phone;
    const port = this.phone.nextRtpPort();
    this.media = await RtpProbe.open({ network, clock, random, address, port, ptimeMs: personality.ptimeMs });
  }

  #learn(message: WireMessage): void {
    if (message.body === '') return;
    const session = readSession(message.body);
    if (session) this.remoteSession = session;
    else this.phone.problems.push('a session description without audio');
  }

  /** Talks to where the other side said it listens, in the codecs both named. */
  #connectMedia(): void {
    const session = this.remoteSession;
    if (!this.media || !session) return;
    const { address, port } = session;
    const mayReceive =
      address !== '0.0.0.0' && (session.direction === 'sendrecv' || session.direction === 'recvonly');
    this.media.remote =
      port === 0 ? undefined : { family: address.includes(':') ? 'ipv6' : 'ipv4', address, port };
    this.media.maySend = mayReceive && (this.#direction === 'sendrecv' || this.#direction === 'sendonly');
    const names = new Set(this.#offered.map(({ encoding }) => encoding.toLowerCase()));
    this.media.codecs = session.codecs.filter(({ encoding }) => names.has(encoding.toLowerCase()));
    this.media.receiveCodecs = this.#offered;
  }

  #writeOffer(change: { address?: string; codecs?: readonly PhoneCodec[] } = {}): string {
    this.#offered = change.codecs ?? this.phone.personality.codecs;
    return this.#write(this.#offered, this.#direction, this.phone.personality.profile, change.address);
  }

  #writeAnswer(codecs: readonly PhoneCodec[] = this.phone.personality.codecs): string {
    const offer = this.remoteSession;
    if (!offer) return '';
    const names = new Set(codecs.map(({ encoding }) => encoding.toLowerCase()));
    this.#offered = offer.codecs.filter(({ encoding }) => names.has(encoding.toLowerCase()));
    const onHold = offer.address === '0.0.0.0' && offer.direction === 'sendrecv';
    const answered = onHold ? 'recvonly' : mirrored(offer.direction);
    const wanted = this.#direction === 'sendrecv' ? answered : this.#direction;
    return this.#write(this.#offered, wanted, offer.profile);
  }

  #write(codecs: readonly PhoneCodec[], direction: Direction, profile: string, address?: string): string {
    const { personality } = this.phone;
    this.#sessionVersion += 1;
    return writeSession({
      address: address ?? personality.believedAddress?.address ?? this.phone.address,
      port: this.media?.local.port ?? 9,
      codecs,
      direction,
      version: this.#sessionVersion,
      profile,
      fixedOrigin: personality.fixedOrigin,
      name: personality.sessionName,
      terse: personality.terseSdp,
      ...(personality.ptimeMs === 20 ? {} : { ptimeMs: personality.ptimeMs }),
      extraLines: personality.extraSdpLines,
    });
  }
}

function ackKey(response: WireMessage): string {
  return `${cseqOf(response).number} ${tagOf(field(response, 'to')) ?? ''}`;
}
