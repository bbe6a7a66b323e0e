import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { pageQuery, readCursor, writeCursor } from '../api/paging.ts';
import {
  extensionChangeSchema,
  extensionSchema,
  extensionWithPasswordSchema,
  extensionWithPhoneSchema,
  listOf,
  newExtensionSchema,
  newPasswordSchema,
  type PhoneSettings,
} from '../contract.ts';
import { sendRefusal } from '../problem.ts';
import { extension } from '../views.ts';

const byNumber = z.object({ number: z.string() });

/** What every extension of this exchange has in common when a phone is set up. */
export type PhoneDefaults = Omit<PhoneSettings, 'username'>;

export function extensionRoutes(phone: PhoneDefaults): FastifyPluginCallbackZod {
  return (server, _options, done) => {
    server.get(
      '/',
      {
        config: { scope: 'people' },
        schema: { querystring: pageQuery, response: { 200: listOf(extensionSchema) } },
      },
      async (request) => {
        const { limit, cursor } = request.query;
        const { extensions } = request.console;
        if (limit === undefined && cursor === undefined) return { items: extensions.list().map(extension) };
        const after = cursor === undefined ? undefined : readCursor(cursor);
        // One more than asked tells that there is more.
        const listed = extensions.list({ after, limit: limit === undefined ? undefined : limit + 1 });
        const shown = listed.slice(0, limit);
        const last = listed.length > shown.length ? shown.at(-1) : undefined;
        return { items: shown.map(extension), next: last === undefined ? null : writeCursor(last.number) };
      },
    );

    server.post(
      '/',
      {
        config: { scope: 'write' },
        schema: { body: newExtensionSchema, response: { 201: extensionWithPasswordSchema } },
      },
      async (request, reply) => {
        const added = await request.console.extensions.add(request.body);
        if (!added.ok) return sendRefusal(reply, added.error);
        return reply.code(201).send({ ...extension(added.value.extension), password: added.value.password });
      },
    );

    server.get(
      '/:number',
      {
        config: { scope: 'people' },
        schema: { params: byNumber, response: { 200: extensionWithPhoneSchema } },
      },
      async (request, reply) => {
        const found = request.console.extensions.show(request.params.number);
        if (!found.ok) return sendRefusal(reply, found.error);
        const username = found.value.number;
        return reply.send({ ...extension(found.value), phone: { ...phone, username } });
      },
    );

    server.patch(
      '/:number',
      {
        config: { scope: 'write' },
        schema: { params: byNumber, body: extensionChangeSchema, response: { 200: extensionSchema } },
      },
      async (request, reply) => {
        const changed = await request.console.extensions.setCallerId(
          request.params.number,
          request.body.callerId,
        );
        return changed.ok ? reply.send(extension(changed.value)) : sendRefusal(reply, changed.error);
      },
    );

    server.delete(
      '/:number',
      { config: { scope: 'write' }, schema: { params: byNumber, response: { 200: extensionSchema } } },
      async (request, reply) => {
        const removed = await request.console.extensions.remove(request.params.number);
        return removed.ok ? reply.send(extension(removed.value)) : sendRefusal(reply, removed.error);
      },
    );

    server.post(
      '/:number/password',
      {
        config: { scope: 'write' },
        schema: { params: byNumber, body: newPasswordSchema, response: { 200: extensionWithPasswordSchema } },
      },
      async (request, reply) => {
        const { password, allowWeakPassword } = request.body;
        const reset = await request.console.extensions.resetPassword(
          request.params.number,
          password,
          allowWeakPassword,
        );
        if (!reset.ok) return sendRefusal(reply, reset.error);
        return reply.send({ ...extension(reset.value.extension), password: reset.value.password });
      },
    );

    done();
  };
}
