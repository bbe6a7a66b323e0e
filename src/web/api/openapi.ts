import type { FastifyInstance, RouteOptions } from 'fastify';
import { z } from 'zod';
import { problemSchema } from '../contract.ts';
import type { RouteScope } from './caller.ts';
import { pageQuery } from './paging.ts';

type Schema = Record<string, unknown>;

interface Described {
  readonly method: string;
  readonly url: string;
  readonly scope: RouteScope;
  readonly summary: string | undefined;
  readonly params: Schema | undefined;
  readonly query: Schema | undefined;
  readonly body: Schema | undefined;
  readonly answers: readonly (readonly [status: string, schema: Schema])[];
  readonly stream: boolean;
  readonly gives: string | undefined;
  readonly takes: string | undefined;
}

/**
 * OpenAPI 3.1 made from the very schemas that read requests and write answers, so that it cannot tell anything else
 * than the API does.
 */
export class ApiDescription {
  readonly #routes: Described[] = [];
  readonly #version: string;
  #text: string | undefined;

  constructor({ version }: { readonly version: string }) {
    this.#version = version;
  }

  /** Sees every route that is registered on `api` from now on. */
  watch(api: FastifyInstance): void {
    api.addHook('onRoute', (route) => {
      for (const method of [route.method].flat()) {
        if (method !== 'HEAD' && method !== 'OPTIONS') this.#routes.push(describe(method, route));
      }
    });
  }

  /** JSON. */
  text(): string {
    this.#text ??= JSON.stringify(this.#document());
    return this.#text;
  }

  #document(): Schema {
    const paths: Record<string, Schema> = {};
    for (const route of this.#routes) {
      const path = route.url.replace(/\/$/, '').replace(/:(\w+)/g, '{$1}');
      const item = paths[path] ?? {};
      item[route.method.toLowerCase()] = operationOf(route, path);
      paths[path] = item;
    }
    return {
      openapi: '3.1.1',
      info: {
        title: 'hamvoip',
        version: this.#version,
        description:
          'A telephone exchange for radio amateurs. Times are ISO 8601 in UTC, durations whole seconds. Errors are problem details (RFC 9457) with a stable `code`. A POST, PATCH or DELETE may carry an `Idempotency-Key`: repeated with the same key within ten minutes it is done once and answered alike.',
      },
      security: [{ token: [] }, { session: [] }],
      paths,
      components: {
        securitySchemes: {
          token: {
            type: 'http',
            scheme: 'bearer',
            description: 'Made with `hamvoip token create`. `x-scope` of an operation names what it needs.',
          },
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: '__Host-hamvoip',
            description:
              'Opened with `POST /session`. A request that changes something carries `x-csrf-token` of `GET /session`. `x-scope` `session` is for whoever has logged in, `own` for a member; an administrator holds every other scope.',
          },
        },
        schemas: { Problem: jsonSchema(problemSchema, 'output') },
        responses: {
          Problem: {
            description: 'Refused; `code` says why',
            content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
          },
        },
      },
    };
  }
}

function describe(method: string, route: RouteOptions): Described {
  const { params, querystring, body, response, summary } = (route.schema ?? {}) as {
    params?: unknown;
    querystring?: unknown;
    body?: unknown;
    response?: Readonly<Record<string, unknown>>;
    summary?: string;
  };
  return {
    method,
    url: route.url,
    scope: route.config?.scope ?? 'admin',
    summary,
    params: isZod(params) ? jsonSchema(params, 'input') : undefined,
    query: isZod(querystring) ? jsonSchema(querystring, 'input') : undefined,
    body: isZod(body) ? jsonSchema(body, 'input') : undefined,
    answers: Object.entries(response ?? {}).flatMap(([status, schema]) =>
      isZod(schema) ? [[status, jsonSchema(schema, 'output')] as const] : [],
    ),
    stream: route.config?.stream ?? false,
    gives: route.config?.gives,
    takes: route.config?.takes,
  };
}

function operationOf(route: Described, path: string): Schema {
  const { method, scope, summary, answers } = route;
  const parameters = [...parametersIn('path', route.params), ...parametersIn('query', route.query)];
  if (method !== 'GET') parameters.push(IDEMPOTENCY_KEY);
  else if (isList(answers) && !parameters.some(({ name }) => name === 'cursor')) {
    parameters.push(...parametersIn('query', jsonSchema(pageQuery, 'input')));
  }
  const responses: Schema = {};
  for (const [status, schema] of answers) {
    responses[status] = { description: 'Done', content: { 'application/json': { schema } } };
  }
  const gives = route.stream ? 'text/event-stream' : route.gives;
  if (gives !== undefined) responses['200'] = { description: 'Done', content: { [gives]: {} } };
  else if (answers.length === 0) responses['200'] = { description: 'Done' };
  return {
    operationId: operationId(method, path),
    tags: [path.split('/')[3] ?? 'api'],
    ...(summary !== undefined && { summary }),
    ...securityOf(scope),
    ...(parameters.length > 0 && { parameters }),
    ...bodyOf(route),
    responses: { ...responses, default: { $ref: '#/components/responses/Problem' } },
  };
}

/** A session serves wherever a token does. */
function securityOf(scope: RouteScope): Schema {
  if (scope === 'open') return { security: [] };
  if (scope === 'session' || scope === 'own') return { security: [{ session: [] }], 'x-scope': scope };
  return { 'x-scope': scope };
}

function bodyOf({ body, takes }: Described): Schema {
  if (takes !== undefined) return { requestBody: { required: true, content: { [takes]: {} } } };
  if (body === undefined) return {};
  return { requestBody: { required: true, content: { 'application/json': { schema: body } } } };
}

function isList(answers: Described['answers']): boolean {
  return answers.some(([, schema]) => 'items' in ((schema['properties'] ?? {}) as Schema));
}

const IDEMPOTENCY_KEY: Schema = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  schema: { type: 'string', minLength: 1, maxLength: 128 },
};

function parametersIn(place: 'path' | 'query', schema: Schema | undefined): Schema[] {
  const properties = (schema?.['properties'] ?? {}) as Readonly<Record<string, Schema>>;
  const required = (schema?.['required'] ?? []) as readonly string[];
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(description !== undefined && { description }),
    schema: rest,
  }));
}

/** `GET /api/v1/extensions/{number}` is `getExtensionsByNumber`. */
function operationId(method: string, path: string): string {
  const words = path
    .split('/')
    .slice(3)
    .map((word) =>
      word.replace(/^\{(\w+)\}$/, 'by-$1').replace(/\W+(\w)?/g, (_, next = '') => next.toUpperCase()),
    );
  return [method.toLowerCase(), ...words.map((word) => word.charAt(0).toUpperCase() + word.slice(1))].join(
    '',
  );
}

function isZod(schema: unknown): schema is z.ZodType {
  return schema instanceof z.ZodType;
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Schema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}
