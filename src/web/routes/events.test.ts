import assert from 'node:assert/strict';
import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { CliDesk } from '../../../testkit/cli-desk.ts';
import { readUntil } from '../../../testkit/read-until.ts';
import { FanOutJournal } from '../../base/journal.ts';
import { EventStream } from '../api/event-stream.ts';
import { buildSite, networkApi } from '../server.ts';

let site: FastifyInstance;
let desk: CliDesk;
let journal: FanOutJournal;
let events: EventStream;
let port: number;

beforeEach(async () => {
  desk = await CliDesk.open();
  const { console, clock } = desk;
  journal = new FanOutJournal();
  events = new EventStream({ journal, clock, callsignOf: () => 'PX0AAA' });
  const pass = () => ({ status: 'pass' }) as const;
  site = buildSite({
    health: {
      clock,
      ready: () => true,
      checks: { sip: pass, tls: pass, store: pass, media: pass, eventLoop: pass, disk: pass, mail: pass },
    },
    language: 'nl',
    journal,
    api: networkApi({
      console,
      phone: { server: 'x', port: 5060, tlsPort: null, transports: [], registrationSeconds: 60, codecs: [] },
      clock,
      journal,
      events,
    }),
  });
  await site.listen({ host: '127.0.0.1', port: 0 });
  port = (site.server.address() as AddressInfo).port;
});

afterEach(async () => {
  events.close();
  await site.close();
});

async function makeToken(): Promise<string> {
  const made = await desk.console.tokens.create({ name: 'wallboard', scopes: ['read'] });
  assert.ok(made.ok);
  return made.value.secret;
}

function open(token: string | undefined, headers: Record<string, string> = {}): Promise<IncomingMessage> {
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return new Promise((resolve, reject) => {
    const path = '/api/v1/events';
    get({ port, host: '127.0.0.1', path, headers: { ...headers, ...authorization } }, resolve).on(
      'error',
      reject,
    );
  });
}

describe('GET /events', () => {
  it('needs a token', async () => {
    const response = await open(undefined);
    response.resume();
    assert.equal(response.statusCode, 401);
  });

  it('streams what happens, and what was missed', async () => {
    const token = await makeToken();
    const response = await open(token);
    assert.equal(response.statusCode, 200);
    assert.match(String(response.headers['content-type']), /^text\/event-stream/);
    journal.record({ kind: 'call-ringing', call: 'a' });
    const [, id = ''] = /id: (\S+)/.exec(await readUntil(response, '"call":"a"')) ?? [];
    response.destroy();
    journal.record({ kind: 'call-ringing', call: 'b' });
    const again = await open(token, { 'last-event-id': id });
    const text = await readUntil(again, '"call":"b"');
    assert.doesNotMatch(text, /"call":"a"/);
    again.destroy();
  });

  it('ends when the token is revoked', async () => {
    const response = await open(await makeToken());
    await readUntil(response, 'retry');
    assert.equal(events.readers, 1);
    await desk.console.tokens.revoke('wallboard');
    journal.record({ kind: 'call-ringing', call: 'a' });
    assert.doesNotMatch(await readUntil(response, '"call":"a"'), /call/);
    assert.equal(events.readers, 0);
  });
});
