import type { TransactionTable } from './transaction-table.ts';

const TIMEOUT = ['terminated', 'tell timeout'] as const;
const FLOW_CLOSED = ['terminated', 'tell flow closed'] as const;
/** RFC 6026 §7.2: each 2xx of a forked INVITE is the user's, who also acknowledges it. */
const SUCCESS = ['accepted', 'stop timers', 'start timerM', 'tell response', 'forget request'] as const;
const REFUSAL = ['completed', 'stop timers', 'start timerD', 'send ACK', 'tell response', 'forget'] as const;

/**
 * INVITE client transaction: RFC 3261 §17.1.1, "accepted" from RFC 6026 §7.2. A CANCEL waits for the first
 * provisional response, and 64*T1 after it the transaction gives up (RFC 3261 §9.1).
 */
export const INVITE_CLIENT: TransactionTable<
  | 'initial'
  | 'calling'
  | 'cancel wanted'
  | 'proceeding'
  | 'cancelled'
  | 'accepted'
  | 'completed'
  | 'terminated'
> = {
  initial: {
    begin: ['calling', 'start timerA', 'start timerB', 'send'],
    'begin on closed flow': ['calling', 'start timerClosed'],
  },
  calling: {
    timerA: ['calling', 'double timerA', 'resend'],
    timerB: TIMEOUT,
    cancel: ['cancel wanted'],
    '1xx': ['proceeding', 'stop timers', 'tell response'],
    '2xx': SUCCESS,
    '3xx-6xx': REFUSAL,
    timerClosed: FLOW_CLOSED,
    'flow closed': FLOW_CLOSED,
  },
  'cancel wanted': {
    timerA: ['cancel wanted', 'double timerA', 'resend'],
    timerB: TIMEOUT,
    '1xx': ['cancelled', 'stop timers', 'start timerCancel', 'send CANCEL', 'tell response'],
    '2xx': SUCCESS,
    '3xx-6xx': REFUSAL,
    timerClosed: FLOW_CLOSED,
    'flow closed': FLOW_CLOSED,
  },
  proceeding: {
    cancel: ['cancelled', 'start timerCancel', 'send CANCEL'],
    '1xx': ['proceeding', 'tell response'],
    '2xx': SUCCESS,
    '3xx-6xx': REFUSAL,
    'flow closed': FLOW_CLOSED,
  },
  cancelled: {
    timerCancel: TIMEOUT,
    '1xx': ['cancelled', 'tell response'],
    '2xx': SUCCESS,
    '3xx-6xx': REFUSAL,
    'flow closed': FLOW_CLOSED,
  },
  accepted: {
    '2xx': ['accepted', 'tell response'],
    timerM: ['terminated'],
    'flow closed': ['terminated'],
  },
  completed: {
    '3xx-6xx': ['completed', 'send ACK'],
    timerD: ['terminated'],
    'flow closed': ['terminated'],
  },
};
