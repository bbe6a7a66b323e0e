import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import type { LoginAttempt, Opened, SessionView } from '../../exchange/console/sessions.ts';
import type { Console } from '../../exchange/console.ts';
import {
  dropPhoneLoginCookie,
  dropSessionCookie,
  phoneLoginBrowser,
  sessionSecret,
  setSessionCookie,
} from '../api/session-cookie.ts';
import { isForeign } from '../api/session-door.ts';
import { isConfidential, visitorOf } from '../api/visitor.ts';
import {
  linkAnswerSchema,
  linkWishSchema,
  loginSchema,
  passkeyOptionsSchema,
  type Session,
  sessionSchema,
} from '../contract/session.ts';
import type { Problem } from '../contract.ts';
import { problem, sendProblem, sendRefusal } from '../problem.ts';

const LINK_SECONDS = 15 * 60;

/** Logging in and out, and who is logged in. */
export function sessionRoutes(console: Console, language: 'nl' | 'en'): FastifyPluginCallbackZod {
  const { sessions } = console;
  return (server, _options, done) => {
    const config = { scope: 'open' } as const;

    server.get(
      '/',
      {
        config,
        schema: { summary: 'Who is logged in, for every page', response: { 200: sessionSchema } },
      },
      async (request, reply) => {
        const secret = sessionSecret(request);
        const session = secret === undefined ? undefined : sessions.recognise(secret);
        if (secret !== undefined && session === undefined) dropSessionCookie(request, reply);
        return sessionBody(console, session, secret);
      },
    );

    server.post(
      '/',
      {
        config,
        schema: { summary: 'Logs in', body: loginSchema, response: { 201: sessionSchema } },
      },
      async (request, reply) => {
        const refusal = refuseLogin(request);
        if (refusal !== undefined) return sendProblem(reply, refusal);
        const attempt = attemptOf(request, request.body);
        const opened = await sessions.logIn(attempt, visitorOf(request));
        if (!opened.ok) return sendRefusal(reply, opened.error);
        if (attempt.method === 'phone') dropPhoneLoginCookie(request, reply);
        return reply.code(201).send(openSession(console, request, reply, opened.value));
      },
    );

    server.delete(
      '/',
      {
        config: { scope: 'session' },
        schema: { summary: 'Logs out', response: { 200: sessionSchema } },
      },
      async (request, reply) => {
        const { session } = request.caller;
        if (session !== undefined) {
          const ended = await sessions.endSession(session.holder, session.id);
          if (!ended.ok) return sendRefusal(reply, ended.error);
        }
        dropSessionCookie(request, reply);
        return reply.send(sessionBody(console, undefined, undefined));
      },
    );

    server.post(
      '/links',
      {
        config,
        schema: {
          summary:
            'Sends a link to log in, to a mail address on file; the answer does not tell whether it is one',
          body: linkWishSchema,
          response: { 202: linkAnswerSchema },
        },
      },
      async (request, reply) => {
        if (isForeign(request)) return sendProblem(reply, problem('origin-foreign'));
        const { email, language: wanted = language } = request.body;
        const asked = sessions.sendLinks({ email, language: wanted, visitor: visitorOf(request) });
        if (!asked.ok) return sendRefusal(reply, asked.error);
        return reply.code(202).send({ sent: 'if-known', validSeconds: LINK_SECONDS });
      },
    );

    server.post(
      '/passkey-challenge',
      {
        config,
        schema: {
          summary: 'What the browser signs to log in with a passkey',
          response: { 200: passkeyOptionsSchema },
        },
      },
      async (request, reply) => {
        const options = await sessions.passkeyChallenge(visitorOf(request));
        return options.ok
          ? reply.send(passkeyOptionsSchema.parse(options.value))
          : sendRefusal(reply, options.error);
      },
    );
    done();
  };
}

/** What is secret of a link stands in its address, of a browser that waits for a phone in its cookie. */
function attemptOf(request: FastifyRequest, body: z.infer<typeof loginSchema>): LoginAttempt {
  if (body.method === 'link') return { method: body.method, secret: body.token };
  if (body.method === 'phone') return { method: body.method, browser: phoneLoginBrowser(request) ?? '' };
  return body;
}

/** A page of another site must not log anybody in either, and a password does not travel in the clear. */
export function refuseLogin(request: FastifyRequest): Problem | undefined {
  if (isForeign(request)) return problem('origin-foreign');
  return isConfidential(request) ? undefined : problem('connection-insecure');
}

export function openSession(
  console: Console,
  request: FastifyRequest,
  reply: FastifyReply,
  { session, secret }: Opened,
): Session {
  const seconds = Math.round((session.endsAtMs - session.createdAtMs) / 1000);
  const sameSite = session.holder.role === 'administrator' ? 'Strict' : 'Lax';
  setSessionCookie(request, reply, { secret, seconds, sameSite });
  return sessionBody(console, session, secret);
}

function sessionBody(
  console: Console,
  session: SessionView | undefined,
  secret: string | undefined,
): Session {
  const { sessions } = console;
  const { needsSetup } = console.administrators;
  if (session === undefined || secret === undefined) {
    return {
      role: 'visitor',
      name: null,
      extension: null,
      callsign: null,
      method: null,
      csrfToken: null,
      idleEndsAt: null,
      endsAt: null,
      unreadMessages: 0,
      rulesAsked: false,
      needsSetup,
    };
  }
  const { holder, method, idleEndMs, endsAtMs } = session;
  const own = holder.role === 'member' ? console.extensions.show(holder.extension) : undefined;
  return {
    role: holder.role,
    name: holder.role === 'administrator' ? holder.name : null,
    extension: holder.role === 'member' ? holder.extension : null,
    callsign: own?.ok ? own.value.callsign : null,
    method,
    csrfToken: sessions.csrfToken(secret),
    idleEndsAt: new Date(Math.min(idleEndMs, endsAtMs)).toISOString(),
    endsAt: new Date(endsAtMs).toISOString(),
    unreadMessages: holder.role === 'member' ? console.ownMessages.unread(holder.extension) : 0,
    rulesAsked: holder.role === 'member' && console.pages.ownRules(holder.extension).asked,
    needsSetup,
  };
}
