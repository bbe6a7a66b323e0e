import type { FastifyReply, FastifyRequest } from 'fastify';

interface Content {
  readonly type: string;
  /** Of the file, where somebody keeps it. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A file, or the one part of it that was asked for: players ask so, to begin and to jump (RFC 9110 §14). */
export function sendRanged(
  request: FastifyRequest,
  reply: FastifyReply,
  { type, name, bytes }: Content,
): FastifyReply {
  const range = readRange(request.headers.range, bytes.length);
  reply
    .header('accept-ranges', 'bytes')
    .header('content-disposition', `inline; filename="${name.replace(/[^\w.-]/g, '-')}"`);
  if (range === 'unsatisfiable') {
    return reply.code(416).header('content-range', `bytes */${bytes.length}`).send();
  }
  reply.type(type);
  if (range === undefined) return reply.send(Buffer.from(bytes));
  const { first, last } = range;
  return reply
    .code(206)
    .header('content-range', `bytes ${first}-${last}/${bytes.length}`)
    .send(Buffer.from(bytes.subarray(first, last + 1)));
}

/** Undefined: the whole, also for several parts and what is no range (RFC 9110 §14.2). */
export function readRange(
  header: string | undefined,
  length: number,
): { readonly first: number; readonly last: number } | 'unsatisfiable' | undefined {
  const [, from = '', to = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? [];
  if (from === '' && to === '') return undefined;
  if (from === '') {
    const wanted = Math.min(Number(to), length);
    return wanted === 0 ? 'unsatisfiable' : { first: length - wanted, last: length - 1 };
  }
  const first = Number(from);
  const last = to === '' ? length - 1 : Math.min(Number(to), length - 1);
  if (to !== '' && Number(to) < first) return undefined;
  return first >= length ? 'unsatisfiable' : { first, last };
}
