import { createHmac } from 'node:crypto';
import type { Clock } from '../base/clock.ts';
import type { Random } from '../base/random.ts';

const DAY_MS = 86_400_000;
const SALT_BYTES = 32;
const SHOWN = 6;

/**
 * Names for addresses in the log: `ip#3fa2c1`, the same all day, another one tomorrow. The salt is kept nowhere, so
 * that nobody finds the address to a line of yesterday (security 2.21).
 */
export class AddressPseudonyms {
  readonly #clock: Pick<Clock, 'wallTime'>;
  readonly #random: Random;
  #day = Number.NaN;
  #salt = new Uint8Array();

  constructor(parts: { readonly clock: Pick<Clock, 'wallTime'>; readonly random: Random }) {
    this.#clock = parts.clock;
    this.#random = parts.random;
  }

  of(address: string): string {
    const day = Math.floor(this.#clock.wallTime() / DAY_MS);
    if (day !== this.#day) {
      this.#day = day;
      this.#salt = Uint8Array.from(this.#random.bytes(SALT_BYTES));
    }
    return `ip#${createHmac('sha256', this.#salt).update(address).digest('hex').slice(0, SHOWN)}`;
  }
}
