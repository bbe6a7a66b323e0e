import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import type { Outcome, Refusal } from '../../exchange/console/outcome.ts';
import {
  limitsOfSeveralSchema,
  type RefusedExtension,
  removalSchema,
  type SeveralDone,
  severalDoneSchema,
} from '../contract/several.ts';
import { problem, sendProblem } from '../problem.ts';
import { limitsChange } from './extension-limits.ts';

/** Beside `extensionRoutes`: what takes one extension at a time, for several in one request. */
export const severalRoutes: FastifyPluginCallbackZod = (server, _options, done) => {
  server.patch(
    '/limits',
    {
      config: { scope: 'write' },
      schema: {
        summary: 'The same limits for several; what is left out stays as it is for each',
        body: limitsOfSeveralSchema,
        response: { 200: severalDoneSchema },
      },
    },
    async (request, reply) => {
      const { console, body } = request;
      const change = limitsChange(body.limits);
      return reply.send(await oneByOne(body.extensions, (one) => console.limits.set(one, change)));
    },
  );

  server.post(
    '/removal',
    {
      config: { scope: 'write' },
      schema: {
        summary: 'Removes several, when they are as many as `count` says',
        body: removalSchema,
        response: { 200: severalDoneSchema },
      },
    },
    async (request, reply) => {
      const { console, body } = request;
      const extensions = [...new Set(body.extensions)];
      if (extensions.length !== body.count)
        return sendProblem(reply, problem('confirmation-wrong', { values: { number: extensions.length } }));
      return reply.send(await oneByOne(extensions, (one) => console.extensions.remove(one)));
    },
  );

  done();
};

/** What one of them is refused keeps nothing from the others. */
async function oneByOne(
  extensions: readonly string[],
  act: (extension: string) => Promise<Outcome<unknown>>,
): Promise<SeveralDone> {
  const said: SeveralDone = { done: [], refused: [] };
  for (const extension of new Set(extensions)) {
    const outcome = await act(extension);
    if (outcome.ok) said.done.push(extension);
    else said.refused.push(refusedExtension(extension, outcome.error));
  }
  return said;
}

export function refusedExtension(extension: string, { code, message, detail }: Refusal): RefusedExtension {
  return { extension, code, detail: message, values: { ...detail } };
}
