import type { FastifyRequest } from 'fastify';

const IS_PAGE_READ = Symbol('read by a page');

/** Of a request that a page makes for its visitor, before it is dispatched. */
export function markPageRead(inner: object): void {
  Object.assign(inner, { [IS_PAGE_READ]: true });
}

/**
 * Whether a page asks for what it shows. One page asks up to a dozen times, and its visitor was counted once when he
 * came to it: a second count would leave out parts of the page, as if there were nothing to show. What changes
 * something is counted as from anyone.
 */
export function isPageRead({ method, raw }: FastifyRequest): boolean {
  return method === 'GET' && IS_PAGE_READ in raw;
}
