/** What holders dial to change what is done with their calls, and that it lasts. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';
import type { Phone } from '../../testkit/phone.ts';

/** Dials a code and waits until the exchange has hung up; whether a tone was heard meanwhile. */
async function dial(t: ExchangeUnderTest, phone: Phone, code: string): Promise<{ tone: boolean }> {
  const call = await phone.call(code);
  await t.until(() => call.state === 'answered', `${code} is answered`);
  await t.until(() => call.state === 'ended', `${code} ends by itself`);
  assert.equal(call.endedBy, 'them');
  return { tone: (call.media?.packets.length ?? 0) > 0 };
}

function features(t: ExchangeUnderTest, extension: string) {
  const shown = t.console.callFeatures.show(extension);
  assert.ok(shown.ok);
  return shown.value;
}

test('*78 and *79 switch do not disturb on and off: callers hear busy, and no phone rings', async () => {
  const t = await ExchangeUnderTest.start();
  const holder = await t.registered('101');
  const caller = await t.registered('100');
  assert.ok((await dial(t, holder, '*78')).tone);
  const refused = await caller.call('101');
  await t.until(() => refused.state === 'ended', 'the caller is told');
  assert.equal(refused.finalStatus, 486);
  assert.equal(holder.isCalled, false);
  await dial(t, holder, '*79');
  const { call } = await t.talk(caller, holder);
  await t.clock.until(call.hangUp());
  assert.deepEqual(
    t.journal.of('call-feature-set').map(({ extension, feature, on }) => [extension, feature, on]),
    [
      ['101', 'doNotDisturb', true],
      ['101', 'doNotDisturb', false],
    ],
  );
  await t.finish();
});

test('forwards are set and taken back by the codes people know', async () => {
  const t = await ExchangeUnderTest.start();
  const holder = await t.registered('101');
  await t.addExtension('102');
  for (const [code, field, value] of [
    ['*72102', 'forwardAlways', '102'],
    ['*73', 'forwardAlways', null],
    ['%2A90102', 'forwardBusy', '102'],
    ['*91', 'forwardBusy', null],
    ['*92900', 'forwardNoAnswer', '900'],
    ['*93', 'forwardNoAnswer', null],
    ['**21*102%23', 'forwardAlways', '102'],
    ['#21#', 'forwardAlways', null],
    ['*61*102*15#', 'forwardNoAnswer', '102'],
  ] as const) {
    await dial(t, holder, code);
    assert.equal(features(t, '101')[field], value, code);
  }
  assert.equal(features(t, '101').ringS, 15);
  await t.finish();
});

test('what cannot be is refused with another tone and changes nothing', async () => {
  const t = await ExchangeUnderTest.start();
  const holder = await t.registered('101');
  const before = features(t, '101');
  for (const code of ['*72101', '*72555', '*72112', '*72*97', '*61*900*02#']) {
    assert.ok((await dial(t, holder, code)).tone, code);
  }
  assert.deepEqual(features(t, '101'), before);
  assert.deepEqual(t.journal.of('call-feature-set'), []);
  await t.finish();
});

test('a code says yes only when the store has it, and what it said outlasts a crash', async () => {
  const t = await ExchangeUnderTest.start();
  const holder = await t.registered('101');
  await t.addExtension('102');
  await dial(t, holder, '*72102');
  t.fault.refuses = 'full';
  await dial(t, holder, '*73');
  assert.equal(features(t, '101').forwardAlways, '102');
  t.fault.refuses = undefined;
  await t.restart('crash');
  assert.equal(features(t, '101').forwardAlways, '102');
  await t.finish();
});

test('who changed what stands in the audit log', async () => {
  const t = await ExchangeUnderTest.start();
  const holder = await t.registered('101');
  await dial(t, holder, '*78');
  const listed = await t.console.audit.list({ limit: 1 });
  assert.ok(listed.ok);
  assert.deepEqual(
    listed.value.map(({ actor, action, target }) => [actor, action, target]),
    [['extension:101', 'extension.features', '101']],
  );
  await t.finish();
});

test('a holder who hangs up before the tone has set it all the same', async () => {
  const t = await ExchangeUnderTest.start();
  const holder = await t.registered('101');
  t.fault.delayMs = 500;
  const call = await holder.call('*78');
  await t.until(() => call.state === 'answered', 'it is answered');
  await t.clock.until(call.hangUp());
  await t.clock.advance(2000);
  assert.equal(features(t, '101').doNotDisturb, true);
  await t.finish();
});
