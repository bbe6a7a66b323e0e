import { type ELDHistogram, monitorEventLoopDelay } from 'node:perf_hooks';

/** How long the event loop kept others waiting. */
export interface EventLoopLag {
  /** The longest delay since the last call, in milliseconds. One reader per instance. */
  takeLongestMs(): number;
  close(): void;
}

/** How often the loop is sampled, in milliseconds; the histogram counts this wait as delay. */
const RESOLUTION_MS = 10;

/** Samples the thread's event loop outside JavaScript, from now until `close`. */
export class NodeEventLoopLag implements EventLoopLag {
  readonly #histogram: ELDHistogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });

  constructor() {
    this.#histogram.enable();
  }

  takeLongestMs(): number {
    const longestMs = this.#histogram.max / 1e6 - RESOLUTION_MS;
    this.#histogram.reset();
    return Math.max(0, longestMs);
  }

  close(): void {
    this.#histogram.disable();
  }
}
