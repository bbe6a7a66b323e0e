import type { FastifyRequest } from 'fastify';
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { AdministratorView, OneTimeLink } from '../../exchange/console/administrators.ts';
import type { Console, SiteFacts } from '../../exchange/console.ts';
import { setSetupCookie, setupBrowser } from '../api/session-cookie.ts';
import { visitorOf } from '../api/visitor.ts';
import {
  type Administrator,
  administratorSchema,
  administratorWithLinkSchema,
  newAdministratorSchema,
  oneTimeLinkSchema,
  passwordChangeSchema,
  passwordProofSchema,
  setupCompletionSchema,
  setupOpeningSchema,
  setupSchema,
  totpConfirmationSchema,
  totpProposalSchema,
} from '../contract/administrators.ts';
import { sessionSchema } from '../contract/session.ts';
import { listOf } from '../contract.ts';
import { problem, sendProblem, sendRefusal } from '../problem.ts';
import { sessionOf } from './own-sessions.ts';
import { openSession, refuseLogin } from './session.ts';

const byName = z.object({ name: z.string() });

/** Who may use the console. */
export function administratorRoutes(site: SiteFacts): FastifyPluginCallbackZod {
  const config = { scope: 'admin' } as const;
  return (server, _options, done) => {
    server.get(
      '/',
      { config, schema: { response: { 200: listOf(administratorSchema) } } },
      async (request) => ({
        items: request.console.administrators.listAdministrators().map(administrator),
      }),
    );

    server.post(
      '/',
      { config, schema: { body: newAdministratorSchema, response: { 201: administratorWithLinkSchema } } },
      async (request, reply) => {
        const added = await request.console.administrators.addAdministrator(request.body);
        if (!added.ok) return sendRefusal(reply, added.error);
        const { administrator: view, link } = added.value;
        return reply
          .code(201)
          .send({ ...administrator(view), link: link === null ? null : oneTimeLink(site.url, link) });
      },
    );

    server.post(
      '/:name/invitation',
      {
        config,
        schema: {
          summary: 'A new link for who has lost his means to log in',
          params: byName,
          response: { 201: administratorWithLinkSchema },
        },
      },
      async (request, reply) => {
        const invited = await request.console.administrators.inviteAdministrator(request.params.name);
        if (!invited.ok) return sendRefusal(reply, invited.error);
        const { administrator: view, link } = invited.value;
        return reply.code(201).send({ ...administrator(view), link: oneTimeLink(site.url, link) });
      },
    );

    server.delete(
      '/:name',
      { config, schema: { params: byName, response: { 200: administratorSchema } } },
      async (request, reply) => {
        const removed = await request.console.administrators.removeAdministrator(request.params.name);
        return removed.ok ? reply.send(administrator(removed.value)) : sendRefusal(reply, removed.error);
      },
    );
    done();
  };
}

/** An administrator's own means to log in. */
export const credentialRoutes: FastifyPluginCallbackZod = (server, _options, done) => {
  const config = { scope: 'session' } as const;
  server.put(
    '/password',
    { config, schema: { body: passwordChangeSchema, response: { 200: administratorSchema } } },
    async (request, reply) => {
      const id = administratorOf(request);
      if (id === undefined)
        return sendProblem(reply, problem('scope-missing', { values: { scope: 'admin' } }));
      const given = { ...request.body, keptSession: sessionOf(request).id };
      const changed = await request.console.administrators.changePassword(id, given, visitorOf(request));
      return changed.ok ? reply.send(administrator(changed.value)) : sendRefusal(reply, changed.error);
    },
  );

  server.post(
    '/totp',
    {
      config,
      schema: {
        summary: 'A secret for an authenticator app; it counts once a code of it was given',
        response: { 200: totpProposalSchema },
      },
    },
    async (request, reply) => {
      const id = administratorOf(request);
      if (id === undefined)
        return sendProblem(reply, problem('scope-missing', { values: { scope: 'admin' } }));
      const proposed = request.console.administrators.proposeTotp(id);
      return proposed.ok ? reply.send(proposed.value) : sendRefusal(reply, proposed.error);
    },
  );

  server.put(
    '/totp',
    { config, schema: { body: totpConfirmationSchema, response: { 200: administratorSchema } } },
    async (request, reply) => {
      const id = administratorOf(request);
      if (id === undefined)
        return sendProblem(reply, problem('scope-missing', { values: { scope: 'admin' } }));
      const confirmed = await request.console.administrators.confirmTotp(id, request.body);
      return confirmed.ok ? reply.send(administrator(confirmed.value)) : sendRefusal(reply, confirmed.error);
    },
  );

  server.delete(
    '/totp',
    { config, schema: { body: passwordProofSchema, response: { 200: administratorSchema } } },
    async (request, reply) => {
      const id = administratorOf(request);
      if (id === undefined)
        return sendProblem(reply, problem('scope-missing', { values: { scope: 'admin' } }));
      const { password } = request.body;
      const dropped = await request.console.administrators.dropTotp(id, password, visitorOf(request));
      return dropped.ok ? reply.send(administrator(dropped.value)) : sendRefusal(reply, dropped.error);
    },
  );
  done();
};

/** The first administrator, and whoever got a link. */
export function setupRoutes(console: Console): FastifyPluginCallbackZod {
  const { administrators } = console;
  return (server, _options, done) => {
    const config = { scope: 'open' } as const;
    server.post(
      '/link',
      {
        config: { scope: 'admin' },
        schema: {
          summary: 'The link of the first start, anew; the one before is void',
          response: { 201: oneTimeLinkSchema },
        },
      },
      async (request, reply) => {
        const made = await request.console.administrators.createSetupLink();
        return made.ok
          ? reply.code(201).send(oneTimeLink(console.site.url, made.value))
          : sendRefusal(reply, made.error);
      },
    );

    server.post(
      '/opening',
      {
        config,
        schema: {
          summary: 'Opens a set-up link; from then on it belongs to this browser',
          body: setupOpeningSchema,
          response: { 200: setupSchema },
        },
      },
      async (request, reply) => {
        const refusal = refuseLogin(request);
        if (refusal !== undefined) return sendProblem(reply, refusal);
        const opened = await administrators.openSetup(
          request.body.token,
          setupBrowser(request),
          visitorOf(request),
        );
        if (!opened.ok) return sendRefusal(reply, opened.error);
        const { browser, purpose, name, endsAtMs } = opened.value;
        setSetupCookie(request, reply, browser);
        return reply.send({ purpose, name, endsAt: new Date(endsAtMs).toISOString() });
      },
    );

    server.post(
      '/',
      {
        config,
        schema: {
          summary: 'Makes the administrator and logs him in',
          body: setupCompletionSchema,
          response: { 201: sessionSchema },
        },
      },
      async (request, reply) => {
        const refusal = refuseLogin(request);
        if (refusal !== undefined) return sendProblem(reply, refusal);
        const { token: secret, ...rest } = request.body;
        const given = { ...rest, secret, browser: setupBrowser(request) ?? '' };
        const done = await administrators.completeSetup(given, visitorOf(request));
        if (!done.ok) return sendRefusal(reply, done.error);
        return reply.code(201).send(openSession(console, request, reply, done.value));
      },
    );
    done();
  };
}

function administratorOf(request: FastifyRequest): string | undefined {
  const { holder } = sessionOf(request);
  return holder.role === 'administrator' ? holder.id : undefined;
}

function administrator(view: AdministratorView): Administrator {
  const { name, email, hasPassword, totp, passkeys, createdAtMs, createdBy, lastLoginAtMs } = view;
  return {
    name,
    email,
    hasPassword,
    totp,
    passkeys,
    createdAt: new Date(createdAtMs).toISOString(),
    createdBy,
    lastLoginAt: lastLoginAtMs === null ? null : new Date(lastLoginAtMs).toISOString(),
  };
}

/** Pages of the same name are made for it. */
function oneTimeLink(siteUrl: string, { secret, endsAtMs }: OneTimeLink): z.infer<typeof oneTimeLinkSchema> {
  return { url: `${siteUrl}start/${secret}`, token: secret, endsAt: new Date(endsAtMs).toISOString() };
}
