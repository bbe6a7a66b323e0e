import { G722Decoder } from '../../rtp/g722.ts';
import type { SampleRate } from '../../rtp/voice-codec.ts';
import type { PromptId } from '../prompts/prompt.ts';
import { Halver } from './half-band.ts';
import type { SoundSource } from './sound-queue.ts';

/** Recorded sound is kept in G.722 at 64 kbit/s: so many bytes a second, and samples of 16 kHz in each. */
export const RECORDING_BYTES_PER_S = 8_000;
export const RECORDING_RATE = 16_000;
const SAMPLES_PER_BYTE = 2;

/** What somebody said to the exchange. */
export interface Recording {
  /** G.722, 64 kbit/s. */
  readonly sound: Uint8Array;
  /** How much of it was loud enough to be speech. */
  readonly spokenMs: number;
  /** Of the speech in it, in dB below full scale; that of prompts when there was none. */
  readonly levelDb: number;
}

/** What names a recording that is said, where prompts have a name each. */
export const RECORDING = 'recording';
export type Utterance = PromptId | typeof RECORDING;

/** A recording on its way to a phone: decoded as it is played, because two minutes at once would hold up others. */
export class RecordingSource implements SoundSource {
  readonly #sound: Uint8Array;
  readonly #decoder = new G722Decoder();
  readonly #halver: Halver | undefined;
  readonly #gain: number;
  #at = 0;
  #wide = new Int16Array(0);
  #narrow = new Int16Array(0);

  constructor(sound: Uint8Array, rate: SampleRate, gainDb: number) {
    this.#sound = sound;
    this.#halver = rate === RECORDING_RATE ? undefined : new Halver();
    this.#gain = 10 ** (gainDb / 20);
  }

  mixInto(sum: Int32Array): boolean {
    const samples = this.#next(sum.length);
    for (let i = 0; i < samples.length; i++) {
      const louder = Math.round((samples[i] as number) * this.#gain);
      sum[i] = (sum[i] as number) + Math.max(-32_768, Math.min(32_767, louder));
    }
    return this.#at >= this.#sound.length;
  }

  /** As many as are left, of those that are wanted. */
  #next(wanted: number): Int16Array {
    const wideWanted = this.#halver === undefined ? wanted : 2 * wanted;
    if (this.#wide.length !== wideWanted) {
      this.#wide = new Int16Array(wideWanted);
      this.#narrow = new Int16Array(wanted);
    }
    const bytes = Math.min(wideWanted / SAMPLES_PER_BYTE, this.#sound.length - this.#at);
    const decoded = this.#decoder.decode(this.#sound, this.#at, bytes, this.#wide, 0);
    this.#at += bytes;
    if (this.#halver === undefined) return this.#wide.subarray(0, decoded);
    this.#halver.convert(this.#wide, this.#narrow, decoded);
    return this.#narrow.subarray(0, decoded / 2);
  }
}
