import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { ProvisioningFormat } from '../../base/provisioning-format.ts';
import { qrPicture } from '../../directory/letter/qr-picture.ts';
import { settingsAddress } from '../../directory/provisioning/settings-file.ts';
import type { HandoverPurpose, HandoverView } from '../../exchange/console/handovers.ts';
import type { Console } from '../../exchange/console.ts';
import {
  type Handover,
  handoverMadeSchema,
  handoverSchema,
  newHandoverSchema,
} from '../contract/handovers.ts';
import { listOf } from '../contract.ts';
import { sendRefusal } from '../problem.ts';

const byNumber = z.object({ number: z.string() });
const byNumberAndId = z.object({ number: z.string(), id: z.string() });

/** `/extensions/{number}/handovers`. */
export const handoverRoutes: FastifyPluginCallbackZod = (server, _options, done) => {
  server.get(
    '/:number/handovers',
    { config: { scope: 'people' }, schema: { params: byNumber, response: { 200: listOf(handoverSchema) } } },
    async (request, reply) => {
      const found = request.console.handovers.list(request.params.number);
      return found.ok ? reply.send({ items: found.value.map(handover) }) : sendRefusal(reply, found.error);
    },
  );

  server.post(
    '/:number/handovers',
    {
      config: { scope: 'write' },
      schema: {
        summary: 'A secret address for a letter, or for the settings of a phone',
        params: byNumber,
        body: newHandoverSchema,
        response: { 201: handoverMadeSchema },
      },
    },
    async (request, reply) => {
      const { console, params, body } = request;
      const made = await console.handovers.create(params.number, body);
      if (!made.ok) return sendRefusal(reply, made.error);
      const { secret, newPassword } = made.value;
      const { url, address } = addressOf(console, body.purpose, secret);
      return reply
        .code(201)
        .send({ ...handover(made.value.handover), url, address, qr: qrPicture(address), newPassword });
    },
  );

  server.delete(
    '/:number/handovers/:id',
    { config: { scope: 'write' }, schema: { params: byNumberAndId, response: { 200: handoverSchema } } },
    async (request, reply) => {
      const { number, id } = request.params;
      const revoked = await request.console.handovers.revoke(number, id);
      return revoked.ok ? reply.send(handover(revoked.value)) : sendRefusal(reply, revoked.error);
    },
  );

  done();
};

export function addressOf(
  console: Console,
  purpose: HandoverPurpose,
  secret: string,
): { readonly url: string; readonly address: string } {
  const { url: site } = console.site;
  if (purpose === 'letter') {
    const url = `${site}welkom/${secret}`;
    return { url, address: url };
  }
  const url = `${site}p/${secret}/`;
  return { url, address: settingsAddress(purpose satisfies ProvisioningFormat, url) };
}

function handover({ createdAtMs, endsAtMs, openedAtMs, ...view }: HandoverView): Handover {
  return {
    ...view,
    createdAt: time(createdAtMs),
    endsAt: time(endsAtMs),
    openedAt: openedAtMs === null ? null : time(openedAtMs),
  };
}

function time(ms: number): string {
  return new Date(ms).toISOString();
}
