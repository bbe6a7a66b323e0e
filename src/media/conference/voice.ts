import type { ConferenceSound } from './conference-sound.ts';

/** Mean magnitude above which somebody talks: about -56 dBFS, below a whisper and above a quiet line. */
const TALKING_LEVEL = 48;
/** Frames a talker stays in the mix after the last loud one: 300 ms, so that ends of words are not cut. */
const TALKING_FRAMES = 15;
/** With the gate, speech is this much above the noise of its own line: 9 dB. */
const ABOVE_NOISE = 2.8;
/** What the estimate of that noise rises by in a frame, about 1.5 dB a second: less than a sentence lasts. */
const NOISE_RISE = 1.0035;

/** Mean magnitude from which a frame says how loud somebody speaks: about -43 dBFS. Softer is somebody in the next room. */
const SPEECH_LEVEL = 220;
/** Who speaks between these two is left alone: 6 dB around -24 dBFS of a voice. */
const SOFTEST = 920;
const LOUDEST = 3_680;
/** Frames of speech before anything is changed, and over which it is measured: 1 and 1.5 s. */
const LEAST_MEASURED = 50;
const MEASURED = 75;
const MOST_GAIN = 4;
const LEAST_GAIN = 0.25;
/** In one frame: 2 dB a second up, 4 down. */
const GAIN_RISE = 1.0046;
const GAIN_FALL = 0.9908;
/** A voice that is made louder stays below this. */
const PEAK = 30_000;

/** How fast the strength by which the loudest are chosen forgets: 6 dB in a third of a second. */
const STRENGTH_KEPT = 0.96;

/**
 * What is decided of one person's voice every 20 ms: whether he talks, how strong he is among others, and how much
 * louder or softer he has to be.
 */
export class Voice {
  /** By his own keys, on top of what levelling does. */
  volume = 1;
  isMuted = false;
  #talkingFrames = 0;
  #noise = TALKING_LEVEL;
  #speech = 0;
  #measured = 0;
  #gain = 1;
  /** What the last frame ended with; 0 while he is not in the mix. */
  #applied = 0;
  #strength = 0;

  /** He says something, or did so a moment ago. */
  get isTalking(): boolean {
    return this.#talkingFrames > 0;
  }

  /** To compare with others: the recent level. */
  get strength(): number {
    return this.#strength;
  }

  get gain(): number {
    return this.#gain * this.volume;
  }

  /** His last frame was in the mix. */
  get wasHeard(): boolean {
    return this.#applied > 0;
  }

  /** `level`: mean magnitude of this frame; undefined when nothing came. */
  judge(level: number | undefined, sound: ConferenceSound): void {
    if (level === undefined || this.isMuted) {
      this.#talkingFrames = 0;
      this.#strength = 0;
      return;
    }
    this.#noise = level < this.#noise ? Math.max(1, level) : this.#noise * NOISE_RISE;
    const threshold = sound.noiseGate ? Math.max(TALKING_LEVEL, this.#noise * ABOVE_NOISE) : TALKING_LEVEL;
    if (level >= threshold) this.#talkingFrames = TALKING_FRAMES;
    else if (this.#talkingFrames > 0) this.#talkingFrames--;
    this.#strength = Math.max(level, this.#strength * STRENGTH_KEPT);
    if (sound.levelling) this.#measure(level);
    else this.#gain = 1;
  }

  #measure(level: number): void {
    if (this.#talkingFrames === 0 || level < SPEECH_LEVEL) return;
    if (this.#measured < MEASURED) this.#measured++;
    this.#speech += (level - this.#speech) / this.#measured;
    if (this.#measured < LEAST_MEASURED) return;
    const wanted = gainFor(this.#speech);
    if (wanted > this.#gain) this.#gain = Math.min(wanted, this.#gain * GAIN_RISE);
    else if (wanted < this.#gain) this.#gain = Math.max(wanted, this.#gain * GAIN_FALL);
  }

  /**
   * Gives the frame its loudness, in place. Who comes into the mix in the middle of a word fades in, who leaves it
   * fades out, both within the frame.
   */
  shape(frame: Int16Array, isHeard: boolean, isWithinWord: boolean): void {
    const wanted = isHeard ? this.gain : 0;
    const from = isHeard && !isWithinWord && this.#applied === 0 ? wanted : this.#applied;
    this.#applied = wanted;
    if (from === 1 && wanted === 1) return;
    const safe = Math.max(from, wanted) > 1 ? roomAbove(frame) : MOST_GAIN;
    const start = Math.min(from, safe);
    const step = (Math.min(wanted, safe) - start) / frame.length;
    for (let i = 0; i < frame.length; i++) frame[i] = (frame[i] as number) * (start + step * i);
  }
}

function gainFor(speech: number): number {
  if (speech < SOFTEST) return Math.min(MOST_GAIN, SOFTEST / speech);
  if (speech > LOUDEST) return Math.max(LEAST_GAIN, LOUDEST / speech);
  return 1;
}

/** The gain with which the loudest sample stays below the peak; at least 1. */
function roomAbove(frame: Int16Array): number {
  let peak = 1;
  for (let i = 0; i < frame.length; i++) {
    const sample = frame[i] as number;
    const magnitude = sample < 0 ? -sample : sample;
    if (magnitude > peak) peak = magnitude;
  }
  return Math.max(1, PEAK / peak);
}
