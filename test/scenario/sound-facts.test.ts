import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';
import type { PhoneCall } from '../../testkit/phone-call.ts';
import { OPUS, PCMA, PCMU, TELEPHONE_EVENT } from '../../testkit/phone-sdp.ts';

async function talking() {
  const t = await ExchangeUnderTest.start();
  const personality = { codecs: [PCMA, PCMU, TELEPHONE_EVENT] };
  const { call, incoming } = await t.talk(
    await t.registered('100', { personality }),
    await t.registered('101', { personality }),
  );
  call.media?.startTone(440);
  incoming.media?.startTone(1000);
  return { t, call, incoming };
}

/** One source, numbered without a gap, whose clock never goes back and never leaps further than time did. */
function assertOneSource(call: PhoneCall): void {
  const packets = call.media?.packets ?? [];
  assert.equal(new Set(packets.map(({ ssrc }) => ssrc)).size, 1);
  for (const [i, packet] of packets.slice(1).entries()) {
    const before = packets[i] ?? assert.fail();
    assert.equal((packet.sequence - before.sequence) & 0xffff, 1, `after packet ${i}`);
    const passedMs = packet.atMs - before.atMs;
    const ticks = (packet.timestamp - before.timestamp) | 0;
    assert.ok(ticks > 0 && ticks <= 48 * (passedMs + 60), `${ticks} ticks in ${passedMs} ms`);
  }
}

test('a phone hears one source through hold, announcements, other codecs and transcoding', async () => {
  const { t, call, incoming } = await talking();
  await t.clock.advance(500);
  await t.clock.until(call.hold());
  await t.clock.advance(700);
  await t.clock.until(call.resume());
  await t.clock.advance(300);
  await t.clock.until(call.reinvite({ codecs: [PCMU, TELEPHONE_EVENT] }));
  await t.clock.advance(300);
  incoming.onReinvite = (transaction) => {
    incoming.phone.respond(transaction, 488, 'Not Acceptable Here');
    return true;
  };
  assert.equal((await t.clock.until(call.reinvite({ codecs: [OPUS, TELEPHONE_EVENT] }))).status, 200);
  await t.clock.advance(800);
  assert.equal(call.media?.packets.at(-1)?.payloadType, OPUS.payloadType);
  assert.equal(incoming.media?.packets.at(-1)?.payloadType, PCMU.payloadType);
  assert.equal((await t.clock.until(call.reinvite({ codecs: [PCMU, TELEPHONE_EVENT] }))).status, 200);
  await t.clock.advance(800);
  assert.ok(call.media?.hears(1000) && incoming.media?.hears(440));
  assertOneSource(call);
  assertOneSource(incoming);
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('what each phone lost and how it sounds is told while the call lasts and at its end', async () => {
  const { t, call } = await talking();
  await t.clock.advance(6_000);
  const [clean] = t.console.calls.list();
  assert.deepEqual(
    clean?.legs.map(({ extension, codec, quality }) => [extension, codec, quality?.lossPercent]),
    [
      ['100', 'PCMA/8000', 0],
      ['101', 'PCMA/8000', 0],
    ],
  );
  assert.ok(clean?.legs.every(({ quality }) => (quality?.score ?? 0) > 4.3));
  for (let i = 0; i < 300; i += 1) {
    const remote = call.media?.remote;
    if (call.media) call.media.remote = i % 10 === 0 ? undefined : remote;
    await t.clock.advance(20);
    if (call.media) call.media.remote = remote;
  }
  await t.clock.until(call.hangUp());
  await t.finish();
  const judged = t.journal.of('sound-judged');
  assert.deepEqual(judged.map(({ extension }) => extension).sort(), ['100', '101']);
  const [lossy] = judged.filter(({ extension }) => extension === '100');
  const [whole] = judged.filter(({ extension }) => extension === '101');
  assert.ok(lossy && lossy.lossPercent > 3 && lossy.lossPercent < 7, `${lossy?.lossPercent} %`);
  assert.equal(whole?.lossPercent, 0);
  assert.ok(lossy.score < (whole?.score ?? 0) - 0.3, `${lossy.score} and ${whole?.score}`);
});
