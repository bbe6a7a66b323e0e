import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { mailboxChangeSchema, mailboxSchema } from '../contract/mailboxes.ts';
import { listOf } from '../contract.ts';
import { sendRefusal } from '../problem.ts';

const byNumber = z.object({ number: z.string() });

export const mailboxRoutes: FastifyPluginCallbackZod = (server, _options, done) => {
  server.get(
    '/',
    {
      config: { scope: 'read' },
      schema: {
        summary: 'Voice mailboxes that are on, hold messages or have a greeting of their own',
        response: { 200: listOf(mailboxSchema) },
      },
    },
    async (request) => ({ items: [...request.console.mailboxes.list()] }),
  );

  server.get(
    '/:number',
    { config: { scope: 'read' }, schema: { params: byNumber, response: { 200: mailboxSchema } } },
    async (request, reply) => {
      const found = request.console.mailboxes.show(request.params.number);
      return found.ok ? reply.send(found.value) : sendRefusal(reply, found.error);
    },
  );

  server.patch(
    '/:number',
    {
      config: { scope: 'write' },
      schema: {
        summary: 'Switches voicemail, and its mail, on and off',
        params: byNumber,
        body: mailboxChangeSchema,
        response: { 200: mailboxSchema },
      },
    },
    async (request, reply) => {
      const set = await request.console.mailboxes.set(request.params.number, request.body);
      return set.ok ? reply.send(set.value) : sendRefusal(reply, set.error);
    },
  );

  server.delete(
    '/:number/messages',
    {
      config: { scope: 'write' },
      schema: {
        summary: 'Deletes all messages, heard or not',
        params: byNumber,
        response: { 200: mailboxSchema },
      },
    },
    async (request, reply) => {
      const emptied = await request.console.mailboxes.empty(request.params.number);
      return emptied.ok ? reply.send(emptied.value) : sendRefusal(reply, emptied.error);
    },
  );

  done();
};
