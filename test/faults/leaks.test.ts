/** Security §3: what a call takes it gives back. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const BATCH = 100;
const WARM_UP = 10;
const BATCHES = 20;
/** Security §3: less than 0.5 % of the process in 10,000 calls. */
const MOST_BYTES_A_CALL = 200;

test('two thousand calls leave nothing in memory', { timeout: 120_000 }, async () => {
  const t = await ExchangeUnderTest.start({ settings: { limits: undefined } });
  for (let n = 0; n < WARM_UP; n += 1) await talk(t);
  const before = await heapBytes(t);
  for (let n = 0; n < BATCHES; n += 1) await talk(t);
  const after = await heapBytes(t);
  const perCall = (after - before) / (BATCHES * BATCH);
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
