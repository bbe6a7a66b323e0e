import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';

let t: ExchangeUnderTest;

beforeEach(async () => {
  t = await ExchangeUnderTest.start();
  await t.addExtension('301');
});
afterEach(() => t.finish());

const seen = (after = 0) =>
  t.console.members
    .events('301', after)
    .map(({ code, values }) => [code, values['attempts'] ?? null])
    .toReversed();

describe('a phone with a password of its own', () => {
  for (const [name, settings] of [
    ['MD5', {}],
    ['SHA-256', { digest: ['SHA-256', 'MD5'] as const }],
  ] as const) {
    it(`registers with it by ${name}, beside one with the extension’s, until it is taken back`, async () => {
      await t.restart('close', settings);
      const added = await t.console.members.addPhonePassword('301', { name: 'shack', short: true });
      assert.ok(added.ok);
      const { phone, password } = added.value;
      await t.registered('301');
      const shack = await t.registered('301', { password });
      assert.equal((await t.answerWithin(5_000, shack.register()))?.status, 200);
      assert.ok((await t.console.members.removePhonePassword('301', phone.id)).ok);
      assert.notEqual((await t.answerWithin(5_000, shack.register()))?.status, 200);
    });
  }

  it('registers after a crash as before', async () => {
    const added = await t.console.members.addPhonePassword('301', { name: 'shack', short: false });
    assert.ok(added.ok);
    await t.restart('crash');
    await t.registered('301', { password: added.value.password });
  });
});

describe('what a holder is told of his phones', () => {
  it('counts wrong passwords up to the ban, in the order in which they came', async () => {
    await t.registered('301');
    const wrong = await t.phone('301', { password: 'not the password' });
    for (let i = 0; i < 3; i += 1) await t.answerWithin(5_000, wrong.register());
    assert.deepEqual(seen(), [
      ['phone-online', null],
      ['wrong-password', 1],
      ['wrong-password', 2],
      ['wrong-password', 3],
      ['address-banned', null],
    ]);
    const [newest] = t.console.members.events('301', 0);
    assert.deepEqual(t.console.members.events('301', newest?.number ?? 0), []);
    assert.deepEqual(t.console.members.events('302', 0), []);
    const shown = t.console.members.show('301');
    assert.ok(shown.ok);
    assert.equal(shown.value.addresses.length, 1, 'the address of the phone that is registered');
  });

  it('is forgotten after a day', async () => {
    await t.registered('301');
    t.clock.jumpWallTime(24 * 3_600_000);
    assert.deepEqual(seen(), []);
  });
});

describe('calls', () => {
  it('of a holder who wants none kept are not kept, and those before can be deleted', async () => {
    const caller = await t.registered('301');
    const callee = await t.registered('302');
    const kept = async () => {
      const listed = await t.clock.until(t.console.members.calls('302', { limit: 10 }));
      assert.ok(listed.ok);
      return listed.value.length;
    };
    const talk = async () => {
      const { call } = await t.talk(caller, callee);
      await t.clock.until(call.hangUp());
      await t.clock.advance(1_000);
    };
    await talk();
    assert.equal(await kept(), 1);
    assert.ok((await t.console.members.change('301', { callHistory: false })).ok);
    await talk();
    assert.equal(await kept(), 1);
    assert.ok((await t.clock.until(t.console.members.forgetCalls('301'))).ok);
    assert.equal(await kept(), 0);
    await t.restart('close');
    const shown = t.console.members.show('301');
    assert.ok(shown.ok && !shown.value.callHistory);
  });
});
