import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { CliDesk } from '../../../testkit/cli-desk.ts';
import { OFFLINE } from '../../exchange/administration/live-exchange.ts';

interface Shown {
  readonly id: string;
  readonly scope: 'all' | string[];
  readonly what: string[];
  readonly state: string;
  readonly from: string;
  readonly until: string | null;
  readonly createdBy: string;
  readonly endedBy: string | null;
}

let desk: CliDesk;

beforeEach(async () => {
  desk = await CliDesk.open();
  await desk.good('extension add 318 --callsign px0aaa --name Jan');
  await desk.good('extension add 319 --callsign px0aab --name Kees');
  await desk.good('conference add 900 --name Ronde');
});

async function json<T>(line: string): Promise<T> {
  const answer = await desk.run(`${line} --json`);
  assert.equal(answer.code, 0, answer.err);
  return JSON.parse(answer.out) as T;
}

describe('suspend', () => {
  it('says who, until when, and how to undo it', async () => {
    assert.match(await desk.good('suspend 318'), /Geschorst: 318\.\n {2}Opheffen: npx hamvoip resume 318\n/);
    const until = await desk.good('suspend 318,319 --until 2099-01-31T20:00 --lang en');
    assert.match(
      until,
      /Suspended: 318, 319, until 31 Jan 2099 \d\d:00\.\n {2}End it: npx hamvoip resume 318,319/,
    );
    assert.match(await desk.good('suspend all --for 2h'), /Geschorst: iedereen, tot /);
    assert.match(await desk.good('suspend 319 --from 2099-01-31T20:00'), /Gepland vanaf 31 jan 2099/);
  });

  it('takes everything away unless it is told what', async () => {
    const everything = await json<Shown>('suspend 318');
    assert.deepEqual(everything.what, ['register', 'call', 'called', 'conference']);
    assert.equal(everything.state, 'active');
    assert.equal(everything.until, null);
    assert.equal(everything.createdBy, 'host');
    const some = await json<Shown>('suspend 318,319 --what call,register --for 90s');
    assert.deepEqual(some.what, ['register', 'call']);
    assert.equal(Date.parse(some.until ?? '') - Date.parse(some.from), 90_000);
    assert.deepEqual((await json<Shown>('suspend 900')).what, ['conference']);
  });

  it('shows in what is told of the extension', async () => {
    await desk.good('suspend 318 --what conference,register');
    assert.match(await desk.good('extension show 318'), /Geschorst +aanmelden, bruggen\n/);
    assert.doesNotMatch(await desk.good('extension show 319'), /Geschorst/);
    const running = await CliDesk.open({ ...OFFLINE, running: true });
    await running.good('extension add 318 --callsign px0aaa --name Jan');
    await running.good('suspend all');
    assert.match(await running.good('extension list'), /⏸ +318 +PX0AAA +Jan +Geschorst/);
  });

  it('refuses what cannot be', async () => {
    await desk.bad('suspend 777', 1, 'not-found');
    await desk.bad('suspend 318 --for soon', 2, 'duration-invalid');
    await desk.bad('suspend 318 --for 2h --until 2099-01-31T20:00', 2, 'period-invalid');
    await desk.bad('suspend 318 --for 999999999d', 2, 'period-invalid');
    await desk.bad('suspend 318 --until 1999-01-31T20:00', 2, 'period-invalid');
    await desk.bad('suspend 318 --from 2099-02-01T00:00 --until 2099-01-31T20:00', 2, 'period-invalid');
    await desk.bad('suspend 318 --what breathing', 2, 'what-invalid');
    await desk.bad('suspend 900 --what call', 2, 'what-invalid');
    await desk.bad(`suspend 318 --reason ${'x'.repeat(201)} --lang en`, 2, 'reason-invalid');
    assert.match(await desk.good('suspension list'), /Niemand is geschorst/);
  });
});

describe('resume', () => {
  it('ends what was laid on a number, and leaves it for the others', async () => {
    const both = await json<Shown>('suspend 318,319');
    assert.match(await desk.good('resume 318'), /Niet meer geschorst: 318\./);
    const [left] = await json<Shown[]>('suspension list');
    assert.deepEqual([left?.id, left?.scope, left?.state], [both.id, ['319'], 'active']);
    const [ended] = await json<Shown[]>('resume 319');
    assert.deepEqual([ended?.state, ended?.endedBy], ['ended', 'host']);
    await desk.bad('resume 319', 1, 'not-found');
  });

  it('ends with all what was laid on everyone', async () => {
    await desk.good('suspend all --what call');
    await desk.good('suspend 318');
    assert.match(await desk.good('resume all --lang en'), /No longer suspended: everyone\./);
    assert.deepEqual(
      (await json<Shown[]>('suspension list')).map(({ scope }) => scope),
      [['318']],
    );
  });
});

describe('suspension list', () => {
  it('shows what holds and what is planned, and the past when asked', async () => {
    await desk.good('suspend 318 --reason Te_veel_lawaai --until 2099-01-31T20:00');
    await desk.good('suspend all --what conference --from 2099-02-01T20:00');
    await desk.good('suspend 319 --what register,call');
    await desk.good('resume 319');
    const list = await desk.good('suspension list');
    assert.match(list, /318 +alles +geschorst +tot 31 jan 2099 \d\d\.00 +Te veel/);
    assert.match(list, /iedereen +bruggen +gepland +vanaf 1 feb 2099/);
    assert.doesNotMatch(list, /319/);
    assert.match(await desk.good('suspension list --all'), /319 +aanmelden,\S* +voorbij/);
  });
});

describe('extension limits', () => {
  it('shows what holds, and what was set for this extension', async () => {
    const shown = await desk.good('extension limits 318');
    assert.match(shown, /Gesprekken tegelijk +2\n/);
    assert.match(shown, /Codecs +geen limiet\n/);
    const set = await desk.good(
      'extension limits 318 --calls 1 --codecs g.722,OPUS --register-interval 600 --algorithm sha256 --transport tls',
    );
    assert.match(set, /Gesprekken tegelijk +1 \(eigen\)/);
    assert.match(set, /Codecs +G722, opus \(eigen\)/);
    assert.match(set, /Kortste aanmeldtijd +600 \(eigen\)/);
    assert.match(set, /Wachtwoord met +SHA-256 \(eigen\)/);
    const { own } = await json<{ own: object }>('extension limits 318 --calls off --contacts 1');
    assert.deepEqual(own, {
      calls: null,
      contacts: 1,
      newCallsPerMinute: null,
      kbitPerSecond: null,
      codecs: ['G722', 'opus'],
      registerSeconds: 600,
      digest: 'SHA-256',
      transport: 'TLS',
    });
  });

  it('refuses what no limit can be, and says what can', async () => {
    assert.match(await desk.bad('extension limits 318 --contacts 0', 2, 'limit-invalid'), /van 1 tot 100/);
    assert.match(await desk.bad('extension limits 318 --kbit many', 2, 'limit-invalid'), /van 56 tot 10000/);
    assert.match(await desk.bad('extension limits 318 --codecs G729', 2, 'limit-invalid'), /G722/);
    assert.match(await desk.bad('extension limits 318 --algorithm md5', 2, 'limit-invalid'), /SHA-256/);
    assert.match(await desk.bad('extension limits 318 --transport udp', 2, 'limit-invalid'), /tls/);
    await desk.bad('extension limits 777', 1, 'not-found');
    await desk.bad('extension limits 777 --calls 1', 1, 'not-found');
  });
});

describe('the audit log', () => {
  it('tells of every suspension and limit, but not of reasons', async () => {
    await desk.good('suspend 318 --reason secret');
    await desk.good('resume 318');
    await desk.good('extension limits 318 --calls 1');
    const rows = await desk.store.listAudit({ limit: 3 });
    assert.deepEqual(
      rows.map(({ actor, action }) => [actor, action]),
      [
        ['host', 'extension.limits'],
        ['host', 'suspension.lift'],
        ['host', 'suspension.create'],
      ],
    );
    assert.doesNotMatch(JSON.stringify(rows), /secret/);
  });
});
