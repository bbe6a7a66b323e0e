import type { FastifyReply, FastifyRequest } from 'fastify';
import { holdsScope, type TokenScope } from '../../policy/token-scopes.ts';

/** Where events go: an answer that stays open. */
export interface EventSink {
  /** False when the reader does not keep up, or may read no longer. */
  write(text: string): boolean;
  mayHear(scope: TokenScope): boolean;
  end(): void;
}

/** What a slow reader may leave lying in our memory. */
const MOST_UNREAD_BYTES = 256 * 1024;

/** Answers with a stream of server-sent events (WHATWG HTML §9.2); `onClose` when the reader went. */
export function openEventSink(request: FastifyRequest, reply: FastifyReply, onClose: () => void): EventSink {
  const { raw } = reply;
  reply.hijack();
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-accel-buffering': 'no',
    connection: 'keep-alive',
  });
  raw.on('close', onClose);
  return {
    write(text) {
      if (!request.caller.isStillWelcome()) return false;
      raw.write(text);
      return raw.writableLength <= MOST_UNREAD_BYTES;
    },
    mayHear: (scope) => holdsScope(request.caller.scopes, scope),
    end: () => raw.destroy(),
  };
}
