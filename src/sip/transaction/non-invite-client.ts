import type { TransactionTable } from './transaction-table.ts';

const FINAL = ['completed', 'stop timers', 'start timerK', 'tell response', 'forget'] as const;
const TIMEOUT = ['terminated', 'tell timeout'] as const;
const FLOW_CLOSED = ['terminated', 'tell flow closed'] as const;

/** Non-INVITE client transaction: RFC 3261 §17.1.2. */
export const NON_INVITE_CLIENT: TransactionTable<
  'initial' | 'trying' | 'proceeding' | 'completed' | 'terminated'
> = {
  initial: {
    begin: ['trying', 'start timerE', 'start timerF', 'send'],
    'begin on closed flow': ['trying', 'start timerClosed'],
  },
  trying: {
    timerE: ['trying', 'double timerE', 'resend'],
    timerF: TIMEOUT,
    '1xx': ['proceeding', 'tell response'],
    '2xx': FINAL,
    '3xx-6xx': FINAL,
    timerClosed: FLOW_CLOSED,
    'flow closed': FLOW_CLOSED,
  },
  proceeding: {
    timerE: ['proceeding', 'slow timerE', 'resend'],
    timerF: TIMEOUT,
    '1xx': ['proceeding', 'tell response'],
    '2xx': FINAL,
    '3xx-6xx': FINAL,
    'flow closed': FLOW_CLOSED,
  },
  completed: {
    timerK: ['terminated'],
    'flow closed': ['terminated'],
  },
};
