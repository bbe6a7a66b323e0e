import { SocketError } from '../src/base/sockets.ts';
import type { Phone } from './phone.ts';
import type { Reinvitation } from './phone-call-options.ts';
import {
  type Direction,
  mirrored,
  type PhoneCodec,
  type PhoneSession,
  readSession,
  writeSession,
} from './phone-sdp.ts';
import { RtpProbe } from './rtp-probe.ts';
import type { WireMessage } from './wire.ts';

/** On a real machine somebody else may have a port. */
const PORT_CHOICES = 4;

/** Offer and answer of one call (RFC 3264), and the sound that follows from them. */
export class PhoneMedia {
  probe: RtpProbe | undefined;
  /** What the other side said last. */
  remote: PhoneSession | undefined;
  /** What we want: `sendonly` while we hold. */
  direction: Direction = 'sendrecv';
  /** What we said last. */
  own = '';
  readonly #phone: Phone;
  #agreed: readonly PhoneCodec[] = [];
  #version = 0;
  /** How many sections our last description had, when it was an offer. */
  #offered: number | undefined;

  constructor(phone: Phone) {
    this.#phone = phone;
  }

  async open(): Promise<void> {
    if (this.probe) return;
    const { network, clock, random, address, personality } = this.#phone;
    const options = { network, clock, random, address, ptimeMs: personality.ptimeMs };
    for (let choices = PORT_CHOICES; this.probe === undefined; choices -= 1) {
      const port = this.#phone.nextRtpPort();
      this.probe = await RtpProbe.open({ ...options, port }).catch((error: unknown) => {
        if (choices > 1 && error instanceof SocketError && error.reason === 'in-use') return undefined;
        throw error;
      });
    }
  }

  learn(message: WireMessage): void {
    if (message.body === '') return;
    const session = readSession(message.body);
    if (!session) {
      this.#phone.problems.push('a session description without audio');
      return;
    }
    this.remote = session;
    // RFC 3264 §6: an answer has the sections of the offer, in their order.
    const { sections } = session;
    if (message.status !== undefined && this.#offered !== undefined && sections.length !== this.#offered)
      this.#phone.problems.push(`${sections.length} sections for ${this.#offered}`);
  }

  /** Talks to where the other side said it listens, in the codecs both named. */
  connect(): void {
    if (!this.probe || !this.remote) return;
    const { address, port, direction, codecs } = this.remote;
    const mayReceive = address !== '0.0.0.0' && (direction === 'sendrecv' || direction === 'recvonly');
    const family = address.includes(':') ? 'ipv6' : 'ipv4';
    this.probe.remote = port === 0 ? undefined : { family, address, port };
    this.probe.maySend = mayReceive && (this.direction === 'sendrecv' || this.direction === 'sendonly');
    this.probe.codecs = inBoth(codecs, this.#agreed);
    this.probe.receiveCodecs = this.#agreed;
  }

  writeOffer(change: { address?: string; codecs?: readonly PhoneCodec[] } = {}): string {
    const { personality } = this.#phone;
    this.#agreed = change.codecs ?? personality.codecs;
    const further = personality.furtherSections;
    this.#offered = 1 + further.filter((line) => line.startsWith('m=')).length;
    return this.#write(this.direction, personality.profile, further, change.address);
  }

  /** What the phone would offer, or the description that is given. */
  writeOfferFor(change: Reinvitation): string {
    return change.sdp === undefined ? this.writeOffer(change) : this.#takeOffer(change.sdp);
  }

  /** An offer that the test wrote. */
  #takeOffer(sdp: string): string {
    this.own = sdp;
    this.#offered = sdp.split('\r\n').filter((line) => line.startsWith('m=')).length;
    return sdp;
  }

  writeAnswer(codecs: readonly PhoneCodec[] = this.#phone.personality.codecs): string {
    const offer = this.remote;
    if (!offer) return '';
    this.#agreed = inBoth(offer.codecs, codecs);
    const isOldHold = offer.address === '0.0.0.0' && offer.direction === 'sendrecv';
    const answered = isOldHold ? 'recvonly' : mirrored(offer.direction);
    this.#offered = undefined;
    const refused = offer.sections.slice(1).map((line) => line.replace(/^(m=\S+) \d+/, '$1 0'));
    return this.#write(this.direction === 'sendrecv' ? answered : this.direction, offer.profile, refused);
  }

  #write(
    direction: Direction,
    profile: string,
    furtherSections: readonly string[],
    address?: string,
  ): string {
    const { personality } = this.#phone;
    this.#version += 1;
    this.own = writeSession({
      address: address ?? personality.believedAddress?.address ?? this.#phone.address,
      port: this.probe?.local.port ?? 9,
      codecs: this.#agreed,
      direction,
      version: this.#version,
      profile,
      fixedOrigin: personality.fixedOrigin,
      name: personality.sessionName,
      wording: personality.sdpWording,
      ptimeMs: personality.ptimeMs,
      extraLines: personality.extraSdpLines,
      furtherSections,
    });
    return this.own;
  }
}

/** Those of the first list that the second names, too, with the first's numbers. */
function inBoth(codecs: readonly PhoneCodec[], others: readonly PhoneCodec[]): readonly PhoneCodec[] {
  const names = new Set(others.map(({ encoding }) => encoding.toLowerCase()));
  return codecs.filter(({ encoding }) => names.has(encoding.toLowerCase()));
}
