import type { TransactionTable } from './transaction-table.ts';

const FINAL = ['completed', 'start timerJ', 'send', 'forget'] as const;
const FLOW_CLOSED = ['terminated', 'tell failure'] as const;

/** Non-INVITE server transaction: RFC 3261 §17.2.2. */
export const NON_INVITE_SERVER: TransactionTable<
  'initial' | 'trying' | 'proceeding' | 'completed' | 'terminated'
> = {
  initial: {
    begin: ['trying'],
  },
  trying: {
    '1xx': ['proceeding', 'send'],
    '2xx': FINAL,
    '3xx-6xx': FINAL,
    'flow closed': FLOW_CLOSED,
  },
  proceeding: {
    request: ['proceeding', 'resend'],
    '1xx': ['proceeding', 'send'],
    '2xx': FINAL,
    '3xx-6xx': FINAL,
    'flow closed': FLOW_CLOSED,
  },
  completed: {
    request: ['completed', 'resend'],
    timerJ: ['terminated'],
    'flow closed': ['terminated'],
  },
};
