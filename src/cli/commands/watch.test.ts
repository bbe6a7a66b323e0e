import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { CliDesk } from '../../../testkit/cli-desk.ts';
import { type LiveExchange, OFFLINE } from '../../exchange/administration/live-exchange.ts';

const RUNNING: LiveExchange = { ...OFFLINE, running: true };
const REGISTERED = {
  kind: 'registered',
  extension: '301',
  refresh: false,
  expiresS: 60,
  askedS: 60,
  phone: 1,
  transport: 'udp',
  userAgent: 'Desk phone\u001b[2J 1',
} as const;

let desk: CliDesk;

beforeEach(async () => {
  desk = await CliDesk.open(RUNNING);
  desk.environment = { HAMVOIP_LANG: 'en' };
  await desk.good('extension add 301 --callsign PX0AAA --name Jan');
  await desk.good('extension add 302 --callsign PX0AAB --name Piet');
});

async function add(line: string): Promise<string> {
  const made: { readonly id: string } = (await desk.run(`instruction add ${line} --json`)).json();
  return made.id;
}

describe('instruction', () => {
  it('is given from a template, and done when the phone does it', async () => {
    desk.facts.record(REGISTERED);
    const said = await desk.good('instruction add --template registration-interval --for 301 --within 7d');
    assert.match(said, /Instruction \w+ is given to 1 extension\.\n.*npx hamvoip instruction show \w+/);
    assert.match(await desk.good('instruction list'), /open +0\/1 +8 Jan 2026 01:00 +Set the registration/);
    desk.facts.record({ ...REGISTERED, askedS: 3600 });
    assert.match(await desk.good('instruction list'), /done +1\/1/);
  });

  it('shows how far everyone is, before and after', async () => {
    desk.facts.record(REGISTERED);
    const id = await add('--template registration-interval --set seconds=1800 --for 301,302');
    desk.facts.record({ ...REGISTERED, askedS: 3600 });
    const shown = await desk.good(`instruction show ${id}`);
    assert.match(shown, /Set the registration interval of your phone to 1800 seconds/);
    assert.match(shown, /For +301, 302/);
    assert.match(shown, /301 +done .* interval: 3600 s/);
    assert.match(shown, /302 +open .* interval: not seen yet/);
    assert.match(shown, /Before and after:\n {2}301 {2}registration interval in s: 60 -> 3600/);
  });

  it('speaks Dutch', async () => {
    desk.environment = { HAMVOIP_LANG: 'nl' };
    const id = await add('--template password --for all');
    const shown = await desk.good(`instruction show ${id}`);
    assert.match(shown, /Voor +iedereen/);
    assert.match(shown, /verkeerde wachtwoorden: nog niet gezien/);
    assert.match(await desk.good('instruction templates'), /ptime +Lengte van de pakketten/);
  });

  it('can be for a phone model or for a behaviour', async () => {
    desk.facts.record(REGISTERED);
    const model = await add('--template transport --set transport=tcp --product desk');
    assert.match(await desk.good(`instruction show ${model}`), /everyone with desk[\s\S]*301 +open/);
    const behaviour = await add('--template registration-interval --behaviour');
    const shown = await desk.good(`instruction show ${behaviour}`);
    assert.match(shown, /301 +open/);
    assert.doesNotMatch(shown, /^302/m);
  });

  it('in free words is told to be done by hand, and closed', async () => {
    const id = await add('--text Switch_video_off --for 301');
    assert.match(await desk.good(`instruction done ${id} 301`), /Extension 301 has done it\./);
    assert.match(await desk.good(`instruction close ${id}`), /is closed\./);
    assert.match(await desk.good('instruction list'), /closed +1\/1/);
  });

  it('is refused with the reason', async () => {
    const cases = [
      ['instruction add --template password', /It says for nobody/, 2],
      ['instruction add --for 301', /neither a template nor a text/, 2],
      ['instruction add --template password --set x=1 --for 301', /takes no values/, 2],
      ['instruction add --template ptime --set milliseconds=9999 --for 301', /takes: milliseconds/, 2],
      ['instruction add --template transport --set transport=pigeon --for 301', /takes: transport/, 2],
      ['instruction add --text Video --behaviour', /whose phone does it differently/, 2],
      ['instruction add --template password --for 301 --within soon', /unit/, 2],
      ['instruction add --template none --for 301', /instruction templates/, 1],
      ['instruction add --template password --for 399', /399/, 1],
      ['instruction show nothing', /instruction list/, 1],
    ] as const;
    for (const [line, message, code] of cases) {
      const { err, code: given } = await desk.run(line);
      assert.match(err.replace(/\s+/g, ' '), message, line);
      assert.equal(given, code, line);
    }
  });

  it('that the exchange sees by itself cannot be told to be done', async () => {
    const id = await add('--template password --for 301');
    const { err } = await desk.run(`instruction done ${id} 301`);
    assert.match(err, /sees by itself/);
  });

  it('stands in the audit log', async () => {
    const id = await add('--template password --for 301');
    await desk.good(`instruction close ${id}`);
    const rows: readonly { action: string; target: string }[] = (await desk.run('audit list --json')).json();
    assert.deepEqual(
      rows.slice(0, 2).map(({ action, target }) => [action, target]),
      [
        ['instruction.close', id],
        ['instruction.create', id],
      ],
    );
  });
});

describe('phones', () => {
  it('lists the worst first, with evidence and what to do', async () => {
    for (let turn = 0; turn < 20; turn += 1) desk.facts.record(REGISTERED);
    const said = await desk.good('phones');
    assert.match(said, /301 +registers 20x an hour \(12 is usual\) +Desk phone\?\[2J 1/);
    assert.match(said, /npx hamvoip instruction add --template registration-interval --for 301/);
  });

  it('says when there is none, and when nothing runs', async () => {
    assert.match(await desk.good('phones'), /no phone to talk to/);
    const stopped = await CliDesk.open(OFFLINE);
    assert.match(await stopped.good('phones'), /draait niet/);
  });
});

describe('call history and extension usage', () => {
  const startedAtMs = Date.UTC(2025, 11, 31, 20);
  const call = {
    id: 'c1',
    caller: '301',
    dialled: '302',
    result: 'answered',
    startedAtMs,
    answeredAtMs: startedAtMs + 5_000,
    endedAtMs: startedAtMs + 130_000,
    quality: { packets: 990, lost: 10, jitterMs: 3 },
    reached: null,
  };

  beforeEach(async () => {
    const missed = { ...call, id: 'c2', result: 'busy', answeredAtMs: null, quality: null, reached: '303' };
    const hour = { extension: '301', hourMs: startedAtMs, bytesIn: 1e6, bytesOut: 2e6, registerCount: 3 };
    await desk.store.addHistory({ calls: [call, missed], usage: [hour, { ...hour, extension: '302' }] });
    await desk.store.addHistory({ calls: [call], usage: [hour] });
  });

  it('show what was', async () => {
    const said = await desk.good('call history');
    assert.match(said, /31 Dec 2025 21:00 +301 +302 +talked +2:05 +1\.0 %/);
    assert.match(said, /301 +302 → 303 +busy/);
    assert.match(await desk.good('call history --for 303'), /301 +302 → 303/);
    assert.match(await desk.good('call history --for 304'), /no calls/);
  });

  it('add up what was used', async () => {
    const all = await desk.good('extension usage');
    assert.match(all, /301 +2\.0 MB +4\.0 MB +6\n302 +1\.0 MB +2\.0 MB +3/);
    assert.match(await desk.good('extension usage 301'), /2025-12-31 +2\.0 MB +4\.0 MB +6/);
    assert.equal((await desk.run('extension usage 399')).code, 1);
  });

  it('are given page by page, none twice', async () => {
    const ids: string[] = [];
    let cursor = '';
    do {
      const url = `/api/v1/call-history?limit=1${cursor && `&cursor=${cursor}`}`;
      const answer = await desk.api.inject({ url });
      const page: { items: { id: string }[]; next: string | null } = answer.json();
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.next ?? '';
    } while (cursor !== '');
    assert.deepEqual(ids, ['c1', 'c2']);
    assert.equal((await desk.api.inject({ url: '/api/v1/call-history?cursor=x' })).statusCode, 400);
  });
});
