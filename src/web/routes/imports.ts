import type { FastifyReply } from 'fastify';
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import type { ImportPlan as Plan, PlannedRow as Row } from '../../exchange/console/import.ts';
import type { Refusal } from '../../exchange/console/outcome.ts';
import {
  type ImportPlan,
  type ImportRequest,
  importDoneSchema,
  importPlanSchema,
  importSchema,
  MOST_ROWS_TOLD,
  type PlannedRow,
} from '../contract/imports.ts';
import { type CsvRow, parseCsv } from '../csv.ts';
import { type ProblemParts, problem, sendProblem, sendRefusal } from '../problem.ts';
import { extension } from '../views.ts';

const COLUMNS = ['number', 'callsign', 'name', 'email', 'password'];
/** A hundred thousand rows, far more than numbers. */
const LARGEST_IMPORT_BYTES = 16 * 1024 * 1024;

/** Which cell of a row is to be corrected. */
const COLUMN_OF: Readonly<Partial<Record<Refusal['code'], NonNullable<PlannedRow['refusal']>['column']>>> = {
  'number-taken': 'number',
  'number-invalid': 'number',
  'callsign-invalid': 'callsign',
  'name-invalid': 'name',
  'email-invalid': 'email',
  'password-invalid': 'password',
  'password-weak': 'password',
};

/** Beside `extensionRoutes`: many at once, all or none. */
export const importRoutes: FastifyPluginCallbackZod = (server, _options, done) => {
  server.post(
    '/import',
    {
      config: { scope: 'write' },
      bodyLimit: LARGEST_IMPORT_BYTES,
      schema: {
        summary:
          'Extensions out of a CSV file, all or none; with `dryRun` a look at what would become of each row',
        body: importSchema,
        response: { 200: importPlanSchema, 201: importDoneSchema },
      },
    },
    async (request, reply) => {
      const { csv, allowWeakPasswords, update, dryRun, version, tell } = request.body;
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
      const { extensions } = request.console;
      if (dryRun) {
        const plan = extensions.planImport(wanted, { update });
        return reply.code(200).send(importPlan(plan, rows.value, tell));
      }
      const imported = await extensions.import(wanted, { update, version });
      if (!imported.ok) return sendRefused(reply, rows.value, imported.error);
      const { withPassword, changed, kept } = imported.value;
      const items = withPassword.map((one) => ({ ...extension(one.extension), password: one.password }));
      return reply.code(201).send({ items, changed: changed.map(extension), kept });
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

function importPlan(
  { rows, version }: Plan,
  lines: readonly CsvRow[],
  { act, after = 0, limit = MOST_ROWS_TOLD }: NonNullable<ImportRequest['tell']> = {},
): ImportPlan {
  const count = (counted: Row['act']) => rows.filter((row) => row.act === counted).length;
  const meant = rows.filter((row) => row.row > after && (act === undefined || row.act === act));
  const told = meant.slice(0, limit);
  return {
    version,
    totals: {
      rows: rows.length,
      create: count('create'),
      change: count('change'),
      keep: count('keep'),
      refuse: count('refuse'),
    },
    items: told.map((row) => plannedRow(row, lines)),
    next: told.length < meant.length ? (told.at(-1)?.row ?? null) : null,
  };
}

function plannedRow({ refusal, changes, ...row }: Row, lines: readonly CsvRow[]): PlannedRow {
  return {
    ...row,
    line: lines[row.row - 1]?.line ?? row.row,
    changes: [...changes],
    refusal:
      refusal === undefined
        ? null
        : {
            code: refusal.code,
            detail: refusal.message,
            values: { ...refusal.detail },
            column: COLUMN_OF[refusal.code] ?? null,
          },
  };
}

/** What the store refused is about no row; what changed since the look is about all of them together. */
function sendRefused(
  reply: FastifyReply,
  rows: readonly CsvRow[],
  refusals: readonly { readonly row: number; readonly refusal: Refusal }[],
): FastifyReply {
  const [first] = refusals;
  if (first?.refusal.code === 'store-failed') return sendRefusal(reply, first.refusal);
  const code = first?.refusal.code === 'import-changed' ? 'import-changed' : 'rows-refused';
  return sendProblem(reply, problem(code, refusedRows(rows, refusals)));
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
