import type { FastifyRequest } from 'fastify';
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { BugError } from '../../base/bug-error.ts';
import { LISTING_CONSENT } from '../../directory/consent-texts.ts';
import {
  directoryIssueSchema,
  directoryPasswordSchema,
  listingChangeSchema,
  listingSchema,
} from '../contract/directory.ts';
import { listOf } from '../contract.ts';
import { problem, sendProblem, sendRefusal } from '../problem.ts';
import { byIssue, issueNumber, issueView, listingView, sendIssue } from './directory.ts';

const config = { scope: 'own' } as const;
const PDF = 'application/pdf';

/** For a member: the list, what opens it, and whether he stands in it. */
export const ownDirectoryRoutes: FastifyPluginCallbackZod = (server, _options, done) => {
  server.get(
    '/issues',
    {
      config,
      schema: { summary: 'The issues of the directory', response: { 200: listOf(directoryIssueSchema) } },
    },
    async (request) => ({ items: request.console.directory.listIssues().map(issueView) }),
  );

  server.get(
    '/issues/:issue/file',
    { config: { ...config, gives: PDF }, schema: { summary: 'The PDF, encrypted', params: byIssue } },
    async (request, reply) => sendIssue(request.console, issueNumber(request.params.issue), reply),
  );

  server.get(
    '/issues/:issue/password',
    {
      config,
      schema: {
        summary: 'What opens the PDF',
        params: byIssue,
        response: { 200: directoryPasswordSchema },
      },
    },
    async (request, reply) => {
      const found = await request.console.directory.password(issueNumber(request.params.issue));
      return found.ok ? reply.send(found.value) : sendRefusal(reply, found.error);
    },
  );

  server.get('/listing', { config, schema: { response: { 200: listingSchema } } }, async (request, reply) => {
    const found = request.console.directory.showListing(extensionOf(request));
    return found.ok ? reply.send(listingView(found.value)) : sendRefusal(reply, found.error);
  });

  server.put(
    '/listing',
    {
      config,
      schema: {
        summary: 'Into the directory, or out of its next issue',
        body: listingChangeSchema,
        response: { 200: listingSchema },
      },
    },
    async (request, reply) => {
      const { version } = LISTING_CONSENT;
      const { listed, textVersion = version } = request.body;
      // He says yes to what he read, and to nothing else.
      if (listed && textVersion !== version)
        return sendProblem(reply, problem('consent-outdated', { values: { version } }));
      const number = extensionOf(request);
      const set = await request.console.directory.setListing(number, listed, textVersion);
      return set.ok ? reply.send(listingView(set.value)) : sendRefusal(reply, set.error);
    },
  );

  done();
};

function extensionOf({ caller }: FastifyRequest): string {
  const holder = caller.session?.holder;
  if (holder?.role !== 'member') throw new BugError('a route of members was reached by somebody else');
  return holder.extension;
}
