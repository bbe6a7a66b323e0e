import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDutchCallsign, parseCallsign } from './callsign.ts';

test('call signs of all shapes are read and given in upper case', () => {
  for (const [text, callsign] of [
    [' px0aaa ', 'PX0AAA'],
    ['PX0A', 'PX0A'],
    ['x0a', 'X0A'],
    ['0x0aaa', '0X0AAA'],
    ['X00AAA', 'X00AAA'],
    ['px1234aaaa', 'PX1234AAAA'],
  ] as const) {
    assert.deepEqual(parseCallsign(text), { ok: true, value: callsign });
  }
});

test('what is no call sign is refused with a reason', () => {
  for (const text of [
    '',
    '   ',
    'JAN',
    '301',
    'PX0AAA/P',
    'PX0AA1',
    'PXX0AAA',
    'PX0AAA!',
    'PX0ÄA',
    'PX0AAAAAAAA',
  ]) {
    assert.equal(parseCallsign(text).ok, false, text);
  }
});

test('the Dutch shape is PA to PI, one digit, one to three letters', () => {
  assert.equal(isDutchCallsign('PI0A'), true);
  assert.equal(isDutchCallsign('PX0AAA'), false);
  assert.equal(isDutchCallsign('PA0AAAA'), false);
});
