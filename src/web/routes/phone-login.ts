import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import type { PhoneLoginView } from '../../exchange/console/sessions.ts';
import type { Console } from '../../exchange/console.ts';
import { phoneLoginBrowser, setPhoneLoginCookie } from '../api/session-cookie.ts';
import { visitorOf } from '../api/visitor.ts';
import { type PhoneLogin, phoneLoginSchema, phoneLoginWishSchema } from '../contract/session.ts';
import { sendProblem, sendRefusal } from '../problem.ts';
import { refuseLogin } from './session.ts';

const COOKIE_SECONDS = 120;
const SERVICE = '*70';

/** Logging in with a call from one's own phone: a browser asks, shows a code, and waits. */
export function phoneLoginRoutes({ sessions }: Console): FastifyPluginCallbackZod {
  return (server, _options, done) => {
    const config = { scope: 'open' } as const;

    server.post(
      '/',
      {
        config,
        schema: {
          summary:
            'A code to be dialled from a phone of this number; the answer does not tell whether there is one',
          body: phoneLoginWishSchema,
          response: { 201: phoneLoginSchema },
        },
      },
      async (request, reply) => {
        const refusal = refuseLogin(request);
        if (refusal !== undefined) return sendProblem(reply, refusal);
        const asked = sessions.askPhoneLogin({
          number: request.body.number,
          before: phoneLoginBrowser(request),
          visitor: visitorOf(request),
        });
        if (!asked.ok) return sendRefusal(reply, asked.error);
        const { browser, view } = asked.value;
        setPhoneLoginCookie(request, reply, { browser, seconds: COOKIE_SECONDS });
        return reply.code(201).send(phoneLogin(view));
      },
    );

    server.get(
      '/',
      {
        config,
        schema: {
          summary: 'Whether the phone has called, for the browser that asked',
          response: { 200: phoneLoginSchema },
        },
      },
      async (request) => {
        const browser = phoneLoginBrowser(request);
        return phoneLogin(browser === undefined ? undefined : sessions.showPhoneLogin(browser));
      },
    );
    done();
  };
}

function phoneLogin(view: PhoneLoginView | undefined): PhoneLogin {
  if (view === undefined) return { state: 'none', dial: null, code: null, endsAt: null };
  const { code, endsAtMs, isConfirmed } = view;
  return {
    state: isConfirmed ? 'confirmed' : 'waiting',
    dial: `${SERVICE}${code}`,
    code,
    endsAt: new Date(endsAtMs).toISOString(),
  };
}
