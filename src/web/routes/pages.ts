import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Clock } from '../../base/clock.ts';
import { isFreePage } from '../../exchange/console/free-pages.ts';
import type { Console } from '../../exchange/console.ts';
import { RateLimit } from '../../policy/rate-limit.ts';
import { readerOf } from '../api/page-reader.ts';
import {
  changesQuery,
  draftQuery,
  FIXED_PAGES,
  newDraftSchema,
  newVersionSchema,
  pageChangesSchema,
  pageEditSchema,
  pageNameSchema,
  pageSummarySchema,
  pageVersionByWhomSchema,
  pageVersionSchema,
  rulesConfirmationsSchema,
  shownPageSchema,
  versionHeadByWhomSchema,
  versionHeadSchema,
  withdrawalSchema,
} from '../contract/pages.ts';
import { listOf } from '../contract.ts';
import { peerKey } from '../peer-key.ts';
import { problem, sendProblem, sendRefusal } from '../problem.ts';
import { registerFreePages } from './free-pages.ts';
import {
  changes,
  edit,
  publicChanges,
  publicHead,
  publicVersion,
  shownPage,
  summary,
  version,
  versionHead,
  withWriter,
} from './page-views.ts';

const byPage = z.object({ page: pageNameSchema });
const aVersion = z.coerce.number().int().min(1);
const byVersion = z.object({ version: aVersion });
const byPageAndVersion = z.object({ page: pageNameSchema, version: aVersion });
const RULES = 'house-rules';
const open = { scope: 'open' } as const;
const people = { scope: 'people' } as const;
const write = { scope: 'write' } as const;
/** The pages of a visitor ask for one or two each. */
const RATE = { perSecond: 20, burst: 100 };
/** Two texts of the greatest length, whatever they are written in. */
const LARGEST_BODY_BYTES = 128 * 1024;

type Server = Parameters<FastifyPluginCallbackZod>[0];

/** What everyone may read: the current text of each page, and every version of the house rules. */
export function pageRoutes(console: Console, clock: Clock): FastifyPluginCallbackZod {
  const rate = new RateLimit({ clock, rate: RATE });
  return (server, _options, done) => {
    server.addHook('preHandler', async (request, reply) => {
      if (request.routeOptions.config.scope !== 'open' || rate.take(peerKey(request.ip))) return;
      reply.header('retry-after', '1');
      return sendProblem(reply, problem('too-many-requests'));
    });
    registerCurrent(server, console);
    registerRules(server, console);
    registerFreePages(server);
    registerHistory(server);
    registerDraft(server);
    registerPublishing(server);
    done();
  };
}

function registerCurrent(server: Server, console: Console): void {
  server.get(
    '/:page',
    {
      config: open,
      schema: {
        summary: 'A text of the club in both languages: as Markdown, and as what is to be shown',
        params: byPage,
        response: { 200: shownPageSchema },
      },
    },
    async (request, reply) => {
      const { page } = request.params;
      if (!isFreePage(page)) return reply.send(version(console.pages.current(page)));
      const found = console.freePages.read(page, readerOf(request, console));
      return found.ok ? reply.send(shownPage(found.value)) : sendRefusal(reply, found.error);
    },
  );
}

function registerRules(server: Server, { pages }: Console): void {
  server.get(
    `/${RULES}/versions`,
    {
      config: open,
      schema: { summary: 'The newest first', response: { 200: listOf(versionHeadSchema) } },
    },
    async (_request, reply) => {
      const versions = pages.versions(RULES);
      if (!versions.ok) return sendRefusal(reply, versions.error);
      return reply.send({ items: versions.value.map(publicHead) });
    },
  );

  server.get(
    `/${RULES}/versions/:version`,
    { config: open, schema: { params: byVersion, response: { 200: pageVersionSchema } } },
    async (request, reply) => {
      const found = publicVersion(pages, RULES, request.params.version);
      return found.ok ? reply.send(version(found.value)) : sendRefusal(reply, found.error);
    },
  );

  server.get(
    `/${RULES}/versions/:version/changes`,
    {
      config: open,
      schema: {
        summary: 'What changed since an earlier version',
        params: byVersion,
        querystring: changesQuery,
        response: { 200: pageChangesSchema },
      },
    },
    async (request, reply) => {
      const compared = publicChanges(pages, RULES, request.params.version, request.query.since);
      return compared.ok ? reply.send(compared.value) : sendRefusal(reply, compared.error);
    },
  );

  server.get(
    `/${RULES}/confirmations`,
    {
      config: people,
      schema: {
        summary: 'How many confirmed the newest version that asks for it, and who did not',
        response: { 200: rulesConfirmationsSchema },
      },
    },
    async (request) => {
      const { version: asked, confirmed, missing } = request.console.pages.rulesConfirmations();
      const extensions = confirmed.length + missing.length;
      return { version: asked, confirmed: confirmed.length, extensions, missing: [...missing] };
    },
  );
}

/** What was published of any page, and by whom. Something may have been taken out that was not meant for all. */
function registerHistory(server: Server): void {
  server.get(
    '/',
    {
      config: people,
      schema: {
        summary: 'Every page that each exchange has, and who is writing it',
        response: { 200: listOf(pageSummarySchema) },
      },
    },
    async ({ console: { pages } }) => ({
      items: FIXED_PAGES.map((page) => summary(pages.current(page), pages.edit(page))),
    }),
  );

  server.get(
    '/:page/history',
    {
      config: people,
      schema: {
        summary: 'The newest first',
        params: byPage,
        response: { 200: listOf(versionHeadByWhomSchema) },
      },
    },
    async (request, reply) => {
      const versions = request.console.pages.versions(request.params.page);
      if (!versions.ok) return sendRefusal(reply, versions.error);
      return reply.send({ items: versions.value.map((view) => withWriter(versionHead(view), view)) });
    },
  );

  server.get(
    '/:page/history/:version',
    {
      config: people,
      schema: { params: byPageAndVersion, response: { 200: pageVersionByWhomSchema } },
    },
    async (request, reply) => {
      const { page, version: number } = request.params;
      const found = request.console.pages.version(page, number);
      if (!found.ok) return sendRefusal(reply, found.error);
      return reply.send(withWriter(version(found.value), found.value));
    },
  );

  server.get(
    '/:page/history/:version/changes',
    {
      config: people,
      schema: {
        summary: 'What changed since an earlier version',
        params: byPageAndVersion,
        querystring: changesQuery,
        response: { 200: pageChangesSchema },
      },
    },
    async (request, reply) => {
      const { page, version: number } = request.params;
      const compared = changes(request.console.pages, page, number, request.query.since);
      return compared.ok ? reply.send(compared.value) : sendRefusal(reply, compared.error);
    },
  );
}

function registerDraft(server: Server): void {
  server.get(
    '/:page/draft',
    {
      config: write,
      schema: {
        summary:
          'The current text, the draft as it would be shown with hints on how it reads, and the revision',
        params: byPage,
        response: { 200: pageEditSchema },
      },
    },
    async (request, reply) => {
      const shown = request.console.pages.edit(request.params.page);
      return shown.ok ? reply.send(edit(shown.value)) : sendRefusal(reply, shown.error);
    },
  );

  server.put(
    '/:page/draft',
    {
      config: write,
      bodyLimit: LARGEST_BODY_BYTES,
      schema: {
        summary: 'Keeps a draft, which nobody else sees until it is published',
        params: byPage,
        body: newDraftSchema,
        response: { 200: pageEditSchema },
      },
    },
    async (request, reply) => {
      const { text, revision } = request.body;
      const saved = await request.console.pages.saveDraft(request.params.page, text, revision);
      return saved.ok ? reply.send(edit(saved.value)) : sendRefusal(reply, saved.error);
    },
  );

  server.delete(
    '/:page/draft',
    {
      config: write,
      schema: { params: byPage, querystring: draftQuery, response: { 200: pageEditSchema } },
    },
    async (request, reply) => {
      const dropped = await request.console.pages.dropDraft(request.params.page, request.query.revision);
      return dropped.ok ? reply.send(edit(dropped.value)) : sendRefusal(reply, dropped.error);
    },
  );
}

function registerPublishing(server: Server): void {
  server.post(
    '/:page/versions',
    {
      config: write,
      bodyLimit: LARGEST_BODY_BYTES,
      schema: {
        summary: 'Publishes the draft, a text, an earlier version or the text the exchange came with',
        params: byPage,
        body: newVersionSchema,
        response: { 201: pageEditSchema },
      },
    },
    async (request, reply) => {
      const published = await request.console.pages.publish(request.params.page, request.body);
      return published.ok ? reply.code(201).send(edit(published.value)) : sendRefusal(reply, published.error);
    },
  );

  server.post(
    '/:page/versions/:version/withdrawal',
    {
      config: write,
      schema: {
        summary: 'Takes a version off the site for good; the one before it is current again',
        params: byPageAndVersion,
        body: withdrawalSchema,
        response: { 200: pageEditSchema },
      },
    },
    async (request, reply) => {
      const { page, version: number } = request.params;
      const withdrawn = await request.console.pages.withdraw(page, number, request.body);
      return withdrawn.ok ? reply.send(edit(withdrawn.value)) : sendRefusal(reply, withdrawn.error);
    },
  );
}
