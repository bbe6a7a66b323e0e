import type { Clock } from '../base/clock.ts';
import type { Random } from '../base/random.ts';
import type { Network } from '../base/sockets.ts';
import { NodeClock } from './node-clock.ts';
import { NodeNetwork } from './node-network.ts';
import { NodeRandom } from './node-random.ts';

/**
 * The platform for a worker thread. A thread cannot be handed objects with methods, so it is told the URL of this
 * module and imports it; the rooms above stay free of an import of `platform/`.
 */
export function createPlatform(): {
  readonly network: Network;
  readonly clock: Clock;
  readonly random: Random;
} {
  return { network: new NodeNetwork(), clock: new NodeClock(), random: new NodeRandom() };
}
