import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mayUseNumber, numberKind, proposeNumber, serviceOf } from './numbering.ts';

test('a number is what the plan says it is', () => {
  for (const [number, kind] of [
    ['100', 'extension'],
    ['899', 'extension'],
    ['900', 'conference'],
    ['949', 'conference'],
    ['950', 'free'],
    ['99', 'free'],
    ['0100', 'free'],
    ['12345678', 'free'],
    ['112', 'emergency'],
    ['911', 'emergency'],
    ['*43', 'service'],
    ['9043', 'service'],
    ['1', 'invalid'],
    ['123456789', 'invalid'],
    ['', 'invalid'],
    ['*99', 'invalid'],
    ['*78', 'invalid'],
    ['30a', 'invalid'],
    ['+31201234567', 'invalid'],
    ['٣٠١', 'invalid'],
  ] as const) {
    assert.equal(numberKind(number), kind, number);
  }
});

test('a service answers to its star code and to its number', () => {
  assert.equal(serviceOf('*43'), 'echo');
  assert.equal(serviceOf('9043'), 'echo');
  assert.equal(serviceOf('9060'), 'clock');
  assert.equal(serviceOf('*65'), 'own-number');
  assert.equal(serviceOf('301'), undefined);
});

test('any number of 2 to 8 digits may be given away, but services and emergency numbers', () => {
  for (const number of ['10', '301', '905', '12345678'])
    assert.deepEqual(mayUseNumber(number), { ok: true, value: number });
  for (const number of ['112', '911', '9043', '*43'])
    assert.deepEqual(mayUseNumber(number), { ok: false, error: 'number-taken' });
  for (const number of ['1', '', 'x', '123456789'])
    assert.deepEqual(mayUseNumber(number), { ok: false, error: 'number-invalid' });
});

test('the lowest free number is proposed, never an emergency number', () => {
  assert.equal(
    proposeNumber('extension', () => false),
    '100',
  );
  assert.equal(
    proposeNumber('extension', (number) => Number(number) < 112),
    '113',
  );
  assert.equal(
    proposeNumber('conference', (number) => Number(number) < 911),
    '912',
  );
  assert.equal(
    proposeNumber('extension', () => true),
    undefined,
  );
});

test('another plan is followed as given', () => {
  const plan = { extensions: { first: 3000, last: 3999 }, conferences: { first: 400, last: 409 } };
  assert.equal(numberKind('3000', plan), 'extension');
  assert.equal(numberKind('400', plan), 'conference');
  assert.equal(numberKind('100', plan), 'free');
  assert.equal(
    proposeNumber('extension', () => false, plan),
    '3000',
  );
});
