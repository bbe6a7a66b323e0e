import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { extensionLanguageChangeSchema, extensionLanguageSchema } from '../contract/languages.ts';
import { sendRefusal } from '../problem.ts';

const byNumber = z.object({ number: z.string() });

/** `/extensions/{number}/language`. */
export const languageRoutes: FastifyPluginCallbackZod = (server, _options, done) => {
  server.get(
    '/:number/language',
    {
      config: { scope: 'read' },
      schema: {
        summary: 'In which language the extension is spoken to',
        params: byNumber,
        response: { 200: extensionLanguageSchema },
      },
    },
    async (request, reply) => {
      const found = request.console.languages.show(request.params.number);
      return found.ok ? reply.send(found.value) : sendRefusal(reply, found.error);
    },
  );

  server.patch(
    '/:number/language',
    {
      config: { scope: 'write' },
      schema: {
        summary: 'Speak to the extension in this language; null for that of the exchange',
        params: byNumber,
        body: extensionLanguageChangeSchema,
        response: { 200: extensionLanguageSchema },
      },
    },
    async (request, reply) => {
      const set = await request.console.languages.set(request.params.number, request.body.language);
      return set.ok ? reply.send(set.value) : sendRefusal(reply, set.error);
    },
  );

  done();
};
