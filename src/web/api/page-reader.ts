import type { FastifyRequest } from 'fastify';
import type { PageReader } from '../../exchange/console/free-pages.ts';
import type { Console } from '../../exchange/console.ts';
import { sessionSecret } from './session-cookie.ts';

/** Who reads where everyone may: whoever has logged in reads what is for members. A token is nobody here. */
export function readerOf(request: FastifyRequest, { sessions }: Pick<Console, 'sessions'>): PageReader {
  const secret = sessionSecret(request);
  return secret !== undefined && sessions.recognise(secret) !== undefined ? 'member' : 'visitor';
}
