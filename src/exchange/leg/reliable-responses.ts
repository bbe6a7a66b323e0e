import type { Clock } from '../../base/clock.ts';
import { TimerSet } from '../../base/timer-set.ts';
import type { SipResponse } from '../../sip/message/message.ts';
import { T1_MS } from './times.ts';

/** A phone that does not acknowledge one makes the others wait; more than these are worth nothing to it. */
const MAX_WAITING = 8;

interface Provisional {
  /** Ours, with this RSeq and whatever else makes it reliable. */
  readonly write: (rseq: number) => SipResponse;
  readonly hasDescription: boolean;
}

/**
 * The UAS side of RFC 3262: provisional responses to one INVITE that are sent again until their PRACK comes. One at
 * a time, so that they arrive in order.
 */
export class ReliableResponses {
  readonly #timers: TimerSet<'retransmission' | 'PRACK'>;
  readonly #send: (response: SipResponse) => void;
  readonly #onGivenUp: () => void;
  #rseq: number;
  #current: Provisional | undefined;
  #waiting: Provisional[] = [];
  #onSettled: (() => void) | undefined;

  constructor(parts: {
    clock: Clock;
    /** 1 to 2**31-1. */
    firstRSeq: number;
    send: (response: SipResponse) => void;
    /** 64*T1 without a PRACK. */
    onGivenUp: () => void;
  }) {
    this.#timers = new TimerSet(parts.clock);
    this.#rseq = parts.firstRSeq - 1;
    this.#send = parts.send;
    this.#onGivenUp = parts.onGivenUp;
  }

  send(provisional: Provisional): void {
    if (this.#current === undefined) this.#begin(provisional);
    else if (this.#waiting.length < MAX_WAITING) this.#waiting.push(provisional);
  }

  /** The response that waits for a PRACK with this number; undefined when none does (RFC 3262 §3: a 481). */
  acknowledge(rseq: number): Pick<Provisional, 'hasDescription'> | undefined {
    const current = rseq === this.#rseq ? this.#current : undefined;
    if (current === undefined) return undefined;
    this.#current = undefined;
    this.#timers.stopAll();
    return current;
  }

  /** Goes on once the acknowledged one has been dealt with. */
  next(): void {
    const next = this.#waiting.shift();
    if (next !== undefined) return this.#begin(next);
    const settled = this.#onSettled;
    this.#onSettled = undefined;
    settled?.();
  }

  /** RFC 3262 §3: a 2xx waits for the PRACK of every response that had a description. */
  whenSettled(action: () => void): void {
    this.#waiting = this.#waiting.filter(({ hasDescription }) => hasDescription);
    if (this.#current?.hasDescription || this.#waiting.length > 0) this.#onSettled = action;
    else action();
  }

  /** Nothing is sent again, nothing awaited. A late PRACK still finds its response. */
  stop(): void {
    this.#waiting = [];
    this.#onSettled = undefined;
    this.#timers.stopAll();
  }

  #begin(provisional: Provisional): void {
    this.#current = provisional;
    this.#rseq += 1;
    const response = provisional.write(this.#rseq);
    this.#send(response);
    this.#repeat(response, T1_MS);
    this.#timers.start('PRACK', 64 * T1_MS, this.#onGivenUp);
  }

  /** Unlike those of a 2xx the intervals have no upper limit (RFC 3262 §3). */
  #repeat(response: SipResponse, intervalMs: number): void {
    this.#timers.start('retransmission', intervalMs, () => {
      this.#send(response);
      this.#repeat(response, 2 * intervalMs);
    });
  }
}
