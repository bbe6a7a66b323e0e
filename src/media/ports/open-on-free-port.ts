import { fail, ok, type Result } from '../../base/result.ts';
import type { PortPool } from './port-pool.ts';

/** Ports others have bound are skipped, but not for ever. */
const ATTEMPTS = 16;

/**
 * Draws ports until `open` succeeds on one. A port it fails on is left alone for a while; unless `isGone` says that
 * the failure is not the port's.
 */
export async function openOnFreePort<T>(
  pool: PortPool,
  open: (port: number) => Promise<T | undefined>,
  isGone: () => boolean = () => false,
): Promise<Result<T, 'out-of-ports'>> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const port = pool.take();
    if (port === undefined) break;
    const opened = await open(port);
    if (opened !== undefined) return ok(opened);
    if (isGone()) {
      pool.give(port);
      break;
    }
    pool.block(port);
  }
  return fail('out-of-ports');
}
