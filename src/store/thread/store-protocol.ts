import type { Store, StoreError } from '../store.ts';

/** What the store's thread is asked to do: any method of the store. */
export type Operation = Exclude<keyof Store, 'close'>;

export type Request =
  | {
      readonly kind: 'do';
      readonly id: number;
      readonly operation: Operation;
      readonly argument: unknown;
      /** The wall clock at the time of asking: the thread has no clock of its own. */
      readonly nowMs: number;
    }
  | { readonly kind: 'close' };

export type Report =
  | { readonly kind: 'opened' }
  | { readonly kind: 'not-opened'; readonly failure: Failure }
  | { readonly kind: 'done'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly failure: Failure };

/** A `StoreError` on its way between threads: structured clone would take its class away. */
export interface Failure {
  readonly reason: StoreError['reason'];
  readonly message: string;
}
