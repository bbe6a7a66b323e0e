import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { CliDesk } from '../../../testkit/cli-desk.ts';
import type { FakeClock } from '../../../testkit/fake-clock.ts';
import { RecordingJournal } from '../../../testkit/recording-journal.ts';
import type { Administration } from '../../exchange/administration.ts';
import type { TokenScope } from '../../policy/token-scopes.ts';
import { auditRowSchema, auditVerdictSchema } from '../contract/audit.ts';
import { pagesOf, problemSchema } from '../contract.ts';
import { buildSite, networkApi } from '../server.ts';

const PHONE = {
  server: 'tel.example.net',
  port: 5060,
  tlsPort: null,
  transports: ['UDP'],
  registrationSeconds: 3600,
  codecs: ['PCMA'],
};
const JAN = { number: '301', callsign: 'PX0AAA', name: 'Jan' };

let site: FastifyInstance;
/** The same API, on another address. */
let siteOnIpv6: FastifyInstance;
let console: Administration;
let clock: FakeClock;

beforeEach(async () => {
  const desk = await CliDesk.open();
  ({ console, clock } = desk);
  const journal = new RecordingJournal();
  const pass = () => ({ status: 'pass' }) as const;
  const health = {
    clock,
    ready: () => true,
    checks: { sip: pass, tls: pass, store: pass, media: pass, eventLoop: pass, disk: pass, mail: pass },
  };
  const api = networkApi({ console, phone: PHONE, clock, journal });
  site = buildSite({ health, language: 'nl', journal, api });
  siteOnIpv6 = buildSite({ health, language: 'nl', journal, api });
});

afterEach(async () => {
  await site.close();
  await siteOnIpv6.close();
});

async function makeToken(...scopes: TokenScope[]): Promise<string> {
  const made = await console.tokens.create({ name: `t-${scopes.join('-')}`, scopes });
  assert.ok(made.ok);
  return made.value.secret;
}

interface Asked {
  readonly token?: string;
  readonly payload?: object;
  readonly headers?: Readonly<Record<string, string>>;
  readonly remoteAddress?: string;
}

async function ask(
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE' | 'OPTIONS',
  url: string,
  { token, payload, headers, remoteAddress }: Asked = {},
) {
  const answer = await site.inject({
    method,
    url: url.startsWith('/') ? `/api/v1${url}` : url,
    headers: { ...headers, ...(token !== undefined && { authorization: `Bearer ${token}` }) },
    ...(payload && { payload }),
    ...(remoteAddress !== undefined && { remoteAddress }),
  });
  const body = answer.body === '' ? undefined : answer.json();
  return { status: answer.statusCode, code: body?.code, body, headers: answer.headers };
}

describe('the door of the API on the network', () => {
  it('opens for nobody without a token, and tells nothing inside', async () => {
    for (const url of ['/status', '/extensions', '/audit', '/tokens', '/bans']) {
      const { status, code, headers } = await ask('GET', url);
      assert.deepEqual([status, code, headers['www-authenticate']], [401, 'token-missing', 'Bearer'], url);
    }
    assert.equal((await ask('POST', '/extensions', { payload: JAN })).status, 401);
  });

  it('opens for a token until it is revoked', async () => {
    const token = await makeToken('read');
    assert.equal((await ask('GET', '/status', { token })).status, 200);
    assert.ok((await console.tokens.revoke('t-read')).ok);
    const refused = await ask('GET', '/status', { token });
    assert.deepEqual([refused.status, refused.code], [401, 'token-invalid']);
  });

  it('opens for a token until its time is over, to the millisecond', async () => {
    const made = await console.tokens.create({ scopes: ['read'], durationMs: 60_000 });
    assert.ok(made.ok);
    const token = made.value.secret;
    clock.jumpWallTime(59_999);
    assert.equal((await ask('GET', '/status', { token })).status, 200);
    clock.jumpWallTime(1);
    assert.equal((await ask('GET', '/status', { token })).status, 401);
  });

  it('knows a secret by all of it, and takes none from the address', async () => {
    const token = await makeToken('admin');
    const last = token.endsWith('a') ? 'b' : 'a';
    for (const wrong of [
      token.slice(0, -1),
      token.slice(0, -1) + last,
      `x${token}`,
      token.split('_')[1] ?? '',
    ]) {
      assert.equal((await ask('GET', '/status', { token: wrong })).code, 'token-invalid');
    }
    assert.equal((await ask('GET', `/status?token=${token}&access_token=${token}`)).code, 'token-missing');
    const basic = Buffer.from(`token:${token}`).toString('base64');
    assert.equal((await ask('GET', '/status', { headers: { authorization: `Basic ${basic}` } })).status, 401);
  });

  const lacking: readonly [TokenScope, 'GET' | 'POST' | 'DELETE', string][] = [
    ['read', 'GET', '/extensions'],
    ['read', 'GET', '/extensions/301/events'],
    ['read', 'GET', '/bans'],
    ['people', 'POST', '/extensions'],
    ['write', 'GET', '/audit'],
    ['write', 'GET', '/tokens'],
    ['bans', 'GET', '/status'],
    ['suspend', 'DELETE', '/extensions/301'],
  ];
  for (const [scope, method, url] of lacking) {
    it(`does not let a token for "${scope}" do ${method} ${url}`, async () => {
      const token = await makeToken(scope);
      const { status, code, headers } = await ask(method, url, { token });
      assert.deepEqual([status, code], [403, 'scope-missing']);
      assert.match(String(headers['www-authenticate']), /insufficient_scope/);
    });
  }

  it('shows PINs only to who may change them', async () => {
    assert.ok((await console.conferences.add({ number: '900', name: 'Ronde', pin: '123456' })).ok);
    const seen = async (scope: TokenScope) =>
      (await ask('GET', '/conferences', { token: await makeToken(scope) })).body.items[0];
    const reader = await seen('read');
    assert.deepEqual([reader.pin, reader.protected], [null, true]);
    assert.equal((await seen('admin')).pin, '123456');
  });

  it('shows where a radio is only to who may change it', async () => {
    assert.ok((await console.conferences.add({ number: '901', name: 'Ronde' })).ok);
    const radio = {
      name: 'repeater',
      conference: '901',
      address: '192.0.2.8',
      remotePort: 34_001,
      localPort: 32_001,
    };
    assert.ok((await console.radios.add(radio)).ok);
    const seen = async (scope: TokenScope) =>
      (await ask('GET', '/radios', { token: await makeToken(scope) })).body.items[0];
    assert.equal((await seen('read')).address, null);
    assert.equal((await seen('admin')).address, '192.0.2.8');
  });

  it('shows people in a conference only to who may see people', async () => {
    assert.ok((await console.conferences.add({ number: '902', name: 'Ronde' })).ok);
    const seen = async (scope: TokenScope) =>
      (await ask('GET', '/conferences/902', { token: await makeToken(scope) })).body;
    const reader = await seen('read');
    assert.deepEqual([reader.people, reader.participants], [null, 0]);
    assert.deepEqual((await seen('people')).people, []);
  });

  it('slows down who has no token, without locking out who has one', async () => {
    const token = await makeToken('read');
    const statuses = new Set<number>();
    for (let n = 0; n < 30; n += 1) {
      statuses.add((await ask('GET', '/status', { token: 'hamvoip_wrong_wrong' })).status);
    }
    assert.deepEqual([...statuses], [401, 429]);
    assert.equal((await ask('GET', '/status', { token })).status, 200);
    assert.equal((await ask('GET', '/status', { remoteAddress: '192.0.2.9' })).status, 401);
  });

  it('slows down a token that asks too much', async () => {
    const token = await makeToken('read');
    const answers = [];
    for (let n = 0; n < 101; n += 1) answers.push(await ask('GET', '/status', { token }));
    const last = answers.at(-1);
    assert.deepEqual(
      [last?.status, last?.code, last?.headers['retry-after']],
      [429, 'too-many-requests', '1'],
    );
    await clock.advance(1_000);
    assert.equal((await ask('GET', '/status', { token })).status, 200);
  });

  it('lets no other site read along', async () => {
    const token = await makeToken('read');
    const origin = { origin: 'https://evil.example.net' };
    const { headers } = await ask('GET', '/status', { token, headers: origin });
    for (const name of Object.keys(headers)) assert.doesNotMatch(name, /^access-control/);
    assert.equal(headers['cache-control'], 'no-store');
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.match(String(headers['content-security-policy']), /default-src 'none'/);
    const preflight = { ...origin, 'access-control-request-method': 'POST' };
    assert.equal((await ask('OPTIONS', '/extensions', { headers: preflight })).status, 404);
  });

  it('refuses a body that is too large, and one from a stranger unread', async () => {
    const token = await makeToken('write');
    const payload = { ...JAN, name: 'x'.repeat(100_000) };
    assert.equal((await ask('POST', '/extensions', { token, payload })).status, 413);
    assert.equal((await ask('POST', '/extensions', { payload })).status, 401);
    const csv = `callsign,name\n${'PX0AAA,Jan\n'.repeat(20_000)}`;
    assert.notEqual((await ask('POST', '/extensions/import', { token, payload: { csv } })).status, 413);
  });
});

describe('the name in the audit log', () => {
  it('is that of the token', async () => {
    const token = await makeToken('admin');
    assert.equal((await ask('POST', '/extensions', { token, payload: JAN })).status, 201);
    await ask('DELETE', '/extensions/301', { token });
    const log = pagesOf(auditRowSchema).parse((await ask('GET', '/audit', { token })).body);
    assert.deepEqual(
      log.items.map(({ actor, action, target }) => [actor, action, target]),
      [
        ['token:t-admin', 'extension.remove', '301'],
        ['token:t-admin', 'extension.create', '301'],
        ['host', 'token.create', 't-admin'],
      ],
    );
  });
});

describe('the audit log over the API', () => {
  it('comes in pages, the newest first; the export the oldest first and without addresses', async () => {
    const token = await makeToken('admin');
    for (const address of ['192.0.2.1', '192.0.2.2', '192.0.2.3']) await console.bans.add(address, 60_000);
    const first = pagesOf(auditRowSchema).parse((await ask('GET', '/audit?limit=3', { token })).body);
    assert.deepEqual(
      first.items.map(({ seq, address }) => [seq, address]),
      [
        [4, '192.0.2.3'],
        [3, '192.0.2.2'],
        [2, '192.0.2.1'],
      ],
    );
    const rest = await ask('GET', `/audit?limit=3&cursor=${first.next}`, { token });
    assert.deepEqual([rest.body.items.length, rest.body.next], [1, null]);
    const exported = await ask('GET', '/audit/export?limit=2&from=2', { token });
    assert.deepEqual(
      exported.body.items.map(({ seq }: { seq: number }) => seq),
      [2, 3],
    );
    assert.doesNotMatch(JSON.stringify(exported.body), /192\.0\.2|"address":/);
    assert.equal((await ask('GET', '/audit?cursor=!', { token })).status, 400);
  });

  it('proves that it is whole', async () => {
    const token = await makeToken('admin');
    const { body } = await ask('GET', '/audit/verification', { token });
    const verdict = auditVerdictSchema.parse(body);
    assert.deepEqual([verdict.rows, verdict.intact], [1, true]);
  });
});

describe('tokens over the API', () => {
  it('shows a secret once and never again', async () => {
    const token = await makeToken('admin');
    const made = await ask('POST', '/tokens', { token, payload: { name: 'wallboard', scopes: ['read'] } });
    assert.equal(made.status, 201);
    assert.match(made.body.secret, /^hamvoip_[a-z2-7]{8}_[a-z2-7]{32}$/);
    assert.equal(Date.parse(made.body.expiresAt) - clock.wallTime(), 365 * 86_400_000);
    const list = await ask('GET', '/tokens', { token });
    assert.equal(list.body.items.length, 2);
    assert.doesNotMatch(JSON.stringify(list.body), /secret|hash/i);
    assert.equal((await ask('GET', '/status', { token: made.body.secret })).status, 200);
    assert.equal((await ask('DELETE', '/tokens/wallboard', { token })).body.state, 'revoked');
    assert.equal((await ask('DELETE', '/tokens/wallboard', { token })).status, 404);
  });

  const refused: readonly [object, string][] = [
    [{ name: 'a', scopes: [] }, 'scope-invalid'],
    [{ name: 'a', scopes: ['root'] }, 'scope-invalid'],
    [{ name: 'no spaces', scopes: ['read'] }, 'name-invalid'],
    [{ name: 't-admin', scopes: ['read'] }, 'name-taken'],
    [{ scopes: ['read'], expiresAt: '2020-01-01T00:00:00Z' }, 'duration-invalid'],
    [{ scopes: ['read'], durationSeconds: -1 }, 'duration-invalid'],
    [{ scopes: 'read' }, 'request-invalid'],
  ];
  for (const [payload, code] of refused) {
    it(`refuses ${JSON.stringify(payload)}`, async () => {
      const token = await makeToken('admin');
      assert.equal((await ask('POST', '/tokens', { token, payload })).code, code);
    });
  }
});

describe('a request that carries an Idempotency-Key', () => {
  const headers = { 'idempotency-key': 'k-1' };

  it('is done once and answered alike', async () => {
    const token = await makeToken('write');
    const first = await ask('POST', '/extensions', { token, payload: JAN, headers });
    const second = await ask('POST', '/extensions', { token, payload: JAN, headers });
    assert.deepEqual([first.status, second.status], [201, 201]);
    assert.deepEqual(second.body, first.body);
    assert.equal(second.headers['idempotency-replayed'], 'true');
    assert.equal(console.extensions.list().length, 1);
    assert.equal((await ask('POST', '/extensions', { token, payload: JAN })).status, 409);
  });

  it('is known on every address the API is served on', async () => {
    const token = await makeToken('write');
    const first = await ask('POST', '/extensions', { token, payload: JAN, headers });
    const second = await siteOnIpv6.inject({
      method: 'POST',
      url: '/api/v1/extensions',
      headers: { ...headers, authorization: `Bearer ${token}` },
      payload: JAN,
    });
    assert.deepEqual(second.json(), first.body);
  });

  it('keeps refusals, too', async () => {
    const token = await makeToken('write');
    const payload = { ...JAN, callsign: '?' };
    const first = await ask('POST', '/extensions', { token, payload, headers });
    const second = await ask('POST', '/extensions', { token, payload, headers });
    assert.deepEqual([second.code, second.body], ['callsign-invalid', first.body]);
    assert.match(String(second.headers['content-type']), /problem\+json/);
  });

  it('is refused with another body or address, and free for another token', async () => {
    const token = await makeToken('write');
    await ask('POST', '/extensions', { token, payload: JAN, headers });
    const other = await ask('POST', '/extensions', { token, payload: { ...JAN, number: '302' }, headers });
    assert.deepEqual([other.status, other.code], [422, 'request-key-reused']);
    assert.equal((await ask('DELETE', '/extensions/301', { token, headers })).code, 'request-key-reused');
    const second = await makeToken('admin');
    const free = await ask('POST', '/extensions', {
      token: second,
      payload: { ...JAN, number: '302' },
      headers,
    });
    assert.equal(free.status, 201);
  });

  it('is forgotten after ten minutes', async () => {
    const token = await makeToken('write');
    await ask('POST', '/extensions', { token, payload: JAN, headers });
    await clock.advance(600_000);
    assert.equal((await ask('POST', '/extensions', { token, payload: JAN, headers })).code, 'number-taken');
  });

  it('must be short and printable', async () => {
    const token = await makeToken('write');
    const long = { 'idempotency-key': 'x'.repeat(129) };
    assert.equal((await ask('POST', '/extensions', { token, payload: JAN, headers: long })).status, 400);
  });
});

describe('lists', () => {
  it('come whole, or in parts that miss nothing when items go meanwhile', async () => {
    const token = await makeToken('admin');
    for (const number of ['304', '301', '303', '302', '305']) {
      assert.ok((await console.extensions.add({ ...JAN, number })).ok);
    }
    const numbers = ({ body }: { body: { items: { number: string }[] } }) =>
      body.items.map(({ number }) => number);
    assert.equal(numbers(await ask('GET', '/extensions', { token })).length, 5);
    const first = await ask('GET', '/extensions?limit=2', { token });
    assert.deepEqual(numbers(first), ['301', '302']);
    await console.extensions.remove('302');
    const second = await ask('GET', `/extensions?limit=2&cursor=${first.body.next}`, { token });
    assert.deepEqual(numbers(second), ['303', '304']);
    const third = await ask('GET', `/extensions?limit=2&cursor=${second.body.next}`, { token });
    assert.deepEqual([numbers(third), third.body.next], [['305'], null]);
    assert.ok((await console.extensions.add({ ...JAN, number: '1000' })).ok);
    const longer = await ask('GET', `/extensions?limit=1&cursor=${second.body.next}`, { token });
    assert.deepEqual(numbers(longer), ['305'], 'a longer number comes behind the shorter ones');
    for (const bad of ['limit=0', 'limit=1001', 'limit=x', 'cursor=%00', 'cursor=!!']) {
      assert.equal((await ask('GET', `/extensions?${bad}`, { token })).status, 400, bad);
    }
  });
});

describe('the description of the API', () => {
  it('is OpenAPI 3.1, for everyone, and tells of every route what it needs', async () => {
    const { status, body } = await ask('GET', '/openapi.json');
    assert.equal(status, 200);
    assert.match(body.openapi, /^3\.1\./);
    const operations = Object.entries(body.paths).flatMap(([path, item]) =>
      Object.entries(item as object).map(([method, operation]) => ({ path, method, operation })),
    );
    assert.ok(operations.length > 20);
    const ids = operations.map(({ operation }) => operation.operationId);
    assert.equal(new Set(ids).size, ids.length, 'operation ids are unique');
    for (const { path, method, operation } of operations) {
      const what = `${method} ${path}`;
      assert.ok(path.startsWith('/api/v1/'), what);
      assert.ok(operation['x-scope'] !== undefined || operation.security?.length === 0, what);
      assert.ok(Object.keys(operation.responses).length >= 2, what);
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const described = (operation.parameters ?? [])
        .filter((parameter: { in: string }) => parameter.in === 'path')
        .map((parameter: { name: string }) => parameter.name);
      assert.deepEqual(described, named, what);
    }
    const made = body.paths['/api/v1/extensions'].post;
    assert.equal(made['x-scope'], 'write');
    const schema = made.requestBody.content['application/json'].schema;
    assert.deepEqual(schema.required, ['callsign', 'name']);
    assert.equal(schema.additionalProperties, false);
  });

  it('holds nothing about this exchange', async () => {
    await console.extensions.add(JAN);
    const text = JSON.stringify((await ask('GET', '/openapi.json')).body);
    assert.doesNotMatch(text, /PX0AAA|tel\.example\.net|127\.0\.0\.1/);
  });

  it('describes problems as they come', async () => {
    const { body } = await ask('GET', '/status');
    assert.equal(problemSchema.parse(body).status, 401);
  });
});
