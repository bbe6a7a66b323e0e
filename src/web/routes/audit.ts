import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import type { AuditQuery } from '../../store/archives/audit-archive.ts';
import { readCursor, writeCursor } from '../api/paging.ts';
import {
  auditExportQuery,
  auditExportRowSchema,
  auditQuery,
  auditRowSchema,
  auditVerdictSchema,
} from '../contract/audit.ts';
import { pagesOf } from '../contract.ts';
import { problem, sendProblem, sendRefusal } from '../problem.ts';
import { auditExportRow, auditRow } from '../views.ts';

/** The log of what administrators did: the newest first for reading, the oldest first for export. */
export const auditRoutes: FastifyPluginCallbackZod = (server, _options, done) => {
  const config = { scope: 'admin' } as const;
  server.get(
    '/',
    { config, schema: { querystring: auditQuery, response: { 200: pagesOf(auditRowSchema) } } },
    async (request, reply) => {
      const { cursor, limit, ...filter } = request.query;
      const page = pageAfter(cursor, (beforeSeq) => ({ ...filter, beforeSeq, limit: limit + 1 }));
      if (page === undefined) return sendProblem(reply, problem('request-invalid'));
      const rows = await request.console.audit.list(page);
      if (!rows.ok) return sendRefusal(reply, rows.error);
      return reply.send(cut(rows.value.map(auditRow), limit));
    },
  );

  server.get(
    '/export',
    { config, schema: { querystring: auditExportQuery, response: { 200: pagesOf(auditExportRowSchema) } } },
    async (request, reply) => {
      const { cursor, limit, from = 1, ...filter } = request.query;
      const page = pageAfter(cursor, (afterSeq) => ({
        ...filter,
        afterSeq: afterSeq ?? from - 1,
        order: 'oldest-first',
        limit: limit + 1,
      }));
      if (page === undefined) return sendProblem(reply, problem('request-invalid'));
      const rows = await request.console.audit.list(page);
      if (!rows.ok) return sendRefusal(reply, rows.error);
      return reply.send(cut(rows.value.map(auditExportRow), limit));
    },
  );

  server.get(
    '/verification',
    { config, schema: { response: { 200: auditVerdictSchema } } },
    async (request, reply) => {
      const verdict = await request.console.audit.verify();
      if (!verdict.ok) return sendRefusal(reply, verdict.error);
      return reply.send({ ...verdict.value, intact: verdict.value.broken === null });
    },
  );

  done();
};

function pageAfter(
  cursor: string | undefined,
  queryFrom: (seq: number | undefined) => AuditQuery,
): AuditQuery | undefined {
  if (cursor === undefined) return queryFrom(undefined);
  const seq = Number(readCursor(cursor) || 'none');
  return Number.isSafeInteger(seq) ? queryFrom(seq) : undefined;
}

/** One row more than asked tells that there is more. */
function cut<Row extends { readonly seq: number }>(rows: readonly Row[], limit: number) {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? writeCursor(String(last.seq)) : null };
}
