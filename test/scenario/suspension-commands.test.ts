import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { OFFLINE } from '../../src/exchange/administration/live-exchange.ts';
import { buildApi } from '../../src/web/server.ts';
import { CliDesk } from '../../testkit/cli-desk.ts';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';

const PHONE = {
  server: 'tel.example.net',
  port: 5060,
  tlsPort: null,
  transports: ['udp'],
  registrationSeconds: 3600,
  codecs: [],
};

/** The API of an exchange that runs, as the control socket has it. */
function apiOf(t: ExchangeUnderTest): FastifyInstance {
  return buildApi({ console: t.console, phone: PHONE, journal: t.journal, clock: t.clock });
}

type Suspend = (t: ExchangeUnderTest, api: FastifyInstance) => Promise<void>;

const byApi: Suspend = async (t, api) => {
  const payload = { scope: ['100'], reason: 'noise' };
  const answer = await t.clock.until(
    Promise.resolve(api.inject({ method: 'POST', url: '/api/v1/suspensions', payload })),
  );
  assert.equal(answer.statusCode, 201, answer.body);
};

const byCommandLine: Suspend = async (t, api) => {
  const desk = await CliDesk.open({ ...OFFLINE, running: true });
  desk.replace = {
    controlRequest: async (_path, method, url, body) => {
      const answer = await api.inject({ method, url, payload: body as object });
      return { status: answer.statusCode, body: answer.json() };
    },
  };
  const output = await t.clock.until(desk.good('suspend 100 --lang en'));
  assert.match(output, /Suspended: 100\./);
};

for (const [how, suspend] of [
  ['API', byApi],
  ['command line', byCommandLine],
] as const) {
  test(`by ${how}: within a second both phones have a BYE and the suspended one gets 403, also after a kill`, async () => {
    const t = await ExchangeUnderTest.start();
    const member = await t.registered('100');
    const { call, incoming } = await t.talk(member, await t.registered('101'));
    const api = apiOf(t);
    const began = t.clock.now();
    await suspend(t, api);
    await t.until(() => call.state === 'ended' && incoming.state === 'ended', 'both get BYE', 1_000);
    assert.ok(t.clock.now() - began <= 1_000);
    await t.clock.until(Promise.resolve(api.close()));
    for (const restarts of [false, true]) {
      if (restarts) await t.restart('crash');
      assert.equal((await t.answerWithin(2_000, member.register()))?.status, 403);
      const refused = await member.call('101');
      await t.until(() => refused.state === 'ended', 'it is refused', 1_000);
      assert.equal(refused.finalStatus, 403);
    }
    await t.finish({ lossy: true });
  });
}

test('the API lists, changes and lifts suspensions, and refuses what it does not understand', async () => {
  const t = await ExchangeUnderTest.start();
  await t.addExtension('100');
  const api = apiOf(t);
  const ask = async (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, payload?: object) => {
    const answer = await t.clock.until(
      Promise.resolve(api.inject({ method, url: `/api/v1${url}`, ...(payload && { payload }) })),
    );
    return { status: answer.statusCode, body: answer.json() };
  };
  for (const body of [
    {},
    { scope: [] },
    { scope: ['100'], what: [] },
    { scope: 'al' },
    { scope: 'all', until: 'x' },
  ]) {
    assert.equal((await ask('POST', '/suspensions', body)).status, 400, JSON.stringify(body));
  }
  assert.equal((await ask('POST', '/suspensions', { scope: ['777'] })).status, 404);
  const made = await ask('POST', '/suspensions', { scope: ['100'], durationSeconds: 60 });
  assert.equal(made.status, 201);
  const { id } = made.body;
  assert.equal((await ask('PATCH', `/suspensions/${id}`, { until: null, reason: 'noise' })).body.until, null);
  assert.equal((await ask('GET', `/suspensions/${id}`)).body.reason, 'noise');
  assert.equal((await ask('GET', '/suspensions?state=active')).body.items.length, 1);
  assert.equal((await ask('DELETE', `/suspensions/${id}`)).body.state, 'ended');
  assert.equal((await ask('DELETE', `/suspensions/${id}`)).status, 404);
  assert.equal((await ask('GET', '/suspensions?state=active')).body.items.length, 0);
  assert.equal((await ask('GET', '/suspensions')).body.items.length, 1);
  const limits = await ask('PATCH', '/extensions/100/limits', { calls: 1 });
  assert.deepEqual([limits.status, limits.body.effective.calls], [200, 1]);
  assert.equal((await ask('GET', '/extensions/100/limits')).body.own.calls, 1);
  assert.equal((await ask('PATCH', '/extensions/100/limits', { contacts: 0 })).status, 400);
  assert.equal((await ask('PATCH', '/extensions/777/limits', { calls: 1 })).status, 404);
  await t.clock.until(Promise.resolve(api.close()));
  await t.finish();
});
