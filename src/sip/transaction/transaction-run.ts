import type { HeaderField } from '../message/headers.ts';
import type { SipMessage, SipRequest } from '../message/message.ts';
import type { Flow } from '../transport/flow.ts';
import type { AnswerStore } from './answer-store.ts';
import type { RunningTimer, TimerQueues } from './timer-queues.ts';
import { TIMER_RULES, type TimerName, type TransactionTimers } from './timers.ts';
import type {
  AnyTable,
  Effect,
  MessageEffect,
  TransactionInput,
  TransactionState,
} from './transaction-table.ts';

export type TransactionKind = 'inviteServer' | 'nonInviteServer' | 'inviteClient' | 'nonInviteClient';

/** What a running transaction needs of its layer. */
export interface TransactionEnvironment {
  readonly timers: TimerQueues<TransactionRun, TimerName>;
  readonly settings: TransactionTimers;
  readonly answers: AnswerStore;
  /** Takes a terminated transaction out of the table. */
  remove(run: TransactionRun): void;
  /** Calls the user: an exception of his is recorded and goes no further. */
  tell(action: () => void): void;
  /** An ACK that belongs to the user. */
  passAck(ack: SipRequest, flow: Flow): void;
  /** The final response to a request of that method went out. */
  answered(method: string, status: number): void;
  /** Sends the CANCEL of an INVITE in a transaction of its own. */
  sendCancel(invite: SipRequest, flow: Flow, headers: readonly HeaderField[]): void;
}

type TimerVerb = 'start' | 'double' | 'slow';

/** The two halves of a timer effect, looked up rather than cut out of the text each time. */
const TIMER_EFFECTS = new Map<Effect, { readonly verb: TimerVerb; readonly name: TimerName }>(
  (Object.keys(TIMER_RULES) as TimerName[]).flatMap((name) =>
    (['start', 'double', 'slow'] as const).map((verb) => [`${verb} ${name}`, { verb, name }] as const),
  ),
);

/**
 * One transaction: its state, its timers and what it needs to answer retransmissions. `input` looks up the row of
 * the table and performs its effects in order; what an effect does to messages is for the server and client sides.
 */
export abstract class TransactionRun {
  readonly kind: TransactionKind;
  readonly key: string;
  readonly flow: Flow;
  protected readonly environment: TransactionEnvironment;
  readonly #table: AnyTable;
  #state: TransactionState = 'initial';
  /** The message sent last. */
  #bytes: Uint8Array | undefined;
  /** At most two timers run at once: one that repeats a message and one that ends a state. */
  #repeating: RunningTimer<TransactionRun, TimerName> | undefined;
  #ending: RunningTimer<TransactionRun, TimerName> | undefined;
  #intervalMs = 0;

  constructor(
    kind: TransactionKind,
    table: AnyTable,
    key: string,
    flow: Flow,
    environment: TransactionEnvironment,
  ) {
    this.kind = kind;
    this.#table = table;
    this.key = key;
    this.flow = flow;
    this.environment = environment;
  }

  get state(): TransactionState {
    return this.#state;
  }

  /** False when the table has no row for it: the input is then ignored. */
  input(input: TransactionInput, message?: SipMessage): boolean {
    const step = this.#table[this.#state]?.[input];
    if (step === undefined) return false;
    this.#state = step[0];
    let atOnce: TimerName | undefined;
    for (let index = 1; index < step.length; index++) {
      const effect = step[index] as Effect;
      const timer = TIMER_EFFECTS.get(effect);
      if (timer !== undefined) {
        if (!this.#startTimer(timer.verb, timer.name)) atOnce = timer.name;
      } else if (effect === 'stop timers') {
        this.#stopTimers();
      } else {
        this.perform(effect as MessageEffect, message);
      }
    }
    if (this.#state === 'terminated') this.#terminate();
    else if (atOnce !== undefined) this.input(atOnce);
    return true;
  }

  /** Ends the transaction without a word to anybody. */
  abandon(): void {
    this.#state = 'terminated';
    this.#terminate();
  }

  /** A timer of this transaction has run out. */
  expire(name: TimerName): void {
    if (this.#repeating?.name === name) this.#repeating = undefined;
    else this.#ending = undefined;
    this.input(name);
  }

  protected abstract perform(effect: MessageEffect, message: SipMessage | undefined): void;

  /** Called once, after the transaction has left the table. */
  protected abstract terminated(): void;

  protected send(bytes: Uint8Array): void {
    this.#bytes = bytes;
    this.flow.send(bytes);
  }

  /** Moves what was sent last to where it takes the least room for long. */
  protected keepForLong(): void {
    if (this.#bytes !== undefined) this.#bytes = this.environment.answers.keep(this.#bytes);
  }

  /** Nothing is sent again. */
  protected drop(): void {
    this.#bytes = undefined;
  }

  protected resend(): void {
    if (this.#bytes !== undefined) this.flow.send(this.#bytes);
  }

  /** False when the timer is one that ends its state at once on this flow. */
  #startTimer(verb: TimerVerb, name: TimerName): boolean {
    if (this.#state === 'terminated') return true;
    const rule = TIMER_RULES[name];
    if (this.flow.reliable && rule.onReliable !== 'same') return rule.onReliable === 'left out';
    const { settings, timers } = this.environment;
    const repeats = verb !== 'start' || name === 'timerA' || name === 'timerE' || name === 'timerG';
    let delayMs = rule.initialMs(settings);
    if (verb === 'double') delayMs = Math.min(2 * this.#intervalMs, rule.limitMs(settings));
    if (verb === 'slow') delayMs = rule.limitMs(settings);
    const running = timers.start(delayMs, name, this);
    if (repeats) {
      this.#intervalMs = delayMs;
      this.#repeating = running;
    } else {
      this.#ending = running;
    }
    return true;
  }

  #stopTimers(): void {
    const { timers } = this.environment;
    if (this.#repeating !== undefined) timers.stop(this.#repeating);
    if (this.#ending !== undefined) timers.stop(this.#ending);
    this.#repeating = undefined;
    this.#ending = undefined;
  }

  #terminate(): void {
    this.#stopTimers();
    this.#bytes = undefined;
    this.environment.remove(this);
    this.terminated();
  }
}
