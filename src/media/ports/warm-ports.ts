import type { Clock, Scheduled } from '../../base/clock.ts';
import type { Random } from '../../base/random.ts';

/** Fewer than this to choose from and a port could be guessed by whoever had it before (security 2.7a). */
const LEAST_CHOICE = 64;
/** How often a pair may serve before it is bound anew somewhere else. */
const MOST_USES = 16;
/** What nobody has wanted for so long is given back. */
const LINGER_MS = 4_000;

interface WarmPort {
  readonly port: number;
  /** How many streams it has served. */
  readonly uses: number;
  readonly sinceMs: number;
}

/**
 * Port pairs of one thread that have drained and are still bound: under load the next stream takes one of them,
 * because binding and closing four sockets costs as much as the rest of a call's media. In quiet times there are
 * too few to choose from, and all are given back.
 */
export class WarmPorts {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #onLapsed: (ports: readonly number[]) => void;
  #ports: WarmPort[] = [];
  #lapse: Scheduled | undefined;

  /** `onLapsed`: these are no longer kept. */
  constructor(parts: {
    readonly clock: Clock;
    readonly random: Random;
    readonly onLapsed: (ports: readonly number[]) => void;
  }) {
    this.#clock = parts.clock;
    this.#random = parts.random;
    this.#onLapsed = parts.onLapsed;
  }

  get size(): number {
    return this.#ports.length;
  }

  /** Any of them, if there are enough to choose from, or `leastChoice`. */
  take(leastChoice = LEAST_CHOICE): WarmPort | undefined {
    const ports = this.#ports;
    if (ports.length < leastChoice || ports.length === 0) return undefined;
    const index = this.#random.integer(ports.length);
    const taken = ports[index];
    const last = ports.pop();
    if (last !== undefined && index < ports.length) ports[index] = last;
    return taken;
  }

  /** False when it has served often enough: then it is not kept. */
  keep(port: number, uses: number): boolean {
    if (uses >= MOST_USES) return false;
    this.#ports.push({ port, uses, sinceMs: this.#clock.now() });
    this.#lapse ??= this.#clock.schedule(LINGER_MS, () => this.#lapseOld());
    return true;
  }

  /** Gives all away; no timer is left. */
  clear(): readonly number[] {
    this.#lapse?.cancel();
    this.#lapse = undefined;
    return this.#ports.splice(0).map(({ port }) => port);
  }

  #lapseOld(): void {
    this.#lapse = undefined;
    const keptSinceMs = this.#clock.now() - LINGER_MS;
    const old = this.#ports.filter(({ sinceMs }) => sinceMs <= keptSinceMs);
    this.#ports = this.#ports.filter(({ sinceMs }) => sinceMs > keptSinceMs);
    if (this.#ports.length > 0) this.#lapse = this.#clock.schedule(LINGER_MS / 2, () => this.#lapseOld());
    if (old.length > 0) this.#onLapsed(old.map(({ port }) => port));
  }
}
