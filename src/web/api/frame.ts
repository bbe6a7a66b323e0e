import type { FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { Console } from '../../exchange/console.ts';
import { holdsScope } from '../../policy/token-scopes.ts';
import type { Problem } from '../contract.ts';
import { problem, sendProblem } from '../problem.ts';
import type { Caller, Door, RouteScope } from './caller.ts';

/** A route that takes more says so itself. */
const LARGEST_BODY_BYTES = 64 * 1024;

/**
 * What holds for every route of the API: nobody comes in but through the door, nobody does what his scopes do not
 * hold, and all of it before the body is read. There is no CORS: a page of another site cannot read an answer.
 */
export function frameApi(
  api: FastifyInstance,
  { console, door }: { readonly console: Console; readonly door: Door },
): void {
  api.setValidatorCompiler(validatorCompiler);
  api.setSerializerCompiler(serializerCompiler);
  api.decorateRequest('caller');
  api.decorateRequest('console');
  api.addHook('onRoute', (route) => {
    route.bodyLimit ??= LARGEST_BODY_BYTES;
  });
  api.addHook('onRequest', async (request, reply) => {
    if (request.is404) return;
    const scope = request.routeOptions.config.scope ?? 'admin';
    if (scope === 'open') return;
    const caller = door(request, reply);
    if ('code' in caller) return sendProblem(reply, isPersonal(scope) ? askForLogin(caller) : caller);
    const refusal = refuseOutsider(caller, scope);
    if (refusal !== undefined) return sendProblem(reply, refusal);
    if (!isPersonal(scope) && !holdsScope(caller.scopes, scope)) {
      if (caller.session !== undefined)
        return sendProblem(reply, problem('scope-missing', { values: { scope } }));
      reply.header('www-authenticate', `Bearer error="insufficient_scope", scope="${scope}"`);
      return sendProblem(reply, problem('scope-missing', { values: { scope } }));
    }
    request.caller = caller;
    request.console = console.by(caller.actor);
  });
  api.addHook('onSend', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
    reply.header('x-content-type-options', 'nosniff');
    reply.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
    reply.header('referrer-policy', 'no-referrer');
    reply.header('cross-origin-resource-policy', 'same-origin');
  });
}

function isPersonal(scope: RouteScope): scope is 'session' | 'own' {
  return scope === 'session' || scope === 'own';
}

/** A token would not help. */
function askForLogin(refusal: Problem): Problem {
  return refusal.code === 'token-missing' ? problem('login-needed') : refusal;
}

/** What is somebody's own needs somebody. */
function refuseOutsider({ session }: Caller, scope: RouteScope): Problem | undefined {
  if (scope === 'session') return session === undefined ? problem('login-needed') : undefined;
  if (scope === 'own') return session?.holder.role === 'member' ? undefined : problem('member-only');
  return undefined;
}
