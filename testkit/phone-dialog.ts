import type { SocketAddress } from '../src/base/sockets.ts';
import type { Phone } from './phone.ts';
import type { Draft } from './phone-types.ts';
import { wordParty, wordTo } from './phone-wording.ts';
import { cseqOf, type Field, field, fields, tagOf, uriOf, type WireMessage } from './wire.ts';

/** The phone's side of a dialog (RFC 3261 §12): who is who, where requests go, and what is next. */
export class PhoneDialog {
  readonly callId: string;
  readonly localTag: string;
  remoteTag: string | undefined;
  remoteTarget: string;
  routes: readonly string[] = [];
  readonly #phone: Phone;
  readonly #localUri: string;
  readonly #remoteUri: string;
  #cseq: number;
  #remoteCseq = 0;

  /** For a call to a URI, or for an INVITE that came in. */
  constructor(phone: Phone, peer: string | WireMessage) {
    this.#phone = phone;
    this.localTag = phone.newTag();
    this.#cseq = phone.personality.firstCseq.dialog - 1;
    if (typeof peer === 'string') {
      this.#localUri = phone.addressOfRecord;
      this.#remoteUri = peer;
      this.remoteTarget = peer;
      this.callId = phone.newCallId();
      return;
    }
    this.#localUri = uriOf(field(peer, 'to'));
    this.#remoteUri = uriOf(field(peer, 'from'));
    this.remoteTarget = this.#remoteUri;
    this.callId = field(peer, 'call-id');
    this.remoteTag = tagOf(field(peer, 'from'));
    this.#remoteCseq = cseqOf(peer).number;
    this.routes = fields(peer, 'record-route');
    this.refreshTarget(peer);
  }

  /** In a dialog a phone may leave its Contact out (RFC 3261 §12.2.1.1 says SHOULD). */
  get ownContact(): Field[] {
    return this.#phone.personality.contactInDialog ? [this.#phone.contact] : [];
  }

  /** A request of the other side; complains when its CSeq does not rise. */
  takeSequence(request: WireMessage): void {
    const { number } = cseqOf(request);
    if (number <= this.#remoteCseq) this.#phone.problems.push(`${request.method} with CSeq ${number} again`);
    this.#remoteCseq = Math.max(this.#remoteCseq, number);
  }

  refreshTarget(message: WireMessage): void {
    const contact = fields(message, 'contact')[0];
    if (contact === undefined) {
      if (message.method !== 'UPDATE') this.#phone.problems.push(`${message.startLine} without Contact`);
      return;
    }
    this.remoteTarget = uriOf(contact);
    if (transportOf(this.remoteTarget) !== this.#phone.transport.name.replace('WSS', 'WS')) {
      this.#phone.problems.push(`Contact for another transport: ${this.remoteTarget}`);
    }
  }

  draft(method: string, body: string, extra: readonly Field[]): Draft {
    const inDialog = this.remoteTag !== undefined;
    const destination = inDialog ? this.#destination() : undefined;
    const headers: Field[] = [...extra];
    const refreshesTarget = ['INVITE', 'UPDATE', 'SUBSCRIBE'].includes(method);
    if (refreshesTarget) headers.push(...(inDialog ? this.ownContact : [this.#phone.contact]));
    for (const route of this.routes) headers.push(['Route', route]);
    if (body !== '' && !extra.some(([name]) => name === 'Content-Type')) {
      headers.push(['Content-Type', 'application/sdp']);
    }
    const { personality } = this.#phone;
    return {
      method,
      uri: this.remoteTarget,
      from: wordParty(personality, this.#localUri, { name: personality.displayName, tag: this.localTag }),
      to: inDialog ? this.#remoteValue() : wordTo(personality, this.#remoteUri),
      callId: this.callId,
      nextCseq: () => ++this.#cseq,
      extra: headers,
      body,
      ...(destination ? { destination } : {}),
    };
  }

  /** The ACK of a 2xx: its own transaction, the CSeq of the INVITE (RFC 3261 §13.2.2.4). */
  writeAck(response: WireMessage, answer: string): Uint8Array {
    const headers: Field[] = [
      ['Via', this.#phone.newVia().value],
      ['Max-Forwards', '70'],
      ['From', `<${this.#localUri}>;tag=${this.localTag}`],
      ['To', this.#remoteValue()],
      ['Call-ID', this.callId],
      ['CSeq', `${cseqOf(response).number} ACK`],
      ...this.routes.map((route): Field => ['Route', route]),
    ];
    if (answer !== '') headers.push(['Content-Type', 'application/sdp']);
    return this.#phone.write(`ACK ${this.remoteTarget} SIP/2.0`, headers, answer);
  }

  send(bytes: Uint8Array): void {
    if (this.#phone.powered) this.#phone.sendRaw(bytes, this.#destination());
  }

  #remoteValue(): string {
    return `<${this.#remoteUri}>${this.remoteTag === undefined ? '' : `;tag=${this.remoteTag}`}`;
  }

  /** Where a phone sends by itself what is for the other side's Contact; a name is not looked up. */
  #destination(): SocketAddress | undefined {
    const uri = uriOf(this.routes[0] ?? this.remoteTarget).replace(/^sips?:(?:[^@]*@)?/, '');
    const match = /^(?:\[([^\]]+)\]|(\d+\.\d+\.\d+\.\d+))(?::(\d+))?(?:;|$)/.exec(uri);
    if (!match) return undefined;
    const address = match[1] ?? match[2] ?? '';
    return { family: match[1] ? 'ipv6' : 'ipv4', address, port: Number(match[3] ?? 5060) };
  }
}

/** What a request to this URI travels by (RFC 3263 §4.1); `ws` also names the secure one. */
function transportOf(uri: string): string {
  const named = /;transport=(\w+)/i.exec(uri)?.[1] ?? (/^sips:/i.test(uri) ? 'tls' : 'udp');
  return named.toUpperCase();
}
