import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { SuspensionView } from '../../exchange/console/suspensions.ts';
import {
  newSuspensionSchema,
  resumeSchema,
  type Suspension,
  suspensionChangeSchema,
  suspensionSchema,
} from '../contract/suspensions.ts';
import { listOf } from '../contract.ts';
import { sendRefusal } from '../problem.ts';

const byId = z.object({ id: z.string() });
const query = z.object({ state: z.enum(['planned', 'active', 'ended']).optional() });
const config = { scope: 'suspend' } as const;

export const suspensionRoutes: FastifyPluginCallbackZod = (server, _options, done) => {
  server.get(
    '/',
    { config, schema: { querystring: query, response: { 200: listOf(suspensionSchema) } } },
    async (request, reply) => {
      const all = await request.console.suspensions.list();
      if (!all.ok) return sendRefusal(reply, all.error);
      const { state } = request.query;
      const items = all.value.filter((one) => state === undefined || one.state === state);
      return reply.send({ items: items.map(suspension) });
    },
  );

  server.post(
    '/',
    { config, schema: { body: newSuspensionSchema, response: { 201: suspensionSchema } } },
    async (request, reply) => {
      const { from, until, durationSeconds, ...rest } = request.body;
      const made = await request.console.suspensions.suspend({
        ...rest,
        fromMs: from === undefined ? undefined : Date.parse(from),
        untilMs: timeOrNull(until),
        durationMs: durationSeconds === undefined ? undefined : durationSeconds * 1000,
      });
      return made.ok ? reply.code(201).send(suspension(made.value)) : sendRefusal(reply, made.error);
    },
  );

  server.post(
    '/resume',
    { config, schema: { body: resumeSchema, response: { 200: listOf(suspensionSchema) } } },
    async (request, reply) => {
      const resumed = await request.console.suspensions.resume(request.body.scope);
      if (!resumed.ok) return sendRefusal(reply, resumed.error);
      return reply.send({ items: resumed.value.map(suspension) });
    },
  );

  server.get(
    '/:id',
    { config, schema: { params: byId, response: { 200: suspensionSchema } } },
    async (request, reply) => {
      const found = await request.console.suspensions.show(request.params.id);
      return found.ok ? reply.send(suspension(found.value)) : sendRefusal(reply, found.error);
    },
  );

  server.patch(
    '/:id',
    {
      config,
      schema: { params: byId, body: suspensionChangeSchema, response: { 200: suspensionSchema } },
    },
    async (request, reply) => {
      const { until, ...rest } = request.body;
      const changed = await request.console.suspensions.change(request.params.id, {
        ...rest,
        untilMs: timeOrNull(until),
      });
      return changed.ok ? reply.send(suspension(changed.value)) : sendRefusal(reply, changed.error);
    },
  );

  server.delete(
    '/:id',
    { config, schema: { params: byId, response: { 200: suspensionSchema } } },
    async (request, reply) => {
      const lifted = await request.console.suspensions.lift(request.params.id);
      return lifted.ok ? reply.send(suspension(lifted.value)) : sendRefusal(reply, lifted.error);
    },
  );

  done();
};

function timeOrNull(text: string | null | undefined): number | null | undefined {
  return typeof text === 'string' ? Date.parse(text) : text;
}

function suspension(view: SuspensionView): Suspension {
  const time = (ms: number): string => new Date(ms).toISOString();
  return {
    id: view.id,
    scope: view.scope === 'all' ? 'all' : [...view.scope],
    what: [...view.what],
    state: view.state,
    from: time(view.fromMs),
    until: view.untilMs === null ? null : time(view.untilMs),
    reason: view.reason,
    reasonShown: view.reasonShown,
    untilShown: view.untilShown,
    createdAt: time(view.createdAtMs),
    createdBy: view.createdBy,
    endedAt: view.endedAtMs === null ? null : time(view.endedAtMs),
    endedBy: view.endedBy,
  };
}
