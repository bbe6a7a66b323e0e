import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

/** What a page asked for, to be filled in; `body` stays undefined when the response says it, as it does of problems. */
export interface PageRead {
  body: unknown;
}

const READS = new WeakMap<object, PageRead>();

/** Of a request that a page makes for its visitor, before it is dispatched. */
export function markPageRead(inner: object, read: PageRead): void {
  READS.set(inner, read);
}

/**
 * Whether a page asks for what it shows. One page asks up to a dozen times, and its visitor was counted once when he
 * came to it: a second count would leave out parts of the page, as if there were nothing to show. What changes
 * something is counted as from anyone.
 */
export function isPageRead({ method, raw }: FastifyRequest): boolean {
  return method === 'GET' && READS.has(raw);
}

/**
 * Gives pages what they read without writing it as JSON that they would have to parse again. It has passed the same
 * doors, and the schema of its route lets out of it what goes out on the network, and no more.
 */
export function givePagesTheirReads(api: FastifyInstance): void {
  api.addHook('preSerialization', async (request, reply, payload) => {
    const read = isPageRead(request) ? READS.get(request.raw) : undefined;
    if (read === undefined) return payload;
    const schema = schemaOf(request, reply);
    read.body = schema && z.encode(schema, payload);
    if (schema !== undefined) reply.serializer(() => '');
    return payload;
  });
}

/** Of the answer with this status; undefined for a problem, which has none. */
function schemaOf(request: FastifyRequest, reply: FastifyReply): z.ZodType | undefined {
  const response: unknown = request.routeOptions.schema?.response;
  if (typeof response !== 'object' || response === null) return undefined;
  const schema: unknown = Reflect.get(response, reply.statusCode);
  return schema instanceof z.ZodType ? schema : undefined;
}
