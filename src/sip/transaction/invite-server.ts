import type { TransactionTable } from './transaction-table.ts';

const FLOW_CLOSED = ['terminated', 'tell failure'] as const;

/** Everything but CANCEL is the same before and after one has come: RFC 3261 §9.2 lets the user choose its answer. */
const UNANSWERED = {
  INVITE: ['proceeding', 'resend'],
  '1xx': ['proceeding', 'stop timers', 'send'],
  '2xx': ['accepted', 'stop timers', 'start timerL', 'send', 'forget'],
  '3xx-6xx': ['completed', 'stop timers', 'start timerG', 'start timerH', 'send', 'forget'],
  timer100: ['proceeding', 'send 100'],
  'flow closed': FLOW_CLOSED,
} as const;

/**
 * INVITE server transaction: RFC 3261 §17.2.1, "accepted" from RFC 6026 §7.1. In "accepted" a repeated INVITE is
 * absorbed while the user repeats its 2xx, and an ACK is the user's.
 */
export const INVITE_SERVER: TransactionTable<
  'initial' | 'proceeding' | 'cancelled' | 'accepted' | 'completed' | 'confirmed' | 'terminated'
> = {
  initial: {
    begin: ['proceeding', 'start timer100'],
  },
  proceeding: {
    ...UNANSWERED,
    CANCEL: ['cancelled', 'tell cancel'],
  },
  cancelled: {
    ...UNANSWERED,
    INVITE: ['cancelled', 'resend'],
    '1xx': ['cancelled', 'stop timers', 'send'],
    timer100: ['cancelled', 'send 100'],
  },
  accepted: {
    '2xx': ['accepted', 'send'],
    ACK: ['accepted', 'tell ACK'],
    timerL: ['terminated'],
    'flow closed': FLOW_CLOSED,
  },
  completed: {
    INVITE: ['completed', 'resend'],
    ACK: ['confirmed', 'stop timers', 'start timerI'],
    timerG: ['completed', 'double timerG', 'resend'],
    timerH: ['terminated', 'tell failure'],
    'flow closed': FLOW_CLOSED,
  },
  confirmed: {
    timerI: ['terminated'],
    'flow closed': ['terminated'],
  },
};
