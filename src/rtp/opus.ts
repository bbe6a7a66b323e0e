import { BugError } from '../base/bug-error.ts';
import type { Payload, VoiceDecoder, VoiceEncoder } from './voice-codec.ts';

/** What we use of WebAssembly: Node has it, its type definitions have not. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
};

/** What we use of libopus 1.3's functions (opus_encode(3), opus_decode(3)), as the WebAssembly module exports them. */
interface LibOpus {
  readonly memory: { readonly buffer: ArrayBuffer };
  _initialize(): void;
  malloc(bytes: number): number;
  free(pointer: number): void;
  opus_encoder_get_size(channels: number): number;
  opus_encoder_init(encoder: number, rate: number, channels: number, application: number): number;
  opus_encoder_ctl_set(encoder: number, request: number, value: number): number;
  opus_encode(encoder: number, pcm: number, samples: number, packet: number, room: number): number;
  opus_decoder_get_size(channels: number): number;
  opus_decoder_init(decoder: number, rate: number, channels: number): number;
  opus_decode(
    decoder: number,
    packet: number,
    length: number,
    pcm: number,
    samples: number,
    fromNext: number,
  ): number;
}

/** Reads `opus.wasm` of the package @evan/opus. */
export type LoadOpus = () => Uint8Array<ArrayBuffer>;

/** Wideband is what our mixes have. */
export const OPUS_RATE = 16_000;

const MONO = 1;
/** `OPUS_APPLICATION_VOIP` and requests of opus_defines.h. */
const VOICE = 2048;
const SET_BITRATE = 4002;
const SET_COMPLEXITY = 4010;
const SET_INBAND_FEC = 4012;
const SET_PACKET_LOSS = 4014;
const SET_DTX = 4016;

const BITRATE = 48_000;
/** Half of the highest: twice as fast, and speech sounds the same. */
const COMPLEXITY = 5;
/** In percent: how much of the bits goes into describing the packet before once more. */
const EXPECTED_LOSS = 10;
/** A packet this short says that silence goes on (RFC 6716 §3.1, DTX): it need not be sent. */
const SILENCE_BYTES = 2;

/** 120 ms, the longest packet there is. */
const LONGEST_SAMPLES = (OPUS_RATE * 120) / 1000;
/** RFC 6716 §3.4: three frames of 1275 bytes at the most in 60 ms, and as many again. */
const LONGEST_BYTES = 7_664;
/** opus_decode fills in what is missing in steps of 2.5 ms. */
const STEP_SAMPLES = OPUS_RATE / 400;

/**
 * libopus in a memory of its own: whatever a packet from a stranger does to the decoder, it cannot reach ours. One
 * instance a thread, shared by its encoders and decoders.
 */
export class OpusLibrary {
  readonly #lib: LibOpus;
  readonly #pcm: number;
  readonly #packet: number;
  #samples: Int16Array;
  #bytes: Uint8Array;

  constructor(load: LoadOpus) {
    const nothing = (): void => {};
    const instance = new WebAssembly.Instance(new WebAssembly.Module(load()), {
      env: { emscripten_notify_memory_growth: nothing },
      wasi_snapshot_preview1: { proc_exit: nothing, fd_close: nothing, fd_write: nothing, fd_seek: nothing },
    });
    this.#lib = instance.exports as LibOpus;
    this.#lib._initialize();
    this.#pcm = this.#lib.malloc(2 * LONGEST_SAMPLES);
    this.#packet = this.#lib.malloc(LONGEST_BYTES);
    this.#samples = this.#viewSamples();
    this.#bytes = this.#viewBytes();
  }

  /** What the module has taken so far; it never gives any back. */
  get memoryBytes(): number {
    return this.#lib.memory.buffer.byteLength;
  }

  createEncoder(): OpusEncoder {
    return new OpusEncoder(this);
  }

  createDecoder(): OpusDecoder {
    return new OpusDecoder(this);
  }

  makeEncoder(): number {
    const lib = this.#lib;
    const encoder = this.#allocate(lib.opus_encoder_get_size(MONO));
    const failed =
      lib.opus_encoder_init(encoder, OPUS_RATE, MONO, VOICE) ||
      lib.opus_encoder_ctl_set(encoder, SET_BITRATE, BITRATE) ||
      lib.opus_encoder_ctl_set(encoder, SET_COMPLEXITY, COMPLEXITY) ||
      lib.opus_encoder_ctl_set(encoder, SET_INBAND_FEC, 1) ||
      lib.opus_encoder_ctl_set(encoder, SET_PACKET_LOSS, EXPECTED_LOSS);
    if (failed) throw new BugError(`libopus refuses its settings: ${failed}`);
    return encoder;
  }

  makeDecoder(): number {
    const decoder = this.#allocate(this.#lib.opus_decoder_get_size(MONO));
    const failed = this.#lib.opus_decoder_init(decoder, OPUS_RATE, MONO);
    if (failed) throw new BugError(`libopus refuses to decode: ${failed}`);
    return decoder;
  }

  /** The state of an encoder is one piece of memory without pointers to itself. */
  copyEncoder(from: number, to: number): void {
    const size = this.#lib.opus_encoder_get_size(MONO);
    new Uint8Array(this.#lib.memory.buffer).copyWithin(to, from, from + size);
  }

  free(pointer: number): void {
    this.#lib.free(pointer);
  }

  encode(encoder: number, samples: Int16Array, length: number, codes: Uint8Array, to: number): number {
    this.#refresh();
    let isSilent = true;
    for (let i = 0; i < length; i++) {
      const sample = samples[i] as number;
      this.#samples[i] = sample;
      if (sample !== 0) isSilent = false;
    }
    // Left to itself libopus takes every steady tone for silence: morse, a roger beep, music.
    this.#lib.opus_encoder_ctl_set(encoder, SET_DTX, isSilent ? 1 : 0);
    const room = Math.min(codes.length - to, LONGEST_BYTES);
    const bytes = this.#lib.opus_encode(encoder, this.#pcm, length, this.#packet, room);
    if (bytes < 0) throw new BugError(`opus_encode: ${bytes}`);
    if (bytes <= SILENCE_BYTES) return 0;
    for (let i = 0; i < bytes; i++) codes[to + i] = this.#bytes[i] as number;
    return bytes;
  }

  /** Samples made; 0 when the packet is none of Opus. */
  decode(
    decoder: number,
    codes: Uint8Array,
    from: number,
    length: number,
    samples: Int16Array,
    to: number,
  ): number {
    if (length === 0 || length > LONGEST_BYTES) return 0;
    this.#refresh();
    for (let i = 0; i < length; i++) this.#bytes[i] = codes[from + i] as number;
    const room = Math.min(samples.length - to, LONGEST_SAMPLES);
    const made = this.#lib.opus_decode(decoder, this.#packet, length, this.#pcm, room, 0);
    if (made <= 0) return 0;
    this.#take(samples, to, made);
    return made;
  }

  /**
   * Fills `length` samples from `samples[from]` on that did not come: from what the packet behind the gap says of the
   * one before it, and without such a packet by going on with what was heard.
   */
  conceal(
    decoder: number,
    samples: Int16Array,
    from: number,
    length: number,
    next: Payload | undefined,
  ): void {
    this.#refresh();
    const wanted = Math.min(LONGEST_SAMPLES, Math.ceil(length / STEP_SAMPLES) * STEP_SAMPLES);
    let bytes = 0;
    if (next !== undefined && next.length > 0 && next.length <= LONGEST_BYTES) {
      bytes = next.length;
      for (let i = 0; i < bytes; i++) this.#bytes[i] = next.bytes[i] as number;
    }
    const made =
      bytes > 0
        ? this.#lib.opus_decode(decoder, this.#packet, bytes, this.#pcm, wanted, 1)
        : this.#lib.opus_decode(decoder, 0, 0, this.#pcm, wanted, 0);
    if (made >= length) this.#take(samples, from, length);
    else samples.fill(0, from, from + length);
  }

  #take(samples: Int16Array, to: number, length: number): void {
    this.#refresh();
    for (let i = 0; i < length; i++) samples[to + i] = this.#samples[i] as number;
  }

  #allocate(bytes: number): number {
    const pointer = this.#lib.malloc(bytes);
    if (pointer === 0) throw new BugError('no memory left for Opus');
    return pointer;
  }

  /** When the module's memory has grown, the views of before see nothing any more. */
  #refresh(): void {
    if (this.#samples.length > 0) return;
    this.#samples = this.#viewSamples();
    this.#bytes = this.#viewBytes();
  }

  #viewSamples(): Int16Array {
    return new Int16Array(this.#lib.memory.buffer, this.#pcm, LONGEST_SAMPLES);
  }

  #viewBytes(): Uint8Array {
    return new Uint8Array(this.#lib.memory.buffer, this.#packet, LONGEST_BYTES);
  }
}

/** RFC 6716, at 16 kHz: 48 kbit/s at most, with forward error correction, nothing sent in silence. */
export class OpusEncoder implements VoiceEncoder {
  readonly #library: OpusLibrary;
  #state: number;

  constructor(library: OpusLibrary) {
    this.#library = library;
    this.#state = library.makeEncoder();
  }

  encode(samples: Int16Array, length: number, codes: Uint8Array, to: number): number {
    return this.#library.encode(this.#state, samples, length, codes, to);
  }

  continueFrom(other: VoiceEncoder): void {
    if (other instanceof OpusEncoder) this.#library.copyEncoder(other.#state, this.#state);
  }

  /** Its memory is not the garbage collector's to free. Idempotent. */
  close(): void {
    if (this.#state !== 0) this.#library.free(this.#state);
    this.#state = 0;
  }
}

export class OpusDecoder implements VoiceDecoder {
  readonly #library: OpusLibrary;
  #state: number;

  constructor(library: OpusLibrary) {
    this.#library = library;
    this.#state = library.makeDecoder();
  }

  decode(codes: Uint8Array, from: number, length: number, samples: Int16Array, to: number): number {
    return this.#library.decode(this.#state, codes, from, length, samples, to);
  }

  conceal(samples: Int16Array, from: number, length: number, next: Payload | undefined): void {
    this.#library.conceal(this.#state, samples, from, length, next);
  }

  close(): void {
    if (this.#state !== 0) this.#library.free(this.#state);
    this.#state = 0;
  }
}
