import { resample } from '../sound/resample.ts';
import type { PromptId } from './prompt.ts';
import { readWav } from './wav.ts';

/** The recordings of one engine, by name. What is never said is never decoded. */
export class PromptLibrary {
  readonly #files = new Map<PromptId, Uint8Array>();
  readonly #decoded = new Map<PromptId, Map<number, Int16Array>>();

  /** WAV files as `preparePrompt` makes them; they are not written to. */
  constructor(files: ReadonlyMap<PromptId, Uint8Array>) {
    for (const [id, file] of files) this.put(id, file);
  }

  /** From now on this is said. */
  put(id: PromptId, file: Uint8Array): void {
    this.#files.set(id, file);
    this.#decoded.delete(id);
  }

  /** At so many samples a second; shared, not to be written to. Undefined when there is no such recording. */
  samples(id: PromptId, rate: number): Int16Array | undefined {
    const known = this.#decoded.get(id)?.get(rate);
    if (known !== undefined) return known;
    const file = this.#files.get(id);
    const sound = file && readWav(file);
    if (!sound?.ok) return undefined;
    const samples = resample(sound.value.samples, sound.value.rate, rate);
    const rates = this.#decoded.get(id) ?? new Map<number, Int16Array>();
    this.#decoded.set(id, rates.set(rate, samples));
    return samples;
  }
}
