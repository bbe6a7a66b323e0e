import { type Random, randomToken } from '../../base/random.ts';
import { Headers } from '../../sip/message/headers.ts';
import { SipRequest } from '../../sip/message/message.ts';
import type { ClientTransaction, ClientTransactionUser } from '../../sip/transaction/transaction-user.ts';
import type { Flow } from '../../sip/transport/flow.ts';
import type { ExtensionRecord } from '../../store/records/records.ts';
import { callerIdentity } from '../call/caller-identity.ts';
import { type Ways, waysToPhones } from '../call/ways-to-phones.ts';
import type { Binding } from '../registration/location.ts';
import { textContent } from './message-text.ts';

/** One text on its way to the phones of an extension. */
export interface OutgoingText {
  readonly sender: ExtensionRecord;
  readonly recipient: string;
  readonly text: string;
  /** On the wall clock; told when the message waited. */
  readonly sentAtMs: number | undefined;
}

/**
 * `refused`: a phone was there and takes no such message, now or later. `unreachable`: nobody said anything, or that
 * it is a bad moment.
 */
export type DeliveryResult = 'delivered' | 'refused' | 'unreachable';

/** Refusals that will not be others tomorrow: what the phone cannot do, and what its holder does not want. */
const FINAL: ReadonlySet<number> = new Set([400, 401, 403, 405, 407, 413, 415, 420, 488, 489, 493, 501, 505]);

export interface MessageDeliveryParts {
  readonly transactions: {
    send(request: SipRequest, flow: Flow, user: ClientTransactionUser): ClientTransaction;
  };
  readonly random: Random;
  readonly domain: string;
}

type Settle = (result: DeliveryResult) => void;

/** MESSAGE to every phone of an extension at once, outside of every dialog (RFC 3428 §4). */
export class MessageDelivery {
  readonly #parts: MessageDeliveryParts;

  constructor(parts: MessageDeliveryParts) {
    this.#parts = parts;
  }

  /** `onResult` hears once: as soon as one phone has taken it, else when the last one has answered or given up. */
  send(text: OutgoingText, bindings: readonly Binding[], onResult: (result: DeliveryResult) => void): void {
    let open = 0;
    let isRefused = false;
    let isTold = false;
    const tell = (result: DeliveryResult): void => {
      if (isTold) return;
      isTold = true;
      onResult(result);
    };
    const settle: Settle = (result) => {
      open -= 1;
      isRefused ||= result === 'refused';
      if (result === 'delivered') tell('delivered');
      else if (open === 0) tell(isRefused ? 'refused' : 'unreachable');
    };
    const phones = waysToPhones(bindings);
    open = phones.length;
    if (open === 0) return tell('unreachable');
    for (const ways of phones) this.#sendTo(ways, text, settle);
  }

  /** By one way to the phone; by the next when nobody is at the end of it. */
  #sendTo([{ target, flow }, ...others]: Ways, text: OutgoingText, settle: Settle): void {
    const [next, ...later] = others;
    this.#parts.transactions.send(this.#createMessage(text, target), flow, {
      onResponse: ({ status }) => {
        if (status < 200) return;
        if (status === 430 && next !== undefined) this.#sendTo([next, ...later], text, settle);
        else settle(resultOf(status));
      },
      onFailure: () => {
        if (next === undefined) settle('unreachable');
        else this.#sendTo([next, ...later], text, settle);
      },
    });
  }

  /** Number and call sign of the sender, the text, the time if it is long ago: nothing else of what he sent. */
  #createMessage({ sender, recipient, text, sentAtMs }: OutgoingText, target: string): SipRequest {
    const { random, domain } = this.#parts;
    const { contentType, body } = textContent(text);
    const headers = new Headers()
      .append('max-forwards', '70')
      .append('from', `${callerIdentity(sender, domain)};tag=${randomToken(random, 16)}`)
      .append('to', `<sip:${recipient}@${domain}>`)
      .append('call-id', randomToken(random, 24))
      .append('cseq', '1 MESSAGE');
    if (sentAtMs !== undefined) headers.append('date', new Date(sentAtMs).toUTCString());
    headers.append('content-type', contentType);
    return new SipRequest('MESSAGE', target, headers, body);
  }
}

function resultOf(status: number): DeliveryResult {
  if (status < 300) return 'delivered';
  return status >= 600 || FINAL.has(status) ? 'refused' : 'unreachable';
}
