import { randomFillSync } from 'node:crypto';
import { BugError } from '../base/bug-error.ts';
import type { Random } from '../base/random.ts';

/** One call of the operating system serves many tokens; a call of its own costs a microsecond each. */
const POOL_BYTES = 8192;

/** The range of six bytes: every limit up to it leaves at most one draw in two to be repeated. */
const DRAW_RANGE = 2 ** 48;

/** The operating system's randomness, fit for keys. */
export class NodeRandom implements Random {
  readonly #pool = Buffer.allocUnsafeSlow(POOL_BYTES);
  #used = POOL_BYTES;

  bytes(length: number): Uint8Array {
    if (length > POOL_BYTES) return randomFillSync(new Uint8Array(length));
    const start = this.#take(length);
    const bytes = new Uint8Array(length);
    for (let i = 0; i < length; i++) bytes[i] = this.#pool[start + i] ?? 0;
    // What was handed out must not be found in memory a second time.
    this.#pool.fill(0, start, start + length);
    return bytes;
  }

  integer(limit: number): number {
    if (!Number.isSafeInteger(limit) || limit < 1 || limit > DRAW_RANGE) {
      throw new BugError(`random integer below ${limit}`);
    }
    // Draws beyond the last whole multiple are repeated, else small results would come more often.
    const end = DRAW_RANGE - (DRAW_RANGE % limit);
    for (;;) {
      const drawn = this.#pool.readUIntBE(this.#take(6), 6);
      if (drawn < end) return drawn % limit;
    }
  }

  /** Offset of `length` bytes that nobody has had. */
  #take(length: number): number {
    if (this.#used + length > POOL_BYTES) {
      randomFillSync(this.#pool);
      this.#used = 0;
    }
    const start = this.#used;
    this.#used += length;
    return start;
  }
}
