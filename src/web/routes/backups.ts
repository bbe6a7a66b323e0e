import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { backupNoteSchema } from '../contract/backups.ts';
import { sendRefusal } from '../problem.ts';

export const backupRoutes: FastifyPluginCallbackZod = (server, _options, done) => {
  const config = { scope: 'admin' } as const;
  server.post(
    '/',
    { config, schema: { body: backupNoteSchema, response: { 201: backupNoteSchema } } },
    async (request, reply) => {
      const noted = await request.console.noteBackup(request.body);
      return noted.ok ? reply.code(201).send(noted.value) : sendRefusal(reply, noted.error);
    },
  );
  done();
};
