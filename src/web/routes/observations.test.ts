import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { CliDesk } from '../../../testkit/cli-desk.ts';

let desk: CliDesk;

beforeEach(async () => {
  desk = await CliDesk.open();
  await desk.good('extension add 301 --callsign PX0AAA --name Jan');
});

async function ask(number: string) {
  const answer = await desk.api.inject({ method: 'GET', url: `/api/v1/extensions/${number}/observations` });
  return { status: answer.statusCode, body: answer.json() };
}

describe('GET /extensions/{number}/observations', () => {
  it('gives nothing seen, before anything was', async () => {
    const wrongPasswordsPerHour = { own: 0, others: 0 };
    const body = {
      extension: '301',
      registersPerHour: 0,
      wrongPasswordsPerHour,
      srtp: null,
      banned: false,
      lastCall: null,
    };
    assert.deepEqual(await ask('301'), { status: 200, body });
  });

  it('tells known phones from others, and forgets after an hour', async () => {
    const phone = { extension: '301', userAgent: 'Desk phone 1' };
    const registered = { refresh: false, expiresS: 60, askedS: 60, phone: 1, transport: 'udp' };
    desk.facts.record({ kind: 'registered', ...phone, ...registered });
    const failed = { kind: 'authentication-failed', reason: 'wrong-password', counted: true } as const;
    desk.facts.record({ ...failed, ...phone });
    desk.facts.record({ ...failed, extension: '301', userAgent: 'other' });
    desk.facts.record({ kind: 'protection-offered', extension: '301', protection: 'required' });
    const { body } = await ask('301');
    assert.deepEqual(body.wrongPasswordsPerHour, { own: 1, others: 1 });
    assert.deepEqual([body.registersPerHour, body.srtp], [1, 'required']);
    await desk.clock.advance(3_700_000);
    const later = await ask('301');
    assert.deepEqual(later.body.wrongPasswordsPerHour, { own: 0, others: 0 });
  });

  it('says that there is no such extension', async () => {
    const { status, body } = await ask('399');
    assert.deepEqual([status, body.code], [404, 'not-found']);
  });
});
