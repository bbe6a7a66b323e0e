import { batchedDatagrams, polled, woken } from './bind-batched.ts';
import { type Libc, loadLibc } from './libc.ts';
import { NodeNetwork, type NodeNetworkParts } from './node-network.ts';

/**
 * The second way to the operating system's datagrams: by recvmmsg(2) and sendmmsg(2) of the C library, many with
 * one call and one wake-up. Streams are those of Node.
 */
export class BatchedNetwork extends NodeNetwork {
  constructor(libc: Libc, use: SocketUse, parts: NodeNetworkParts = {}) {
    super({ ...parts, datagrams: batchedDatagrams(libc, use === 'sip' ? woken : polled) });
  }
}

/** `auto` takes batched sockets where the C library can be called, and those of Node everywhere else. */
export type SocketChoice = 'auto' | 'dgram';

/** Sound comes at a steady pace and is read so; a SIP message is answered when it comes. */
export type SocketUse = 'sip' | 'media';

/** What opens the sockets of one thread. */
export async function networkMaker(
  choice: SocketChoice,
  use: SocketUse,
): Promise<(parts?: NodeNetworkParts) => NodeNetwork> {
  const libc = choice === 'auto' ? await loadLibc() : undefined;
  return (parts) => (libc ? new BatchedNetwork(libc, use, parts) : new NodeNetwork(parts));
}
