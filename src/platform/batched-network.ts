import { batchedDatagrams } from './bind-batched.ts';
import { type Libc, loadLibc } from './libc.ts';
import { NodeNetwork } from './node-network.ts';

/**
 * The second way to the operating system's datagrams: by recvmmsg(2) and sendmmsg(2) of the C library, many with
 * one call and one wake-up. Streams are those of Node.
 */
export class BatchedNetwork extends NodeNetwork {
  constructor(libc: Libc) {
    super({ backend: 'libc recvmmsg/sendmmsg', bind: batchedDatagrams(libc) });
  }
}

/** `auto` takes batched sockets where the C library can be called, and those of Node everywhere else. */
export type SocketChoice = 'auto' | 'dgram';

/** What opens the sockets of one thread. */
export async function networkMaker(choice: SocketChoice): Promise<() => NodeNetwork> {
  const libc = choice === 'auto' ? await loadLibc() : undefined;
  return () => (libc ? new BatchedNetwork(libc) : new NodeNetwork());
}
