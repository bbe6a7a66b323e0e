/** Security §3: what a call takes it gives back. */
import assert from 'node:assert/strict';
import { json } from 'node:stream/consumers';
import { test } from 'node:test';
import { getHeapSnapshot } from 'node:v8';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';

const BATCH = 100;
/** Ten thousand calls fill the replay window (security SR-3): from then on every new nonce pushes one out. */
const WARM_UP = 100;
const BATCHES = 40;
/** Whatever a call left behind would be one of these at least; code that is compiled meanwhile is not. */
const KINDS = [
  'object',
  'string',
  'array',
  'number',
  'closure',
  'concatenated string',
  'sliced string',
  'native',
];
const MOST_A_CALL = 0.1;

test('beyond ten thousand calls four thousand more leave nothing in memory', {
  timeout: 240_000,
}, async (context) => {
  const t = await ExchangeUnderTest.start({ settings: { limits: undefined } });
  for (let n = 0; n < WARM_UP; n += 1) await talk(t);
  const before = await livingThings(t);
  for (let n = 0; n < BATCHES; n += 1) await talk(t);
  const growth = (await livingThings(t)) - before;
  context.diagnostic(`${growth} things more of ${before} after ${BATCHES * BATCH} calls`);
  assert.ok(growth < MOST_A_CALL * BATCHES * BATCH, `${growth} things more of ${before}`);
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

/** How many values of these kinds are in the heap when the garbage is collected, which a snapshot does first. */
async function livingThings(t: ExchangeUnderTest): Promise<number> {
  const { registrations, calls, dialogs, transactions } = t.counts;
  const empty = { registrations: 0, calls: 0, dialogs: 0, transactions: 0 };
  assert.deepEqual({ registrations, calls, dialogs, transactions }, empty);
  const { snapshot, nodes } = (await json(getHeapSnapshot())) as {
    readonly snapshot: {
      readonly meta: {
        readonly node_fields: readonly string[];
        readonly node_types: readonly [readonly string[]];
      };
    };
    readonly nodes: readonly number[];
  };
  const { node_fields: fields, node_types } = snapshot.meta;
  const counted = new Set(KINDS.map((kind) => node_types[0].indexOf(kind)));
  let count = 0;
  for (let at = fields.indexOf('type'); at < nodes.length; at += fields.length) {
    if (counted.has(nodes[at] ?? -1)) count += 1;
  }
  return count;
}
