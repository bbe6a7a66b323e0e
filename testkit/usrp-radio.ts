import type { Clock, Scheduled } from '../src/base/clock.ts';
import type { DatagramSocket, Network, SocketAddress } from '../src/base/sockets.ts';
import { amplitudeOf, sine } from './tone.ts';

const FRAME_MS = 20;
const FRAME = 160;

interface HeardFrame {
  readonly atMs: number;
  readonly samples: Int16Array;
}

/** A radio's computer that speaks USRP, written apart from `src/rtp`: what AllStarLink or DVSwitch would be. */
export class UsrpRadio {
  /** What the exchange had transmitted, frame by frame. */
  readonly heard: HeardFrame[] = [];
  /** When the transmitter was keyed and unkeyed. */
  readonly keying: { readonly atMs: number; readonly keyed: boolean }[] = [];
  remote: SocketAddress | undefined;
  readonly #clock: Clock;
  #socket: DatagramSocket | undefined;
  #sequence = 0;
  #position = 0;
  #timer: Scheduled | undefined;

  static async open(parts: {
    readonly network: Network;
    readonly clock: Clock;
    readonly address: string;
    readonly port: number;
  }): Promise<UsrpRadio> {
    const radio = new UsrpRadio(parts.clock);
    radio.#socket = await parts.network.bindDatagram({ address: parts.address, port: parts.port }, (bytes) =>
      radio.#receive(Buffer.from(bytes)),
    );
    return radio;
  }

  private constructor(clock: Clock) {
    this.#clock = clock;
  }

  get isKeyed(): boolean {
    return this.keying.at(-1)?.keyed ?? false;
  }

  /** Of what was transmitted in the last so many milliseconds. */
  amplitudeOf(hz: number, lastMs: number): number {
    const since = this.#clock.now() - lastMs;
    const samples = this.heard.filter(({ atMs }) => atMs > since).flatMap((frame) => [...frame.samples]);
    return amplitudeOf(Int16Array.from(samples), hz);
  }

  /** Somebody keys his set and whistles. */
  startTone(hz: number, amplitude = 6000): void {
    const samples = sine(hz, amplitude, this.#position, FRAME);
    this.#position += FRAME;
    this.#send(true, samples);
    this.#timer = this.#clock.schedule(FRAME_MS, () => this.startTone(hz, amplitude));
  }

  unkey(): void {
    this.vanish();
    this.#send(false);
  }

  /** What is no voice, as DVSwitch sends it: 1 a key, 2 text, 3 a ping, 4 a command. */
  sendBeside(type: number, payload: Uint8Array): void {
    const bytes = Buffer.alloc(32 + payload.length);
    bytes.write('USRP', 0, 'latin1');
    bytes.writeUInt32BE(this.#sequence++, 4);
    bytes.writeUInt32LE(type, 20);
    bytes.set(payload, 32);
    if (this.remote) this.#socket?.send(bytes, this.remote);
  }

  /** So many packets were sent and never came. */
  lose(packets: number): void {
    this.#sequence += packets;
  }

  /** In the middle of a word. */
  vanish(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  close(): void {
    this.vanish();
    this.#socket?.close();
  }

  #send(keyed: boolean, samples?: Int16Array): void {
    const bytes = Buffer.alloc(samples ? 352 : 32);
    bytes.write('USRP', 0, 'latin1');
    bytes.writeUInt32BE(this.#sequence++, 4);
    bytes.writeUInt32BE(keyed ? 1 : 0, 12);
    samples?.forEach((sample, index) => {
      bytes.writeInt16LE(sample, 32 + 2 * index);
    });
    if (this.remote) this.#socket?.send(bytes, this.remote);
  }

  #receive(bytes: Buffer): void {
    const atMs = this.#clock.now();
    const keyed = bytes.readUInt32BE(12) === 1;
    if (keyed !== this.isKeyed) this.keying.push({ atMs, keyed });
    if (bytes.length !== 352) return;
    const samples = Int16Array.from({ length: FRAME }, (_, index) => bytes.readInt16LE(32 + 2 * index));
    this.heard.push({ atMs, samples });
  }
}
