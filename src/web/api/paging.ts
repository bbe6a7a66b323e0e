import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { problem, sendProblem } from '../problem.ts';

const MOST = 1_000;

/** `?limit=50`, then `?limit=50&cursor=` with the answer's `next`. Without them a list is given whole. */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(MOST).optional(),
  cursor: z.string().min(1).max(512).optional(),
});
type PageQuery = z.infer<typeof pageQuery>;

/** What names an item in its list: the first of these that it has. */
const NAMES = ['id', 'number', 'entry', 'address', 'extension', 'file', 'name', 'key', 'at'] as const;

interface List {
  readonly items: readonly unknown[];
}

/**
 * Gives the parts of a list that were asked for, for every route that answers with `items` and does not count its
 * pages itself. A part stands in the order of the items' names and a cursor is the last name given, so that items
 * that come and go meanwhile are neither given twice nor left out.
 */
export function pageLists(api: FastifyInstance): void {
  const asked = new WeakMap<FastifyRequest, PageQuery>();
  api.addHook('preValidation', async (request, reply) => {
    if (request.method !== 'GET') return;
    const query = pageQuery.safeParse(request.query);
    const hasFailed = !query.success || (query.data.cursor && readCursor(query.data.cursor) === undefined);
    if (hasFailed) return sendProblem(reply, problem('request-invalid'));
    const { limit, cursor } = query.data;
    if (limit !== undefined || cursor !== undefined) asked.set(request, query.data);
  });
  api.addHook('preSerialization', async (request, _reply, payload) => {
    const query = asked.get(request);
    return query !== undefined && isWholeList(payload) ? pageOf(payload, query) : payload;
  });
}

function isWholeList(payload: unknown): payload is List {
  return (
    typeof payload === 'object' &&
    payload !== null &&
    'items' in payload &&
    Array.isArray(payload.items) &&
    !('next' in payload)
  );
}

function pageOf(list: List, { limit, cursor }: PageQuery) {
  const after = cursor === undefined ? undefined : readCursor(cursor);
  const rest = list.items
    .map((item) => named(item))
    .sort((a, b) => compare(a.place, b.place))
    .filter(({ place }) => after === undefined || compare(place, placeOf(after)) > 0);
  const page = limit === undefined ? rest : rest.slice(0, limit);
  const last = page.at(-1);
  const next = page.length < rest.length && last !== undefined ? writeCursor(last.name) : null;
  return { ...list, items: page.map(({ item }) => item), next };
}

function named(item: unknown) {
  const name = nameOf(item);
  return { item, name, place: placeOf(name) };
}

/** What names are ordered by: numbers come first, in their own order, 99 before 100. */
function placeOf(name: string): string {
  return /^\d+$/.test(name) ? `0${String(name.length).padStart(4, '0')}${name}` : `1${name}`;
}

function nameOf(item: unknown): string {
  if (typeof item !== 'object' || item === null) return '';
  const fields = new Map(Object.entries(item));
  const name = NAMES.find((field) => typeof fields.get(field) === 'string');
  return name === undefined ? '' : String(fields.get(name));
}

export function writeCursor(key: string): string {
  return Buffer.from(key, 'utf8').toString('base64url');
}

/** Undefined when it was not made by `writeCursor`. */
export function readCursor(cursor: string): string | undefined {
  const key = Buffer.from(cursor, 'base64url').toString('utf8');
  return writeCursor(key) === cursor ? key : undefined;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
