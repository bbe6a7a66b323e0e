/**
 * One stream of facts about what the exchange did: logs, metrics, live pages and call records read it, nothing is
 * steered by it. Extensions are named by number; addresses are in no fact (mission H11).
 */
export type Fact =
  | { readonly kind: 'sip-request'; readonly method: string; readonly status: number }
  | { readonly kind: 'sip-refused'; readonly reason: string; readonly status: number }
  | {
      readonly kind: 'registered';
      readonly extension: string;
      readonly refresh: boolean;
      readonly expiresS: number;
    }
  | {
      readonly kind: 'unregistered';
      readonly extension: string;
      readonly cause: 'phone' | 'expired' | 'replaced' | 'administrator';
    }
  | { readonly kind: 'authenticated'; readonly method: string }
  | {
      readonly kind: 'authentication-failed';
      readonly reason: AuthenticationFailure;
      readonly counted: boolean;
    }
  | {
      readonly kind: 'banned';
      readonly extension: string | undefined;
      readonly cause: 'failures' | 'manual';
      readonly untilMs: number;
    }
  | { readonly kind: 'unbanned'; readonly cause: 'expired' | 'administrator' | 'whitelist' }
  | { readonly kind: 'call-began'; readonly call: string; readonly from: string; readonly to: string }
  | { readonly kind: 'call-ringing'; readonly call: string }
  | { readonly kind: 'call-answered'; readonly call: string; readonly setupMs: number }
  | {
      readonly kind: 'call-ended';
      readonly call: string;
      readonly result: CallResult;
      readonly durationMs: number;
    }
  | {
      readonly kind: 'conference-joined';
      readonly conference: string;
      readonly extension: string;
      readonly participants: number;
    }
  | {
      readonly kind: 'conference-left';
      readonly conference: string;
      readonly extension: string;
      readonly participants: number;
    }
  | { readonly kind: 'handler-exception'; readonly where: string; readonly error: unknown }
  | { readonly kind: 'store-degraded'; readonly reason: string }
  | { readonly kind: 'store-recovered' };

export type AuthenticationFailure =
  | 'no-credentials'
  | 'unknown-scheme'
  | 'foreign-nonce'
  | 'stale-nonce'
  | 'replayed'
  | 'unknown-user'
  | 'wrong-password'
  | 'not-entitled'
  | 'malformed';

export type CallResult =
  | 'answered'
  | 'cancelled'
  | 'busy'
  | 'declined'
  | 'no-answer'
  | 'unreachable'
  | 'refused'
  | 'failed'
  | 'vanished'
  | 'ended-by-administrator';

export interface Journal {
  record(fact: Fact): void;
}

/** Fans facts out to readers. A reader that throws is our bug: it is reported as a fact once, never passed on. */
export class FanOutJournal implements Journal {
  readonly #readers = new Set<(fact: Fact) => void>();

  subscribe(reader: (fact: Fact) => void): () => void {
    this.#readers.add(reader);
    return () => this.#readers.delete(reader);
  }

  record(fact: Fact): void {
    for (const reader of this.#readers) {
      try {
        reader(fact);
      } catch (error) {
        if (fact.kind !== 'handler-exception')
          this.record({ kind: 'handler-exception', where: 'journal', error });
      }
    }
  }
}
