import type { TimerName } from './timers.ts';

/** RFC 3261 §17 and RFC 6026, and `cancel wanted` and `cancelled` for the CANCEL of §9. */
export type TransactionState =
  | 'initial'
  | 'trying'
  | 'calling'
  | 'cancel wanted'
  | 'proceeding'
  | 'cancelled'
  | 'accepted'
  | 'completed'
  | 'confirmed'
  | 'terminated';

/**
 * What may happen to a transaction. `begin` or `begin on closed flow` is its first input; `cancel` is our user's wish, `CANCEL` the peer's
 * request; a timeout is one more input.
 */
export type TransactionInput =
  | 'begin'
  | 'begin on closed flow'
  | 'INVITE'
  | 'request'
  | 'ACK'
  | 'CANCEL'
  | 'cancel'
  | '1xx'
  | '2xx'
  | '3xx-6xx'
  | 'flow closed'
  | TimerName;

type TimerEffect =
  /** Starts the timer at its first interval. */
  | `start ${TimerName}`
  /** Starts it again at twice its last interval, T2 at most where the RFC says so. */
  | `double ${TimerName}`
  /** Starts it again at its longest interval (timer E in "proceeding"). */
  | `slow ${TimerName}`
  | 'stop timers';

export type MessageEffect =
  /** Sends the message that was put in and keeps it for retransmission. */
  | 'send'
  /** Sends again what was sent last, if anything was. */
  | 'resend'
  | 'send 100'
  | 'send ACK'
  | 'send CANCEL'
  | 'tell response'
  | 'tell ACK'
  | 'tell cancel'
  | 'tell timeout'
  | 'tell flow closed'
  | 'tell failure'
  /** Only retransmissions can follow: forgets the request and all that is not needed to answer them. */
  | 'forget'
  /** Only further 2xx can follow, which are the user's: forgets the request (RFC 6026 §7.2). */
  | 'forget request';

export type Effect = MessageEffect | TimerEffect;

type Step<State extends TransactionState> = readonly [next: State, ...effects: readonly Effect[]];

/** A machine: for each state, what each input leads to. An input without an entry is ignored. */
export type TransactionTable<State extends TransactionState = TransactionState> = {
  readonly [S in Exclude<State, 'terminated'>]: Readonly<Partial<Record<TransactionInput, Step<State>>>>;
};

/** The same, as the runner reads it: any state, present or not. */
export type AnyTable = Readonly<
  Partial<Record<TransactionState, Readonly<Partial<Record<TransactionInput, Step<TransactionState>>>>>>
>;
