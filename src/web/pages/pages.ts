import cookie from '@fastify/cookie';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../../base/clock.ts';
import type { Journal } from '../../base/journal.ts';
import { RateLimit } from '../../policy/rate-limit.ts';
import type { PageAnswer, PageLanguage, PageRequest, PagesBundle } from '../contract/pages-bundle.ts';
import { sessionSchema } from '../contract/session.ts';
import { API_PREFIX } from '../contract.ts';
import { peerKey } from '../peer-key.ts';
import { problem, sendProblem } from '../problem.ts';
import { type Assets, registerAssets } from './assets.ts';
import { inProcessApi } from './in-process-api.ts';
import {
  addressOf,
  isFromOutside,
  LANGUAGES,
  languageOf,
  pathOf,
  withoutLanguage,
} from './page-addresses.ts';
import { isFromOurPage, setPageHeaders } from './page-security.ts';
import { PressedTwice } from './pressed-twice.ts';
import { readForm } from './read-form.ts';

export interface Pages {
  readonly bundle: PagesBundle;
  readonly assets: Assets;
}

export interface PagesParts extends Pages {
  /** Of who comes in at `/`. */
  readonly language: PageLanguage;
  readonly clock: Clock;
  readonly journal: Journal;
}

const FORM = 'application/x-www-form-urlencoded';
const FILE_FORM = 'multipart/form-data';
const LARGEST_FORM_BYTES = 64 * 1024;
const FORM_TOO_LARGE = Object.assign(new Error('the form is too large'), { statusCode: 413 });
/** Of one address: a household of impatient readers, and no more. */
const RATE = { perSecond: 20, burst: 100 };
const SLOW_DOWN = 'Te veel verzoeken. Wacht een paar seconden.\nToo many requests. Wait a few seconds.\n';
const YEAR_MS = 365 * 86_400_000;

/** The pages: Dutch from `/` on, English from `/en` on. */
export function registerPages(site: FastifyInstance, parts: PagesParts): void {
  const door = pageDoor(site, parts);
  registerAssets(site, parts.assets);
  site.register((server, _options, done) => {
    server.register(cookie);
    server.addContentTypeParser(FORM, { parseAs: 'string' }, (_request, text, parsed) => {
      // Pages that take files let more through, but not of this.
      if (text.length > LARGEST_FORM_BYTES) return parsed(FORM_TOO_LARGE, undefined);
      parsed(null, new URLSearchParams(String(text)));
    });
    server.addHook('onSend', async (request, reply) => setPageHeaders(request, reply));
    server.setErrorHandler((error, request, reply) => door.answerFault(error, request, reply));
    server.addContentTypeParser(FILE_FORM, { parseAs: 'buffer' }, (_request, bytes, parsed) =>
      parsed(null, bytes),
    );
    const add = (
      url: string,
      handler: (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>,
      largestUpload?: number,
    ) =>
      server.route({
        method: ['GET', 'POST'],
        url,
        bodyLimit: largestUpload ?? LARGEST_FORM_BYTES,
        onRequest: async (request, reply) => door.refuseUpload(request, reply, largestUpload !== undefined),
        handler,
      });
    for (const path of parts.bundle.paths) {
      for (const language of LANGUAGES) {
        const address = addressOf(path, language);
        const largestUpload = parts.bundle.uploads[path];
        add(address, (request, reply) => door.answer({ path, language, request, reply }), largestUpload);
        // Where a slash at the end means something, below `/p/` for phones, there is no page.
        if (address !== '/')
          add(`${address}/`, async (...asked) => redirectWithoutSlash(...asked), largestUpload);
      }
    }
    add('/*', (request, reply) => door.answerUnknown(request, reply));
    done();
  });
}

interface Asked {
  /** With its `:names`. */
  readonly path: string;
  readonly language: PageLanguage;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

interface PageDoor {
  /** Before its body is read: files are taken where a page wants some, and from who has logged in. */
  refuseUpload(
    request: FastifyRequest,
    reply: FastifyReply,
    takesFiles: boolean,
  ): Promise<FastifyReply | undefined>;
  answer(asked: Asked): Promise<FastifyReply>;
  answerUnknown(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply>;
  answerFault(error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply>;
}

function pageDoor(site: FastifyInstance, { bundle, language, clock, journal }: PagesParts): PageDoor {
  const rate = new RateLimit({ clock, rate: RATE });
  const pressed = new PressedTwice({ clock });
  const pageRequest = (asked: Omit<Asked, 'path'>) => readRequest(site, asked, clock.wallTime());
  const isLoggedIn = async (request: FastifyRequest, reply: FastifyReply) => {
    const form = new URLSearchParams();
    const api = inProcessApi(site, { request, reply, language, form });
    const { status, body } = await api.call('GET', '/session');
    return status === 200 && sessionSchema.parse(body).role !== 'visitor';
  };
  const answerError = async (status: 403 | 404 | 413 | 500, request: FastifyRequest, reply: FastifyReply) =>
    send(
      reply,
      await bundle.answerError(
        status,
        await pageRequest({ language: languageOf(pathOf(request)), request, reply }),
      ),
    );
  return {
    async refuseUpload(request, reply, takesFiles) {
      if (request.headers['content-type']?.startsWith(FILE_FORM) !== true) return undefined;
      if (takesFiles && isFromOurPage(request) && (await isLoggedIn(request, reply))) return undefined;
      return answerError(takesFiles ? 403 : 413, request, reply);
    },
    async answer(asked) {
      const { path, request, reply } = asked;
      if (!rate.take(peerKey(request.ip))) return sendSlowDown(reply);
      if (path === '/' && asked.language === 'nl' && language === 'en' && isFromOutside(request)) {
        return reply.redirect(addressOf(path, language), 302);
      }
      const make = async () => bundle.answer(path, await pageRequest(asked));
      if (request.method !== 'POST') return send(reply, await make());
      if (!isFromOurPage(request)) return answerError(403, request, reply);
      return send(reply, await pressed.answer(request, make));
    },
    async answerUnknown(request, reply) {
      if (request.url.startsWith(`${API_PREFIX}/`)) return sendProblem(reply, problem('route-unknown'));
      if (!rate.take(peerKey(request.ip))) return sendSlowDown(reply);
      return answerError(404, request, reply);
    },
    async answerFault(error, request, reply) {
      const status = statusOf(error);
      if (status === 413) return answerError(413, request, reply);
      if (status < 500) return answerError(404, request, reply);
      journal.record({ kind: 'handler-exception', where: 'web', error });
      return answerError(500, request, reply);
    },
  };
}

async function readRequest(
  site: FastifyInstance,
  { language, request, reply }: Omit<Asked, 'path'>,
  nowMs: number,
): Promise<PageRequest> {
  const { form, files } = await readForm(request);
  return {
    method: request.method === 'POST' ? 'POST' : 'GET',
    language,
    path: withoutLanguage(pathOf(request)),
    params: request.params as Readonly<Record<string, string>>,
    query: new URLSearchParams(request.url.split('?').slice(1).join('?')),
    form,
    files,
    cookies: request.cookies ?? {},
    api: inProcessApi(site, { request, reply, language, form }),
    nowMs,
  };
}

/** For good, and with the form that was sent along. */
function redirectWithoutSlash(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const path = pathOf(request);
  return reply.redirect(`${path.slice(0, -1)}${request.url.slice(path.length)}`, 308);
}

function sendSlowDown(reply: FastifyReply): FastifyReply {
  return reply.code(429).header('retry-after', '1').type('text/plain; charset=utf-8').send(SLOW_DOWN);
}

function send(reply: FastifyReply, answer: PageAnswer): FastifyReply {
  if (answer.kind === 'file') {
    if (answer.name !== undefined) {
      reply.header('content-disposition', `attachment; filename="${answer.name.replace(/[^\w.-]/g, '-')}"`);
    }
    return reply.type(answer.type).send(answer.content);
  }
  for (const { name, value } of answer.cookies ?? []) {
    reply.setCookie(name, value, { path: '/', maxAge: YEAR_MS / 1000, sameSite: 'lax', httpOnly: true });
  }
  // After a form was sent, so that reloading the next page does not send it again.
  if (answer.kind === 'redirect') return reply.redirect(answer.to, 303);
  if (answer.retryAfterS !== undefined) reply.header('retry-after', String(answer.retryAfterS));
  return reply.code(answer.status).type('text/html; charset=utf-8').send(answer.html);
}

function statusOf(error: unknown): number {
  const status =
    typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : 500;
  return typeof status === 'number' && status >= 400 ? status : 500;
}
