import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { CliDesk } from '../../../testkit/cli-desk.ts';

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

let desk: CliDesk;

beforeEach(async () => {
  desk = await CliDesk.open();
  await desk.good('extension add 301 --callsign PX0AAA --name Jan');
  await desk.good('extension add 302 --callsign PX0AAB --name Piet');
});

async function ask(path: string) {
  const answer = await desk.api.inject({ method: 'GET', url: `/api/v1/extensions/${path}` });
  return { status: answer.statusCode, body: answer.json() };
}

describe('GET /extensions/{number}/events', () => {
  it('tells what the phones of this extension did, the newest first, in the words of a third person', async () => {
    desk.facts.record(REGISTERED);
    desk.facts.record({ kind: 'unregistered', extension: '301', phone: 1, cause: 'expired' });
    const { status, body } = await ask('301/events');
    assert.equal(status, 200);
    assert.deepEqual(
      body.items.map(({ code, text }: { code: string; text: object }) => [code, text]),
      [
        [
          'phone-offline',
          { nl: 'Een toestel meldt zich niet meer.', en: 'A phone does not register any more.' },
        ],
        [
          'phone-online',
          {
            nl: 'Een toestel (Desk phone 1) heeft zich aangemeld.',
            en: 'A phone (Desk phone 1) has registered.',
          },
        ],
      ],
    );
    assert.deepEqual((await ask('302/events')).body.items, []);
  });

  it('gives as many as are asked for, or those behind a number', async () => {
    for (let round = 0; round < 3; round += 1) desk.facts.record(REGISTERED);
    const numbers = async (query: string) =>
      (await ask(`301/events?${query}`)).body.items.map(({ number }: { number: number }) => number);
    assert.deepEqual(await numbers('limit=2'), [3, 2]);
    assert.deepEqual(await numbers('after=2'), [3]);
    assert.equal((await ask('301/events?limit=51')).status, 400);
  });

  it('says that there is no such extension', async () => {
    const { status, body } = await ask('399/events');
    assert.deepEqual([status, body.code], [404, 'not-found']);
  });
});
