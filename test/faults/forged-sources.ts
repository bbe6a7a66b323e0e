import { setTimeout as pause } from 'node:timers/promises';
import {
  AF_INET,
  type Libc,
  loadLibc,
  type NativeMemory,
  SOCK_DGRAM,
} from '../../src/platform/sockets/libc.ts';

const BATCH = 64;
const SLOT_BYTES = 1024;
/** `struct mmsghdr`, `struct iovec`, `struct sockaddr_in`, and a control message with `struct in_pktinfo` (ip(7)). */
const HEADER_BYTES = 64;
const IOVEC_BYTES = 16;
const NAME_BYTES = 16;
const CONTROL_BYTES = 32;
const IPPROTO_IP = 0;
const IP_PKTINFO = 8;
const CONTROL_LENGTH = 28;
const PAUSE_MS = 2;
const HOST = '127.0.0.1';
const PROOF =
  `Authorization: Digest username="100", realm="${HOST}", nonce="invented", uri="sip:${HOST}", ` +
  'response="0123456789abcdef0123456789abcdef"\r\n';

/**
 * Sends REGISTERs that come from a million addresses: every address of 127.0.0.0/8 is this machine's, and IP_PKTINFO
 * says for each datagram which of them it leaves from. So no packet is forged and none leaves the machine, but to the
 * exchange they look as if it were. Half of them carry credentials with an invented nonce.
 */
export class ForgedSources {
  readonly #libc: Libc;
  readonly #fd: number;
  readonly #memory: NativeMemory;
  readonly #view: DataView;
  readonly #slots: Buffer;
  readonly #controlsAt = BATCH * (HEADER_BYTES + IOVEC_BYTES + NAME_BYTES);
  readonly #sourcePort: number;
  #sent = 0;

  static async open(sipPort: number): Promise<ForgedSources> {
    const libc = await loadLibc();
    if (libc === undefined)
      throw new Error('it takes Linux and its C library to choose where a datagram comes from');
    return new ForgedSources(libc, sipPort);
  }

  private constructor(libc: Libc, sipPort: number) {
    this.#libc = libc;
    this.#sourcePort = sipPort + 9;
    const slotsAt = this.#controlsAt + BATCH * CONTROL_BYTES;
    this.#memory = libc.allocate(slotsAt + BATCH * SLOT_BYTES);
    const { buffer, address } = this.#memory;
    this.#view = new DataView(buffer);
    this.#slots = Buffer.from(buffer, slotsAt);
    this.#fd = libc.socket(AF_INET, SOCK_DGRAM, 0);
    this.#bind(address);
    this.#layOut(address, slotsAt, sipPort);
  }

  /** So many datagrams, the `index`th from the address of that index, at most so many a second. */
  async send(from: number, to: number, perSecond: number): Promise<void> {
    const beganAt = performance.now();
    for (let index = from; index < to; ) {
      const due = from + ((performance.now() - beganAt) / 1000) * perSecond;
      while (index < to && index < due) index += this.#sendBatch(index, Math.min(BATCH, to - index));
      await pause(PAUSE_MS);
    }
  }

  close(): void {
    this.#libc.close(this.#fd);
  }

  #sendBatch(from: number, count: number): number {
    for (let slot = 0; slot < count; slot += 1) this.#fill(slot, from + slot);
    const sent = this.#libc.sendmmsg(this.#fd, this.#memory.address, count, 0);
    if (sent < 1) throw new Error(`nothing can be sent, errno ${this.#libc.errno()}`);
    return sent;
  }

  /** From 127.128.0.0 on, so that nobody else's address is among them. */
  #fill(slot: number, index: number): void {
    const octets = [127, 128 + (index >> 16), (index >> 8) & 255, index & 255] as const;
    const at = this.#controlsAt + slot * CONTROL_BYTES + 20;
    this.#writeOctets(at, octets);
    const own = `${octets.join('.')}:${this.#sourcePort}`;
    const serial = this.#sent++;
    const text =
      `REGISTER sip:${HOST} SIP/2.0\r\nVia: SIP/2.0/UDP ${own};branch=z9hG4bK${serial};rport\r\n` +
      `Max-Forwards: 70\r\nFrom: <sip:100@${HOST}>;tag=t${serial}\r\nTo: <sip:100@${HOST}>\r\n` +
      `Call-ID: forged-${serial}\r\nCSeq: 1 REGISTER\r\nContact: <sip:100@${own}>\r\n` +
      `${serial % 2 === 0 ? '' : PROOF}Content-Length: 0\r\n\r\n`;
    const length = this.#slots.write(text, slot * SLOT_BYTES, 'latin1');
    this.#view.setBigUint64(BATCH * HEADER_BYTES + slot * IOVEC_BYTES + 8, BigInt(length), true);
  }

  #layOut(address: number, slotsAt: number, sipPort: number): void {
    const view = this.#view;
    const pointer = (at: number, to: number): void => view.setBigUint64(at, BigInt(address + to), true);
    for (let slot = 0; slot < BATCH; slot += 1) {
      const header = slot * HEADER_BYTES;
      const iovec = BATCH * HEADER_BYTES + slot * IOVEC_BYTES;
      const name = BATCH * (HEADER_BYTES + IOVEC_BYTES) + slot * NAME_BYTES;
      const control = this.#controlsAt + slot * CONTROL_BYTES;
      pointer(header, name);
      view.setUint32(header + 8, NAME_BYTES, true);
      pointer(header + 16, iovec);
      view.setBigUint64(header + 24, 1n, true);
      pointer(header + 32, control);
      view.setBigUint64(header + 40, BigInt(CONTROL_BYTES), true);
      pointer(iovec, slotsAt + slot * SLOT_BYTES);
      this.#writeName(name, [127, 0, 0, 1], sipPort);
      view.setBigUint64(control, BigInt(CONTROL_LENGTH), true);
      view.setUint32(control + 8, IPPROTO_IP, true);
      view.setUint32(control + 12, IP_PKTINFO, true);
    }
  }

  #writeName(at: number, octets: readonly number[], port: number): void {
    this.#view.setUint16(at, AF_INET, true);
    this.#view.setUint16(at + 2, port);
    this.#writeOctets(at + 4, octets);
  }

  #writeOctets(at: number, octets: readonly number[]): void {
    for (const [place, octet] of octets.entries()) this.#view.setUint8(at + place, octet);
  }

  #bind(address: number): void {
    const at = BATCH * (HEADER_BYTES + IOVEC_BYTES);
    this.#writeName(at, [0, 0, 0, 0], this.#sourcePort);
    if (this.#libc.bind(this.#fd, address + at, NAME_BYTES) !== 0)
      throw new Error(`port ${this.#sourcePort} is in use`);
  }
}
