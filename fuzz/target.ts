/** One thing to be fuzzed. */
export interface FuzzTarget {
  readonly name: string;
  readonly seeds: readonly Uint8Array[];
  /** Works on one input. Throwing means that a fault was found: bad input must be a value. */
  run(input: Uint8Array): void;
}
