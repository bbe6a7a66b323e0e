import type { Clock } from '../../base/clock.ts';
import type { Binding } from './location.ts';

/**
 * The phones of those who may not register at the moment. A suspension that was a mistake, or was short, gives them
 * back as they were: a phone learns of its end only when it registers anew, which may be an hour later.
 */
export class ParkedBindings {
  readonly #clock: Pick<Clock, 'wallTime'>;
  readonly #byExtension = new Map<string, readonly Binding[]>();

  constructor(clock: Pick<Clock, 'wallTime'>) {
    this.#clock = clock;
  }

  get extensions(): readonly string[] {
    return [...this.#byExtension.keys()];
  }

  park(extension: string, bindings: readonly Binding[]): void {
    if (bindings.length > 0) this.#byExtension.set(extension, bindings);
  }

  /** Those that can still be reached; nothing is kept. */
  take(extension: string): readonly Binding[] {
    const bindings = this.#byExtension.get(extension) ?? [];
    this.#byExtension.delete(extension);
    const nowMs = this.#clock.wallTime();
    return bindings.filter(({ record, flow }) => record.expiresAtMs > nowMs && flow?.open === true);
  }

  forget(extension: string): void {
    this.#byExtension.delete(extension);
  }
}
