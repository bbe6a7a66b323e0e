/** Real phones (baresip) that share no codec: the exchange stands between them. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Baresip } from './baresip.ts';
import { assertHears } from './hearing.ts';
import { assertBecomesEmpty, Installation } from './installation.ts';
import { importUsers, type User } from './users.ts';
import { until } from './waiting.ts';

const CALLER_HZ = 600;
const CALLEE_HZ = 1100;

describe('phones that share no codec', () => {
  let installation: Installation;
  let users: readonly User[] = [];
  const phones: Baresip[] = [];

  before(async () => {
    installation = await Installation.create({});
    await installation.start();
    users = await importUsers(installation, 2);
  });

  after(async () => {
    for (const phone of phones) await phone.remove();
    await installation.remove();
  });

  /** `heard`: of whom, because only narrowband phones write down what they hear at 8000 samples a second. */
  for (const [codec, other, heard] of [
    ['PCMA', 'PCMU', 'both'],
    ['PCMA', 'G722', 'caller'],
    ['PCMU', 'opus', 'caller'],
  ] as const) {
    it(`${codec} and ${other} hear each other`, async () => {
      const [one, two] = users;
      assert.ok(one && two);
      const modules = ['g722.so', 'opus.so'];
      const caller = await Baresip.start({ ...one, port: 17_300, toneHz: CALLER_HZ, codecs: codec, modules });
      phones.push(caller);
      const callee = await Baresip.start({ ...two, port: 17_400, toneHz: CALLEE_HZ, codecs: other, modules });
      phones.push(callee);
      caller.dial(two.number);
      await caller.happened('CALL_ESTABLISHED');
      await callee.happened('CALL_ESTABLISHED');
      await assertHears('the caller', caller, { tones: [CALLEE_HZ], notTones: [CALLER_HZ] });
      if (heard === 'both') {
        await assertHears('the callee', callee, { tones: [CALLER_HZ], notTones: [CALLEE_HZ] });
      }
      caller.hangUp();
      await until('the call is over', () => callee.events.some(({ type }) => type === 'CALL_CLOSED'));
      for (const phone of phones.splice(0)) await phone.remove();
    });
  }

  it('leaves nothing behind', async () => {
    await assertBecomesEmpty(installation);
    assert.equal(await installation.metric('hamvoip_handler_exceptions_total'), 0);
  });
});
