import { ownCopy } from '../../base/bytes.ts';
import type { Clock } from '../../base/clock.ts';
import { TextMap } from '../../base/text-map.ts';

/** A nonce that succeeded. */
interface UsedNonce {
  readonly firstUsedAtMs: number;
  /** The highest count seen; undefined after a use without a count, which was the only one. */
  readonly highestCount: number | undefined;
}

/**
 * The nonces that proved a password, and how far their counts have risen (RFC 7616 §3.4, nc). Phones go on using
 * a nonce for later requests without being challenged again; they may for `reuseMs` after its first success, with
 * a strictly rising count. Without a count a nonce works once.
 *
 * Bounded: the nonce not used for longest makes way. So that forgetting never allows a replay, nonces issued
 * before the last forgotten one was first used no longer count as new.
 */
export class ReplayWindow {
  readonly #clock: Clock;
  readonly capacity: number;
  readonly #reuseMs: number;
  /** The least recently used first. */
  readonly #used = new TextMap<string, UsedNonce>();
  #forgottenUntilMs = Number.NEGATIVE_INFINITY;

  constructor(parts: { readonly clock: Clock; readonly capacity?: number; readonly reuseMs?: number }) {
    this.#clock = parts.clock;
    this.capacity = parts.capacity ?? 10_000;
    this.#reuseMs = parts.reuseMs ?? 3_600_000;
  }

  /** How many nonces are remembered, at most the capacity. */
  get size(): number {
    return this.#used.size;
  }

  /**
   * What a nonce of ours may still do. `count` is undefined for a client without one. Nothing changes until
   * `accept`, so that a wrong password uses nothing up.
   */
  check(
    nonce: string,
    { issuedAtMs, expired }: { readonly issuedAtMs: number; readonly expired: boolean },
    count?: number,
  ): 'usable' | 'expired' | 'replayed' {
    const used = this.#used.get(nonce);
    if (!used) return expired || issuedAtMs <= this.#forgottenUntilMs ? 'expired' : 'usable';
    if (this.#clock.now() - used.firstUsedAtMs > this.#reuseMs) return 'expired';
    if (count === undefined || used.highestCount === undefined) return 'replayed';
    return count > used.highestCount ? 'usable' : 'replayed';
  }

  /** Records a success; to be called right after `check` said `usable` and the password was right. */
  accept(nonce: string, count?: number): void {
    const used = this.#used.get(nonce);
    this.#used.delete(nonce);
    this.#used.set(ownCopy(nonce), {
      firstUsedAtMs: used?.firstUsedAtMs ?? this.#clock.now(),
      highestCount: count,
    });
    if (this.#used.size > this.capacity) this.#forgetOldest();
  }

  #forgetOldest(): void {
    const { oldest } = this.#used;
    const used = oldest === undefined ? undefined : this.#used.get(oldest);
    if (oldest === undefined || used === undefined) return;
    this.#used.delete(oldest);
    this.#forgottenUntilMs = Math.max(this.#forgottenUntilMs, used.firstUsedAtMs);
  }
}
