import type { Clock } from '../../base/clock.ts';
import type { Random } from '../../base/random.ts';
import type { Network } from '../../base/sockets.ts';
import type { LoadOpus } from '../../rtp/opus.ts';

/** What a thread needs of the machine. */
export interface WorkerPlatform {
  readonly network: Network;
  readonly clock: Clock;
  readonly random: Random;
  readonly loadOpus: LoadOpus;
}

/**
 * Imports the module the composition root named: objects with methods cannot be handed to a thread, and media must
 * not import the platform itself.
 */
export async function loadPlatform(moduleUrl: string): Promise<WorkerPlatform> {
  const module: { createPlatform(): WorkerPlatform } = await import(moduleUrl);
  return module.createPlatform();
}
