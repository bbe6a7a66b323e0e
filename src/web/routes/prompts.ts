import type { FastifyInstance } from 'fastify';
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { PromptView } from '../../exchange/console/prompts.ts';
import { sendRanged } from '../api/ranged.ts';
import { LARGEST_RECORDING_BYTES, type Prompt, promptSchema } from '../contract/prompts.ts';
import { listOf } from '../contract.ts';
import { sendRefusal } from '../problem.ts';

const byId = z.object({ language: z.string(), name: z.string() });
export const SOUND = 'audio/wav';

export const promptRoutes: FastifyPluginCallbackZod = (server, _options, done) => {
  takeSound(server);

  server.get(
    '/',
    {
      config: { scope: 'read' },
      schema: { summary: 'What the exchange says', response: { 200: listOf(promptSchema) } },
    },
    async (request) => ({ items: request.console.prompts.list().map(prompt) }),
  );

  server.get(
    '/:language/:name/sound',
    { config: { scope: 'read', gives: SOUND }, schema: { summary: 'The recording, as WAV', params: byId } },
    async (request, reply) => {
      const { language, name } = request.params;
      const file = request.console.prompts.read(`${language}/${name}`);
      if (!file.ok) return sendRefusal(reply, file.error);
      return sendRanged(request, reply, { type: SOUND, name: `${language}-${name}.wav`, bytes: file.value });
    },
  );

  server.put(
    '/:language/:name',
    {
      config: { scope: 'write', takes: SOUND },
      bodyLimit: LARGEST_RECORDING_BYTES,
      schema: {
        summary:
          'Puts a WAV file in the place of a recording: 8 to 48 kHz, 16-bit PCM, A-law or µ-law, 0.3 to 20 s',
        params: byId,
        response: { 200: promptSchema },
      },
    },
    async (request, reply) => {
      const { language, name } = request.params;
      const file = request.body instanceof Uint8Array ? request.body : new Uint8Array();
      const replaced = await request.console.prompts.replace(`${language}/${name}`, file);
      return replaced.ok ? reply.send(prompt(replaced.value)) : sendRefusal(reply, replaced.error);
    },
  );

  server.delete(
    '/:language/:name',
    {
      config: { scope: 'write' },
      schema: {
        summary: 'Back to the recording that came with the program',
        params: byId,
        response: { 200: promptSchema },
      },
    },
    async (request, reply) => {
      const { language, name } = request.params;
      const reset = await request.console.prompts.reset(`${language}/${name}`);
      return reset.ok ? reply.send(prompt(reset.value)) : sendRefusal(reply, reset.error);
    },
  );

  done();
};

/** The names that browsers and programs have for WAV. */
export function takeSound(server: Pick<FastifyInstance, 'addContentTypeParser'>): void {
  server.addContentTypeParser(
    [SOUND, 'audio/x-wav', 'audio/wave', 'audio/vnd.wave'],
    { parseAs: 'buffer' },
    (_request, body, parsed) => parsed(null, body),
  );
}

function prompt({ id, words, situation, isOwn, seconds }: PromptView): Prompt {
  return { id, words, situation, own: isOwn, seconds };
}
