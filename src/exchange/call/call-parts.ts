import type { Journal } from '../../base/journal.ts';
import type { CallTable } from './active-call.ts';
import type { LegParts } from './leg.ts';

/** What a call needs from the exchange. */
export interface CallParts extends LegParts {
  readonly calls: CallTable;
  readonly journal: Journal;
  /** SIP domain, as it stands in From and To of what we send. */
  readonly domain: string;
}
