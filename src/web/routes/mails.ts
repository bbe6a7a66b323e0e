import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { mailsSchema } from '../contract/mails.ts';

/** For administrators: whether mail gets away. What it says is not shown. */
export const mailRoutes: FastifyPluginCallbackZod = (server, _options, done) => {
  server.get(
    '/',
    {
      config: { scope: 'admin' },
      schema: { summary: 'Mail that waits, was sent or given up', response: { 200: mailsSchema } },
    },
    async (request) => {
      const { mails, ...state } = request.console.mail;
      const items = mails.map(({ createdAtMs, endedAtMs, ...mail }) => ({
        ...mail,
        createdAt: new Date(createdAtMs).toISOString(),
        endedAt: endedAtMs === null ? null : new Date(endedAtMs).toISOString(),
      }));
      return { ...state, items };
    },
  );
  done();
};
