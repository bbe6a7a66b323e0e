import assert from 'node:assert/strict';
import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { CliDesk } from '../../../testkit/cli-desk.ts';
import { readUntil } from '../../../testkit/read-until.ts';
import { FanOutJournal } from '../../base/journal.ts';
import type { Opened } from '../../exchange/console/sessions.ts';
import { openLive } from '../live/live.ts';
import { buildSite, networkApi } from '../server.ts';

const PASSWORD = 'correct horse battery';

let site: FastifyInstance;
let desk: CliDesk;
let journal: FanOutJournal;
let live: ReturnType<typeof openLive>;
let jan: Opened;

beforeEach(async () => {
  desk = await CliDesk.open();
  const { console, clock } = desk;
  journal = new FanOutJournal();
  live = openLive({ console, journal, clock });
  const pass = () => ({ status: 'pass' }) as const;
  const checks = { sip: pass, tls: pass, store: pass, media: pass, eventLoop: pass, disk: pass, mail: pass };
  const phone = {
    server: 'x',
    port: 5060,
    tlsPort: null,
    transports: [],
    registrationSeconds: 60,
    codecs: [],
  };
  site = buildSite({
    health: { clock, ready: () => true, checks },
    language: 'nl',
    journal,
    api: networkApi({ console, phone, clock, journal, live }),
  });
  await site.listen({ host: '127.0.0.1', port: 0 });
  const holder = { number: '301', callsign: 'PX0AAA', name: 'Jan', password: PASSWORD };
  assert.ok((await console.extensions.add(holder)).ok);
  jan = await logIn();
});
afterEach(async () => {
  live.close();
  await site.close();
});

async function logIn(): Promise<Opened> {
  const visitor = { source: '192.0.2.1', agent: '', origin: 'http://x' };
  const opened = await desk.console.sessions.logIn(
    { method: 'extension', number: '301', password: PASSWORD },
    visitor,
  );
  assert.ok(opened.ok);
  return opened.value;
}

function open(path: string, secret: string): Promise<IncomingMessage> {
  const { port } = site.server.address() as AddressInfo;
  const headers = { cookie: `hamvoip=${secret}` };
  return new Promise((resolve, reject) => {
    get({ port, host: '127.0.0.1', path: `/api/v1${path}`, headers }, resolve).on('error', reject);
  });
}

describe('a member’s stream', () => {
  it('begins with what is, and ends within a beat of the log-out', async () => {
    const response = await open('/me/live/stream', jan.secret);
    assert.match(String(response.headers['content-type']), /^text\/event-stream/);
    assert.match(await readUntil(response, 'event: bridges'), /event: own\ndata: \{"reachable":false/);
    const { sessions } = desk.console;
    assert.ok((await sessions.endSession(jan.session.holder, jan.session.id)).ok);
    await desk.clock.advance(5_000);
    await readUntil(response, 'never');
    assert.equal(live.stream?.watchers, 0);
  });

  it('ends within a second of a suspension that takes his phones away', async () => {
    const response = await open('/me/live/stream', jan.secret);
    await readUntil(response, 'event: bridges');
    await desk.clock.advance(1_000);
    assert.ok((await desk.console.suspensions.suspend({ scope: ['301'] })).ok);
    const told = { suspension: 's', scope: ['301'], what: ['register'], untilMs: null };
    journal.record({ kind: 'suspension-began', ...told });
    await desk.clock.advance(1_000);
    await readUntil(response, 'never');
    assert.equal(live.stream?.watchers, 0);
  });

  it('is refused when four of the same session are open, and another session has its own', async () => {
    const responses = [];
    for (let n = 0; n < 4; n += 1) responses.push(await open('/me/live/stream', jan.secret));
    const fifth = await open('/me/live/stream', jan.secret);
    assert.deepEqual([fifth.statusCode, fifth.headers['retry-after']], [429, '30']);
    const elsewhere = await open('/me/live/stream', (await logIn()).secret);
    assert.equal(elsewhere.statusCode, 200);
    for (const response of [...responses, fifth, elsewhere]) response.destroy();
  });

  it('is no administrator’s and the console’s is none of a member', async () => {
    for (const path of ['/live/stream', '/kiosk/stream']) {
      const refused = await open(path, jan.secret);
      assert.equal(refused.statusCode, 403, path);
      refused.destroy();
    }
  });
});
