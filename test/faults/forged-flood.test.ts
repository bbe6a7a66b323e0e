/** Security 1.13 on a real process: a million forged sources take less than 64 MB of it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExchangeProcess } from './exchange-process.ts';
import { flood } from './forged-flood.ts';
import { median } from './waiting.ts';

const SOURCES = 1_000_000;
const MOST_GROWTH_BYTES = 64 * 1024 * 1024;

test('a process that a million forged sources ask grows by less than 64 MB and registers a phone meanwhile', {
  timeout: 290_000,
}, async (t) => {
  const exchange = await ExchangeProcess.start(t, { firstPort: 18460 });
  const phone = await exchange.registered('100');
  const found = await flood(exchange, phone, { sources: SOURCES, perSecond: 8_000 });
  t.diagnostic(
    `${SOURCES} requests in ${Math.round(found.seconds)} s, ${found.answered} answered, ${found.turnedAway} turned away; resident memory ` +
      `${Math.round(found.residentBytes / 1e6)} MB, at most ${(found.growthBytes / 1e6).toFixed(1)} MB more; a phone ` +
      `registers in ${median(found.registrationMs).toFixed(1)} ms, slowest ${Math.max(...found.registrationMs).toFixed(1)} ms`,
  );
  assert.ok(found.answered > SOURCES / 2, `only ${found.answered} were answered`);
  assert.ok(found.growthBytes < MOST_GROWTH_BYTES, `grew by ${Math.round(found.growthBytes / 2 ** 20)} MB`);
  assert.equal(await exchange.metric('hamvoip_bans_active'), 0);
  await exchange.assertNoExceptions();
});
