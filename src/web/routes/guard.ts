import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { TraceView } from '../../exchange/console/traces.ts';
import type { WhitelistRequestRecord } from '../../store/guard-store.ts';
import {
  decidedWhitelistRequestSchema,
  endedBanSchema,
  newTraceSchema,
  newWhitelistRequestSchema,
  type Trace,
  traceSchema,
  traceWithMessagesSchema,
  type WhitelistRequest,
  whitelistDecisionSchema,
  whitelistRequestSchema,
} from '../contract/guard.ts';
import { listOf } from '../contract.ts';
import { sendRefusal } from '../problem.ts';
import { ban } from '../views.ts';

const byId = z.object({ id: z.string() });
const scope = 'bans';

/** Bans that ended in the last seven days. */
export const banHistoryRoutes: FastifyPluginCallbackZod = (server, _options, done) => {
  server.get(
    '/',
    { config: { scope }, schema: { response: { 200: listOf(endedBanSchema) } } },
    async (request, reply) => {
      const ended = await request.console.bans.listEnded();
      if (!ended.ok) return sendRefusal(reply, ended.error);
      return reply.send({ items: ended.value.map((one) => ({ ...ban(one), endedAt: time(one.endedAtMs) })) });
    },
  );
  done();
};

export const whitelistRequestRoutes: FastifyPluginCallbackZod = (server, _options, done) => {
  server.get(
    '/',
    { config: { scope }, schema: { response: { 200: listOf(whitelistRequestSchema) } } },
    async (request, reply) => {
      const known = await request.console.whitelist.listRequests();
      if (!known.ok) return sendRefusal(reply, known.error);
      return reply.send({ items: known.value.map(whitelistRequest) });
    },
  );

  server.post(
    '/',
    {
      config: { scope },
      schema: { body: newWhitelistRequestSchema, response: { 201: whitelistRequestSchema } },
    },
    async (request, reply) => {
      const asked = await request.console.whitelist.request(request.body);
      if (!asked.ok) return sendRefusal(reply, asked.error);
      return reply.code(201).send(whitelistRequest(asked.value));
    },
  );

  server.post(
    '/:id/decision',
    {
      config: { scope },
      schema: {
        params: byId,
        body: whitelistDecisionSchema,
        response: { 200: decidedWhitelistRequestSchema },
      },
    },
    async (request, reply) => {
      const { console, params, body } = request;
      if (body.state === 'refused') {
        const refused = await console.whitelist.refuseRequest(params.id);
        if (!refused.ok) return sendRefusal(reply, refused.error);
        return reply.send({ ...whitelistRequest(refused.value), warning: null });
      }
      const expiresAtMs = body.expiresAt === undefined ? undefined : Date.parse(body.expiresAt);
      const granted = await console.whitelist.grantRequest(params.id, expiresAtMs);
      if (!granted.ok) return sendRefusal(reply, granted.error);
      return reply.send({ ...whitelistRequest(granted.value), warning: granted.value.warning });
    },
  );
  done();
};

/** SIP traces show addresses, so they are for who may do everything. */
export const traceRoutes: FastifyPluginCallbackZod = (server, _options, done) => {
  const config = { scope: 'admin' } as const;
  server.get('/', { config, schema: { response: { 200: listOf(traceSchema) } } }, async (request, reply) => {
    const known = await request.console.traces.list();
    return known.ok ? reply.send({ items: known.value.map(trace) }) : sendRefusal(reply, known.error);
  });

  server.post(
    '/',
    { config, schema: { body: newTraceSchema, response: { 201: traceSchema } } },
    async (request, reply) => {
      const { extension, durationSeconds } = request.body;
      const begun = await request.console.traces.start(extension, durationSeconds * 1_000);
      return begun.ok ? reply.code(201).send(trace(begun.value)) : sendRefusal(reply, begun.error);
    },
  );

  server.get(
    '/:id',
    { config, schema: { params: byId, response: { 200: traceWithMessagesSchema } } },
    async (request, reply) => {
      const shown = await request.console.traces.show(request.params.id);
      if (!shown.ok) return sendRefusal(reply, shown.error);
      const messages = shown.value.messages.map(({ atMs, direction, text }) => ({
        at: time(atMs),
        direction,
        text,
      }));
      return reply.send({ ...trace(shown.value), messages });
    },
  );

  server.post(
    '/:id/stop',
    { config, schema: { params: byId, response: { 200: traceSchema } } },
    async (request, reply) => {
      const stopped = await request.console.traces.stop(request.params.id);
      return stopped.ok ? reply.send(trace(stopped.value)) : sendRefusal(reply, stopped.error);
    },
  );

  server.delete(
    '/:id',
    { config, schema: { params: byId, response: { 200: traceSchema } } },
    async (request, reply) => {
      const deleted = await request.console.traces.delete(request.params.id);
      return deleted.ok ? reply.send(trace(deleted.value)) : sendRefusal(reply, deleted.error);
    },
  );
  done();
};

export function whitelistRequest(record: WhitelistRequestRecord): WhitelistRequest {
  const { id, entry, extension, note, state, requestedAtMs, decidedAtMs, decidedBy } = record;
  const decidedAt = decidedAtMs === null ? null : time(decidedAtMs);
  return { id, entry, extension, note, state, requestedAt: time(requestedAtMs), decidedAt, decidedBy };
}

function trace({ id, extension, fromMs, untilMs, requestedBy, running }: TraceView): Trace {
  return { id, extension, from: time(fromMs), until: time(untilMs), requestedBy, running };
}

function time(ms: number): string {
  return new Date(ms).toISOString();
}
