import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Clock } from '../../base/clock.ts';
import type { ProvisioningFormat } from '../../base/provisioning-format.ts';
import { qrPicture } from '../../directory/letter/qr-picture.ts';
import { welcomeLetter } from '../../directory/letter/welcome-letter.ts';
import { settingsAddress } from '../../directory/provisioning/settings-file.ts';
import type { HandoverPurpose, HandoverView } from '../../exchange/console/handovers.ts';
import type { Console } from '../../exchange/console.ts';
import { RateLimit } from '../../policy/rate-limit.ts';
import { isConfidential } from '../api/visitor.ts';
import {
  type Handover,
  handoverMadeSchema,
  handoverSchema,
  type Letter,
  letterOpeningSchema,
  letterSchema,
  letterSecretSchema,
  letterStateSchema,
  newHandoverSchema,
} from '../contract/handovers.ts';
import { listOf } from '../contract.ts';
import { peerKey } from '../peer-key.ts';
import { problem, sendProblem, sendRefusal } from '../problem.ts';
import { firstList, readMarkdown } from '../text/read-markdown.ts';
import type { PhoneDefaults } from './extensions.ts';
import type { Club } from './site.ts';

const byNumber = z.object({ number: z.string() });
const byNumberAndId = z.object({ number: z.string(), id: z.string() });
/** Secrets are 160 bits: this spares the exchange, it guards nothing. */
const RATE = { perSecond: 0.5, burst: 20 };
/** The letter is one page of paper. */
const MOST_RULES = 10;

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

/** For whoever has the secret of a letter. */
export function letterRoutes({
  console,
  clock,
  phone,
  club,
}: {
  readonly console: Console;
  readonly clock: Clock;
  readonly phone: PhoneDefaults;
  readonly club: Club | undefined;
}): FastifyPluginCallbackZod {
  const rate = new RateLimit({ clock, rate: RATE });
  return (server, _options, done) => {
    server.addHook('preHandler', async (request, reply) => {
      if (!isConfidential(request)) return sendProblem(reply, problem('connection-insecure'));
      if (rate.take(peerKey(request.ip))) return;
      reply.header('retry-after', '2');
      return sendProblem(reply, problem('too-many-requests'));
    });

    server.post(
      '/state',
      {
        config: { scope: 'open' },
        schema: {
          summary: 'Whether a letter can still be opened',
          body: letterSecretSchema,
          response: { 200: letterStateSchema },
        },
      },
      async (request, reply) => {
        const found = console.handovers.purposeOf(request.body.secret);
        if (!found.ok) return sendRefusal(reply, found.error);
        if (found.value.purpose !== 'letter') return sendProblem(reply, problem('handover-gone'));
        return reply.send(found.value);
      },
    );

    server.post(
      '/opening',
      {
        config: { scope: 'open' },
        schema: {
          summary: 'The letter of a new extension, with its password; it opens once',
          body: letterOpeningSchema,
          response: { 200: letterSchema },
        },
      },
      async (request, reply) => {
        const opened = await console.handovers.openLetter(request.body.secret);
        if (!opened.ok) return sendRefusal(reply, opened.error);
        const { language: own, ...facts } = opened.value;
        const language = request.body.language ?? own;
        const { url } = console.site;
        const place = { server: phone.server, port: phone.port, contact: club?.contact ?? null, url };
        const rules = firstList(readMarkdown(console.pages.current('house-rules').text[language]));
        const { settings, directory, dialFirst, houseRules, ...rest } = welcomeLetter(
          { ...facts, ...place, houseRules: rules.slice(0, MOST_RULES) },
          language,
        );
        return reply.send({
          ...rest,
          settings: rows(settings),
          directory: rows(directory),
          dialFirst: rows(dialFirst),
          houseRules: [...houseRules],
          app: await appOf(console, facts.extension, language),
          site: { url, qr: qrPicture(url) },
        });
      },
    );

    done();
  };
}

/** Linphone fetches its settings by a QR code; no password is needed for that. */
async function appOf(console: Console, extension: string, language: 'nl' | 'en'): Promise<Letter['app']> {
  const made = await console.by('holder').handovers.create(extension, { purpose: 'linphone', language });
  if (!made.ok) return null;
  const { address } = addressOf(console, 'linphone', made.value.secret);
  return { url: address, qr: qrPicture(address) };
}

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

function rows(given: readonly { label: string; value: string; spelled: readonly string[] }[]) {
  return given.map((one) => ({ ...one, spelled: [...one.spelled] }));
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
