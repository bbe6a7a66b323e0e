import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { CliDesk, START_FACTS } from '../../../testkit/cli-desk.ts';
import { ok } from '../../base/result.ts';
import type { LoadedSettings } from '../../config/load-settings.ts';
import type { DemoPhoneWish } from '../demo-tool.ts';

const PLACE = {
  folder: '/tmp/demo',
  sipPort: 45_060,
  httpPort: 45_080,
  rtpPorts: { first: 20_000, last: 20_399 },
};
const SECRET = 'correcthorsebattery2';

let desk: CliDesk;
let wishes: readonly DemoPhoneWish[];
let events: string[];
let started: LoadedSettings | undefined;

beforeEach(async () => {
  desk = await CliDesk.open();
  desk.isRunning = true;
  [wishes, events, started] = [[], [], undefined];
  desk.replace = {
    startExchange: async (loaded) => {
      started = loaded;
      return ok({ facts: START_FACTS, stopped: Promise.resolve(0) });
    },
    demo: {
      findPlace: async () => ok({ ...PLACE, remove: async () => void events.push('removed') }),
      secret: () => SECRET,
      phones: (_port, given) => {
        wishes = given;
        return {
          start: async () => given.length,
          guess: async (number, address) => void events.push(`${address} guesses ${number}`),
          close: () => void events.push('closed'),
        };
      },
    },
  };
});

describe('demo', () => {
  it('makes a club of invented people with phones, and says how to log in', async () => {
    const told = await desk.good('demo --lang en');
    assert.match(told, /17 phones are registered/);
    assert.match(told, /Administrator +demo · password correcthorsebattery2/);
    const holders = desk.console.extensions.list();
    assert.equal(holders.length, 20);
    for (const { callsign } of holders) assert.match(callsign, /^PX0[A-Z]{3}$/);
    const shown = wishes.find(({ number }) => number === '301');
    assert.ok(shown && told.includes(`301 · password ${shown.password}`));
    assert.equal(wishes.filter(({ bridge }) => bridge === '900').length, 5);
  });

  it('makes what an administrator has to do with, in the language that was asked for', async () => {
    await desk.good('demo');
    const ask = async (path: string): Promise<readonly Record<string, unknown>[]> => {
      const answer = await desk.api.inject({ method: 'GET', url: `/api/v1${path}` });
      return answer.json<{ items: Record<string, unknown>[] }>().items;
    };
    for (const path of [
      '/bans',
      '/whitelist',
      '/whitelist-requests',
      '/applications',
      '/suspensions',
      '/instructions',
      '/incidents',
    ])
      assert.equal((await ask(path)).length, 1, path);
    assert.deepEqual(
      (await ask('/conferences')).map(({ name }) => name),
      ['Zondagronde', 'Techniekpraat', 'Bestuur'],
    );
  });

  it('uses nothing of the settings of the host, and listens on 127.0.0.1 only', async () => {
    desk.environment = { HAMVOIP_SMTP: 'smtp://mail.example.net', HAMVOIP_BIND: '0.0.0.0' };
    await desk.good('demo');
    const settings = started?.settings;
    assert.deepEqual(settings?.bind, ['127.0.0.1']);
    assert.deepEqual(
      [settings?.data, settings?.sipPort, settings?.httpPort, settings?.metrics, settings?.smtp],
      ['/tmp/demo', 45_060, 45_080, undefined, undefined],
    );
  });

  it('closes its phones and then removes its folder', async () => {
    await desk.good('demo');
    assert.ok(events.includes('127.0.0.66 guesses 320'));
    assert.deepEqual(events.slice(-2), ['closed', 'removed']);
  });

  it('gives its logins as JSON', async () => {
    const { json } = await desk.run('demo --json');
    const { administrator, member } = json() as Record<string, Record<string, string>>;
    assert.deepEqual(administrator, { name: 'demo', password: SECRET });
    assert.equal(member?.['number'], '301');
  });

  it('says so when there are no ports, and when it ends before it began', async () => {
    desk.replace = {};
    await desk.bad('demo', 1, 'demo-failed');
  });

  it('leaves nothing when it is ended while it fills the club', async () => {
    desk.isRunning = false;
    assert.equal((await desk.run('demo')).out, '');
    assert.deepEqual(events, ['removed']);
  });
});
