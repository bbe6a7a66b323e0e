import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import type { Clock } from '../../base/clock.ts';
import { qrPicture } from '../../directory/letter/qr-picture.ts';
import { welcomeLetter } from '../../directory/letter/welcome-letter.ts';
import type { PrintedLetter } from '../../exchange/console/handovers.ts';
import type { Console } from '../../exchange/console.ts';
import { RateLimit } from '../../policy/rate-limit.ts';
import { isConfidential } from '../api/visitor.ts';
import {
  type Letter,
  letterOpeningSchema,
  letterPrintingSchema,
  letterSchema,
  letterSecretSchema,
  letterStateSchema,
  type PrintedLetters,
  printedLettersSchema,
} from '../contract/handovers.ts';
import { peerKey } from '../peer-key.ts';
import { problem, sendProblem, sendRefusal } from '../problem.ts';
import { firstList, readMarkdown } from '../text/read-markdown.ts';
import type { PhoneDefaults } from './extensions.ts';
import { addressOf } from './handovers.ts';
import { refusedExtension } from './several.ts';
import type { Club } from './site.ts';

/** Secrets are 160 bits: this spares the exchange, it guards nothing. */
const RATE = { perSecond: 0.5, burst: 20 };
/** The letter is one page of paper. */
const MOST_RULES = 10;

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
        const letter = letterOf({ console, phone, club }, facts, language);
        return reply.send({ ...letter, app: await appOf(console, facts.extension, language) });
      },
    );

    done();
  };
}

/** `/extensions/letters`: many at once, for who prints them. */
export function letterPrintingRoutes({
  phone,
  club,
}: {
  readonly phone: PhoneDefaults;
  readonly club: Club | undefined;
}): FastifyPluginCallbackZod {
  return (server, _options, done) => {
    server.post(
      '/letters',
      {
        config: { scope: 'write' },
        schema: {
          summary: 'Letters for printing; each extension gets a new password',
          body: letterPrintingSchema,
          response: { 200: printedLettersSchema },
        },
      },
      async (request, reply) => {
        const { extensions, language } = request.body;
        const { console } = request;
        const items: Letter[] = [];
        const refused: PrintedLetters['refused'] = [];
        for (const extension of new Set(extensions)) {
          const printed = await console.handovers.print(extension);
          // Nobody knows when a sheet of paper is read, and the app's code works for a day.
          if (printed.ok)
            items.push({ ...letterOf({ console, phone, club }, printed.value, language), app: null });
          else refused.push(refusedExtension(extension, printed.error));
        }
        return reply.send({ items, refused });
      },
    );
    done();
  };
}

function letterOf(
  {
    console,
    phone,
    club,
  }: { readonly console: Console; readonly phone: PhoneDefaults; readonly club: Club | undefined },
  facts: PrintedLetter,
  language: 'nl' | 'en',
): Omit<Letter, 'app'> {
  const { url } = console.site;
  const place = { server: phone.server, port: phone.port, contact: club?.contact ?? null, url };
  const rules = firstList(readMarkdown(console.pages.current('house-rules').text[language]));
  const { settings, directory, dialFirst, houseRules, ...rest } = welcomeLetter(
    { ...facts, ...place, houseRules: rules.slice(0, MOST_RULES) },
    language,
  );
  return {
    ...rest,
    settings: rows(settings),
    directory: rows(directory),
    dialFirst: rows(dialFirst),
    houseRules: [...houseRules],
    site: { url, qr: qrPicture(url) },
  };
}

/** Linphone fetches its settings by a QR code; no password is needed for that. */
async function appOf(console: Console, extension: string, language: 'nl' | 'en'): Promise<Letter['app']> {
  const made = await console.by('holder').handovers.create(extension, { purpose: 'linphone', language });
  if (!made.ok) return null;
  const { address } = addressOf(console, 'linphone', made.value.secret);
  return { url: address, qr: qrPicture(address) };
}

function rows(given: readonly { label: string; value: string; spelled: readonly string[] }[]) {
  return given.map((one) => ({ ...one, spelled: [...one.spelled] }));
}
