import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Refusal } from '../../exchange/console/outcome.ts';
import { pageQuery, readCursor, writeCursor } from '../api/paging.ts';
import {
  extensionChangeSchema,
  extensionSchema,
  extensionWithPasswordSchema,
  extensionWithPhoneSchema,
  importSchema,
  listOf,
  newExtensionSchema,
  newPasswordSchema,
  type PhoneSettings,
} from '../contract.ts';
import { type CsvRow, parseCsv } from '../csv.ts';
import { type ProblemParts, problem, sendProblem, sendRefusal } from '../problem.ts';
import { extension } from '../views.ts';

const COLUMNS = ['number', 'callsign', 'name', 'email', 'password'];
/** A hundred thousand rows, far more than numbers. */
const LARGEST_IMPORT_BYTES = 16 * 1024 * 1024;
const byNumber = z.object({ number: z.string() });

/** What every extension of this exchange has in common when a phone is set up. */
export type PhoneDefaults = Omit<PhoneSettings, 'username'>;

export function extensionRoutes(phone: PhoneDefaults): FastifyPluginCallbackZod {
  return (server, _options, done) => {
    server.get(
      '/',
      {
        config: { scope: 'people' },
        schema: { querystring: pageQuery, response: { 200: listOf(extensionSchema) } },
      },
      async (request) => {
        const { limit, cursor } = request.query;
        const { extensions } = request.console;
        if (limit === undefined && cursor === undefined) return { items: extensions.list().map(extension) };
        const after = cursor === undefined ? undefined : readCursor(cursor);
        // One more than asked tells that there is more.
        const listed = extensions.list({ after, limit: limit === undefined ? undefined : limit + 1 });
        const shown = listed.slice(0, limit);
        const last = listed.length > shown.length ? shown.at(-1) : undefined;
        return { items: shown.map(extension), next: last === undefined ? null : writeCursor(last.number) };
      },
    );

    server.post(
      '/',
      {
        config: { scope: 'write' },
        schema: { body: newExtensionSchema, response: { 201: extensionWithPasswordSchema } },
      },
      async (request, reply) => {
        const added = await request.console.extensions.add(request.body);
        if (!added.ok) return sendRefusal(reply, added.error);
        return reply.code(201).send({ ...extension(added.value.extension), password: added.value.password });
      },
    );

    server.get(
      '/:number',
      {
        config: { scope: 'people' },
        schema: { params: byNumber, response: { 200: extensionWithPhoneSchema } },
      },
      async (request, reply) => {
        const found = request.console.extensions.show(request.params.number);
        if (!found.ok) return sendRefusal(reply, found.error);
        const username = found.value.number;
        return reply.send({ ...extension(found.value), phone: { ...phone, username } });
      },
    );

    server.patch(
      '/:number',
      {
        config: { scope: 'write' },
        schema: { params: byNumber, body: extensionChangeSchema, response: { 200: extensionSchema } },
      },
      async (request, reply) => {
        const changed = await request.console.extensions.setCallerId(
          request.params.number,
          request.body.callerId,
        );
        return changed.ok ? reply.send(extension(changed.value)) : sendRefusal(reply, changed.error);
      },
    );

    server.delete(
      '/:number',
      { config: { scope: 'write' }, schema: { params: byNumber, response: { 200: extensionSchema } } },
      async (request, reply) => {
        const removed = await request.console.extensions.remove(request.params.number);
        return removed.ok ? reply.send(extension(removed.value)) : sendRefusal(reply, removed.error);
      },
    );

    server.post(
      '/:number/password',
      {
        config: { scope: 'write' },
        schema: { params: byNumber, body: newPasswordSchema, response: { 200: extensionWithPasswordSchema } },
      },
      async (request, reply) => {
        const { password, allowWeakPassword } = request.body;
        const reset = await request.console.extensions.resetPassword(
          request.params.number,
          password,
          allowWeakPassword,
        );
        if (!reset.ok) return sendRefusal(reply, reset.error);
        return reply.send({ ...extension(reset.value.extension), password: reset.value.password });
      },
    );

    done();
  };
}

/** Beside `extensionRoutes`: many at once, all or none. */
export const importRoutes: FastifyPluginCallbackZod = (server, _options, done) => {
  server.post(
    '/import',
    {
      config: { scope: 'write' },
      bodyLimit: LARGEST_IMPORT_BYTES,
      schema: { body: importSchema, response: { 201: listOf(extensionWithPasswordSchema) } },
    },
    async (request, reply) => {
      const { csv, allowWeakPasswords } = request.body;
      const rows = parseCsv(csv, COLUMNS, ['callsign', 'name']);
      if (!rows.ok) {
        const { kind, ...values } = rows.error;
        return sendProblem(
          reply,
          problem('csv-invalid', { detail: kind, values: { reason: kind, ...values } }),
        );
      }
      const wanted = rows.value.map((row) => ({
        ...newExtension(row),
        allowWeakPassword: allowWeakPasswords,
      }));
      const imported = await request.console.extensions.import(wanted);
      if (!imported.ok)
        return sendProblem(reply, problem('rows-refused', refusedRows(rows.value, imported.error)));
      const items = imported.value.map((one) => ({ ...extension(one.extension), password: one.password }));
      return reply.code(201).send({ items });
    },
  );
  done();
};

function newExtension({ cells }: CsvRow) {
  return {
    number: cells.get('number'),
    callsign: cells.get('callsign') ?? '',
    name: cells.get('name') ?? '',
    email: cells.get('email'),
    password: cells.get('password'),
  };
}

function refusedRows(
  rows: readonly CsvRow[],
  refusals: readonly { readonly row: number; readonly refusal: Refusal }[],
): ProblemParts {
  const errors = refusals.map(({ row, refusal }) => {
    const line = rows[row - 1]?.line;
    return {
      code: refusal.code,
      detail: refusal.message,
      values: { ...refusal.detail },
      row,
      ...(line !== undefined && { line }),
    };
  });
  return { values: { refused: errors.length, rows: rows.length }, errors };
}
