import type { Phone } from './phone.ts';
import { PhoneDialog } from './phone-dialog.ts';
import { type ReceivedText, readText } from './phone-mail.ts';
import { PhoneMedia } from './phone-media.ts';
import { PhoneReferral } from './phone-referral.ts';
import { ReliableOrder, ReliableRinging } from './phone-reliability.ts';
import type { Direction, PhoneCodec, PhoneSession } from './phone-sdp.ts';
import type { PhoneServerTransaction } from './phone-transactions.ts';
import type { ResponseOptions, Sent } from './phone-types.ts';
import type { RtpProbe } from './rtp-probe.ts';
import { cseqOf, type Field, field, fields, tagOf, uriOf, type WireMessage } from './wire.ts';

export interface AnswerOptions {
  /** What to accept; the phone's own list unless given. */
  readonly codecs?: readonly PhoneCodec[];
  /** Another session description than the phone would write. */
  readonly sdp?: string;
  readonly headers?: readonly Field[];
}

export interface CallOptions {
  /** False: the other side is to make the offer. */
  readonly offer?: boolean;
  /** Another offer than the phone would make. */
  readonly sdp?: string;
  readonly headers?: readonly Field[];
}

/** A re-INVITE; without anything it offers what the phone wants now. */
export interface Reinvitation {
  readonly direction?: Direction;
  readonly address?: string;
  readonly codecs?: readonly PhoneCodec[];
  /** False: the other side is to make the offer. */
  readonly offer?: boolean;
  /** Instead of what the phone would write. */
  readonly sdp?: string;
  readonly headers?: readonly Field[];
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
  readonly infos: WireMessage[] = [];
  readonly referrals: PhoneReferral[] = [];
  /** Sent within the call. */
  readonly texts: ReceivedText[] = [];
  /** Of the answer given by `answerAgain`: what came for its dialog. */
  strayAcks = 0;
  strayByes = 0;
  acknowledged = false;
  /** Sends ACK for an answer to its INVITE. */
  acknowledgesAnswers = true;
  /** Sends PRACK for what is reliable (RFC 3262). */
  acknowledgesRinging = true;
  /** The final responses to its PRACKs. */
  readonly prackResponses: WireMessage[] = [];
  /** What it sends reliably while it rings. */
  readonly ringing: ReliableRinging;
  /** Answers re-INVITEs and UPDATEs itself when it returns true, with another session when it returns that. */
  onReinvite: (transaction: PhoneServerTransaction) => boolean | string = () => false;
  readonly #dialog: PhoneDialog;
  readonly #media: PhoneMedia;
  #sent: Sent | undefined;
  #reinvite: Sent | undefined;
  readonly #invite: PhoneServerTransaction | undefined;
  /** By the CSeq of the INVITE and the tag of the answer. */
  readonly #acks = new Map<string, Uint8Array>();
  readonly #strayTags = new Set<string>();
  readonly #reliableOrder = new ReliableOrder();
  /** Requests of the dialog that were answered with a session and wait for their ACK. */
  readonly #reinvites: PhoneServerTransaction[] = [];
  #cancelled = false;
  #wantsCancel = false;
  #reinviting = false;
  #ackSdpDue = false;

  static outgoing(phone: Phone, uri: string): PhoneCall {
    return new PhoneCall(phone, uri, undefined);
  }

  static incoming(phone: Phone, transaction: PhoneServerTransaction): PhoneCall {
    return new PhoneCall(phone, '', transaction);
  }

  private constructor(phone: Phone, uri: string, invite: PhoneServerTransaction | undefined) {
    this.phone = phone;
    this.direction = invite ? 'incoming' : 'outgoing';
    this.#invite = invite;
    this.incomingInvite = invite?.request;
    this.#dialog = new PhoneDialog(phone, invite?.request ?? uri);
    this.#media = new PhoneMedia(phone);
    this.ringing = new ReliableRinging(phone.clock, 1 + phone.random.integer(1000));
    if (!invite) return;
    this.#media.learn(invite.request);
    invite.onUnacknowledged = () =>
      this.phone.problems.push(`final ${invite.finalStatus} was never acknowledged`);
  }

  get media(): RtpProbe | undefined {
    return this.#media.probe;
  }

  /** What the other side said last. */
  get remoteSession(): PhoneSession | undefined {
    return this.#media.remote;
  }

  /** What we said last. */
  get ownSession(): string {
    return this.#media.own;
  }

  get callId(): string {
    return this.#dialog.callId;
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
    return this.#dialog.localTag;
  }

  get remoteTag(): string | undefined {
    return this.#dialog.remoteTag;
  }

  get remoteTarget(): string {
    return this.#dialog.remoteTarget;
  }

  /** True for the requests of this call's dialog, and for ACK and CANCEL of the INVITE that began it. */
  matches(request: WireMessage): boolean {
    if (field(request, 'call-id') !== this.callId) return false;
    const toTag = tagOf(field(request, 'to'));
    return toTag === undefined || toTag === this.#dialog.localTag || this.#strayTags.has(toTag);
  }

  async invite(options: CallOptions = {}): Promise<void> {
    const withOffer = options.offer ?? true;
    await this.#media.open();
    const body = withOffer ? this.#writeOffer(options) : '';
    this.#ackSdpDue = !withOffer;
    this.#sent = this.phone.transact(this.#dialog.draft('INVITE', body, options.headers ?? []), {
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
    const body = status === 183 && this.media ? this.#media.writeAnswer() : '';
    const options = { toTag: this.#dialog.localTag, headers: [this.phone.contact], body };
    this.phone.respond(this.#invite, status, status === 180 ? 'Ringing' : 'Session Progress', options);
  }

  /** 183 with a session description, and sound before the answer. */
  async ringWithMedia(): Promise<void> {
    await this.#media.open();
    this.ring(183);
    this.#media.connect();
  }

  /**
   * A reliable 180 or 183: with a description when `media` says so, which is the answer to the INVITE's offer or, when
   * it had none, an offer.
   */
  async ringReliably(status: 180 | 183 = 180, options: { media?: boolean } = {}): Promise<void> {
    const invite = this.#invite;
    if (!invite || this.state === 'ended') return;
    await this.#media.open();
    this.state = 'ringing';
    const hasOffer = invite.request.body !== '';
    const body = !options.media ? '' : hasOffer ? this.#media.writeAnswer() : this.#media.writeOffer();
    const reason = status === 180 ? 'Ringing' : 'Session Progress';
    this.ringing.send((reliable) =>
      this.phone.respond(invite, status, reason, {
        toTag: this.#dialog.localTag,
        headers: [this.phone.contact, ...reliable],
        body,
      }),
    );
    if (hasOffer && options.media) this.#media.connect();
  }

  async answer(options: AnswerOptions = {}): Promise<void> {
    const invite = this.#invite;
    if (!invite || this.state === 'ended') return;
    await this.#media.open();
    const hasOffer = invite.request.body !== '';
    const body =
      options.sdp ?? (hasOffer ? this.#media.writeAnswer(options.codecs) : this.#media.writeOffer());
    this.state = 'answered';
    const headers: Field[] = [
      this.phone.contact,
      ['Allow', 'INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE'],
      ...(options.headers ?? []),
    ];
    this.phone.respond(invite, 200, 'OK', { toTag: this.#dialog.localTag, headers, body });
    if (hasOffer) this.#media.connect();
  }

  /** Any response at all to the INVITE, once, from this phone or from one with another tag behind it. */
  say(status: number, reason: string, options: ResponseOptions = {}): void {
    const toTag = options.toTag ?? this.#dialog.localTag;
    this.#strayTags.add(toTag);
    const headers = [this.phone.contact, ...(options.headers ?? [])];
    const invite = this.#invite;
    invite?.reply(this.phone.writeResponse(invite.request, status, reason, { ...options, toTag, headers }));
  }

  /** A second 200 with another To tag, as a forking proxy before the phone would pass on. */
  answerAgain(): string {
    const invite = this.#invite;
    const tag = this.phone.token(8);
    if (!invite) return tag;
    this.#strayTags.add(tag);
    const body = invite.request.body === '' ? this.#media.writeOffer() : this.#media.writeAnswer();
    const options = { toTag: tag, headers: [this.phone.contact], body };
    invite.reply(this.phone.writeResponse(invite.request, 200, 'OK', options));
    return tag;
  }

  reject(status: number, reason = 'Rejected', headers: readonly Field[] = []): void {
    if (!this.#invite || this.state === 'ended') return;
    this.phone.respond(this.#invite, status, reason, { toTag: this.#dialog.localTag, headers });
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
    if (style === 'unsaid') return this.reinvite();
    return this.reinvite({
      direction: style === 'inactive' ? 'inactive' : 'sendonly',
      ...(style === 'zero-address' ? { address: '0.0.0.0' } : {}),
    });
  }

  resume(): Promise<WireMessage> {
    return this.reinvite({ direction: 'sendrecv' });
  }

  /** A re-INVITE and its final response; the ACK goes by itself. */
  reinvite(change: Reinvitation = {}): Promise<WireMessage> {
    this.#media.direction = change.direction ?? this.#media.direction;
    const body = change.offer === false ? '' : this.#writeOffer(change);
    this.#ackSdpDue = change.offer === false;
    this.#reinviting = true;
    return new Promise((resolve, reject) => {
      this.#reinvite = this.phone.transact(this.#dialog.draft('INVITE', body, change.headers ?? []), {
        onTimeout: () => reject(new Error('re-INVITE was never answered')),
        onResponse: (response) => {
          if ((response.status ?? 0) < 200) return;
          const known = this.#acks.get(ackKey(response));
          if (known) return this.#dialog.send(known);
          this.#reinviting = false;
          if ((response.status ?? 0) < 300) {
            this.#dialog.refreshTarget(response);
            this.#media.learn(response);
            this.#media.connect();
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
      this.phone.transact(this.#dialog.draft(method, body, extra), {
        onTimeout: () => reject(new Error(`${method} was never answered`)),
        onResponse: (response) => {
          if ((response.status ?? 0) >= 200) resolve(response);
        },
      });
    });
  }

  /** How another phone, or the exchange, names this call's dialog (RFC 3891). */
  get replaces(): string {
    return `${this.callId};to-tag=${this.remoteTag};from-tag=${this.localTag}`;
  }

  /** Transfers the other side: to a number or URI, in place of another call when one is given. */
  refer(
    target: string,
    options: { replaces?: Pick<PhoneCall, 'replaces'>; headers?: readonly Field[] } = {},
  ): PhoneReferral {
    const referral = new PhoneReferral(
      (problem) => this.phone.problems.push(problem),
      this.referrals.length === 0,
    );
    this.referrals.push(referral);
    const uri = target.includes(':') ? target : `sip:${target}@${this.phone.domain}`;
    const { replaces } = options.replaces ?? {};
    const query = replaces === undefined ? '' : `?Replaces=${encodeURIComponent(replaces)}`;
    const headers: Field[] = [
      ['Refer-To', `<${uri}${query}>`],
      ['Referred-By', `<${this.phone.addressOfRecord}>`],
      ...(options.headers ?? []),
      this.phone.contact,
    ];
    void this.request('REFER', '', headers).then((response) => referral.onAnswer(response));
    return referral;
  }

  /** A key by INFO, as older phones send it. */
  sendDtmfInfo(key: string): Promise<WireMessage> {
    return this.request('INFO', `Signal=${key}\r\nDuration=160\r\n`, [
      ['Content-Type', 'application/dtmf-relay'],
    ]);
  }

  /** A key as this phone sends keys. */
  async dial(key: string): Promise<void> {
    const { keyStyle } = this.phone.personality;
    if (keyStyle !== 'info') this.pressKey(key);
    if (keyStyle !== 'event') await this.sendDtmfInfo(key);
  }

  /** A key by RFC 4733. */
  pressKey(key: string): void {
    this.media?.pressKey(key);
  }

  receiveAck(ack: WireMessage): void {
    if (tagOf(field(ack, 'to')) !== this.#dialog.localTag) {
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
    this.#media.learn(ack);
    this.#media.connect();
  }

  receiveCancel(): void {
    if (!this.#invite || this.#invite.finalStatus !== undefined) return;
    this.phone.respond(this.#invite, 487, 'Request Terminated', { toTag: this.#dialog.localTag });
    this.#end('them');
  }

  receiveRequest(transaction: PhoneServerTransaction): void {
    const { request } = transaction;
    if (tagOf(field(request, 'to')) !== this.#dialog.localTag) {
      if (request.method === 'BYE') this.strayByes += 1;
      this.phone.respond(transaction, 200, 'OK');
      return;
    }
    this.#dialog.takeSequence(request);
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
      case 'PRACK':
        this.#onPrack(transaction);
        return;
      case 'OPTIONS':
        this.phone.respond(transaction, 200, 'OK');
        return;
      case 'NOTIFY':
        this.#onNotify(transaction);
        return;
      case 'INFO':
        this.infos.push(request);
        this.phone.respond(transaction, 200, 'OK');
        return;
      case 'MESSAGE':
        this.texts.push(readText(request));
        this.phone.respond(transaction, 200, 'OK');
        return;
      default:
        this.phone.problems.push(`unexpected ${request.method} in a call`);
        this.phone.respond(transaction, 501, 'Not Implemented');
        return;
    }
  }

  #onPrack(transaction: PhoneServerTransaction): void {
    const { request } = transaction;
    if (!this.#invite || !this.ringing.takes(request, this.#invite.request)) {
      this.phone.problems.push(`PRACK of nothing: ${field(request, 'rack')}`);
      this.phone.respond(transaction, 481, 'Call/Transaction Does Not Exist');
      return;
    }
    this.phone.respond(transaction, 200, 'OK');
    if (request.body === '') return;
    this.#media.learn(request);
    this.#media.connect();
  }

  #onNotify(transaction: PhoneServerTransaction): void {
    const referral = this.referrals.find((candidate) => candidate.takes(transaction));
    if (!referral) {
      this.phone.problems.push('unexpected NOTIFY in a call');
      this.phone.respond(transaction, 489, 'Bad Event');
      return;
    }
    referral.receive(transaction);
    this.phone.respond(transaction, 200, 'OK');
  }

  #onNewSession(transaction: PhoneServerTransaction): void {
    const own = this.onReinvite(transaction);
    if (own === true) return;
    if (this.#reinviting) {
      this.phone.respond(transaction, 491, 'Request Pending');
      return;
    }
    const { request } = transaction;
    this.#dialog.refreshTarget(request);
    if (request.method === 'INVITE') this.#reinvites.push(transaction);
    transaction.onUnacknowledged = () =>
      this.phone.problems.push('answer to a re-INVITE was never acknowledged');
    const headers = this.#dialog.ownContact;
    if (request.body === '') {
      const body = request.method === 'UPDATE' ? '' : this.#media.writeOffer();
      this.phone.respond(transaction, 200, 'OK', { headers, body });
      return;
    }
    this.#media.learn(request);
    const body = own === false ? this.#media.writeAnswer() : own;
    this.phone.respond(transaction, 200, 'OK', { headers, body });
    this.#media.connect();
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
      this.#dialog.remoteTag = tag;
      if (fields(response, 'contact').length > 0) this.#dialog.refreshTarget(response);
      if (response.body !== '') {
        this.#media.learn(response);
        this.#media.connect();
      }
    }
    if (this.acknowledgesRinging) this.#acknowledgeRinging(response, tag);
    if (status > 100 && this.state === 'calling') this.state = 'ringing';
    if (this.#wantsCancel && !this.#cancelled) this.cancel();
  }

  #acknowledgeRinging(response: WireMessage, tag: string | undefined): void {
    const rack = this.#reliableOrder.rackFor(response, tag);
    if (rack === undefined) return;
    const isOffer = this.#ackSdpDue && response.body !== '';
    if (isOffer) this.#ackSdpDue = false;
    const answer = isOffer ? this.#media.writeAnswer() : '';
    void this.request('PRACK', answer, [['RAck', rack]]).then((final) => this.prackResponses.push(final));
    if (isOffer) this.#media.connect();
  }

  #onAnswer(response: WireMessage, tag: string | undefined): void {
    const known = this.#acks.get(ackKey(response));
    if (known) {
      this.#dialog.send(known);
      return;
    }
    const isFirst = this.finalResponse === undefined;
    if (isFirst) {
      this.statuses.push(response.status ?? 0);
      this.finalResponse = response;
      this.#dialog.remoteTag = tag;
      this.#dialog.refreshTarget(response);
      this.#dialog.routes = fields(response, 'record-route').reverse();
      if (response.body !== '') this.#media.learn(response);
      this.state = 'answered';
      if (this.acknowledgesAnswers) this.#sendAck(response);
      this.#media.connect();
      if (this.#cancelled) void this.hangUp();
      return;
    }
    this.phone.problems.push('a second answer with another To tag');
  }

  #writeOffer(change: Reinvitation): string {
    return change.sdp === undefined ? this.#media.writeOffer(change) : this.#media.takeOffer(change.sdp);
  }

  /** The ACK of a 2xx: its own transaction, the CSeq of the INVITE (RFC 3261 §13.2.2.4). */
  #sendAck(response: WireMessage): void {
    const answer = this.#ackSdpDue && response.body !== '' ? this.#media.writeAnswer() : '';
    this.#ackSdpDue = false;
    const bytes = this.#dialog.writeAck(response, answer);
    this.#acks.set(ackKey(response), bytes);
    this.#dialog.send(bytes);
  }

  #end(by: 'us' | 'them'): void {
    if (this.state === 'ended') return;
    this.state = 'ended';
    this.endedBy = by;
    this.ringing.stop();
    this.#media.probe?.stop();
  }
}

function ackKey(response: WireMessage): string {
  return `${cseqOf(response).number} ${tagOf(field(response, 'to')) ?? ''}`;
}
