/** Every phone of the kit against a well-behaved one: all it does from the first REGISTER to the last. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExchangeUnderTest } from '../../../testkit/exchange-under-test.ts';
import { ALL_MODELS } from '../../../testkit/personalities/all-models.ts';
import {
  assertBothHear,
  assertEnds,
  assertHoldsAndResumes,
  assertKeysAreUnderstood,
  placeOf,
} from './stage.ts';

const HOUR_MS = 3_600_000;

for (const model of ALL_MODELS) {
  test(`a ${model.name} registers, stays registered as it does by itself, and unregisters`, async () => {
    const t = await ExchangeUnderTest.start();
    const phone = await t.phone('100', placeOf(t, model));
    phone.registration.keep();
    await t.until(() => t.counts.registrations === 1, 'it registers');
    const end = t.clock.now() + 3 * HOUR_MS;
    while (t.clock.now() < end) {
      await t.clock.advance(20_000);
      assert.equal(t.counts.registrations, 1, 'it stays registered, with one binding');
    }
    assert.ok(phone.registration.outcomes.length > 1, 'it refreshed');
    assert.ok(
      phone.registration.outcomes.every((status) => status === 200),
      `never refused: ${phone.registration.outcomes}`,
    );
    phone.registration.stop();
    assert.equal((await t.clock.until(phone.unregister())).status, 200);
    assert.equal(t.counts.registrations, 0);
    assert.equal(
      t.journal.of('authentication-failed').filter(({ counted }) => counted).length,
      0,
      'no attempt is held against it',
    );
    await t.finish();
  });

  test(`a ${model.name} calls, is called, and the call ends when either side hangs up`, async () => {
    const t = await ExchangeUnderTest.start();
    const phone = await t.registered('100', placeOf(t, model));
    const plain = await t.registered('101');
    for (const hangsUp of ['caller', 'called'] as const) {
      for (const [from, to] of [
        [phone, plain],
        [plain, phone],
      ] as const) {
        const { call, incoming } = await t.talk(from, to);
        await assertBothHear(t, call, incoming, `${from.number} calls`);
        await (hangsUp === 'caller' ? assertEnds(t, call, incoming) : assertEnds(t, incoming, call));
      }
    }
    await t.finish();
  });

  test(`a ${model.name} holds and is held`, async () => {
    const t = await ExchangeUnderTest.start();
    const phone = await t.registered('100', placeOf(t, model));
    const plain = await t.registered('101');
    const { call, incoming } = await t.talk(phone, plain);
    await assertHoldsAndResumes(t, call, incoming);
    await assertHoldsAndResumes(t, incoming, call);
    await assertEnds(t, call, incoming);
    await t.finish();
  });

  test(`a ${model.name} gives up a call, and hears when it was given up`, async () => {
    const t = await ExchangeUnderTest.start();
    const phone = await t.registered('100', placeOf(t, model));
    const plain = await t.registered('101');
    for (const [from, to] of [
      [phone, plain],
      [plain, phone],
    ] as const) {
      const call = await from.call(to.number);
      await t.until(() => to.isCalled && call.state === 'ringing', 'it rings');
      call.cancel();
      await t.until(() => call.state === 'ended' && to.incoming.state === 'ended', 'it is over');
      assert.equal(call.finalStatus, 487);
    }
    await t.finish();
  });

  test(`a ${model.name} has its keys understood`, async () => {
    const t = await ExchangeUnderTest.start();
    await assertKeysAreUnderstood(t, await t.registered('100', placeOf(t, model)));
    await t.finish();
  });
}
