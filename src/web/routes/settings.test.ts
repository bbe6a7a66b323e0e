import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { CliDesk } from '../../../testkit/cli-desk.ts';
import { type Setting, settingsSchema } from '../contract/settings.ts';

let desk: CliDesk;

beforeEach(async () => {
  desk = await CliDesk.open();
});

async function ask(method: 'GET' | 'PATCH', payload?: object) {
  const answer = await desk.api.inject({ method, url: '/api/v1/settings', ...(payload && { payload }) });
  return { status: answer.statusCode, body: answer.json() };
}

function of(key: string, body: unknown): Setting {
  return settingsSchema.parse(body).items.find((one) => one.key === key) ?? assert.fail(key);
}

describe('/settings', () => {
  it('tells of each what it is, what holds and where that came from', async () => {
    const { body } = await ask('GET');
    const ban = of('ban', body);
    assert.deepEqual(
      [ban.variable, ban.group, ban.value, ban.origin, ban.live, ban.changeable],
      ['HAMVOIP_BAN', 'guard', '3/300/3600', 'default', true, true],
    );
    assert.deepEqual([of('sip-port', body).live, of('sip-port', body).changeable], [false, false]);
    assert.match(body.file, /hamvoip\.toml$/);
  });

  it('changes and sets back', async () => {
    const changed = await ask('PATCH', { values: { ban: '5/300/60' }, was: { ban: '3/300/3600' } });
    assert.equal(changed.status, 200);
    const ban = of('ban', changed.body);
    assert.deepEqual([ban.value, ban.origin, ban.changedBy], ['5/300/60', 'console', 'host']);
    const back = await ask('PATCH', { values: { ban: null } });
    assert.equal(of('ban', back.body).origin, 'default');
  });

  it('refuses with the setting and what it may be', async () => {
    const { status, body } = await ask('PATCH', { values: { ban: 'three' } });
    assert.deepEqual([status, body.code, body.values.setting], [422, 'setting-value-invalid', 'ban']);
    assert.match(body.values.allowed, /attempts/);
    await ask('PATCH', { values: { ban: '5/300/60' } });
    const late = await ask('PATCH', { values: { ban: '4/300/60' }, was: { ban: '3/300/3600' } });
    assert.deepEqual(
      [late.status, late.body.code, late.body.values.value],
      [409, 'setting-changed', '5/300/60'],
    );
    assert.equal((await ask('PATCH', { values: { ban: 3 } })).status, 400);
  });

  it('is for administrators', async () => {
    const { paths } = (await desk.api.inject('/api/v1/openapi.json')).json();
    const [, route] =
      Object.entries<Record<string, { 'x-scope': string }>>(paths).find(([path]) =>
        path.replace(/\/$/, '').endsWith('/settings'),
      ) ?? assert.fail('it is not described');
    assert.deepEqual([route['get']?.['x-scope'], route['patch']?.['x-scope']], ['admin', 'admin']);
  });
});
