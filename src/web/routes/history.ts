import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { CallRecord as Row, UsageRecord } from '../../store/watch-store.ts';
import { readCursor, writeCursor } from '../api/paging.ts';
import {
  type CallRecord,
  callHistoryQuery,
  callRecordSchema,
  minuteSchema,
  minutesQuery,
  type UsageOfExtension,
  usageOfExtensionSchema,
  usageQuery,
  usageSchema,
} from '../contract/history.ts';
import { listOf, pagesOf } from '../contract.ts';
import { problem, sendProblem, sendRefusal } from '../problem.ts';

const config = { scope: 'read' } as const;
/** Who called whom is about persons, though only numbers are in it. */
const aboutPersons = { scope: 'people' } as const;
const byExtension = z.object({ extension: z.string() });
export const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

export const callHistoryRoutes: FastifyPluginCallbackZod = (server, _options, done) => {
  server.get(
    '/',
    {
      config: aboutPersons,
      schema: { querystring: callHistoryQuery, response: { 200: pagesOf(callRecordSchema) } },
    },
    async (request, reply) => {
      const { limit, cursor, extension } = request.query;
      const after = cursor === undefined ? undefined : placeOf(cursor);
      if (cursor !== undefined && after === undefined) return sendProblem(reply, problem('request-invalid'));
      const listed = await request.console.history.listCalls({ extension, after, limit });
      if (!listed.ok) return sendRefusal(reply, listed.error);
      const last = listed.value.at(-1);
      const isFull = listed.value.length === limit;
      const next = isFull && last !== undefined ? writeCursor(`${last.endedAtMs} ${last.id}`) : null;
      return reply.send({ items: listed.value.map(callRecord), next });
    },
  );
  done();
};

/** `now` in milliseconds since the epoch. */
export function usageRoutes({ now }: { readonly now: () => number }): FastifyPluginCallbackZod {
  return (server, _options, done) => {
    server.get(
      '/',
      { config, schema: { querystring: usageQuery, response: { 200: listOf(usageSchema) } } },
      async (request, reply) => {
        const listed = await request.console.history.listUsage({
          sinceMs: now() - request.query.days * DAY_MS,
        });
        if (!listed.ok) return sendRefusal(reply, listed.error);
        return reply.send({
          items: listed.value.map((total) => ({ extension: total.extension, ...used(total) })),
        });
      },
    );

    server.get(
      '/:extension',
      {
        config,
        schema: {
          params: byExtension,
          querystring: usageQuery,
          response: { 200: usageOfExtensionSchema },
        },
      },
      async (request, reply) => {
        const { extension } = request.params;
        const found = request.console.extensions.show(extension);
        if (!found.ok) return sendRefusal(reply, found.error);
        const sinceMs = now() - request.query.days * DAY_MS;
        const listed = await request.console.history.listUsageOf(extension, { sinceMs });
        if (!listed.ok) return sendRefusal(reply, listed.error);
        return reply.send(usageByHour(extension, listed.value));
      },
    );
    done();
  };
}

export function usageByHour(extension: string, records: readonly UsageRecord[]): UsageOfExtension {
  const hours = records.map((hour) => ({ hour: time(hour.hourMs), ...used(hour) }));
  const sum = (name: 'bytesIn' | 'bytesOut' | 'registrations') =>
    hours.reduce((total, hour) => total + hour[name], 0);
  return {
    extension,
    bytesIn: sum('bytesIn'),
    bytesOut: sum('bytesOut'),
    registrations: sum('registrations'),
    hours,
  };
}

/** `/metrics-history`: a sample a minute since the start, a day at most. `now` in milliseconds since the epoch. */
export function minuteRoutes({ now }: { readonly now: () => number }): FastifyPluginCallbackZod {
  return (server, _options, done) => {
    server.get(
      '/',
      {
        config,
        schema: {
          summary: 'The exchange as a whole, minute by minute, the oldest first; in memory since the start',
          querystring: minutesQuery,
          response: { 200: listOf(minuteSchema) },
        },
      },
      async (request) => {
        const afterMs = now() - request.query.minutes * MINUTE_MS;
        const samples = request.console.minutes.list(afterMs);
        return { items: samples.map(({ atMs, ...figures }) => ({ at: time(atMs), ...figures })) };
      },
    );
    done();
  };
}

/** A cursor of the list of calls: the last one given. */
export function placeOf(cursor: string): { endedAtMs: number; id: string } | undefined {
  const [, endedAtMs, id] = /^(\d{1,16}) (\S+)$/.exec(readCursor(cursor) ?? '') ?? [];
  return endedAtMs === undefined || id === undefined ? undefined : { endedAtMs: Number(endedAtMs), id };
}

export function callRecord(row: Row): CallRecord {
  return {
    id: row.id,
    from: row.caller,
    to: row.dialled,
    reached: row.reached,
    result: row.result,
    startedAt: time(row.startedAtMs),
    answeredAt: row.answeredAtMs === null ? null : time(row.answeredAtMs),
    endedAt: time(row.endedAtMs),
    quality: row.quality,
  };
}

function used({ bytesIn, bytesOut, registerCount }: Omit<UsageRecord, 'extension' | 'hourMs'>) {
  return { bytesIn, bytesOut, registrations: registerCount };
}

function time(ms: number): string {
  return new Date(ms).toISOString();
}
