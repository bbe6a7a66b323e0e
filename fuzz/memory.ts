import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Of a program that forgets what it should, less than this is added between two settlings, however long it runs. */
const MOST_GROWTH_BYTES = 12_000_000;

/** The heap after a collection, compared with what it was once everything had been used once. */
export class MemoryWatch {
  #settlings = 0;
  #baseline = 0;
  #latest = 0;

  /** Megabytes more than at the second settling; throws when that is no noise any more. */
  look(): void {
    collect();
    this.#settlings += 1;
    this.#latest = process.memoryUsage().heapUsed;
    if (this.#settlings <= 2) this.#baseline = this.#latest;
    if (this.#latest - this.#baseline > MOST_GROWTH_BYTES) throw new Error(`memory grows: ${this}`);
  }

  toString(): string {
    const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);
    return `${megabytes(this.#baseline)} MB after the second settling, ${megabytes(this.#latest)} MB after ${this.#settlings}`;
  }
}
