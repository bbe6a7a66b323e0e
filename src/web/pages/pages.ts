import cookie from '@fastify/cookie';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../../base/clock.ts';
import type { Journal } from '../../base/journal.ts';
import { RateLimit } from '../../policy/rate-limit.ts';
import type { PageAnswer, PageLanguage, PageRequest, PagesBundle } from '../contract/pages-bundle.ts';
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
const LARGEST_FORM_BYTES = 64 * 1024;
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
    server.addContentTypeParser(FORM, { parseAs: 'string' }, (_request, text, parsed) =>
      parsed(null, new URLSearchParams(String(text))),
    );
    server.addHook('onSend', async (request, reply) => setPageHeaders(request, reply));
    server.setErrorHandler((error, request, reply) => door.answerFault(error, request, reply));
    const add = (
      url: string,
      handler: (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>,
    ) => server.route({ method: ['GET', 'POST'], url, bodyLimit: LARGEST_FORM_BYTES, handler });
    for (const path of parts.bundle.paths) {
      for (const language of LANGUAGES) {
        add(addressOf(path, language), (request, reply) => door.answer({ path, language, request, reply }));
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
  answer(asked: Asked): Promise<FastifyReply>;
  answerUnknown(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply>;
  answerFault(error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply>;
}

function pageDoor(site: FastifyInstance, { bundle, language, clock, journal }: PagesParts): PageDoor {
  const rate = new RateLimit({ clock, rate: RATE });
  const pageRequest = (asked: Omit<Asked, 'path'>) => readRequest(site, asked, clock.wallTime());
  const answerError = async (status: 403 | 404 | 413 | 500, request: FastifyRequest, reply: FastifyReply) =>
    send(
      reply,
      await bundle.answerError(
        status,
        pageRequest({ language: languageOf(pathOf(request)), request, reply }),
      ),
    );
  return {
    async answer(asked) {
      const { path, request, reply } = asked;
      if (!rate.take(peerKey(request.ip))) return sendSlowDown(reply);
      if (path === '/' && asked.language === 'nl' && language === 'en' && isFromOutside(request)) {
        return reply.redirect(addressOf(path, language), 302);
      }
      if (request.method === 'POST' && !isFromOurPage(request)) return answerError(403, request, reply);
      return send(reply, await bundle.answer(path, pageRequest(asked)));
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

function readRequest(
  site: FastifyInstance,
  { language, request, reply }: Omit<Asked, 'path'>,
  nowMs: number,
): PageRequest {
  const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
  return {
    method: request.method === 'POST' ? 'POST' : 'GET',
    language,
    path: withoutLanguage(pathOf(request)),
    params: request.params as Readonly<Record<string, string>>,
    query: new URLSearchParams(request.url.split('?').slice(1).join('?')),
    form,
    cookies: request.cookies ?? {},
    api: inProcessApi(site, { request, reply, language, form }),
    nowMs,
  };
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
  return reply.code(answer.status).type('text/html; charset=utf-8').send(answer.html);
}

function statusOf(error: unknown): number {
  const status =
    typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : 500;
  return typeof status === 'number' && status >= 400 ? status : 500;
}
