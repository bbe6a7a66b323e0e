import type { FastifyReply } from 'fastify';
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { LISTING_CONSENT } from '../../directory/consent-texts.ts';
import type { DirectoryConsole, DirectoryIssueView, ListingView } from '../../exchange/console/directory.ts';
import type { Console } from '../../exchange/console.ts';
import { visitorOf } from '../api/visitor.ts';
import {
  type DirectoryBuild,
  type DirectoryIssue,
  directoryBuildSchema,
  directoryDifferenceSchema,
  directoryEntrySchema,
  directoryIssueSchema,
  directoryPasswordSchema,
  directoryStateSchema,
  type Listing,
  listingChangeSchema,
  listingConsentSchema,
  listingSchema,
  newDirectoryIssueSchema,
  passwordRequestSchema,
} from '../contract/directory.ts';
import { listOf } from '../contract.ts';
import { sendRefusal } from '../problem.ts';

const PDF = 'application/pdf';
const byNumber = z.object({ number: z.string() });
const byId = z.object({ id: z.string() });
export const byIssue = z.object({
  issue: z.union([z.literal('current'), z.string().regex(/^[1-9]\d{0,8}$/)]),
});
const afterQuery = z.object({ after: z.coerce.number().int().min(-1).optional() });

/** Names are in the file and in what needs the scope `people`; everything else counts. */
export const directoryRoutes =
  (console: Console): FastifyPluginCallbackZod =>
  (server, _options, done) => {
    server.get(
      '/',
      {
        config: { scope: 'read' },
        schema: {
          summary: 'The current issue, and what changed since',
          response: { 200: directoryStateSchema },
        },
      },
      async (request) => {
        const { current, isAutomatic: automatic, ...counts } = request.console.directory.state();
        return { current: current === null ? null : issueView(current), ...counts, automatic };
      },
    );

    server.get(
      '/consent',
      {
        config: { scope: 'open' },
        schema: { summary: 'What a holder agrees to who is listed', response: { 200: listingConsentSchema } },
      },
      async () => ({
        version: LISTING_CONSENT.version,
        text: { nl: [...LISTING_CONSENT.text.nl], en: [...LISTING_CONSENT.text.en] },
      }),
    );

    server.get(
      '/entries',
      {
        config: { scope: 'people' },
        schema: {
          summary: 'What an issue made now would hold',
          response: { 200: listOf(directoryEntrySchema) },
        },
      },
      async (request) => ({ items: [...request.console.directory.entries()] }),
    );

    server.get(
      '/difference',
      {
        config: { scope: 'people' },
        schema: {
          summary: 'Who is new, gone or changed since the current issue',
          response: { 200: directoryDifferenceSchema },
        },
      },
      async (request) => {
        const { added, removed, changed } = request.console.directory.difference();
        return { added: [...added], removed: [...removed], changed: [...changed] };
      },
    );

    server.get(
      '/listings',
      {
        config: { scope: 'people' },
        schema: { summary: 'Who agreed to be listed', response: { 200: listOf(listingSchema) } },
      },
      async (request) => ({ items: request.console.directory.listListings().map(listingView) }),
    );

    server.post(
      '/password-requests',
      {
        config: { scope: 'open' },
        schema: {
          summary:
            'Mails the password to the address on file, if there is one; the answer is always the same',
          body: passwordRequestSchema,
          response: { 202: z.object({}) },
        },
      },
      async (request, reply) => {
        const { number, language } = request.body;
        const { source } = visitorOf(request);
        const asked = console.directory.mailPassword({ extension: number, language, source });
        return asked.ok ? reply.code(202).send({}) : sendRefusal(reply, asked.error);
      },
    );

    registerBuilds(server);
    registerIssues(server);
    done();
  };

function registerBuilds(server: Parameters<FastifyPluginCallbackZod>[0]): void {
  server.post(
    '/builds',
    {
      config: { scope: 'write' },
      schema: {
        summary: 'Begins a new issue with a password of its own',
        body: newDirectoryIssueSchema,
        response: { 202: directoryBuildSchema },
      },
    },
    async (request, reply) => {
      const begun = await request.console.directory.build(request.body);
      if (!begun.ok) return sendRefusal(reply, begun.error);
      const location = `${request.url.replace(/\/$/, '')}/${begun.value.id}`;
      return reply.code(202).header('location', location).send(build(begun.value));
    },
  );

  server.get(
    '/builds/:id',
    {
      config: { scope: 'read' },
      schema: {
        summary: 'How far it is; with `after` the answer waits until more than that is done',
        params: byId,
        querystring: afterQuery,
        response: { 200: directoryBuildSchema },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const { directory } = request.console;
      const { after } = request.query;
      const found = after === undefined ? directory.showBuild(id) : await directory.awaitBuild(id, after);
      return found.ok ? reply.send(build(found.value)) : sendRefusal(reply, found.error);
    },
  );
}

function registerIssues(server: Parameters<FastifyPluginCallbackZod>[0]): void {
  server.get(
    '/issues',
    {
      config: { scope: 'read' },
      schema: { summary: 'The issues there are', response: { 200: listOf(directoryIssueSchema) } },
    },
    async (request) => ({ items: request.console.directory.listIssues().map(issueView) }),
  );

  server.get(
    '/issues/:issue',
    { config: { scope: 'read' }, schema: { params: byIssue, response: { 200: directoryIssueSchema } } },
    async (request, reply) => {
      const found = request.console.directory.showIssue(issueNumber(request.params.issue));
      return found.ok ? reply.send(issueView(found.value)) : sendRefusal(reply, found.error);
    },
  );

  server.get(
    '/issues/:issue/file',
    {
      config: { scope: 'people', gives: PDF },
      schema: { summary: 'The PDF, encrypted', params: byIssue },
    },
    async (request, reply) => sendIssue(request.console, issueNumber(request.params.issue), reply),
  );

  server.get(
    '/issues/:issue/password',
    {
      config: { scope: 'people' },
      schema: {
        summary: 'What opens the PDF; who asks stands in the audit log',
        params: byIssue,
        response: { 200: directoryPasswordSchema },
      },
    },
    async (request, reply) => {
      const found = await request.console.directory.password(issueNumber(request.params.issue));
      return found.ok ? reply.send(found.value) : sendRefusal(reply, found.error);
    },
  );
}

/** `/extensions/{number}/listing`. */
export const listingRoutes: FastifyPluginCallbackZod = (server, _options, done) => {
  server.get(
    '/:number/listing',
    {
      config: { scope: 'people' },
      schema: {
        summary: 'Whether the holder wants to be listed in the directory',
        params: byNumber,
        response: { 200: listingSchema },
      },
    },
    async (request, reply) => {
      const found = request.console.directory.showListing(request.params.number);
      return found.ok ? reply.send(listingView(found.value)) : sendRefusal(reply, found.error);
    },
  );

  server.put(
    '/:number/listing',
    {
      config: { scope: 'write' },
      schema: { params: byNumber, body: listingChangeSchema, response: { 200: listingSchema } },
    },
    async (request, reply) => {
      const { listed, textVersion = LISTING_CONSENT.version } = request.body;
      const set = await request.console.directory.setListing(request.params.number, listed, textVersion);
      return set.ok ? reply.send(listingView(set.value)) : sendRefusal(reply, set.error);
    },
  );

  done();
};

/** The PDF under its own name; undefined is the newest. */
export async function sendIssue(
  { directory }: Console,
  issue: number | undefined,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const about = directory.showIssue(issue);
  if (!about.ok) return sendRefusal(reply, about.error);
  const file = await directory.readIssue(issue);
  if (!file.ok) return sendRefusal(reply, file.error);
  reply.header('content-disposition', `attachment; filename="${about.value.file}"`);
  return reply.type(PDF).send(file.value);
}

/** Undefined stands for the newest. */
export function issueNumber(issue: string): number | undefined {
  return issue === 'current' ? undefined : Number(issue);
}

export function issueView({ madeAtMs, ...view }: DirectoryIssueView): DirectoryIssue {
  return { ...view, madeAt: time(madeAtMs) };
}

type BuildView = Extract<ReturnType<DirectoryConsole['showBuild']>, { ok: true }>['value'];

function build({ startedAtMs, undrawable, ...view }: BuildView): DirectoryBuild {
  return { ...view, startedAt: time(startedAtMs), undrawable: [...undrawable] };
}

export function listingView({ agreedAtMs, ...view }: ListingView): Listing {
  return { ...view, agreedAt: agreedAtMs === null ? null : time(agreedAtMs) };
}

function time(ms: number): string {
  return new Date(ms).toISOString();
}
