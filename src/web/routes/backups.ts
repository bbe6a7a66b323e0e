import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { BackupView } from '../../exchange/console/backups.ts';
import {
  type Backup,
  backupNoteSchema,
  backupSchema,
  backupStateSchema,
  newBackupSchema,
} from '../contract/backups.ts';
import { listOf } from '../contract.ts';
import { sendRefusal } from '../problem.ts';

const byId = z.object({ id: z.string() });
const config = { scope: 'admin' } as const;
const FILE = 'application/octet-stream';

export const backupRoutes: FastifyPluginCallbackZod = (server, _options, done) => {
  server.get('/', { config, schema: { response: { 200: listOf(backupSchema) } } }, async (request) => ({
    items: (await request.console.backups.list()).map(backup),
  }));

  server.post(
    '/',
    {
      config,
      schema: {
        summary: 'Begins a copy in the data folder; what becomes of it is told by the resource and by events',
        body: newBackupSchema,
        response: { 202: backupSchema },
      },
    },
    async (request, reply) => {
      const begun = await request.console.backups.create(request.body.passphrase);
      if (!begun.ok) return sendRefusal(reply, begun.error);
      const { id } = begun.value;
      return reply
        .code(202)
        .header('location', `${request.url.replace(/\/$/, '')}/${id}`)
        .send(backup(begun.value));
    },
  );

  server.get(
    '/state',
    {
      config: { scope: 'read' },
      schema: { summary: 'When the last copy succeeded', response: { 200: backupStateSchema } },
    },
    async (request) => {
      const { lastSuccessMs, nightly } = request.console.backups.state();
      return { lastSuccessAt: lastSuccessMs === null ? null : time(lastSuccessMs), nightly };
    },
  );

  server.post(
    '/notes',
    {
      config,
      schema: {
        summary: 'Tells of a copy that was made by `hamvoip backup`',
        body: backupNoteSchema,
        response: { 201: backupNoteSchema },
      },
    },
    async (request, reply) => {
      const noted = await request.console.backups.note(request.body);
      return noted.ok ? reply.code(201).send(noted.value) : sendRefusal(reply, noted.error);
    },
  );

  server.get(
    '/:id',
    { config, schema: { params: byId, response: { 200: backupSchema } } },
    async (request, reply) => {
      const found = await request.console.backups.show(request.params.id);
      return found.ok ? reply.send(backup(found.value)) : sendRefusal(reply, found.error);
    },
  );

  server.get(
    '/:id/file',
    { config: { ...config, gives: FILE }, schema: { summary: 'The file, encrypted', params: byId } },
    async (request, reply) => {
      const file = await request.console.backups.read(request.params.id);
      if (!file.ok) return sendRefusal(reply, file.error);
      const name = `hamvoip-${request.params.id}.hamvoip-backup`;
      reply.header('content-disposition', `attachment; filename="${name}"`);
      return reply.type(FILE).send(file.value);
    },
  );

  server.delete(
    '/:id',
    { config, schema: { params: byId, response: { 200: backupSchema } } },
    async (request, reply) => {
      const removed = await request.console.backups.delete(request.params.id);
      return removed.ok ? reply.send(backup(removed.value)) : sendRefusal(reply, removed.error);
    },
  );

  done();
};

function backup({ startedAtMs, ...view }: BackupView): Backup {
  return { ...view, startedAt: time(startedAtMs) };
}

function time(ms: number): string {
  return new Date(ms).toISOString();
}
