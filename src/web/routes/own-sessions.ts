import type { FastifyRequest } from 'fastify';
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { BugError } from '../../base/bug-error.ts';
import type { PasskeyView, SessionView } from '../../exchange/console/sessions.ts';
import { visitorOf } from '../api/visitor.ts';
import {
  endedSessionsSchema,
  newPasskeySchema,
  type OwnSession,
  ownSessionSchema,
  passkeyOptionsSchema,
  passkeySchema,
} from '../contract/session.ts';
import { listOf } from '../contract.ts';
import { sendRefusal } from '../problem.ts';

const byId = z.object({ id: z.string() });
const config = { scope: 'session' } as const;

/** One's own sessions, wherever they were opened. */
export const ownSessionRoutes: FastifyPluginCallbackZod = (server, _options, done) => {
  server.get('/', { config, schema: { response: { 200: listOf(ownSessionSchema) } } }, async (request) => {
    const { id, holder } = sessionOf(request);
    return { items: request.console.sessions.listSessions(holder).map((one) => ownSession(one, id)) };
  });

  server.delete(
    '/',
    {
      config,
      schema: { summary: 'Ends all but the one that asks', response: { 200: endedSessionsSchema } },
    },
    async (request, reply) => {
      const { id, holder } = sessionOf(request);
      const ended = await request.console.sessions.endOtherSessions(holder, id);
      return ended.ok ? reply.send({ ended: ended.value }) : sendRefusal(reply, ended.error);
    },
  );

  server.delete(
    '/:id',
    { config, schema: { params: byId, response: { 200: ownSessionSchema } } },
    async (request, reply) => {
      const { id, holder } = sessionOf(request);
      const ended = await request.console.sessions.endSession(holder, request.params.id);
      return ended.ok ? reply.send(ownSession(ended.value, id)) : sendRefusal(reply, ended.error);
    },
  );
  done();
};

export const passkeyRoutes: FastifyPluginCallbackZod = (server, _options, done) => {
  server.get('/', { config, schema: { response: { 200: listOf(passkeySchema) } } }, async (request) => ({
    items: request.console.sessions.listPasskeys(sessionOf(request).holder).map(passkey),
  }));

  server.post(
    '/options',
    {
      config,
      schema: { summary: 'What the browser makes a passkey of', response: { 200: passkeyOptionsSchema } },
    },
    async (request, reply) => {
      const { holder } = sessionOf(request);
      const options = await request.console.sessions.passkeyOptions(holder, visitorOf(request));
      return options.ok
        ? reply.send(passkeyOptionsSchema.parse(options.value))
        : sendRefusal(reply, options.error);
    },
  );

  server.post(
    '/',
    { config, schema: { body: newPasskeySchema, response: { 201: passkeySchema } } },
    async (request, reply) => {
      const { holder } = sessionOf(request);
      const added = await request.console.sessions.addPasskey(holder, request.body, visitorOf(request));
      return added.ok ? reply.code(201).send(passkey(added.value)) : sendRefusal(reply, added.error);
    },
  );

  server.delete(
    '/:id',
    { config, schema: { params: byId, response: { 200: passkeySchema } } },
    async (request, reply) => {
      const removed = await request.console.sessions.removePasskey(
        sessionOf(request).holder,
        request.params.id,
      );
      return removed.ok ? reply.send(passkey(removed.value)) : sendRefusal(reply, removed.error);
    },
  );
  done();
};

/** Of a route whose scope has seen to it that there is one. */
export function sessionOf({ caller }: FastifyRequest): SessionView {
  if (caller.session === undefined) throw new BugError('the route asks for no session');
  return caller.session;
}

function ownSession(view: SessionView, currentId: string): OwnSession {
  const { id, method, agent, createdAtMs, seenAtMs, idleEndMs, endsAtMs } = view;
  return {
    id,
    current: id === currentId,
    method,
    browser: agent,
    createdAt: time(createdAtMs),
    seenAt: time(seenAtMs),
    endsAt: time(Math.min(idleEndMs, endsAtMs)),
  };
}

function passkey({ id, name, createdAtMs, lastUsedAtMs }: PasskeyView): z.infer<typeof passkeySchema> {
  return {
    id,
    name,
    createdAt: time(createdAtMs),
    lastUsedAt: lastUsedAtMs === null ? null : time(lastUsedAtMs),
  };
}

function time(ms: number): string {
  return new Date(ms).toISOString();
}
