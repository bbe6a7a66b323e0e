import type { Clock, Scheduled } from '../../base/clock.ts';
import type { AuthenticationFailure, Fact } from '../../base/journal.ts';
import type { MinuteConsole, MinuteSample } from '../console/minutes.ts';

/** Where the figures are read. */
export interface MinuteSources {
  now(): Pick<MinuteSample, 'registrations' | 'calls' | 'participants' | 'bans'>;
  /** The longest wait since it was asked last. */
  takeLoopLagMs(): number;
}

const MINUTE_MS = 60_000;
/** A timer may come a little early, and the first minute is a part of one. */
const SHORTEST_MS = 5_000;
const MOST_KEPT = 24 * 60;
/** Guesses; the first request of every exchange without credentials is none. */
const GUESSES: ReadonlySet<AuthenticationFailure> = new Set(['wrong-password', 'unknown-user']);

/** A day of the exchange, a sample a minute. In memory only: what it is for is seen as it happens. */
export class MinuteHistory implements MinuteConsole {
  readonly #clock: Clock;
  readonly #samples: MinuteSample[] = [];
  #sources: MinuteSources | undefined;
  #next: Scheduled | undefined;
  #bytesIn = 0;
  #bytesOut = 0;
  #failed = 0;
  #mostCalls = 0;
  /** On the monotonic clock. */
  #sinceMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** From now on every full minute of the wall clock is written down. */
  start(sources: MinuteSources): void {
    this.#sources = sources;
    this.#sinceMs = this.#clock.now();
    sources.takeLoopLagMs();
    this.#wait();
  }

  hear(fact: Fact): void {
    switch (fact.kind) {
      case 'media-measured':
        this.#bytesIn += fact.bytesIn;
        this.#bytesOut += fact.bytesOut;
        break;
      case 'authentication-failed':
        if (GUESSES.has(fact.reason)) this.#failed += 1;
        break;
      case 'call-answered':
        this.#mostCalls = Math.max(this.#mostCalls, this.#sources?.now().calls ?? 0);
        break;
    }
  }

  list(afterMs: number): readonly MinuteSample[] {
    return this.#samples.filter(({ atMs }) => atMs > afterMs);
  }

  close(): void {
    this.#next?.cancel();
    this.#sources = undefined;
  }

  #wait(): void {
    const untilFullMs = MINUTE_MS - (this.#clock.wallTime() % MINUTE_MS);
    const waitMs = untilFullMs < SHORTEST_MS ? untilFullMs + MINUTE_MS : untilFullMs;
    this.#next = this.#clock.schedule(Math.ceil(waitMs), () => {
      this.#sample();
      this.#wait();
    });
  }

  #sample(): void {
    if (this.#sources === undefined) return;
    const { registrations, calls, participants, bans } = this.#sources.now();
    const overMs = this.#clock.now() - this.#sinceMs;
    this.#samples.push({
      atMs: Math.round(this.#clock.wallTime()),
      registrations,
      calls: Math.max(calls, this.#mostCalls),
      participants,
      kbitIn: kbitASecond(this.#bytesIn, overMs),
      kbitOut: kbitASecond(this.#bytesOut, overMs),
      bans,
      failedRegistrations: this.#failed,
      loopLagMs: Math.round(this.#sources.takeLoopLagMs()),
    });
    if (this.#samples.length > MOST_KEPT) this.#samples.shift();
    this.#bytesIn = 0;
    this.#bytesOut = 0;
    this.#failed = 0;
    this.#mostCalls = 0;
    this.#sinceMs += overMs;
  }
}

function kbitASecond(bytes: number, overMs: number): number {
  return overMs > 0 ? Math.round((bytes * 8) / overMs) : 0;
}
