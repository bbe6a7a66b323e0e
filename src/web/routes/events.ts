import type { FastifyPluginCallback } from 'fastify';
import { holdsScope } from '../../policy/token-scopes.ts';
import type { EventSink, EventStream } from '../api/event-stream.ts';
import { problem, sendProblem } from '../problem.ts';

/** What a slow reader may leave lying in our memory. */
const MOST_UNREAD_BYTES = 256 * 1024;

/** `GET /events`: what happens, as it happens. */
export function eventRoutes(stream: EventStream): FastifyPluginCallback {
  return (server, _options, done) => {
    server.get('/', { config: { scope: 'read', stream: true } }, async (request, reply) => {
      const { raw } = reply;
      const sink: EventSink = {
        write(text) {
          if (!request.caller.isStillWelcome()) return false;
          raw.write(text);
          return raw.writableLength <= MOST_UNREAD_BYTES;
        },
        mayHear: (scope) => holdsScope(request.caller.scopes, scope),
        end: () => raw.destroy(),
      };
      const lastEventId = request.headers['last-event-id'];
      const id = typeof lastEventId === 'string' ? lastEventId : undefined;
      if (stream.full) return sendProblem(reply, problem('too-many-requests'));
      reply.hijack();
      raw.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'x-accel-buffering': 'no',
        connection: 'keep-alive',
      });
      raw.on('close', () => stream.remove(sink));
      stream.add(sink, id);
    });
    done();
  };
}
