import type { CallResult } from '../../base/journal.ts';

/** Whatever the exchange keeps for someone who has dialled: a call between phones, an echo test, a conference. */
export interface ActiveCall {
  readonly id: string;
  /** Number of the extension that called. */
  readonly from: string;
  /** The number that was dialled. */
  readonly to: string;
  readonly state: 'calling' | 'ringing' | 'answered';
  readonly startedAtMs: number;
  readonly answeredAtMs: number | null;
  /** Whether one of its legs is this extension's. */
  involves(extension: string): boolean;
  /** Ends it at once on all legs. Idempotent. */
  end(result: CallResult): void;
}

/** The calls there are, from the INVITE to the last BYE. */
export class CallTable {
  readonly #calls = new Map<string, ActiveCall>();

  get size(): number {
    return this.#calls.size;
  }

  add(call: ActiveCall): void {
    this.#calls.set(call.id, call);
  }

  remove(call: ActiveCall): void {
    this.#calls.delete(call.id);
  }

  get(id: string): ActiveCall | undefined {
    return this.#calls.get(id);
  }

  all(): readonly ActiveCall[] {
    return [...this.#calls.values()];
  }

  /** Calls an extension takes part in, as caller or callee. */
  of(extension: string): readonly ActiveCall[] {
    return this.all().filter((call) => call.involves(extension));
  }
}
