import type { Phone } from './phone.ts';
import { PhoneAcks } from './phone-acks.ts';
import type { AnswerOptions, CallOptions, Reinvitation } from './phone-call-options.ts';
import { PhoneDialog } from './phone-dialog.ts';
import { PhoneIncomingInvite } from './phone-incoming-invite.ts';
import { type ReceivedText, readText } from './phone-mail.ts';
import { PhoneMedia } from './phone-media.ts';
import { PhoneOutgoingInvite } from './phone-outgoing-invite.ts';
import { PhoneReferral } from './phone-referral.ts';
import { PhoneReinvitations } from './phone-reinvitations.ts';
import { ReliableRinging } from './phone-reliability.ts';
import type { PhoneSession } from './phone-sdp.ts';
import type { PhoneServerTransaction } from './phone-transactions.ts';
import type { ResponseOptions } from './phone-types.ts';
import type { RtpProbe } from './rtp-probe.ts';
import { cseqOf, type Field, field, tagOf, uriOf, type WireMessage } from './wire.ts';

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
  readonly #dialog: PhoneDialog;
  readonly #media: PhoneMedia;
  readonly #acks: PhoneAcks;
  readonly #reinvitations: PhoneReinvitations;
  readonly #incoming: PhoneIncomingInvite | undefined;
  readonly #outgoing: PhoneOutgoingInvite;

  static outgoing(phone: Phone, uri: string): PhoneCall {
    return new PhoneCall(phone, uri, undefined);
  }

  static incoming(phone: Phone, transaction: PhoneServerTransaction): PhoneCall {
    return new PhoneCall(phone, '', transaction);
  }

  private constructor(phone: Phone, uri: string, invite: PhoneServerTransaction | undefined) {
    this.phone = phone;
    this.direction = invite ? 'incoming' : 'outgoing';
    this.incomingInvite = invite?.request;
    this.#dialog = new PhoneDialog(phone, invite?.request ?? uri);
    this.#media = new PhoneMedia(phone);
    this.#acks = new PhoneAcks(this.#dialog, this.#media);
    this.#reinvitations = new PhoneReinvitations(phone, this.#dialog, this.#media, this.#acks);
    this.#outgoing = new PhoneOutgoingInvite(this, this.#dialog, this.#media, this.#acks);
    this.ringing = new ReliableRinging(phone.clock, 1 + phone.random.integer(1000));
    if (invite) this.#incoming = new PhoneIncomingInvite(phone, invite, this.#dialog, this.#media);
  }

  /** Answers re-INVITEs and UPDATEs itself when it returns true, with another session when it returns that. */
  set onReinvite(answer: (transaction: PhoneServerTransaction) => boolean | string) {
    this.#reinvitations.onReceived = answer;
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
    return (
      toTag === undefined || toTag === this.#dialog.localTag || this.#incoming?.isAnsweredAs(toTag) === true
    );
  }

  async invite(options: CallOptions = {}): Promise<void> {
    await this.#media.open();
    this.#outgoing.send(options);
  }

  ring(status: 180 | 183 = 180): void {
    const invite = this.#unanswered;
    if (!invite) return;
    this.state = 'ringing';
    invite.ring(status);
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
    const invite = this.#unanswered;
    if (!invite) return;
    await this.#media.open();
    this.state = 'ringing';
    invite.ringReliably(this.ringing, status, options.media === true);
  }

  async answer(options: AnswerOptions = {}): Promise<void> {
    const invite = this.#unanswered;
    if (!invite) return;
    await this.#media.open();
    this.state = 'answered';
    invite.answer(options);
  }

  /** Any response at all to the INVITE, once, from this phone or from one with another tag behind it. */
  say(status: number, reason: string, options: ResponseOptions = {}): void {
    this.#incoming?.say(status, reason, options);
  }

  /** A second 200 with another To tag, as a forking proxy before the phone would pass on. */
  answerAgain(): string {
    const tag = this.phone.token(8);
    this.#incoming?.answerAgain(tag);
    return tag;
  }

  reject(status: number, reason = 'Rejected', headers: readonly Field[] = []): void {
    const invite = this.#unanswered;
    if (!invite) return;
    invite.refuse(status, reason, headers);
    this.end('us');
  }

  /** Gives up before the answer; waits for a provisional response first, unless in a hurry. */
  cancel(options: { atOnce?: boolean } = {}): void {
    if (this.state !== 'answered' && this.state !== 'ended') this.#outgoing.cancel(options.atOnce === true);
  }

  hangUp(): Promise<WireMessage> {
    const response = this.request('BYE');
    // Who does not wait for the answer does not care that none came.
    response.catch(() => {});
    this.end('us');
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
    return this.#reinvitations.send(change);
  }

  /** Takes back the re-INVITE that is on its way. */
  cancelReinvite(): void {
    this.#reinvitations.cancel();
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
    const invite = this.#incoming;
    if (invite?.isOf(ack)) {
      this.acknowledged = true;
      invite.transaction.receiveAck();
    } else if (!this.#reinvitations.takesAck(ack))
      this.phone.problems.push(`ACK with CSeq ${cseqOf(ack).number} of no INVITE`);
    if (ack.body === '') return;
    this.#media.learn(ack);
    this.#media.connect();
  }

  receiveCancel(): void {
    if (!this.#incoming || this.#incoming.isAnswered) return;
    this.#incoming.refuse(487, 'Request Terminated');
    this.end('them');
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
        this.end('them');
        return;
      case 'INVITE':
      case 'UPDATE':
        this.#reinvitations.receive(transaction);
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
    if (this.#incoming) return this.#incoming.onPrack(transaction, this.ringing);
    this.phone.problems.push('PRACK in a call of our own');
    this.phone.respond(transaction, 481, 'Call/Transaction Does Not Exist');
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

  get #unanswered(): PhoneIncomingInvite | undefined {
    return this.state === 'ended' ? undefined : this.#incoming;
  }

  /** It is over, by a message of this side or the other. */
  end(by: 'us' | 'them'): void {
    if (this.state === 'ended') return;
    this.state = 'ended';
    this.endedBy = by;
    this.ringing.stop();
    this.#media.probe?.stop();
  }
}
