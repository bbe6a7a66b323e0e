import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { CliDesk } from '../../../testkit/cli-desk.ts';
import { type AddressKey, addressKey } from '../../base/address-key.ts';
import { type LiveExchange, OFFLINE } from '../../exchange/administration/live-exchange.ts';
import type { CallView } from '../../exchange/console/calls.ts';
import type { RegistrationView } from '../../exchange/console/extensions.ts';

const PHONE: RegistrationView = {
  contactUri: 'sip:301@192.168.1.20',
  transport: 'udp',
  userAgent: 'Desk phone 1',
  registeredAtMs: 0,
  expiresAtMs: 3_600_000,
  reachable: true,
  roundTripMs: 23,
  silentSinceMs: null,
  routerSigns: [],
};
const CALL: CallView = {
  id: 'c1',
  from: '302',
  to: '301',
  reached: '301',
  state: 'answered',
  startedAtMs: 0,
  answeredAtMs: 60_000,
  legs: [{ extension: '301', codec: 'PCMA/8000', quality: null }],
  transcoded: false,
};
const REGISTERED = {
  kind: 'registered',
  extension: '301',
  refresh: false,
  expiresS: 60,
  askedS: 60,
  phone: 1,
  transport: 'udp',
  userAgent: 'Desk phone 1',
} as const;
const WRONG_PASSWORD = {
  kind: 'authentication-failed',
  reason: 'wrong-password',
  counted: true,
  extension: '301',
} as const;

let phones: RegistrationView[];
let calls: CallView[];
let home: AddressKey[];
let desk: CliDesk;

beforeEach(async () => {
  phones = [PHONE];
  calls = [];
  home = [];
  const live: LiveExchange = {
    ...OFFLINE,
    running: true,
    registrationsOf: (number) => (number === '301' ? phones : []),
    calls: () => calls,
    addressesOf: () => home,
  };
  desk = await CliDesk.open(live);
  desk.environment = { HAMVOIP_LANG: 'en' };
  await desk.good('extension add 301 --callsign PX0AAA --name Jan');
  await desk.good('extension add 302 --callsign PX0AAB --name Piet');
});

interface Item {
  readonly code: string;
  readonly verdict: string;
  readonly what: string;
  readonly why?: string;
  readonly todo?: string;
  readonly values: Record<string, unknown>;
}

/** What is not good with 301. */
async function ailments(): Promise<{ code: number; items: Item[] }> {
  const { code, json } = await desk.run('doctor --ext 301 --json');
  const { items } = json() as { items: Item[] };
  return { code, items: items.filter(({ verdict }) => verdict !== 'good') };
}

/** The only thing that is wrong with 301. */
async function ailment(code: string, exitCode: number): Promise<Item> {
  const found = await ailments();
  assert.deepEqual(
    found.items.map((item) => item.code),
    [code],
  );
  assert.equal(found.code, exitCode);
  const [item] = found.items;
  assert.ok(item?.why && item.todo);
  return item;
}

describe('doctor --ext', () => {
  it('has a line for every point and exit 0 when all is well', async () => {
    const out = await desk.good('doctor --ext 301');
    assert.match(out, /^Check of extension 301 · 15 points\n Extension\n {2}✓ Not suspended\n/);
    assert.match(out, /✓ Registered: 1 phone\(s\), since 1 Jan 1970 01:00\n/);
    assert.match(out, /Done: 15 good, 0 attention, 0 wrong\n$/);
  });

  it('speaks Dutch', async () => {
    desk.environment = { HAMVOIP_LANG: 'nl' };
    assert.match(await desk.good('doctor --ext 301'), /^Controle van extensie 301 · 15 punten\n Extensie\n/);
  });

  it('says that there is no such extension', async () => {
    await desk.bad('doctor --ext 399', 1, 'not-found');
  });

  it('tells what is suspended, and until when', async () => {
    await desk.good('suspend 301 --what call --for 2h');
    const { what, todo, values } = await ailment('HC-PHN-001', 3);
    assert.equal(what, '301 is suspended: calling, until 1 Jan 2026 03:00');
    assert.match(todo ?? '', /npx hamvoip resume 301$/);
    assert.deepEqual(values, { number: '301', what: 'call', until: '2026-01-01T02:00:00.000Z' });
    await desk.good('suspend all --what call');
    assert.match((await ailment('HC-PHN-001', 3)).what, /until you lift it$/);
  });

  it('finds that no phone is registered, and when the last one was', async () => {
    phones = [];
    assert.match((await ailment('HC-PHN-002', 1)).what, /nor was one in the last 30 days$/);
    const hourMs = desk.clock.wallTime() - 3_600_000;
    const used = { extension: '301', hourMs, bytesIn: 0, bytesOut: 0, registerCount: 2 };
    await desk.store.addHistory({ calls: [], usage: [used] });
    assert.match((await ailment('HC-PHN-002', 1)).what, /the last was in the hour from 1 Jan 2026 00:00$/);
  });

  it('finds silent phones: attention while another answers, else a fault', async () => {
    phones = [PHONE, { ...PHONE, silentSinceMs: desk.clock.wallTime() }];
    assert.match((await ailment('HC-PHN-003', 3)).what, /^1 of 2 phones are silent, since 1 Jan 2026/);
    phones = [{ ...PHONE, silentSinceMs: desk.clock.wallTime() }];
    await ailment('HC-PHN-003', 1);
  });

  it('names what the router does, and the whole exchange’s doctor names the extension', async () => {
    phones = [{ ...PHONE, routerSigns: ['sdp-rewritten', 'via-rewritten'] }];
    assert.match((await ailment('HC-PHN-004', 3)).what, /^The router: .*, changes the address in Via$/);
    assert.match((await desk.run('doctor')).out, /HC-ALG-001 {2}Probably a router changes the SIP of: 301/);
  });

  it('finds wrong passwords of the last hour, by whom', async () => {
    desk.facts.record(REGISTERED);
    desk.facts.record({ ...WRONG_PASSWORD, userAgent: 'Desk phone 1' });
    desk.facts.record({ ...WRONG_PASSWORD, userAgent: 'other' });
    const { what } = await ailment('HC-PHN-005', 3);
    assert.equal(what, 'Wrong password in the last hour: 1× by a known phone, 1× by another');
    desk.facts.record({ ...WRONG_PASSWORD, userAgent: 'other' });
    await ailment('HC-PHN-005', 1);
    await desk.clock.advance(3_700_000);
    assert.deepEqual(await ailments(), { code: 0, items: [] });
  });

  it('finds a ban after attempts with its number, and shows no address', async () => {
    const at = new Date(desk.clock.wallTime()).toISOString();
    const ban = { cause: 'failures', attempts: 3, lastUserAgent: null, since: at, until: at };
    const banned = (...items: object[]) => {
      desk.replace = {
        controlRequest: async (_socket, method, url) => {
          if (url.endsWith('/bans')) return { status: 200, body: { items } };
          const answer = await desk.api.inject({ method, url });
          return { status: answer.statusCode, body: answer.json() };
        },
      };
    };
    banned({ ...ban, address: '203.0.113.6', lastUsername: '302' });
    assert.deepEqual(await ailments(), { code: 0, items: [] });
    banned({ ...ban, address: '203.0.113.5', lastUsername: '301' });
    const item = await ailment('HC-PHN-006', 1);
    assert.doesNotMatch(JSON.stringify(item), /203\.0\.113/);
    assert.doesNotMatch((await desk.run('doctor --ext 301')).out, /203\.0\.113/);
  });

  it('finds that its phone stands where an address is banned, and shows no address', async () => {
    home = [addressKey({ family: 'ipv4', address: '203.0.113.7' })];
    await desk.good('ban add 203.0.113.8 --for 1h');
    assert.deepEqual(await ailments(), { code: 0, items: [] });
    await desk.good('ban add 203.0.113.7 --for 1h');
    const item = await ailment('HC-PHN-006', 3);
    assert.equal(item.what, 'An address with a phone of 301 is banned');
    assert.doesNotMatch(JSON.stringify(item), /203\.0\.113/);
  });

  it('mends nothing of an extension', async () => {
    await desk.bad('doctor --ext 301 --fix', 2, 'usage');
  });

  it('finds a phone that registers again and again', async () => {
    for (let times = 0; times < 31; times++) desk.facts.record(REGISTERED);
    assert.equal((await ailment('HC-PHN-007', 3)).what, 'Registers 31× in the last hour');
  });

  it('finds a phone that wants encrypted sound only', async () => {
    desk.facts.record({ kind: 'protection-offered', extension: '301', protection: 'optional' });
    assert.deepEqual(await ailments(), { code: 0, items: [] });
    desk.facts.record({ kind: 'protection-offered', extension: '301', protection: 'required' });
    await ailment('HC-PHN-008', 1);
  });

  it('finds limits that are reached', async () => {
    await desk.good('extension limits 301 --calls 1 --contacts 1');
    calls = [CALL];
    assert.equal((await ailment('HC-PHN-009', 3)).what, '301 is at its limit: calls at once, phones at once');
    calls = [{ ...CALL, to: '303', reached: '303' }];
    assert.equal((await ailment('HC-PHN-009', 3)).what, '301 is at its limit: phones at once');
  });

  it('finds sound that went one way in the last call', async () => {
    const figures = {
      overMs: 5_000,
      bytesIn: 1,
      bytesOut: 1,
      packetsLost: 0,
      jitterMs: 2,
      roundTripMs: 20,
    } as const;
    const talk = (call: string, packetsReceived: number, farLost: number) => {
      desk.facts.record({ kind: 'call-answered', call, setupMs: 1 });
      const sound = { ...figures, packetsReceived, packetsSent: 100, farLost };
      desk.facts.record({ kind: 'media-measured', call, extension: '301', ...sound });
    };
    talk('a', 100, 0);
    assert.deepEqual(await ailments(), { code: 0, items: [] });
    talk('b', 0, 0);
    assert.match((await ailment('HC-PHN-015', 1)).what, /nothing was heard from the phone/);
    talk('c', 100, 100);
    assert.match((await ailment('HC-PHN-015', 1)).what, /the phone heard nothing/);
    talk('d', 100, 20);
    assert.match((await ailment('HC-PHN-015', 3)).what, /much of the sound was lost/);
  });

  it('finds that only TLS is taken while no phone is registered', async () => {
    phones = [];
    await desk.good('extension limits 301 --transport tls');
    const { items } = await ailments();
    const found = items.find(({ code }) => code === 'HC-PHN-014');
    assert.match(found?.todo ?? '', /Set the phone to TLS/);
  });

  it('finds do not disturb, forwarding and a weak password', async () => {
    await desk.good('extension do-not-disturb 301 on');
    await desk.good('extension forward 301 --always 302');
    await desk.run('extension password 301 --password short --weak');
    const { code, items } = await ailments();
    assert.equal(code, 3);
    assert.deepEqual(
      items.map((item) => item.code),
      ['HC-PHN-010', 'HC-PHN-011', 'HC-PHN-012'],
    );
    assert.equal(items[1]?.what, 'Every call goes on to 302');
  });

  it('finds open and overdue instructions', async () => {
    const add = 'instruction add --template registration-interval --set seconds=1800';
    await desk.good(`${add} --for 302 --within 1h`);
    assert.deepEqual(await ailments(), { code: 0, items: [] });
    const { id }: { id: string } = (await desk.run(`${add} --for 301 --within 1h --json`)).json();
    assert.match((await ailment('HC-PHN-013', 3)).what, /: 1 open, 0 overdue$/);
    await desk.clock.advance(3_700_000);
    const late = await ailment('HC-PHN-013', 3);
    assert.match(late.what, /: 0 open, 1 overdue$/);
    assert.ok(late.todo?.endsWith(`npx hamvoip instruction show ${id}`));
  });

  it('leaves out what only a running exchange knows', async () => {
    desk.isRunning = false;
    const { code, out, err } = await desk.run('doctor --ext 301');
    assert.equal(code, 0);
    assert.match(out, /^Check of extension 301 · 5 points/);
    assert.match(err, /! The exchange is not running/);
  });

  it('stays within 80 columns whatever is wrong', async () => {
    phones = [
      { ...PHONE, silentSinceMs: 1, routerSigns: ['sdp-rewritten', 'via-rewritten', 'port-changes'] },
    ];
    for (const language of ['nl', 'en']) {
      const { out } = await desk.run(`doctor --ext 301 --lang ${language}`);
      for (const line of out.split('\n')) assert.ok([...line].length <= 80, line);
    }
  });
});
