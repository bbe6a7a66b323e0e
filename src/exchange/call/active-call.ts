import type { CallResult, Journal } from '../../base/journal.ts';
import { TextMap } from '../../base/text-map.ts';
import type { PromptId } from '../../media/prompts/prompt.ts';
import type { CallPath } from '../../policy/call-path.ts';
import type { SipRequest } from '../../sip/message/message.ts';
import type { Flow } from '../../sip/transport/flow.ts';
import type { Leg } from '../leg/leg.ts';
import type { Service } from '../services/service-call.ts';

/** Whatever the exchange keeps for someone who has dialled: a call between phones, an echo test, a conference. */
export interface ActiveCall {
  readonly id: string;
  /** Number of the extension that called. */
  readonly from: string;
  /** The number that was dialled. */
  readonly to: string;
  /** Where it came to: `to` unless it was forwarded. */
  readonly reached: string;
  readonly state: 'calling' | 'ringing' | 'answered';
  readonly startedAtMs: number;
  readonly answeredAtMs: number | null;
  /** Those that are connected: the caller's, then that of whoever has answered. */
  readonly legs: readonly Leg[];
  /** Whether one of its legs is this extension's. */
  involves(extension: string): boolean;
  /** To everyone in it, to each extension its own, once it is answered; nobody waits for it. */
  say(promptFor: (extension: string) => PromptId): void;
  /** Ends it at once on all legs. Idempotent. */
  end(result: CallResult): void;
}

/** What is at the other end of a phone in a call. */
export type FarEnd =
  | { readonly kind: 'phone'; readonly leg: Leg }
  | { readonly kind: 'service'; readonly service: Service }
  /** Phones that ring. */
  | { readonly kind: 'ringing' };

/** Someone is being called in place of a phone that is in a call. */
export interface PendingTransfer {
  /** The phone that asked for it. */
  readonly transferor: Leg;
  /** It has hung up: the other one waits alone. */
  onTransferorGone(): void;
  /** The call it is about is over. */
  abandon(): void;
}

/** A call whose ends may go on in other calls. */
export interface TransferableCall extends ActiveCall {
  transfer: PendingTransfer | undefined;
  /** Undefined when the leg is not one of this call's. */
  farEndOf(leg: Leg): FarEnd | undefined;
  /** The call is over; its legs are left as they are, and are no longer its own. */
  dissolve(into: string): void;
}

/** The INVITE of a phone that wants to answer a call which rings elsewhere, or to take over one of its own. */
export interface PickUpRequest {
  readonly request: SipRequest;
  readonly flow: Flow;
  /** Of the phone. */
  readonly extension: string;
}

/** A call that another phone than those that ring may answer. */
export interface RingingCall extends ActiveCall {
  /** Whether this is the leg of a phone that rings for it. */
  rings(leg: Leg): boolean;
  /** False when it cannot be picked up any more. */
  pickUp(by: PickUpRequest): boolean;
}

export function isRinging(call: ActiveCall): call is RingingCall {
  return call.state === 'ringing' && 'pickUp' in call;
}

/** A call began, and may have been forwarded before anything rang. */
export function recordBegin(journal: Journal, call: string, { caller, dialled, hops }: CallPath): void {
  journal.record({ kind: 'call-began', call, from: caller, to: dialled });
  for (const hop of hops) journal.record({ kind: 'call-forwarded', call, ...hop });
}

/** The calls there are, from the INVITE to the last BYE. */
export class CallTable {
  readonly #calls = new TextMap<string, ActiveCall>();

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

  /** The call a leg is in, when that call may be transferred. */
  ofLeg(leg: Leg): TransferableCall | undefined {
    return this.all().find(
      (call): call is TransferableCall => 'farEndOf' in call && isEndOf(call as TransferableCall, leg),
    );
  }

  /** Calls that ring, the oldest first. */
  ringing(): readonly RingingCall[] {
    return this.all().filter(isRinging);
  }

  /** Calls an extension takes part in, as caller or callee. */
  of(extension: string): readonly ActiveCall[] {
    return this.all().filter((call) => call.involves(extension));
  }
}

function isEndOf(call: TransferableCall, leg: Leg): boolean {
  return call.farEndOf(leg) !== undefined;
}
