import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Clock } from '../../base/clock.ts';
import type { IncidentView } from '../../exchange/console/incidents.ts';
import type { Console } from '../../exchange/console.ts';
import { RateLimit } from '../../policy/rate-limit.ts';
import { isPageRead } from '../api/page-reads.ts';
import { atomFeed } from '../atom-feed.ts';
import {
  type Incident,
  incidentSchema,
  incidentUpdateSchema,
  newIncidentSchema,
} from '../contract/incidents.ts';
import { listOf } from '../contract.ts';
import { peerKey } from '../peer-key.ts';
import { problem, sendProblem, sendRefusal } from '../problem.ts';

const byId = z.object({ id: z.string() });
const open = { scope: 'open' } as const;
const write = { scope: 'write' } as const;
const ATOM = 'application/atom+xml';
const RATE = { perSecond: 5, burst: 50 };

export function incidentRoutes(console: Console, clock: Clock): FastifyPluginCallbackZod {
  const rate = new RateLimit({ clock, rate: RATE });
  return (server, _options, done) => {
    server.get(
      '/',
      {
        config: open,
        schema: {
          summary: 'Outages and planned work: 90 days back, and what is to come',
          response: { 200: listOf(incidentSchema) },
        },
      },
      async (request, reply) => {
        if (!isPageRead(request) && !rate.take(peerKey(request.ip)))
          return sendProblem(reply, problem('too-many-requests'));
        return reply.send({ items: console.incidents.list().map(incident) });
      },
    );

    server.get(
      '/feed',
      { config: { ...open, gives: ATOM }, schema: { summary: 'The same as an Atom feed (RFC 4287)' } },
      async (request, reply) => {
        if (!isPageRead(request) && !rate.take(peerKey(request.ip)))
          return sendProblem(reply, problem('too-many-requests'));
        const items = console.incidents.list().map(incident);
        return reply.type(ATOM).send(atomFeed(console.site, items));
      },
    );

    server.post(
      '/',
      { config: write, schema: { body: newIncidentSchema, response: { 201: incidentSchema } } },
      async (request, reply) => {
        const { from, until, ...wanted } = request.body;
        const opened = await request.console.incidents.open({
          ...wanted,
          fromMs: from === undefined ? undefined : Date.parse(from),
          untilMs: until === undefined ? undefined : Date.parse(until),
        });
        return opened.ok ? reply.code(201).send(incident(opened.value)) : sendRefusal(reply, opened.error);
      },
    );

    server.post(
      '/:id/updates',
      {
        config: write,
        schema: { params: byId, body: incidentUpdateSchema, response: { 200: incidentSchema } },
      },
      async (request, reply) => {
        const updated = await request.console.incidents.update(request.params.id, request.body.text);
        return updated.ok ? reply.send(incident(updated.value)) : sendRefusal(reply, updated.error);
      },
    );

    server.post(
      '/:id/closing',
      {
        config: write,
        schema: {
          summary: 'It is over, and what it was',
          params: byId,
          body: incidentUpdateSchema,
          response: { 200: incidentSchema },
        },
      },
      async (request, reply) => {
        const closed = await request.console.incidents.close(request.params.id, request.body.text);
        return closed.ok ? reply.send(incident(closed.value)) : sendRefusal(reply, closed.error);
      },
    );
    done();
  };
}

function incident({ fromMs, untilMs, parts, updates, ...rest }: IncidentView): Incident {
  return {
    ...rest,
    parts: [...parts],
    from: time(fromMs),
    until: untilMs === null ? null : time(untilMs),
    updates: updates.map(({ atMs, text }) => ({ at: time(atMs), text })),
  };
}

function time(ms: number): string {
  return new Date(ms).toISOString();
}
