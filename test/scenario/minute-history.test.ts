import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';

test('a day of the exchange, minute by minute: phones, a call and its sound, guesses and the ban they led to', async () => {
  const t = await ExchangeUnderTest.start();
  const { call, incoming } = await t.talk(await t.registered('100'), await t.registered('101'));
  call.media?.startTone(440);
  incoming.media?.startTone(1000);
  await t.clock.advance(125_000);
  const talking = t.console.minutes.list(0).at(-1);
  assert.ok(talking);
  assert.deepEqual([talking.registrations, talking.calls, talking.bans], [2, 1, 0]);
  // Two phones, each 50 packets a second of 172 bytes.
  assert.ok(talking.kbitIn > 130 && talking.kbitIn < 145, `${talking.kbitIn} kbit/s`);
  assert.ok(talking.kbitOut > 130 && talking.kbitOut < 145, `${talking.kbitOut} kbit/s`);

  await t.clock.until(call.hangUp());
  const stranger = await t.phone('101', { password: 'not the right one' });
  for (let attempt = 0; attempt < 3; attempt += 1) await t.answerWithin(2_000, stranger.register());
  await t.clock.advance(60_000);
  const guessed = t.console.minutes.list(0);
  assert.equal(
    guessed.reduce((sum, { failedRegistrations }) => sum + failedRegistrations, 0),
    3,
  );
  assert.equal(guessed.at(-1)?.bans, 1);
  await t.finish({ lossy: true });
});
