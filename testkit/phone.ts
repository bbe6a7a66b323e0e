import type { Challenge } from './digest-client.ts';
import { PhoneCall } from './phone-call.ts';
import type { CallOptions } from './phone-call-options.ts';
import { PhoneMail } from './phone-mail.ts';
import { PhoneRegistration } from './phone-registration.ts';
import { PhoneSubscription, type SubscribeOptions } from './phone-subscription.ts';
import type { PhoneServerTransaction } from './phone-transactions.ts';
import type { Draft, PhoneOptions, RegisterOptions } from './phone-types.ts';
import { PhoneUserAgent } from './phone-user-agent.ts';
import { wordParty, wordTo } from './phone-wording.ts';
import type { Field, WireMessage } from './wire.ts';

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
export class Phone extends PhoneUserAgent {
  readonly registration: PhoneRegistration;
  readonly calls: PhoneCall[] = [];
  readonly subscriptions: PhoneSubscription[] = [];
  readonly mail = new PhoneMail();
  /** Told of every new incoming call, after it began to ring. */
  onCall: (call: PhoneCall) => void = () => {};
  #rtpPort: number;

  static async start(options: PhoneOptions): Promise<Phone> {
    const phone = new Phone(options);
    await phone.connect();
    return phone;
  }

  private constructor(options: PhoneOptions) {
    super(options);
    // Two phones of one device have ports of their own.
    this.#rtpPort = 40_000 + ((this.port - 5060) & 0x3f) * 100;
    this.registration = new PhoneRegistration(this);
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

  nextRtpPort(): number {
    this.#rtpPort += 2;
    return this.#rtpPort;
  }

  /** Pulls the plug: nothing is sent or received any more, no timer is left. */
  override close(): void {
    this.registration.stop();
    for (const call of this.calls) call.media?.close();
    super.close();
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

  protected override takeNewRequest(transaction: PhoneServerTransaction): void {
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
}
