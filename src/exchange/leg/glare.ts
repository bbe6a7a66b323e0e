import type { Random } from '../../base/random.ts';

/**
 * How long whoever got a 491 waits before offering again: RFC 3261 §14.1. The owner of the Call-ID, who chose it,
 * waits longer, so that the two do not meet again.
 */
export function glareDelayMs(random: Random, ownsCallId: boolean): number {
  return ownsCallId ? 2100 + 10 * random.integer(191) : 10 * random.integer(201);
}
