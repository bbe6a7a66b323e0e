/** Pages read the API in process. What they are given is what the network is given, and nobody is given more. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { OFFLINE } from '../../src/exchange/administration/live-exchange.ts';
import type { LoginAttempt } from '../../src/exchange/console/sessions.ts';
import type { PageAnswer, PageRequest, PagesBundle } from '../../src/web/contract/pages-bundle.ts';
import { inRoom } from '../../testkit/in-room.ts';
import { SiteUnderTest } from '../../testkit/site-under-test.ts';

const PASSWORD = 'een paar lange woorden';
const VISITOR = { source: '192.0.2.7', agent: 'Firefox, Linux', origin: 'https://tel.example.net' };

/** A page that shows what the API said to it. */
const READER: PagesBundle = {
  paths: ['/reads'],
  uploads: {},
  async answer(_path: string, { api, query }: PageRequest): Promise<PageAnswer> {
    const answer = await api.call('GET', query.get('path') ?? '');
    return { kind: 'document', status: 200, html: JSON.stringify(answer) };
  },
  answerError: async (status) => ({ kind: 'document', status, html: '' }),
};

let site: SiteUnderTest;
let password: string;
/** Of what the paths name. */
let ids: Record<string, string>;
beforeEach(async () => {
  site = await SiteUnderTest.open({
    bundle: READER,
    live: {
      ...OFFLINE,
      running: true,
      registrationsOf: () => [
        {
          contactUri: 'sip:301@203.0.113.99',
          transport: 'udp',
          userAgent: 'Phone',
          registeredAtMs: 0,
          expiresAtMs: 3_600_000,
          reachable: true,
          roundTripMs: null,
          silentSinceMs: null,
          routerSigns: ['via-rewritten'],
        },
      ],
      room: () => ({ isLocked: false, isMuted: false, participants: [inRoom('302', { isTalking: true })] }),
    },
  });
  const { console } = site.desk;
  assert.ok((await console.administrators.addAdministrator({ name: 'kees', password: PASSWORD })).ok);
  const added = await console.extensions.add({ number: '301', callsign: 'PX0AAA', name: 'Jan' });
  assert.ok(added.ok);
  password = added.value.password;
  assert.ok((await console.extensions.add({ number: '302', callsign: 'PX0AAB', name: 'Piet' })).ok);
  assert.ok((await console.conferences.add({ number: '900', name: 'Ronde', pin: '424242' })).ok);
  assert.ok((await console.bans.add('203.0.113.99', 3_600_000)).ok);
  const suspended = await console.suspensions.suspend({ scope: ['302'], reason: 'een reden' });
  assert.ok(suspended.ok);
  const instruction = await console.instructions.add({ text: 'Bel.', targets: { kind: 'all' } });
  assert.ok(instruction.ok);
  ids = { number: '301', extension: '301', page: 'house-rules', version: '1', id: instruction.value.id };
});
afterEach(() => site.close());

async function logIn(attempt: LoginAttempt): Promise<void> {
  const opened = await site.desk.console.sessions.logIn(attempt, VISITOR);
  assert.ok(opened.ok);
  site.cookies.set('__Host-hamvoip', opened.value.secret);
}

/** Of every route of the API that reads. */
async function readablePaths(): Promise<readonly string[]> {
  const token = await site.desk.console.tokens.create({ scopes: ['admin'] });
  assert.ok(token.ok);
  const authorization = `Bearer ${token.value.secret}`;
  const answer = await site.site.inject({ url: '/api/v1/openapi.json', headers: { authorization } });
  const { paths } = answer.json() as { readonly paths: Readonly<Record<string, { readonly get?: object }>> };
  return Object.entries(paths)
    .filter(([path, { get }]) => get !== undefined && !/\/(events|stream)$/.test(path))
    .map(([path]) =>
      path.slice('/api/v1'.length).replace(/\{(\w+)\}/g, (_, name) => ids[name] ?? ids['id'] ?? ''),
    );
}

/** How many were answered, of those that were compared. */
async function compareAll(): Promise<{ readonly compared: number; readonly answered: number }> {
  let compared = 0;
  let answered = 0;
  for (const path of await readablePaths()) {
    // Nobody is to be told to slow down.
    await site.desk.clock.advance(10_000);
    const { status, headers, body } = await site.ask(`/api/v1${path}`);
    if (!/[/+]json\b/.test(String(headers['content-type']))) continue;
    const page = await site.ask(`/reads?path=${encodeURIComponent(path)}`);
    assert.deepEqual(JSON.parse(page.body), { status, body: JSON.parse(body) }, path);
    compared += 1;
    if (status === 200) answered += 1;
  }
  return { compared, answered };
}

describe('what a page reads of each route', () => {
  it('is what an administrator gets over the network', async () => {
    await logIn({ method: 'password', name: 'kees', password: PASSWORD });
    const { compared, answered } = await compareAll();
    assert.ok(compared > 60 && answered > 40, `${compared} compared, ${answered} answered`);
  });

  it('is what a member gets over the network', async () => {
    await logIn({ method: 'extension', number: '301', password });
    const { answered } = await compareAll();
    assert.ok(answered > 15, `${answered} answered`);
  });

  it('is what a stranger gets over the network', async () => {
    const { answered } = await compareAll();
    assert.ok(answered > 3 && answered < 15, `${answered} answered`);
  });

  it('is cut where a part was asked for', async () => {
    await logIn({ method: 'password', name: 'kees', password: PASSWORD });
    const page = await site.ask(`/reads?path=${encodeURIComponent('/extensions?limit=1')}`);
    const { items, next } = JSON.parse(page.body).body;
    assert.deepEqual([items.length, items[0].number, typeof next], [1, '301', 'string']);
  });
});
