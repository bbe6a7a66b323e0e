import type { ServerTransaction } from '../../sip/transaction/transaction-user.ts';
import type { Leg } from '../leg/leg.ts';
import type { LegParts } from '../leg/leg-parts.ts';
import type { TextAllowance } from '../messages/text-allowance.ts';
import type { ExtensionLimitTable } from '../tables/extension-limit-table.ts';
import type { CallTable, TransferableCall } from './active-call.ts';

/** What a call needs from the exchange. */
export interface CallParts extends LegParts {
  readonly calls: CallTable;
  readonly limits: ExtensionLimitTable;
  readonly transfers: CallTransfers;
  /** How an extension shows on the phones it talks to: a name-addr without a tag. */
  readonly identityOf: (extension: string) => string;
  readonly texts: TextAllowance;
  /** SIP domain, as it stands in From and To of what we send. */
  readonly domain: string;
}

/** Where phones that want to transfer a call are heard. */
export interface CallTransfers {
  onRefer(call: TransferableCall, leg: Leg, transaction: ServerTransaction): void;
}
