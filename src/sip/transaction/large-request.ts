import type { HeaderField } from '../message/headers.ts';
import type { SipRequest } from '../message/message.ts';
import type { Flow } from '../transport/flow.ts';
import type { ClientTransaction, ClientTransactionUser } from './transaction-user.ts';

/** RFC 3261 §18.1.1: more than this is no datagram's where nobody knows what the way carries. */
const LARGEST_DATAGRAM_BYTES = 1_300;
/** Start line, our Via and Content-Length, as long as they get. */
const REST_BYTES = 150;
/** Colon, space and line end. */
const LINE_BYTES = 4;

/** Counted rather than written: it is asked of every request of ours. */
export function isLarge({ requestUri, headers, body }: SipRequest): boolean {
  let bytes = REST_BYTES + requestUri.length + body.length;
  for (const { name, value } of headers.fields) bytes += name.length + value.length + LINE_BYTES;
  return bytes > LARGEST_DATAGRAM_BYTES;
}

/**
 * A request that is too large for a datagram and went over a connection of the same phone. When that breaks before
 * anything came back, UDP has it after all, in fragments (RFC 3261 §18.1.1).
 */
export class LargeRequest implements ClientTransaction {
  #run: ClientTransaction;
  #isHeard = false;
  #isCancelled = false;

  constructor(
    ways: { readonly connection: Flow; readonly datagrams: Flow },
    send: (flow: Flow, user: ClientTransactionUser) => ClientTransaction,
    user: ClientTransactionUser,
  ) {
    this.#run = send(ways.connection, {
      onResponse: (response) => {
        this.#isHeard = true;
        user.onResponse(response);
      },
      onFailure: (cause) => {
        if (cause === 'timeout' || this.#isHeard || this.#isCancelled) user.onFailure(cause);
        else this.#run = send(ways.datagrams, user);
      },
    });
  }

  get request(): SipRequest {
    return this.#run.request;
  }

  get flow(): Flow {
    return this.#run.flow;
  }

  cancel(headers?: readonly HeaderField[]): void {
    this.#isCancelled = true;
    this.#run.cancel(headers);
  }
}
