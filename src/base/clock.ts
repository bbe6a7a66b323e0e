/** Time as a constructor argument: production passes the machine's clock, tests pass one they turn by hand. */
export interface Clock {
  /** Milliseconds on the monotonic clock, with fractions. Only differences mean anything. */
  now(): number;
  /** Milliseconds since the Unix epoch: for what is stored or shown, never for measuring a duration. */
  wallTime(): number;
  /** Runs `action` once, `delayMs` from now, never before the caller has returned. */
  schedule(delayMs: number, action: () => void): Scheduled;
}

export interface Scheduled {
  /** Idempotent; harmless after the action has run. */
  cancel(): void;
}
