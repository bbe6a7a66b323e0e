import type { Clock, Scheduled } from '../src/base/clock.ts';
import { cseqOf, type Field, field, fields, type WireMessage } from './wire.ts';

const T1_MS = 500;

/** The phone's own side of RFC 3262 as a UAS: responses to its INVITE that it repeats until their PRACK comes. */
export class ReliableRinging {
  /** What came back: the PRACKs that matched, in order. */
  readonly pracks: WireMessage[] = [];
  readonly #clock: Clock;
  #rseq: number;
  #awaited: number | undefined;
  #resend: Scheduled | undefined;

  constructor(clock: Clock, firstRSeq: number) {
    this.#clock = clock;
    this.#rseq = firstRSeq - 1;
  }

  get isAcknowledged(): boolean {
    return this.#awaited === undefined;
  }

  /** Sends the next response, `send` each time. */
  send(send: (headers: readonly Field[]) => void): void {
    this.stop();
    this.#rseq += 1;
    this.#awaited = this.#rseq;
    const headers: Field[] = [
      ['Require', '100rel'],
      ['RSeq', String(this.#rseq)],
      ['Allow', 'INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, PRACK, UPDATE'],
    ];
    const repeat = (delayMs: number): void => {
      send(headers);
      this.#resend = this.#clock.schedule(delayMs, () => repeat(2 * delayMs));
    };
    repeat(T1_MS);
  }

  /** Whether the PRACK is for the response that waits. */
  takes(prack: WireMessage, invite: WireMessage): boolean {
    if (field(prack, 'rack') !== `${this.#awaited} ${cseqOf(invite).number} INVITE`) return false;
    this.stop();
    this.#awaited = undefined;
    this.pracks.push(prack);
    return true;
  }

  stop(): void {
    this.#resend?.cancel();
  }
}

/** As a UAC: which responses want a PRACK, each once and in order, in every dialog of one INVITE. */
export class ReliableOrder {
  readonly #last = new Map<string, number>();

  /** The RAck for a response that is to be acknowledged now. */
  rackFor(response: WireMessage, tag: string | undefined): string | undefined {
    const required = fields(response, 'require').some((value) => value.includes('100rel'));
    const rseq = Number(field(response, 'rseq'));
    if (!required || tag === undefined) return undefined;
    const last = this.#last.get(tag);
    if (last !== undefined && rseq !== last + 1) return undefined;
    this.#last.set(tag, rseq);
    return `${rseq} ${cseqOf(response).number} INVITE`;
  }
}
