import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';
import { G722, OPUS, PCMU, TELEPHONE_EVENT } from '../../testkit/phone-sdp.ts';

for (const number of ['*43', '9043', '%2A43']) {
  test(`who calls ${number} hears himself`, async () => {
    const t = await ExchangeUnderTest.start();
    const phone = await t.registered('100');
    const call = await phone.call(number);
    await t.until(() => call.state === 'answered', 'the echo answers', 1000);
    call.media?.startTone(440);
    await t.clock.advance(2000);
    assert.ok(call.media?.hears(440));
    call.media?.startTone(1000);
    await t.clock.advance(1500);
    assert.ok(call.media?.hears(1000));
    assert.equal((await t.clock.until(call.hangUp())).status, 200);
    await t.finish();
  });
}

test('the echo answers an offer in the ACK, too', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.registered('100', { personality: { codecs: [PCMU, TELEPHONE_EVENT] } });
  const call = await phone.call('9043', { offer: false });
  await t.until(() => call.state === 'answered', 'the echo answers', 1000);
  call.media?.startTone(440);
  await t.clock.advance(2000);
  assert.ok(call.media?.hears(440));
  await t.clock.until(call.hangUp());
  await t.finish();
});

for (const codec of [G722, OPUS]) {
  test(`the echo sends ${codec.encoding} back as it came, or says that it cannot`, async () => {
    const t = await ExchangeUnderTest.start();
    const phone = await t.registered('100', { personality: { codecs: [codec, TELEPHONE_EVENT] } });
    const call = await phone.call('9043');
    await t.until(() => call.state !== 'calling', 'the echo answers', 1000);
    if (call.state === 'ended') assert.equal(call.finalStatus, 488);
    else {
      for (let i = 0; i < 50; i += 1) {
        call.media?.sendPayload(codec.payloadType, Uint8Array.of(i, 1, 2, 3));
        await t.clock.advance(20);
      }
      assert.ok((call.media?.packets.length ?? 0) > 40);
      await t.clock.until(call.hangUp());
    }
    await t.finish();
  });
}

test('the echo can be held and resumed, and ends when the phone is gone', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.registered('100');
  const call = await phone.call('9043');
  await t.until(() => call.state === 'answered', 'the echo answers', 1000);
  call.media?.startTone(440);
  assert.equal((await t.clock.until(call.hold())).status, 200);
  assert.equal((await t.clock.until(call.resume())).status, 200);
  await t.clock.advance(2000);
  assert.ok(call.media?.hears(440));
  phone.powered = false;
  call.media?.stop();
  await t.until(() => t.counts.calls === 0, 'the exchange gives up', 45_000);
  await t.finish();
});
