/**
 * What ARCHITECTURE.md promises about the sources: who may import whom, where time, chance, sockets and the
 * environment come from, and how files look. A change of these rules changes ARCHITECTURE.md in the same commit.
 */
import { basename } from 'node:path';
import { describe, it } from 'node:test';
import { mayImport, mayUse, roomOf } from './architecture/rooms.ts';
import { expectNone, find, outside, PRODUCT, SOURCES, target, UI } from './architecture/sources.ts';

const LONGEST_FILE = 600;
const LONG_FILE = 400;

/** Of node:net these name no socket. */
const NET_WITHOUT_SOCKETS = new Set(['isIP', 'isIPv4', 'isIPv6', 'BlockList', 'SocketAddress']);

/** HTTP is fastify's; this file dials the control socket, the one way between two processes of ours. */
const SOCKETS_OUTSIDE_PLATFORM = new Set(['src/web/control-socket.ts']);

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
