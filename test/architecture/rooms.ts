/** Who may import whom. ARCHITECTURE.md tells the same in words. */

interface Room {
  /** Rooms, or single files, that it may import besides itself. */
  readonly imports: readonly string[];
  /** Packages and modules of Node. */
  readonly modules: readonly string[];
}

const EVERYTHING = [
  'base',
  'sip',
  'sdp',
  'rtp',
  'media',
  'policy',
  'store',
  'exchange',
  'directory',
  'web',
  'cli',
  'config',
  'demo',
  'platform',
];

/** A folder's imports go down this list only. A folder in a folder has its own line where it has its own rule. */
const ROOMS: Readonly<Record<string, Room>> = {
  base: { imports: [], modules: [] },
  'sip/message': { imports: ['base'], modules: [] },
  'sip/validate': { imports: ['base', 'sip/message'], modules: [] },
  'sip/digest': { imports: ['base', 'sip/message'], modules: ['node:buffer', 'node:crypto'] },
  'sip/transport': { imports: ['base', 'sip/message', 'sip/validate'], modules: [] },
  'sip/transaction': { imports: ['base', 'sip/message', 'sip/transport'], modules: [] },
  'sip/event': { imports: ['base', 'sip/message'], modules: ['saxes'] },
  'sip/dialog': { imports: ['base', 'sip/message', 'sip/transport', 'sip/transaction'], modules: [] },
  sdp: { imports: ['base'], modules: [] },
  rtp: { imports: ['base'], modules: [] },
  media: { imports: ['base', 'rtp', 'sdp'], modules: ['node:worker_threads'] },
  // Conferences and radios are made of streams, not the other way round.
  'media/playout': { imports: ['base', 'rtp', 'media/sound'], modules: [] },
  'media/stream': {
    imports: [
      'base',
      'rtp',
      'media/frame-ticker.ts',
      'media/media-plane.ts',
      'media/playout',
      'media/ports',
      'media/prompts',
      'media/sound',
      'media/transcode',
    ],
    modules: [],
  },
  policy: { imports: ['base'], modules: ['ipaddr.js', 'node:net'] },
  store: {
    imports: ['base'],
    modules: ['kysely', 'node:crypto', 'node:fs', 'node:path', 'node:sqlite', 'node:worker_threads'],
  },
  exchange: {
    imports: ['base', 'sip', 'sdp', 'media', 'policy', 'store'],
    modules: ['node:crypto', 'node:net'],
  },
  directory: { imports: ['base', 'store'], modules: ['@cantoo/pdf-lib', 'node:url', 'pdfkit', 'uqr'] },
  // The libraries of passkeys and of authenticator apps stay in one room.
  'exchange/accounts': {
    imports: ['base', 'sip/digest', 'policy', 'store', 'exchange'],
    modules: ['node:crypto', '@simplewebauthn/server', 'otpauth'],
  },
  web: {
    imports: ['base', 'policy', 'store', 'directory', 'exchange/console.ts', 'exchange/console'],
    // node:fs for the control socket's own file, see SOCKETS_OUTSIDE_PLATFORM.
    modules: [
      'fastify',
      '@fastify/cookie',
      'fastify-type-provider-zod',
      'light-my-request',
      'zod',
      'diff',
      'markdown-it',
      'prom-client',
      'node:fs',
      'node:crypto',
      'node:http',
      'node:https',
      'node:net',
      'node:path',
    ],
  },
  config: { imports: ['base'], modules: ['smol-toml', 'zod'] },
  cli: {
    imports: ['base', 'config', 'web/contract.ts', 'web/contract'],
    modules: ['commander', 'uqr', 'zod', 'node:path'],
  },
  // Phones for the demo: on the wire they meet the exchange, in the code they know its grammar only.
  demo: { imports: ['base', 'sip/message', 'sip/digest', 'sdp', 'rtp'], modules: [] },
  composition: { imports: EVERYTHING, modules: ['fastify', 'node:crypto'] },
  platform: { imports: ['base'], modules: ['node:*', 'koffi', 'nodemailer', 'pino', 'ws'] },
  'main.ts': { imports: [...EVERYTHING, 'composition'], modules: ['node:module'] },
};

/** The room a file of `src` lies in: the longest name in ROOMS that its path begins with. */
export function roomOf(path: string): string | undefined {
  const inside = path.slice('src/'.length);
  return Object.keys(ROOMS)
    .filter((room) => isIn(inside, room))
    .sort((a, b) => b.length - a.length)[0];
}

function isIn(inside: string, place: string): boolean {
  return inside === place || inside.startsWith(`${place}/`);
}

export function mayImport(room: string, path: string): boolean {
  if (!path.startsWith('src/')) return path === 'package.json' && room === 'main.ts';
  const inside = path.slice('src/'.length);
  return [room, ...(ROOMS[room]?.imports ?? [])].some((place) => isIn(inside, place));
}

export function mayUse(room: string, specifier: string): boolean {
  return (ROOMS[room]?.modules ?? []).some(
    (module) =>
      specifier === module ||
      specifier.startsWith(`${module}/`) ||
      (module === 'node:*' && specifier.startsWith('node:')),
  );
}
