import type { FastifyInstance } from 'fastify';

export interface Asset {
  readonly bytes: Uint8Array;
  /** The same, compressed; undefined where it would not get smaller. */
  readonly gzip: Uint8Array | undefined;
}

/** What browsers load, by name; a name holds the hash of its content. */
export type Assets = ReadonlyMap<string, Asset>;

const YEAR_S = 365 * 86_400;
const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  png: 'image/png',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
};

/** From memory, so that they are there as long as the pages that name them. */
export function registerAssets(site: FastifyInstance, assets: Assets): void {
  site.get<{ Params: { readonly name: string } }>('/assets/:name', async ({ params, headers }, reply) => {
    const asset = assets.get(params.name);
    if (asset === undefined) {
      return reply.code(404).type('text/plain; charset=utf-8').send('404\n');
    }
    reply.header('cache-control', `public, max-age=${YEAR_S}, immutable`);
    reply.type(TYPES[params.name.split('.').at(-1) ?? ''] ?? 'application/octet-stream');
    if (asset.gzip === undefined) return reply.send(asset.bytes);
    reply.header('vary', 'accept-encoding');
    if (!/\bgzip\b/.test(headers['accept-encoding'] ?? '')) return reply.send(asset.bytes);
    return reply.header('content-encoding', 'gzip').send(asset.gzip);
  });
}
