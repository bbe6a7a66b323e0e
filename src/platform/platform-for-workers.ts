import type { Clock } from '../base/clock.ts';
import type { Random } from '../base/random.ts';
import type { Network } from '../base/sockets.ts';
import { loadOpus } from './load-opus.ts';
import { NodeClock } from './node-clock.ts';
import { NodeRandom } from './node-random.ts';
import { networkMaker } from './sockets/batched-network.ts';

const { searchParams } = new URL(import.meta.url);
const createNetwork = await networkMaker(searchParams.get('sockets') === 'dgram' ? 'dgram' : 'auto', 'media');

/**
 * The platform for a worker thread. A thread cannot be handed objects with methods, so it is told the URL of this
 * module and imports it; the rooms above stay free of an import of `platform/`. `?sockets=dgram` in the URL forbids
 * batched sockets.
 */
export function createPlatform(): {
  readonly network: Network;
  readonly clock: Clock;
  readonly random: Random;
  /** Reads libopus as a WebAssembly module. */
  loadOpus(): Uint8Array<ArrayBuffer>;
} {
  return { network: createNetwork(), clock: new NodeClock(), random: new NodeRandom(), loadOpus };
}
