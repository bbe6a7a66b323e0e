/**
 * What ARCHITECTURE.md promises about the sources: who may import whom, where time, chance, sockets and the
 * environment come from, and how files look. A change of these rules changes ARCHITECTURE.md in the same commit.
 */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import { describe, it } from 'node:test';

const ROOT = join(import.meta.dirname, '..');
const LONGEST_FILE = 600;
const LONG_FILE = 400;

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

/** Of node:net these name no socket. */
const NET_WITHOUT_SOCKETS = new Set(['isIP', 'isIPv4', 'isIPv6', 'BlockList', 'SocketAddress']);

/** HTTP is fastify's; this file dials the control socket, the one way between two processes of ours. */
const SOCKETS_OUTSIDE_PLATFORM = new Set(['src/web/control-socket.ts']);

interface Import {
  readonly specifier: string;
  readonly names: readonly string[];
  readonly typeOnly: boolean;
}

interface Source {
  /** From the root, with slashes: `src/base/clock.ts`. */
  readonly path: string;
  readonly text: string;
  /** Without comments. */
  readonly code: string;
  /** Without comments and without what is between quotes. */
  readonly bare: string;
  readonly imports: readonly Import[];
}

function read(path: string): Source {
  const text = readFileSync(join(ROOT, path), 'utf8');
  const code = text.replace(COMMENT_OR_QUOTED, (found) => (found.startsWith('/') ? blank(found) : found));
  const bare = code.replace(COMMENT_OR_QUOTED, (found) => (found.startsWith('`') ? found : "''"));
  return { path, text, code, bare, imports: readImports(code) };
}

const COMMENT_OR_QUOTED =
  /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\[\s\S]|[^`\\])*`/g;

/** Lines keep their numbers. */
function blank(comment: string): string {
  return comment.replace(/[^\n]/g, '');
}

function readImports(code: string): Import[] {
  const statements = code.matchAll(/^(?:import|export)\s+([^;'"]*?)\s*from\s*['"]([^'"]+)['"]/gm);
  const fromStatements = [...statements].map(([, clause = '', specifier = '']) => ({
    specifier,
    names: importedNames(clause),
    typeOnly: clause.startsWith('type ') || everyNameIsType(clause),
  }));
  const others = [...code.matchAll(/\bimport\s*\(\s*['"]([^'"]+)['"]|^import\s+['"]([^'"]+)['"]/gm)].map(
    ([, dynamic, bareImport]) => ({ specifier: dynamic ?? bareImport ?? '', names: [], typeOnly: false }),
  );
  return [...fromStatements, ...others];
}

function braces(clause: string): string[] {
  const inside = /\{([^}]*)\}/.exec(clause)?.[1] ?? '';
  return inside
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

function importedNames(clause: string): string[] {
  return braces(clause).map((name) => name.replace(/^type\s+/, '').split(/\s+as\s+/)[0] ?? '');
}

function everyNameIsType(clause: string): boolean {
  const names = braces(clause);
  return clause.startsWith('{') && names.length > 0 && names.every((name) => name.startsWith('type '));
}

const SOURCES = globSync(
  ['src', 'ui', 'test', 'testkit', 'bench', 'fuzz'].map((folder) => `${folder}/**/*.{ts,tsx}`),
  { cwd: ROOT },
)
  .sort()
  .map(read);
/** What the pages are built from, without what builds and tests them. */
const UI = SOURCES.filter(
  ({ path }) => path.startsWith('ui/') && path !== 'ui/build.ts' && !path.endsWith('.test.ts'),
);
const PRODUCT = SOURCES.filter(({ path }) => path.startsWith('src/') && !path.endsWith('.test.ts'));

/** The room a file of `src` lies in: the longest name in ROOMS that its path begins with. */
function roomOf(path: string): string | undefined {
  const inside = path.slice('src/'.length);
  return Object.keys(ROOMS)
    .filter((room) => isIn(inside, room))
    .sort((a, b) => b.length - a.length)[0];
}

function isIn(inside: string, place: string): boolean {
  return inside === place || inside.startsWith(`${place}/`);
}

function target(source: Source, specifier: string): string | undefined {
  return specifier.startsWith('.') ? normalize(join(dirname(source.path), specifier)) : undefined;
}

function mayImport(room: string, path: string): boolean {
  if (!path.startsWith('src/')) return path === 'package.json' && room === 'main.ts';
  const inside = path.slice('src/'.length);
  return [room, ...(ROOMS[room]?.imports ?? [])].some((place) => isIn(inside, place));
}

function mayUse(room: string, specifier: string): boolean {
  return (ROOMS[room]?.modules ?? []).some(
    (module) =>
      specifier === module ||
      specifier.startsWith(`${module}/`) ||
      (module === 'node:*' && specifier.startsWith('node:')),
  );
}

/** Fails with one line per breach. */
function expectNone(breaches: readonly string[]): void {
  assert.equal(breaches.length, 0, `\n  ${breaches.join('\n  ')}`);
}

/** Every place where the pattern is found, as `file:line what`. */
function find(
  sources: readonly Source[],
  pattern: RegExp,
  part: 'text' | 'code' | 'bare' = 'bare',
): string[] {
  return sources.flatMap((source) =>
    source[part].split('\n').flatMap((line, index) => {
      const found = pattern.exec(line);
      return found === null ? [] : [`${source.path}:${index + 1} ${found[0].trim()}`];
    }),
  );
}

function outside(...places: readonly string[]): Source[] {
  return PRODUCT.filter(({ path }) => !places.some((place) => path.startsWith(`src/${place}`)));
}

describe('imports', () => {
  it('lie in a room that is known', () => {
    expectNone(PRODUCT.filter(({ path }) => roomOf(path) === undefined).map(({ path }) => path));
  });

  it('go down the list of rooms only', () => {
    expectNone(
      PRODUCT.flatMap((source) => {
        const room = roomOf(source.path) ?? '';
        return source.imports
          .map(({ specifier }) => target(source, specifier))
          .filter((path) => path !== undefined)
          .filter((path) => !mayImport(room, path))
          .map((path) => `${source.path} imports ${path}`);
      }),
    );
  });

  it('take only the packages and modules their room may have', () => {
    expectNone(
      PRODUCT.flatMap((source) =>
        source.imports
          .filter(
            ({ specifier }) => !specifier.startsWith('.') && !mayUse(roomOf(source.path) ?? '', specifier),
          )
          .map(({ specifier }) => `${source.path} imports ${specifier}`),
      ),
    );
  });

  it('leave sockets to platform', () => {
    const breaches = outside('platform').flatMap(({ path, imports }) =>
      imports
        .filter(
          ({ specifier, typeOnly }) => !typeOnly && /^node:(net|dgram|tls|https?|http2)$/.test(specifier),
        )
        .filter(({ names }) => names.length === 0 || names.some((name) => !NET_WITHOUT_SOCKETS.has(name)))
        .map(({ specifier, names }) => ({
          path,
          what: `${path} takes ${names.join(', ')} from ${specifier}`,
        })),
    );
    expectNone(breaches.filter(({ path }) => !SOCKETS_OUTSIDE_PLATFORM.has(path)).map(({ what }) => what));
  });

  it('of tests beside the code stay in src and testkit', () => {
    const tests = SOURCES.filter(({ path }) => path.startsWith('src/') && path.endsWith('.test.ts'));
    expectNone(
      tests.flatMap((source) =>
        source.imports
          .map(({ specifier }) => target(source, specifier))
          .filter((path) => path !== undefined && !/^(src|testkit)\//.test(path) && path !== 'package.json')
          .map((path) => `${source.path} imports ${path}`),
      ),
    );
  });

  it('do not run in circles', () => {
    expectNone(findCircles());
  });
});

/** Circles of imports of values; types may refer to each other. */
function findCircles(): string[] {
  const graph = new Map(
    PRODUCT.map((source) => [
      source.path,
      source.imports
        .filter(({ typeOnly }) => !typeOnly)
        .flatMap(({ specifier }) => target(source, specifier) ?? []),
    ]),
  );
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) circles.push([...trail.slice(trail.indexOf(path)), path].join(' > '));
    if (done.has(path) || trail.includes(path)) return;
    for (const next of graph.get(path) ?? []) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const path of graph.keys()) visit(path, []);
  return circles;
}

/** Where objects come and go with messages, connections and calls. */
const BUSY_ROOMS = [
  'sip',
  'media',
  'exchange/leg',
  'exchange/call',
  'exchange/services',
  'exchange/conference',
];
const BUSY = PRODUCT.filter(({ path }) => BUSY_ROOMS.some((room) => path.startsWith(`src/${room}/`)));

/** See docs/decisions/0043: what a message or a call leaves behind is to go with the next young collection. */
describe('what comes and goes', () => {
  it('is not held by a function that is assigned where it is written: V8 makes those to stay', () => {
    expectNone(find(BUSY, /[\w\])]\.#?\w+ (\?\?)?= (async )?(\([^()]*\)|\w+)(: [^=]+)? =>/));
  });

  it('has no getter in a literal: each such object gets a class of its own, which holds it', () => {
    expectNone(find(BUSY, /^ {4,}(get|set) \w+\(/));
  });
});

describe('the pages', () => {
  it('know the exchange by the outside of its API only', () => {
    expectNone(
      UI.flatMap((source) =>
        source.imports
          .map(({ specifier }) => target(source, specifier))
          .filter((path) => path !== undefined && !/^(ui\/|src\/web\/contract(\.ts$|\/))/.test(path))
          .map((path) => `${source.path} imports ${path}`),
      ),
    );
  });

  it('take Preact and passkeys, and zod through the API only', () => {
    expectNone(
      UI.flatMap(({ path, imports }) =>
        imports
          .filter(
            ({ specifier, typeOnly }) =>
              !typeOnly &&
              !specifier.startsWith('.') &&
              !/^(preact($|[/-])|@simplewebauthn\/browser$)/.test(specifier),
          )
          .map(({ specifier }) => `${path} imports ${specifier}`),
      ),
    );
  });

  it('send no page and no schema to browsers along with an island', () => {
    expectNone(
      UI.filter(({ path }) => path.startsWith('ui/islands/')).flatMap((source) =>
        source.imports
          .filter(({ typeOnly }) => !typeOnly)
          .map(({ specifier }) => target(source, specifier) ?? '')
          .filter((path) => /^(src|ui\/pages|ui\/layout)\//.test(path))
          .map((path) => `${source.path} imports ${path}`),
      ),
    );
  });

  it('get time and chance from their visitor, but for what runs in browsers', () => {
    const pattern =
      /\b(Date\.now|performance\.now|new Date\(\)|(set|clear)(Timeout|Interval)\b|Math\.random|randomUUID)/;
    expectNone(
      find(
        UI.filter(({ path }) => !path.startsWith('ui/islands/')),
        pattern,
      ),
    );
  });

  it('make no HTML out of text', () => {
    expectNone(
      find(UI, /dangerouslySetInnerHTML|innerHTML|insertAdjacentHTML|outerHTML|document\.write/, 'code'),
    );
  });
});

describe('the world outside', () => {
  it('gives its time through platform only', () => {
    const pattern =
      /\b(Date\.now|performance\.now|new Date\(\)|hrtime|(set|clear)(Timeout|Interval|Immediate)\b)/;
    expectNone(find(outside('platform/'), pattern));
    expectNone(find(outside('platform/'), /node:(timers|perf_hooks)/, 'code'));
  });

  it('gives its chance through platform only', () => {
    expectNone(
      find(
        outside('platform/'),
        /\b(Math\.random|randomBytes|randomInt|randomUUID|randomFill|getRandomValues)\b/,
      ),
    );
  });

  it('is read as environment by the start only', () => {
    expectNone(find(outside('platform/', 'config/', 'main.ts'), /\bprocess\.env\b/));
  });

  it('is ended by platform and main only', () => {
    expectNone(find(outside('platform/', 'main.ts'), /\bprocess\.(exit|kill|abort)\b/));
  });

  it('is written to through the log and the command line, never the console', () => {
    expectNone(find(outside(), /\bconsole\.(log|error|warn|info|debug|trace|dir|table)\(/));
  });
});

describe('files', () => {
  it('have names in kebab-case', () => {
    const name = /^[a-z0-9]+(-[a-z0-9]+)*(\.(property\.)?test)?\.tsx?$/;
    expectNone(SOURCES.map(({ path }) => path).filter((path) => !name.test(basename(path))));
  });

  it(`are at most ${LONGEST_FILE} lines long`, (t) => {
    const lengths = SOURCES.map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }));
    for (const { path, lines } of lengths) {
      if (lines > LONG_FILE && lines <= LONGEST_FILE) t.diagnostic(`${path} has ${lines} lines`);
    }
    expectNone(
      lengths.filter(({ lines }) => lines > LONGEST_FILE).map(({ path, lines }) => `${path}: ${lines}`),
    );
  });

  it('hold no enum, namespace, decorator or default export', () => {
    const pattern =
      /^\s*((export\s+)?((declare|const)\s+)*(enum|namespace|module)\s+\w+\s*\{|@\w+|export\s+default\b)/;
    expectNone(find(SOURCES, pattern));
  });

  it('hand on nothing of other files', () => {
    expectNone(find(SOURCES, /^export\s+(type\s+)?(\*|\{[^}]*\})\s*(as\s+\w+\s+)?from\b/));
  });

  it('promise later work only with the number of an issue', () => {
    const pattern = new RegExp(
      `\\b(${['TO', 'FIX'].map((start, i) => start + ['DO', 'ME'][i]).join('|')})\\b(?!.*#\\d)`,
    );
    expectNone(find(SOURCES, pattern, 'text'));
  });
});

describe('tests', () => {
  it('all run', () => {
    const call = /\b(describe|it|test|suite)\.(skip|only|todo)\b|\bt\.(skip|todo)\(/;
    const option = /\b(it|test|describe|suite)\(.*\{[^}]*\b(skip|only|todo):/;
    expectNone([...find(SOURCES, call), ...find(SOURCES, option)]);
  });
});
