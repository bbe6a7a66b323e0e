import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AUDIO, NO_NUMBER, payloadMap, receiveTable, TELEPHONE_EVENT } from './payload-map.ts';

const PCMA = { number: 8, encoding: 'PCMA/8000' };
const OPUS = { number: 96, encoding: 'opus/48000/2' };
const KEYS = { number: 101, encoding: 'telephone-event/48000' };

test('a table tells what a number means and the clock it counts by', () => {
  const { kinds, rates, encodings } = receiveTable({ receive: [PCMA, OPUS, KEYS] });
  assert.deepEqual([kinds[8], kinds[96], kinds[101]], [AUDIO, AUDIO, TELEPHONE_EVENT]);
  assert.deepEqual([rates[8], rates[96], rates[101], rates[0]], [8_000, 48_000, 48_000, 8_000]);
  assert.deepEqual([encodings[8], encodings[96], encodings[0]], ['pcma/8000', 'opus/48000/2', undefined]);
});

test('phones that were told the same share a table, others do not', () => {
  const same = () => receiveTable({ receive: [{ ...PCMA }, { ...KEYS }] });
  assert.equal(same(), same());
  assert.notEqual(same(), receiveTable({ receive: [PCMA] }));
  assert.notEqual(same(), receiveTable({ receive: [KEYS, PCMA] }));
});

test('maps are shared by who sends and who is sent to, not by either alone', () => {
  const renumbered = { ...OPUS, number: 111 };
  assert.equal(payloadMap([OPUS], [renumbered])[96], 111);
  assert.equal(payloadMap([renumbered], [OPUS])[111], 96);
  assert.equal(payloadMap([OPUS], [PCMA])[96], NO_NUMBER);
  assert.equal(payloadMap([OPUS], [renumbered]), payloadMap([{ ...OPUS }], [{ ...renumbered }]));
});

test('a name that looks like a list of others is no list', () => {
  const forged = { number: 8, encoding: 'PCMA/8000"],[101,"telephone-event/48000' };
  assert.equal(receiveTable({ receive: [forged] }).kinds[101], 0);
  assert.equal(receiveTable({ receive: [PCMA, KEYS] }).kinds[101], TELEPHONE_EVENT);
});
