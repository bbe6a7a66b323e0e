import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { type CliDesk, START_FACTS } from '../../../testkit/cli-desk.ts';
import { PeopleDesk } from '../../../testkit/people-desk.ts';
import { ok } from '../../base/result.ts';
import type { LoadedSettings } from '../../config/load-settings.ts';
import type { DemoPhoneWish } from '../demo-tool.ts';

const PLACE = {
  folder: '/tmp/demo',
  sipPort: 45_060,
  httpPort: 45_080,
  rtpPorts: { first: 20_000, last: 20_399 },
  radioPort: 45_090,
};
const SECRET = 'correcthorsebattery2';

let people: PeopleDesk;
let desk: CliDesk;
let wishes: readonly DemoPhoneWish[];
let events: string[];
let started: LoadedSettings | undefined;

beforeEach(async () => {
  people = await PeopleDesk.open();
  desk = people.desk;
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
      nowMs: () => desk.clock.wallTime(),
      openSession: async (_port, login) => {
        const browser = people.browser();
        const { status } = await browser.ask('POST', '/session', { method: 'extension', ...login });
        if (status !== 201) return undefined;
        return { ask: (method, path, body) => browser.ask(method, path, body as object) };
      },
      phones: (_port, given) => {
        wishes = given;
        return {
          start: async () => given.length,
          messagesLeft: async () => void events.push(`do not disturb: ${isQuiet()}`),
          guess: async (number, address) => void events.push(`${address} guesses ${number}`),
          close: () => void events.push('closed'),
        };
      },
    },
  };
});

afterEach(() => people.close());

function isQuiet(): boolean | undefined {
  const shown = desk.console.callFeatures.show('301');
  return shown.ok ? shown.value.doNotDisturb : undefined;
}

async function list(path: string): Promise<readonly Record<string, unknown>[]> {
  const answer = await desk.api.inject({ method: 'GET', url: `/api/v1${path}` });
  return answer.json<{ items: Record<string, unknown>[] }>().items;
}

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
    const counts: Record<string, number> = {};
    const paths = [
      ...['/bans', '/whitelist', '/whitelist-requests', '/applications', '/suspensions', '/radios'],
      ...[
        '/instructions',
        '/incidents',
        '/messages',
        '/replies',
        '/mailboxes',
        '/directory/issues',
        '/backups',
      ],
      ...['/administrators', '/tokens'],
    ];
    for (const path of paths) counts[path] = (await list(path)).length;
    assert.deepEqual(counts, {
      '/bans': 1,
      '/whitelist': 1,
      '/whitelist-requests': 1,
      '/applications': 1,
      '/suspensions': 1,
      '/radios': 1,
      '/instructions': 2,
      '/incidents': 3,
      '/messages': 3,
      '/replies': 3,
      '/mailboxes': 3,
      '/directory/issues': 1,
      '/backups': 1,
      '/administrators': 2,
      '/tokens': 2,
    });
    assert.deepEqual(
      (await list('/conferences')).map(({ name }) => name),
      ['Zondagronde', 'Techniekpraat', 'Bestuur'],
    );
    assert.deepEqual((await list('/incidents')).map(({ state }) => state).sort(), [
      'closed',
      'open',
      'planned',
    ]);
  });

  it('lets members read, answer in their own words, and ask for help', async () => {
    await desk.good('demo --lang en');
    const [moved] = (await list('/messages')).filter(({ subject }) => String(subject).startsWith('Sunday'));
    assert.deepEqual([moved?.['state'], Object(moved?.['counts']).read], ['sent', 6]);
    const replies = (await list('/replies')).map(({ extension, text }) => `${extension} ${text}`);
    assert.equal(replies.length, 3);
    for (const said of [/^305 .*the dog/, /^312 .*church/, /^314 .*from 2009/])
      assert.ok(
        replies.some((reply) => said.test(reply)),
        String(said),
      );
    const shown = desk.console.members.show('303');
    assert.ok(shown.ok && shown.value.company !== null, 'others see his call sign in a bridge');
  });

  it('has an instruction that was not carried out in time', async () => {
    await desk.good('demo');
    await desk.clock.advance(2_000);
    assert.deepEqual((await list('/instructions')).map(({ state }) => state).sort(), ['open', 'overdue']);
  });

  it('has phones speak messages, and lets the shown member be called when they did', async () => {
    await desk.good('demo');
    const spoken = wishes.filter(({ message }) => message !== undefined);
    assert.deepEqual(spoken.map(({ message }) => message).sort(), ['301', '318', '318', '320']);
    assert.ok(events.includes('do not disturb: true'));
    // What is written then is not waited for; another write comes behind it.
    await desk.api.inject({ method: 'PATCH', url: '/api/v1/extensions/302/features', payload: {} });
    assert.equal(isQuiet(), false);
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
