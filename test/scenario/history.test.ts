import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';

const DAY_MS = 86_400_000;

async function calls(t: ExchangeUnderTest, extension?: string) {
  const listed = await t.clock.until(t.console.history.listCalls({ extension, limit: 50 }));
  assert.ok(listed.ok);
  return listed.value;
}

async function usage(t: ExchangeUnderTest, extension: string) {
  const listed = await t.clock.until(t.console.history.listUsageOf(extension, { sinceMs: 0 }));
  assert.ok(listed.ok);
  return listed.value;
}

test('a call is remembered with its times, its end and its quality, and survives a crash', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const callee = await t.registered('101');
  const startedAtMs = t.clock.wallTime();
  const { call, incoming } = await t.talk(caller, callee);
  call.media?.startTone(440);
  incoming.media?.startTone(1000);
  await t.clock.advance(12_000);
  await t.clock.until(call.hangUp());
  await t.clock.advance(6_000);
  await t.restart('crash');
  const [record, ...others] = await calls(t);
  assert.equal(others.length, 0);
  assert.ok(record);
  assert.deepEqual([record.caller, record.dialled, record.result], ['100', '101', 'answered']);
  assert.ok(Math.abs(record.startedAtMs - startedAtMs) < 1_000);
  assert.ok(record.answeredAtMs !== null && record.endedAtMs - record.answeredAtMs >= 12_000);
  assert.ok((record.quality?.packets ?? 0) > 1_000, 'both ways');
  assert.equal(record.quality?.lost, 0);
  await t.finish();
});

test('calls that came to nothing are remembered, too, and each sees his own', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const callee = await t.registered('101');
  const call = await caller.call('101');
  await t.until(() => callee.isCalled, 'it is called');
  callee.incoming.reject(486);
  await t.until(() => call.state === 'ended', 'it is busy');
  assert.deepEqual(
    (await calls(t, '101')).map(({ result, answeredAtMs }) => [result, answeredAtMs]),
    [['busy', null]],
  );
  assert.deepEqual(await calls(t, '102'), []);
  await t.finish();
});

test('bytes and registrations are added up by the hour, and forgotten after thirty days', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.registered('100');
  const call = await phone.call('9043');
  await t.until(() => call.state === 'answered', 'the echo answers');
  call.media?.startTone(440);
  await t.clock.advance(10_000);
  await t.clock.until(call.hangUp());
  const [hour] = await usage(t, '100');
  assert.ok(hour);
  // 50 packets a second of 160 bytes sound and 12 of header.
  assert.ok(Math.abs(hour.bytesIn - 86_000) < 2_000, `${hour.bytesIn} bytes`);
  assert.ok(Math.abs(hour.bytesOut - 86_000) < 2_000, `${hour.bytesOut} bytes`);
  assert.equal(hour.registerCount, 1);
  await t.clock.advance(3_600_000);
  await t.clock.until(phone.register());
  assert.equal((await usage(t, '100')).length, 2);
  t.clock.jumpWallTime(31 * DAY_MS);
  assert.deepEqual(await usage(t, '100'), []);
  assert.deepEqual(await calls(t, '100'), []);
  await t.finish();
});

test('what a full disk did not take is written when there is room', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.registered('100');
  t.fault.refuses = 'full';
  const call = await phone.call('9043');
  await t.until(() => call.state === 'answered', 'the echo answers');
  await t.clock.until(call.hangUp());
  await t.clock.advance(20_000);
  t.fault.refuses = undefined;
  await t.clock.advance(10_000);
  await t.restart('crash');
  assert.equal((await calls(t)).length, 1);
  assert.equal((await usage(t, '100'))[0]?.registerCount, 1);
  await t.finish();
});

test('no address is in what is remembered', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const callee = await t.registered('101');
  const { call } = await t.talk(caller, callee);
  call.media?.startTone(440);
  await t.clock.advance(6_000);
  await t.clock.until(call.hangUp());
  const text = JSON.stringify([
    await calls(t),
    await usage(t, '100'),
    t.console.instructions.phonesToTalkTo(),
    t.journal.facts,
  ]);
  assert.doesNotMatch(text, /198\.51\.100\.|192\.0\.2\.|203\.0\.113\.|2001:db8/);
  await t.finish();
});
