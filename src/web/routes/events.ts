import type { FastifyPluginCallback } from 'fastify';
import { openEventSink } from '../api/event-sink.ts';
import type { EventStream } from '../api/event-stream.ts';
import { problem, sendProblem } from '../problem.ts';

/** `GET /events`: what happens, as it happens. */
export function eventRoutes(stream: EventStream): FastifyPluginCallback {
  return (server, _options, done) => {
    server.get('/', { config: { scope: 'read', stream: true } }, async (request, reply) => {
      const lastEventId = request.headers['last-event-id'];
      const id = typeof lastEventId === 'string' ? lastEventId : undefined;
      if (stream.full) return sendProblem(reply, problem('too-many-requests'));
      const sink = openEventSink(request, reply, () => stream.remove(sink));
      stream.add(sink, id);
    });
    done();
  };
}
