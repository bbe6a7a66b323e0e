import { G722Encoder } from '../../rtp/g722.ts';
import type { RtpPacket } from '../../rtp/packet.ts';
import type { Ticking } from '../frame-ticker.ts';
import type { RecordLimits } from '../media-plane.ts';
import { FRAME_MS } from '../playout/playout.ts';
import { VoiceInput } from '../playout/voice-input.ts';
import { PROMPT_LEVEL_DB } from '../prompts/prompt.ts';
import { RECORDING_BYTES_PER_S, RECORDING_RATE, type Recording } from '../sound/recording.ts';
import type { Disposition } from './disposition.ts';
import { TELEPHONE_EVENT } from './payload-map.ts';
import type { EngineStream } from './stream.ts';
import type { StreamHost } from './stream-host.ts';

const FRAME_SAMPLES = (RECORDING_RATE * FRAME_MS) / 1000;
const FRAME_BYTES = (RECORDING_BYTES_PER_S * FRAME_MS) / 1000;
/** Grows by this much: ten seconds. */
const CHUNK_BYTES = 10 * RECORDING_BYTES_PER_S;
/** Mean magnitude above which somebody speaks: about -53 dBFS. */
const SPEAKING_LEVEL = 64;
/** What is kept of the silence behind the last word. */
const TAIL_MS = 500;
const FULL_SCALE = 32_768;

/** Keeps what the phone says, up to the limits, and waits while it holds; whoever stops it earlier gets what there is. */
export class Recorder implements Disposition, Ticking {
  readonly #stream: EngineStream;
  readonly #host: StreamHost;
  readonly #limits: RecordLimits;
  readonly #onDone: (recording: Recording) => void;
  readonly #encoder = new G722Encoder();
  readonly #frame = new Int16Array(FRAME_SAMPLES);
  #input: VoiceInput;
  #sound = new Uint8Array(CHUNK_BYTES);
  #frames = 0;
  #spokenFrames = 0;
  #lastSpokenFrame = 0;
  /** Sum of the mean powers of the frames with speech. */
  #power = 0;
  #isDone = false;

  constructor(
    stream: EngineStream,
    host: StreamHost,
    limits: RecordLimits,
    onDone: (recording: Recording) => void,
  ) {
    this.#stream = stream;
    this.#host = host;
    this.#limits = limits;
    this.#onDone = onDone;
    this.#input = this.#makeInput();
    host.ticker.add(this);
  }

  heard(packet: RtpPacket, kind: number, nowMs: number): void {
    if (kind === TELEPHONE_EVENT) this.#stream.readKey(packet, nowMs);
    // What a phone that holds sends is music.
    else if (!this.#isDone && !this.#stream.isHeld) this.#input.insert(packet, nowMs);
  }

  newSource(): void {
    this.#input.reset();
  }

  planChanged(): void {
    if (this.#isDone) return;
    if (this.#stream.isHeld) this.#input.reset();
    if (this.#input.understands(this.#stream.receiveEncodings)) return;
    this.#input.close();
    this.#input = this.#makeInput();
  }

  tick(nowMs: number): void {
    if (this.#stream.isHeld) return;
    const isHeard = this.#input.take(this.#frame, nowMs);
    if (this.#frames * FRAME_BYTES === this.#sound.length) this.#grow();
    this.#encoder.encode(this.#frame, FRAME_SAMPLES, this.#sound, this.#frames * FRAME_BYTES);
    this.#frames++;
    if (isHeard && this.#input.level >= SPEAKING_LEVEL) this.#noteSpeech();
    const { longestMs, silenceMs } = this.#limits;
    const silentFrames = this.#frames - this.#lastSpokenFrame;
    if (this.#frames * FRAME_MS >= longestMs || silentFrames * FRAME_MS >= silenceMs) this.end();
  }

  /** So many frames were not made: the recording is that much shorter. */
  skip(): void {}

  end(): void {
    if (this.#isDone) return;
    this.#isDone = true;
    this.#host.ticker.remove(this);
    this.#input.close();
    const frames = Math.min(this.#frames, this.#lastSpokenFrame + TAIL_MS / FRAME_MS);
    const power = this.#power / Math.max(1, this.#spokenFrames) / FULL_SCALE ** 2;
    this.#onDone({
      sound: this.#sound.slice(0, frames * FRAME_BYTES),
      spokenMs: this.#spokenFrames * FRAME_MS,
      levelDb: power === 0 ? PROMPT_LEVEL_DB : Math.round(100 * Math.log10(power)) / 10,
    });
    this.#sound = new Uint8Array(0);
  }

  #noteSpeech(): void {
    let sum = 0;
    for (const sample of this.#frame) sum += sample * sample;
    this.#power += sum / FRAME_SAMPLES;
    this.#spokenFrames++;
    this.#lastSpokenFrame = this.#frames;
  }

  #makeInput(): VoiceInput {
    return new VoiceInput(this.#stream.receiveEncodings, RECORDING_RATE, this.#stream.codecs);
  }

  #grow(): void {
    const longer = new Uint8Array(this.#sound.length + CHUNK_BYTES);
    longer.set(this.#sound);
    this.#sound = longer;
  }
}
