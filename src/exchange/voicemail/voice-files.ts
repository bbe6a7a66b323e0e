import type { Clock } from '../../base/clock.ts';
import type { Result } from '../../base/result.ts';
import type { PromptFault } from '../../media/prompts/prepare-prompt.ts';
import type { Recording } from '../../media/sound/recording.ts';
import type { VoiceSound } from '../../store/voicemail-store.ts';

export interface VoiceFileParts {
  /** A WAV file of the sound; it takes a thread of its own. */
  readonly make: (sound: VoiceSound) => Promise<Uint8Array>;
  /** A recording as the exchange keeps it, of somebody's WAV file. */
  readonly prepare: (file: Uint8Array) => Promise<Result<Recording, PromptFault>>;
  readonly clock: Pick<Clock, 'now'>;
}

interface Kept {
  readonly file: Promise<Uint8Array | undefined>;
  readonly atMs: number;
}

/** Players ask for a file piece by piece: so long, and so many, are kept for the next piece. */
const KEPT_MS = 60_000;
const MOST_KEPT = 4;
/** Threads at work at a time. */
const MOST_AT_WORK = 2;

/** WAV files of voice messages for browsers, without a thread for every piece that a player asks for. */
export class VoiceFiles {
  readonly #parts: VoiceFileParts;
  /** By message, the oldest first. */
  readonly #kept = new Map<string, Kept>();
  #atWork = 0;

  constructor(parts: VoiceFileParts) {
    this.#parts = parts;
  }

  /** Undefined: it cannot be had now. `busy`: others are being made. */
  async of(
    key: string,
    read: () => Promise<VoiceSound | undefined>,
  ): Promise<Uint8Array | 'busy' | undefined> {
    this.sweep();
    const known = this.#kept.get(key);
    if (known !== undefined) return known.file;
    if (this.#atWork >= MOST_AT_WORK) return 'busy';
    const file = this.#work(async () => {
      const sound = await read();
      return sound && this.#parts.make(sound);
    });
    this.#kept.set(key, { file, atMs: this.#parts.clock.now() });
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= MOST_KEPT) break;
      this.#kept.delete(oldest);
    }
    const made = await file;
    if (made === undefined) this.forget(key);
    return made;
  }

  async prepare(file: Uint8Array): Promise<Result<Recording, PromptFault> | 'busy' | undefined> {
    if (this.#atWork >= MOST_AT_WORK) return 'busy';
    return this.#work(() => this.#parts.prepare(file));
  }

  /** It was deleted, or is another one now. */
  forget(key: string): void {
    this.#kept.delete(key);
  }

  sweep(): void {
    const since = this.#parts.clock.now() - KEPT_MS;
    for (const [key, { atMs }] of this.#kept) if (atMs <= since) this.#kept.delete(key);
  }

  /** Undefined when the thread failed. */
  async #work<T>(task: () => Promise<T>): Promise<T | undefined> {
    this.#atWork += 1;
    try {
      return await task();
    } catch {
      return undefined;
    } finally {
      this.#atWork -= 1;
    }
  }
}
