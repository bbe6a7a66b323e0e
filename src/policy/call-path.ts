import type { ForwardCause } from './call-features.ts';

/** Security 2.13: a call that is forwarded once more goes nowhere. */
export const MOST_HOPS = 5;

export interface Hop {
  /** The number that sent the call on, and where to. */
  readonly from: string;
  readonly to: string;
  readonly cause: ForwardCause;
}

/**
 * The numbers a call was sent to, one after the other. It grows with every forward, whoever causes it, so that no
 * ring of forwards has a second round and no chain of them is longer than `MOST_HOPS`.
 */
export class CallPath {
  readonly caller: string;
  readonly dialled: string;
  /** Nobody transferred him there: what he says by dialling is his own word. */
  readonly isByOwnHand: boolean;
  readonly #hops: Hop[] = [];
  readonly #seen: Set<string>;
  /** Hops that a phone says were before: they count, and can only shorten the way. */
  readonly #before: number;
  #current: string;

  constructor(call: {
    caller: string;
    dialled: string;
    before?: readonly string[] | undefined;
    isByOwnHand?: boolean;
  }) {
    this.caller = call.caller;
    this.dialled = call.dialled;
    this.isByOwnHand = call.isByOwnHand ?? false;
    this.#current = call.dialled;
    this.#before = call.before?.length ?? 0;
    this.#seen = new Set([call.caller, ...(call.before ?? []), call.dialled]);
  }

  /** The number the call is at. */
  get current(): string {
    return this.#current;
  }

  get hops(): readonly Hop[] {
    return this.#hops;
  }

  /** Someone else answers in place of whom it rings at. */
  pickUp(by: string): void {
    this.#seen.add(by);
    this.#current = by;
  }

  /** Takes the call on to another number, or says why it must not go there. */
  forward(to: string, cause: ForwardCause): 'forwarded' | 'loop' | 'too-many-hops' {
    if (this.#seen.has(to)) return 'loop';
    if (this.#before + this.#hops.length >= MOST_HOPS) return 'too-many-hops';
    this.#hops.push({ from: this.#current, to, cause });
    this.#seen.add(to);
    this.#current = to;
    return 'forwarded';
  }
}
