import type { BenchOptions } from './options.ts';

/** One line of the table. */
export interface Figure {
  readonly work: string;
  readonly unit: string;
  /** What the project wants, as it is printed; `atMost` is the same as a number. */
  readonly wanted: string;
  readonly atMost?: number;
  /** One value a pair. */
  readonly ours: readonly number[];
  readonly theirs?: { readonly name: string; readonly values: readonly number[] };
  /** What a reader must know besides: loss, failures, what could not be measured. */
  readonly notes: readonly string[];
}

/** Work that is measured together. */
export interface Row {
  readonly key: string;
  run(options: BenchOptions): Promise<Figure[]>;
}
