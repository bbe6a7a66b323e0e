import type { ExtensionLimitTable } from '../extension-limit-table.ts';
import type { LegParts } from '../leg/leg-parts.ts';
import type { CallTable } from './active-call.ts';

/** What a call needs from the exchange. */
export interface CallParts extends LegParts {
  readonly calls: CallTable;
  readonly limits: ExtensionLimitTable;
  /** SIP domain, as it stands in From and To of what we send. */
  readonly domain: string;
}
