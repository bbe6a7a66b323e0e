import type { Random } from '../src/base/random.ts';

/** One thing to be fuzzed. */
export interface FuzzTarget {
  readonly name: string;
  readonly seeds: readonly Uint8Array[];
  /** Works on one input. Throwing means that a fault was found: bad input must be a value. */
  run(input: Uint8Array, random: Random): void | Promise<void>;
  /** Its part of the seconds, against 1 of the others. */
  readonly share?: number;
  /** Of a target that remembers: throws when it has left something behind. Called now and then, and at the end. */
  settle?(): Promise<void>;
  /** Inputs between two settlings. */
  readonly settleAfter?: number;
}
