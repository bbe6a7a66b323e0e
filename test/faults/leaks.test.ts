/** Security §3: what a call takes it gives back. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const BATCH = 100;
const WARM_UP = 5;
const WINDOWS = 3;
const BATCHES = 7;
/** The nonce of every INVITE stays in the replay window until 10,000 others pushed it out (security SR-3). */
const MOST_BYTES_A_CALL = 400;

test('two thousand calls leave nothing in memory', { timeout: 120_000 }, async () => {
  const t = await ExchangeUnderTest.start({ settings: { limits: undefined } });
  for (let n = 0; n < WARM_UP; n += 1) await talk(t);
  const growths: number[] = [];
  for (let window = 0; window < WINDOWS; window += 1) {
    const before = await heapBytes(t);
    for (let n = 0; n < BATCHES; n += 1) await talk(t);
    growths.push(((await heapBytes(t)) - before) / (BATCHES * BATCH));
  }
  // A cache that fills and code that is compiled show once; a leak shows in every window.
  const perCall = Math.min(...growths);
  assert.ok(perCall < MOST_BYTES_A_CALL, `${Math.round(perCall)} bytes of every call stay`);
  await t.finish();
});

/** With phones that are thrown away after: what they remember is no leak of the exchange. */
async function talk(t: ExchangeUnderTest): Promise<void> {
  const caller = await t.registered('100', { address: '198.51.100.1' });
  const callee = await t.registered('101', { address: '198.51.100.2' });
  for (let n = 0; n < BATCH; n += 1) {
    const { call } = await t.talk(caller, callee);
    await t.clock.until(call.hangUp());
  }
  await t.clock.advance(1_000);
  for (const phone of [caller, callee]) await t.clock.until(phone.unregister());
  await t.clock.advance(40_000);
  await t.clock.advance(200_000);
  for (const phone of t.phones.splice(0)) phone.close();
  t.journal.clear();
}

async function heapBytes(t: ExchangeUnderTest): Promise<number> {
  const { registrations, calls, dialogs, transactions } = t.counts;
  const empty = { registrations: 0, calls: 0, dialogs: 0, transactions: 0 };
  assert.deepEqual({ registrations, calls, dialogs, transactions }, empty);
  for (let turn = 0; turn < 3; turn += 1) {
    collectGarbage();
    await new Promise((resolve) => setImmediate(resolve));
  }
  return process.memoryUsage().heapUsed;
}
