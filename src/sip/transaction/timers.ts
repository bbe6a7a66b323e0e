/** The times of RFC 3261 §17 (Table 4), in milliseconds. */
export interface TransactionTimers {
  /** T1: the round-trip time one assumes. */
  readonly t1Ms: number;
  /** T2: the longest interval between retransmissions of a non-INVITE request or an INVITE response. */
  readonly t2Ms: number;
  /** T4: the longest a message remains in the network. */
  readonly t4Ms: number;
  /** How long the user of an INVITE may be silent before the layer sends 100 (RFC 3261 §17.2.1). */
  readonly tryingMs: number;
}

export const DEFAULT_TIMERS: TransactionTimers = { t1Ms: 500, t2Ms: 4000, t4Ms: 5000, tryingMs: 200 };

/**
 * The timers of RFC 3261 §17 and RFC 6026 by their letters. C is a proxy's and has no place here; `timer100` is the
 * 200 ms of §17.2.1, `timerCancel` the 64*T1 after a CANCEL of §9.1, and `timerClosed` lets the sender of a request
 * return before he hears that the flow is closed.
 */
export type TimerName =
  | 'timerA'
  | 'timerB'
  | 'timerD'
  | 'timerE'
  | 'timerF'
  | 'timerG'
  | 'timerH'
  | 'timerI'
  | 'timerJ'
  | 'timerK'
  | 'timerL'
  | 'timerM'
  | 'timer100'
  | 'timerCancel'
  | 'timerClosed';

/** How a timer behaves on a reliable flow. */
type OnReliable = 'same' | 'left out' | 'at once';

interface TimerRule {
  readonly initialMs: (timers: TransactionTimers) => number;
  /** The upper limit of a timer that doubles. */
  readonly limitMs: (timers: TransactionTimers) => number;
  readonly onReliable: OnReliable;
}

const t1 = (timers: TransactionTimers): number => timers.t1Ms;
const t2 = (timers: TransactionTimers): number => timers.t2Ms;
const t4 = (timers: TransactionTimers): number => timers.t4Ms;
const lifetime = (timers: TransactionTimers): number => 64 * timers.t1Ms;
const atOnce = (): number => 0;
const trying = (timers: TransactionTimers): number => timers.tryingMs;

/** RFC 3261 Table 4 and RFC 6026 §7.1, §7.2. Timer D is "at least 32 s", which 64*T1 is with the default T1. */
export const TIMER_RULES: Readonly<Record<TimerName, TimerRule>> = {
  timerA: { initialMs: t1, limitMs: lifetime, onReliable: 'left out' },
  timerB: { initialMs: lifetime, limitMs: lifetime, onReliable: 'same' },
  timerD: { initialMs: lifetime, limitMs: lifetime, onReliable: 'at once' },
  timerE: { initialMs: t1, limitMs: t2, onReliable: 'left out' },
  timerF: { initialMs: lifetime, limitMs: lifetime, onReliable: 'same' },
  timerG: { initialMs: t1, limitMs: t2, onReliable: 'left out' },
  timerH: { initialMs: lifetime, limitMs: lifetime, onReliable: 'same' },
  timerI: { initialMs: t4, limitMs: t4, onReliable: 'at once' },
  timerJ: { initialMs: lifetime, limitMs: lifetime, onReliable: 'at once' },
  timerK: { initialMs: t4, limitMs: t4, onReliable: 'at once' },
  timerL: { initialMs: lifetime, limitMs: lifetime, onReliable: 'same' },
  timerM: { initialMs: lifetime, limitMs: lifetime, onReliable: 'same' },
  timer100: { initialMs: trying, limitMs: trying, onReliable: 'same' },
  timerCancel: { initialMs: lifetime, limitMs: lifetime, onReliable: 'same' },
  timerClosed: { initialMs: atOnce, limitMs: atOnce, onReliable: 'same' },
};
