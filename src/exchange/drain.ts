import type { Clock, Scheduled } from '../base/clock.ts';
import type { CallTable } from './call/active-call.ts';
import { lastWordsIn, sayLastWords } from './call/last-words.ts';
import type { Languages } from './tables/languages.ts';

const LOOK_MS = 100;

/** Waits for the running calls to end by themselves. Whose time runs out is told some seconds before. */
export class Drain {
  readonly #clock: Clock;
  readonly #calls: CallTable;
  readonly #languages: Languages;
  #endsAt = 0;

  constructor(parts: { clock: Clock; calls: CallTable; languages: Languages }) {
    this.#clock = parts.clock;
    this.#calls = parts.calls;
    this.#languages = parts.languages;
  }

  /** Resolves when no call is left, after `limitMs`, or on `end`. */
  async run(limitMs: number): Promise<void> {
    const lastWords = this.#planLastWords(limitMs);
    await this.waitUntil(() => this.#calls.size === 0, limitMs);
    lastWords?.cancel();
  }

  /** Someone cannot wait for the running calls. */
  end(): void {
    this.#endsAt = this.#clock.now();
  }

  async waitUntil(isDone: () => boolean, limitMs: number): Promise<void> {
    const clock = this.#clock;
    this.#endsAt = clock.now() + limitMs;
    while (!isDone() && clock.now() < this.#endsAt) {
      await new Promise<void>((resolve) => clock.schedule(LOOK_MS, resolve));
    }
  }

  #planLastWords(limitMs: number): Scheduled | undefined {
    const waitMs = lastWordsIn(limitMs);
    if (waitMs === undefined) return undefined;
    return this.#clock.schedule(waitMs, () =>
      sayLastWords(this.#calls.all(), this.#languages, 'maintenance'),
    );
  }
}
