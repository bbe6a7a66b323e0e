import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Clock } from '../../base/clock.ts';
import type { ApplicationProgress, ApplicationView } from '../../exchange/console/applications.ts';
import type { Console } from '../../exchange/console.ts';
import { RateLimit } from '../../policy/rate-limit.ts';
import { isForeign } from '../api/session-door.ts';
import {
  type Application,
  applicationProgressSchema,
  applicationRefusalSchema,
  applicationSchema,
  approvalSchema,
  approvedApplicationSchema,
  newApplicationSchema,
  questionSchema,
  receivedApplicationSchema,
} from '../contract/applications.ts';
import { listOf } from '../contract.ts';
import { peerKey } from '../peer-key.ts';
import { problem, sendProblem, sendRefusal } from '../problem.ts';
import { extension } from '../views.ts';
import { addressOf } from './handovers.ts';

const byId = z.object({ id: z.string() });
const byToken = z.object({ token: z.string().max(64) });

/** Of one address: a club evening, and no more. */
const RATE = { perSecond: 1 / 600, burst: 10 };
/** Looking at how it stands. */
const LOOKS = { perSecond: 0.2, burst: 20 };

export function applicationRoutes(console: Console, clock: Clock): FastifyPluginCallbackZod {
  const { site } = console;
  const rate = new RateLimit({ clock, rate: RATE });
  const looks = new RateLimit({ clock, rate: LOOKS });
  return (server, _options, done) => {
    server.post(
      '/',
      {
        config: { scope: 'open' },
        schema: {
          summary: 'Asks for an extension',
          body: newApplicationSchema,
          response: { 201: receivedApplicationSchema },
        },
      },
      async (request, reply) => {
        if (isForeign(request)) return sendProblem(reply, problem('origin-foreign'));
        if (!rate.take(peerKey(request.ip))) return tooFast(reply);
        const { language = site.language, ...wish } = request.body;
        const received = await console.by('visitor').applications.apply({ ...wish, language });
        if (!received.ok) return sendRefusal(reply, received.error);
        const { secret, progress } = received.value;
        return reply.code(201).send({ token: secret, ...progressBody(progress) });
      },
    );

    server.get(
      '/progress/:token',
      {
        config: { scope: 'open' },
        schema: {
          summary: 'How an application stands, for who made it',
          params: byToken,
          response: { 200: applicationProgressSchema },
        },
      },
      async (request, reply) => {
        if (!looks.take(peerKey(request.ip))) return tooFast(reply);
        const progress = console.applications.progress(request.params.token);
        return progress.ok ? reply.send(progressBody(progress.value)) : sendRefusal(reply, progress.error);
      },
    );

    registerDecisions(server);
    done();
  };
}

function registerDecisions(server: Parameters<FastifyPluginCallbackZod>[0]): void {
  const read = { scope: 'people' } as const;
  const decide = { scope: 'admin' } as const;
  server.get(
    '/',
    { config: read, schema: { response: { 200: listOf(applicationSchema) } } },
    async (request) => ({
      items: request.console.applications.list().map(application),
    }),
  );

  server.get(
    '/:id',
    { config: read, schema: { params: byId, response: { 200: applicationSchema } } },
    async (request, reply) => {
      const shown = request.console.applications.show(request.params.id);
      return shown.ok ? reply.send(application(shown.value)) : sendRefusal(reply, shown.error);
    },
  );

  server.post(
    '/:id/approval',
    {
      config: decide,
      schema: {
        summary: 'Makes the extension and mails its welcome letter',
        params: byId,
        body: approvalSchema,
        response: { 201: approvedApplicationSchema },
      },
    },
    async (request, reply) => {
      const approved = await request.console.applications.approve(request.params.id, request.body.number);
      if (!approved.ok) return sendRefusal(reply, approved.error);
      const { application: view, extension: made, letter } = approved.value;
      const { url } = addressOf(request.console, 'letter', letter.secret);
      const body = { application: application(view), extension: extension(made), letter: { url } };
      return reply.code(201).send(body);
    },
  );

  server.post(
    '/:id/question',
    { config: decide, schema: { params: byId, body: questionSchema, response: { 200: applicationSchema } } },
    async (request, reply) => {
      const asked = await request.console.applications.ask(request.params.id, request.body.text);
      return asked.ok ? reply.send(application(asked.value)) : sendRefusal(reply, asked.error);
    },
  );

  server.post(
    '/:id/refusal',
    {
      config: decide,
      schema: { params: byId, body: applicationRefusalSchema, response: { 200: applicationSchema } },
    },
    async (request, reply) => {
      const refused = await request.console.applications.refuse(request.params.id, request.body.reason);
      return refused.ok ? reply.send(application(refused.value)) : sendRefusal(reply, refused.error);
    },
  );
}

function tooFast(reply: Parameters<typeof sendProblem>[0]) {
  reply.header('retry-after', '60');
  return sendProblem(reply, problem('too-many-requests', { values: { retryAfterSeconds: 60 } }));
}

function progressBody({ state, answer, createdAtMs }: ApplicationProgress) {
  return { state, answer, createdAt: time(createdAtMs) };
}

function application(view: ApplicationView): Application {
  const { createdAtMs, decidedAtMs, isDutch, sameCallsign, sameEmail, ...rest } = view;
  return {
    ...rest,
    createdAt: time(createdAtMs),
    decidedAt: decidedAtMs === null ? null : time(decidedAtMs),
    dutch: isDutch,
    sameCallsign: [...sameCallsign],
    sameEmail: [...sameEmail],
  };
}

function time(ms: number): string {
  return new Date(ms).toISOString();
}
