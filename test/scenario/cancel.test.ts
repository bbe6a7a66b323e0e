import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';

test('a call that is cancelled while it rings ends with 487 and the callee stops ringing', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const callee = await t.registered('101');
  const call = await caller.call('101');
  await t.until(() => call.state === 'ringing', 'it rings');
  call.cancel();
  await t.until(() => call.state === 'ended' && callee.incoming.state === 'ended', 'both are over');
  assert.equal(call.finalStatus, 487);
  assert.equal(caller.received(200).length, 2, 'REGISTER and CANCEL are answered 200');
  assert.deepEqual(
    t.journal.of('call-ended').map(({ result }) => result),
    ['cancelled'],
  );
  await t.finish();
});

test('a call that is cancelled before the callee said anything never goes on ringing', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const callee = await t.registered('101', { personality: { rings: false, sendsTrying: false } });
  const call = await caller.call('101');
  await t.until(() => callee.isCalled, 'the INVITE is there');
  await t.clock.advance(300);
  call.cancel();
  await t.until(() => call.finalStatus === 487, 'the caller is told');
  assert.equal(callee.received('CANCEL').length, 0, 'no CANCEL before a provisional response');
  await t.clock.advance(2000);
  callee.incoming.ring();
  await t.until(() => callee.incoming.state === 'ended', 'the callee stops');
  await t.finish();
});

test('a CANCEL that comes right behind its INVITE is obeyed', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100', { personality: { reusesNonce: true } });
  const callee = await t.registered('101');
  const call = await caller.call('101');
  call.cancel({ atOnce: true });
  await t.until(() => call.state === 'ended', 'the caller is told');
  assert.equal(call.finalStatus, 487);
  await t.clock.advance(5000);
  assert.ok(!callee.isCalled || callee.incoming.state === 'ended');
  await t.finish();
});

test('whichever way a CANCEL and the answer cross, both sides end the same', async () => {
  // The cancel leaves from 4 ms before to 4 ms after the answer, in steps shorter than the way between them.
  for (let offsetMs = -4; offsetMs <= 4; offsetMs += 0.5) {
    const t = await ExchangeUnderTest.start();
    const caller = await t.registered('100');
    const callee = await t.registered('101');
    const call = await caller.call('101');
    await t.until(() => call.state === 'ringing', 'it rings');
    await t.clock.advance(100);
    t.clock.schedule(10, () => void callee.incoming.answer());
    t.clock.schedule(10 + offsetMs, () => {
      if (call.state === 'answered') void call.hangUp();
      else call.cancel();
    });
    await t.clock.advance(5000);
    assert.equal(call.state, 'ended', `caller at ${offsetMs}`);
    assert.equal(callee.incoming.state, 'ended', `callee at ${offsetMs}`);
    await t.finish();
  }
});

test('a CANCEL from another address, or for another transaction, cancels nothing', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const callee = await t.registered('101');
  const stranger = await t.phone('102');
  const call = await caller.call('101');
  await t.until(() => call.state === 'ringing', 'it rings');
  const invite = caller.log.findLast(
    ({ message, direction }) => direction === 'sent' && message?.method === 'INVITE',
  );
  const cancel = (invite?.text ?? '')
    .replace(/^INVITE/, 'CANCEL')
    .replace(/CSeq: (\d+) INVITE/, 'CSeq: $1 CANCEL')
    .replace(/\r\n\r\n[\s\S]*$/, '\r\n\r\n')
    .replace(/Content-Length: \d+/, 'Content-Length: 0')
    .replace(/Content-Type: [^\r]+\r\n/, '');
  stranger.sendRaw(cancel);
  caller.sendRaw(cancel.replace(/branch=[^;\r]+/, 'branch=z9hG4bKsomethingelse'));
  await t.clock.advance(1000);
  assert.equal(call.state, 'ringing');
  assert.equal(callee.incoming.state, 'ringing');
  call.cancel();
  await t.until(() => call.state === 'ended', 'the right one works');
  for (const phone of t.phones) phone.problems.length = 0;
  await t.finish();
});

test('a caller whose connection breaks while it rings is treated as one that cancelled', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100', { transport: 'TCP' });
  const callee = await t.registered('101');
  const call = await caller.call('101');
  await t.until(() => call.state === 'ringing', 'it rings');
  caller.transport.close();
  await t.until(() => callee.incoming.state === 'ended', 'the callee stops ringing', 35_000);
  await t.finish();
});
