import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { writeCursor } from '../api/paging.ts';
import { callRecordSchema, usageOfExtensionSchema, usageQuery } from '../contract/history.ts';
import { ownCallsQuery, ownDataSchema } from '../contract/own.ts';
import { pagesOf } from '../contract.ts';
import { problem, sendProblem, sendRefusal } from '../problem.ts';
import { whitelistEntry } from '../views.ts';
import { features } from './call-features.ts';
import { whitelistRequest } from './guard.ts';
import { callRecord, DAY_MS, placeOf, usageByHour } from './history.ts';
import { member, numberOf } from './own.ts';
import { voiceMessage } from './own-mailbox.ts';
import { ownMessage, ownReply } from './own-messages.ts';
import { ownRules } from './page-views.ts';

const config = { scope: 'own' } as const;
const MOST_CALLS = 1_000;

/** `/me`: one's own calls and use, everything that is kept of one. */
export function ownRecordRoutes(now: () => number): FastifyPluginCallbackZod {
  return (server, _options, done) => {
    server.get(
      '/calls',
      {
        config,
        schema: {
          summary: 'Calls one had a part in, 30 days back',
          querystring: ownCallsQuery,
          response: { 200: pagesOf(callRecordSchema) },
        },
      },
      async (request, reply) => {
        const { limit, cursor } = request.query;
        const after = cursor === undefined ? undefined : placeOf(cursor);
        if (cursor !== undefined && after === undefined)
          return sendProblem(reply, problem('request-invalid'));
        const listed = await request.console.members.calls(numberOf(request), { after, limit });
        if (!listed.ok) return sendRefusal(reply, listed.error);
        const last = listed.value.at(-1);
        const isFull = listed.value.length === limit;
        const next = isFull && last !== undefined ? writeCursor(`${last.endedAtMs} ${last.id}`) : null;
        return reply.send({ items: listed.value.map(callRecord), next });
      },
    );

    server.delete(
      '/calls',
      {
        config,
        schema: {
          summary: 'Deletes all of them',
          response: { 200: z.object({ deleted: z.literal(true) }) },
        },
      },
      async (request, reply) => {
        const deleted = await request.console.members.forgetCalls(numberOf(request));
        return deleted.ok ? reply.send({ deleted: true as const }) : sendRefusal(reply, deleted.error);
      },
    );

    server.get(
      '/usage',
      {
        config,
        schema: {
          summary: 'What one’s phones used, and in which hours they registered',
          querystring: usageQuery,
          response: { 200: usageOfExtensionSchema },
        },
      },
      async (request, reply) => {
        const number = numberOf(request);
        const sinceMs = now() - request.query.days * DAY_MS;
        const listed = await request.console.members.usage(number, { sinceMs });
        if (!listed.ok) return sendRefusal(reply, listed.error);
        return reply.send(usageByHour(number, listed.value));
      },
    );

    server.get(
      '/export',
      {
        config,
        schema: {
          summary: 'Everything that is kept of one, to take along',
          response: { 200: ownDataSchema },
        },
      },
      async (request, reply) => {
        const number = numberOf(request);
        const { console, caller } = request;
        const shown = console.members.show(number);
        if (!shown.ok) return sendRefusal(reply, shown.error);
        // Less than everything would look like everything.
        const calls = await console.members.calls(number, { limit: MOST_CALLS });
        if (!calls.ok) return sendRefusal(reply, calls.error);
        const wishes = await console.whitelist.listRequests();
        if (!wishes.ok) return sendRefusal(reply, wishes.error);
        const forwarding = console.callFeatures.show(number);
        const holder = caller.session?.holder;
        const rules = ownRules(console.pages.ownRules(number));
        reply.header('content-disposition', `attachment; filename="hamvoip-${number}.json"`);
        return reply.send({
          exportedAt: new Date(now()).toISOString(),
          extension: member(shown.value),
          forwarding: forwarding.ok ? features(forwarding.value) : null,
          calls: calls.value.map(callRecord),
          events: console.members.events(number, 0),
          voiceMessages: console.ownMailbox.list(number).map(voiceMessage),
          messages: console.ownMessages.list(number).map(ownMessage),
          replies: console.ownMessages.replies(number).map(ownReply),
          whitelist: console.whitelist
            .list()
            .filter(({ owner }) => owner === number)
            .map(whitelistEntry),
          whitelistRequests: wishes.value
            .filter(({ extension }) => extension === number)
            .map(whitelistRequest),
          houseRules: rules.confirmed,
          houseRulesConfirmations: rules.confirmations,
          sessions: holder === undefined ? [] : console.sessions.listSessions(holder),
          passkeys: holder === undefined ? [] : console.sessions.listPasskeys(holder),
        });
      },
    );

    done();
  };
}
