import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { CliDesk } from '../../../testkit/cli-desk.ts';
import { OFFLINE } from '../../exchange/administration/live-exchange.ts';

const WRONG_PASSWORD = {
  kind: 'authentication-failed',
  reason: 'wrong-password',
  counted: true,
  extension: '301',
  userAgent: 'Desk phone 1',
} as const;

let desk: CliDesk;

beforeEach(async () => {
  desk = await CliDesk.open({ ...OFFLINE, running: true });
  desk.environment = { HAMVOIP_LANG: 'en' };
  await desk.good('extension add 301 --callsign PX0AAA --name Jan');
});

async function output(): Promise<string> {
  return (await desk.run('doctor --ext 301')).out;
}

describe('doctor --ext, what happened last', () => {
  it('stands below the checks, the newest first, with the time', async () => {
    desk.facts.record({ ...WRONG_PASSWORD, attempts: 1 });
    desk.clock.jumpWallTime(60_000);
    desk.facts.record({ ...WRONG_PASSWORD, attempts: 2 });
    assert.match(
      await output(),
      /\n What happened last\n {2}1 Jan 2026 01:01 {2}The password of Desk phone 1 is wrong \(attempt 2 of 3\)\.\n {2}1 Jan 2026 01:00 {2}.*\(attempt 1 of 3\)\.\nDone: /,
    );
  });

  it('speaks Dutch', async () => {
    desk.environment = { HAMVOIP_LANG: 'nl' };
    desk.facts.record({ ...WRONG_PASSWORD, attempts: 1 });
    assert.match(
      await output(),
      /\n Wat er het laatst gebeurde\n.*Het wachtwoord van Desk phone 1 klopt niet \(poging 1 van 3\)\.\nKlaar: /,
    );
  });

  it('says that nothing happened', async () => {
    assert.match(await output(), /\n What happened last\n {2}Nothing, in the last 24 hours\nDone: /);
  });

  it('shows ten, also with --json', async () => {
    for (let attempts = 1; attempts <= 12; attempts += 1) desk.facts.record({ ...WRONG_PASSWORD, attempts });
    assert.equal((await output()).match(/attempt \d+ of 3/g)?.length, 10);
    const { events } = (await desk.run('doctor --ext 301 --json')).json() as { events: object[] };
    assert.equal(events.length, 10);
    assert.deepEqual(events[0], {
      at: '2026-01-01T00:00:00.000Z',
      code: 'wrong-password',
      values: { attempts: 12, of: 3, phone: 'Desk phone 1' },
      text: 'The password of Desk phone 1 is wrong (attempt 12 of 3).',
    });
  });

  it('is left out while the exchange does not run', async () => {
    const offline = await CliDesk.open();
    offline.environment = { HAMVOIP_LANG: 'en' };
    await offline.good('extension add 301 --callsign PX0AAA --name Jan');
    assert.doesNotMatch((await offline.run('doctor --ext 301')).out, /What happened last/);
    assert.equal(
      Object.hasOwn((await offline.run('doctor --ext 301 --json')).json() as object, 'events'),
      false,
    );
  });
});
