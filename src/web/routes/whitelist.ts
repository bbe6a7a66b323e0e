import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  addedWhitelistEntrySchema,
  listOf,
  newWhitelistEntrySchema,
  whitelistEntrySchema,
} from '../contract.ts';
import { sendRefusal } from '../problem.ts';
import { whitelistEntry } from '../views.ts';

const byEntry = z.object({ entry: z.string() });

export const whitelistRoutes: FastifyPluginCallbackZod = (server, _options, done) => {
  server.get(
    '/',
    { config: { scope: 'bans' }, schema: { response: { 200: listOf(whitelistEntrySchema) } } },
    async (request) => ({
      items: request.console.whitelist.list().map(whitelistEntry),
    }),
  );

  server.post(
    '/',
    {
      config: { scope: 'bans' },
      schema: { body: newWhitelistEntrySchema, response: { 201: addedWhitelistEntrySchema } },
    },
    async (request, reply) => {
      const { entry, owner, note, expiresAt } = request.body;
      const expiresAtMs = expiresAt === undefined ? undefined : Date.parse(expiresAt);
      const added = await request.console.whitelist.add({ entry, owner, note, expiresAtMs });
      if (!added.ok) return sendRefusal(reply, added.error);
      return reply.code(201).send({ ...whitelistEntry(added.value), warning: added.value.warning });
    },
  );

  server.delete(
    '/:entry',
    { config: { scope: 'bans' }, schema: { params: byEntry, response: { 200: whitelistEntrySchema } } },
    async (request, reply) => {
      const removed = await request.console.whitelist.remove(request.params.entry);
      return removed.ok ? reply.send(whitelistEntry(removed.value)) : sendRefusal(reply, removed.error);
    },
  );

  done();
};
