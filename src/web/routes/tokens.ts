import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { isTokenScope, TOKEN_SCOPES } from '../../policy/token-scopes.ts';
import { isKioskKey } from '../api/kiosk-door.ts';
import { newTokenSchema, tokenSchema, tokenWithSecretSchema } from '../contract/tokens.ts';
import { listOf } from '../contract.ts';
import { problem, sendProblem, sendRefusal } from '../problem.ts';
import { token } from '../views.ts';

const byName = z.object({ name: z.string() });
const YEAR_MS = 365 * 86_400_000;

function lifeOf(expiresAt: string | null | undefined, durationSeconds: number | undefined) {
  if (expiresAt === null) return {};
  if (expiresAt !== undefined) return { expiresAtMs: Date.parse(expiresAt) };
  return { durationMs: durationSeconds === undefined ? YEAR_MS : durationSeconds * 1_000 };
}

export const tokenRoutes: FastifyPluginCallbackZod = (server, _options, done) => {
  const config = { scope: 'admin' } as const;
  server.get('/', { config, schema: { response: { 200: listOf(tokenSchema) } } }, async (request) => ({
    items: request.console.tokens.list().map(token),
  }));

  server.post(
    '/',
    { config, schema: { body: newTokenSchema, response: { 201: tokenWithSecretSchema } } },
    async (request, reply) => {
      const { name, scopes, expiresAt, durationSeconds } = request.body;
      const known = scopes.filter(isTokenScope);
      if (known.length < scopes.length) {
        const values = { scopes: TOKEN_SCOPES.join(', ') };
        return sendProblem(reply, problem('scope-invalid', { values }));
      }
      const created = await request.console.tokens.create({
        name,
        scopes: known,
        ...lifeOf(expiresAt, durationSeconds),
      });
      if (!created.ok) return sendRefusal(reply, created.error);
      const { token: made, secret } = created.value;
      const { url } = request.console.site;
      const screenUrl = isKioskKey(made) ? `${url}live?kiosk=${secret}` : null;
      return reply.code(201).send({ ...token(made), secret, screenUrl });
    },
  );

  server.delete(
    '/:name',
    { config, schema: { params: byName, response: { 200: tokenSchema } } },
    async (request, reply) => {
      const revoked = await request.console.tokens.revoke(request.params.name);
      return revoked.ok ? reply.send(token(revoked.value)) : sendRefusal(reply, revoked.error);
    },
  );

  done();
};
