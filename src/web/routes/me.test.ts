import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { CliDesk } from '../../../testkit/cli-desk.ts';
import { RecordingJournal } from '../../../testkit/recording-journal.ts';
import { ownAddressSchema } from '../contract/me.ts';
import { listenOnControlSocket, requestOverSocket } from '../control-socket.ts';
import { buildSite, networkApi } from '../server.ts';

const PHONE = {
  server: 'tel.example.net',
  port: 5060,
  transports: ['UDP'],
  registrationSeconds: 3600,
  tlsPort: null,
  codecs: [],
};
const URL = '/api/v1/me/address';

let desk: CliDesk;
let site: FastifyInstance;

beforeEach(async () => {
  desk = await CliDesk.open();
  const { console, clock } = desk;
  const journal = new RecordingJournal();
  const pass = () => ({ status: 'pass' }) as const;
  const checks = { sip: pass, tls: pass, store: pass, media: pass, eventLoop: pass, disk: pass, mail: pass };
  const health = { clock, ready: () => true, checks };
  site = buildSite({
    health,
    language: 'nl',
    journal,
    api: networkApi({ console, phone: PHONE, clock, journal }),
  });
});

afterEach(() => site.close());

async function ask(remoteAddress: string) {
  return ownAddressSchema.parse((await site.inject({ url: URL, remoteAddress })).json());
}

describe('somebody’s own address', () => {
  it('is told to everyone, without a token', async () => {
    assert.deepEqual(await ask('192.0.2.7'), {
      address: '192.0.2.7',
      banned: false,
      cause: null,
      until: null,
      reference: null,
      attempts: 0,
      whitelisted: false,
      rule: { attempts: 3, windowSeconds: 300, banSeconds: 3600 },
    });
  });

  it('is told with the ban, its end and what an administrator finds it by', async () => {
    await desk.console.bans.add('192.0.2.7', 60_000);
    const { banned, cause, until, reference } = await ask('192.0.2.7');
    assert.deepEqual([banned, cause], [true, 'manual']);
    assert.equal(until, new Date(desk.clock.wallTime() + 60_000).toISOString());
    const [ban] = desk.console.bans.list();
    assert.equal(reference, ban?.reference);
    assert.equal((await ask('192.0.2.8')).banned, false, 'and of no neighbour');
  });

  it('is its /64 for IPv6, and IPv4 when it is mapped', async () => {
    await desk.console.bans.add('2001:db8:1:2::1', 60_000);
    await desk.console.bans.add('192.0.2.7', 60_000);
    const ipv6 = await ask('2001:db8:1:2:3:4:5:6');
    assert.deepEqual([ipv6.banned, ipv6.address], [true, '2001:db8:1:2::/64']);
    assert.equal((await ask('::ffff:192.0.2.7')).banned, true);
  });

  it('is told whether it is on the whitelist', async () => {
    await desk.console.extensions.add({ number: '301', callsign: 'PX0AAA', name: 'Jan' });
    await desk.console.whitelist.add({ entry: '192.0.2.0/24', owner: '301' });
    assert.equal((await ask('192.0.2.7')).whitelisted, true);
  });

  it('is the only one that can be asked about', async () => {
    await desk.console.bans.add('192.0.2.7', 60_000);
    for (const [url, headers] of [
      [`${URL}?address=192.0.2.7`, {}],
      [URL, { 'x-forwarded-for': '192.0.2.7', forwarded: 'for=192.0.2.7', 'x-real-ip': '192.0.2.7' }],
    ] as const) {
      const answer = await site.inject({ url, headers, remoteAddress: '198.51.100.1' });
      assert.equal(ownAddressSchema.parse(answer.json()).banned, false, url);
    }
    assert.equal(
      (await site.inject({ url: `${URL}/192.0.2.7`, remoteAddress: '198.51.100.1' })).statusCode,
      404,
    );
  });

  it('may be asked for about once a second', async () => {
    const statuses = new Set<number>();
    for (let n = 0; n < 30; n += 1)
      statuses.add((await site.inject({ url: URL, remoteAddress: '192.0.2.7' })).statusCode);
    assert.deepEqual([...statuses], [200, 429]);
    assert.equal((await site.inject({ url: URL, remoteAddress: '192.0.2.8' })).statusCode, 200);
  });

  it('is none on the control socket', async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'hamvoip-me-'));
    t.after(() => rmSync(folder, { recursive: true }));
    const path = join(folder, 'control.sock');
    await listenOnControlSocket(desk.api, path);
    assert.equal((await requestOverSocket(path, 'GET', URL, undefined))?.status, 422);
    await desk.api.close();
  });
});
