import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BugError } from '../../base/bug-error.ts';
import { splitCommaList } from './comma-list.ts';
import { Headers } from './headers.ts';

test('names are found in any case and in compact form', () => {
  const headers = new Headers([
    { name: 'v', value: 'first' },
    { name: 'VIA', value: 'second' },
    { name: 'X-Own', value: 'kept' },
  ]);
  assert.equal(headers.get('via'), 'first');
  assert.equal(headers.get('Via'), 'first');
  assert.deepEqual(headers.all('V'), ['first', 'second']);
  assert.equal(headers.get('x-own'), 'kept');
  assert.equal(headers.get('X-OWN'), 'kept');
  assert.equal(headers.has('to'), false);
});

test('order is kept by append and turned by prepend', () => {
  const headers = new Headers().append('via', 'b').append('to', 't').prepend('via', 'a').append('via', 'c');
  assert.deepEqual(
    headers.fields.map(({ value }) => value),
    ['a', 'b', 't', 'c'],
  );
});

test('set leaves one line where the first one stood', () => {
  const headers = new Headers()
    .append('via', 'a')
    .append('contact', '1')
    .append('to', 't')
    .append('contact', '2');
  headers.set('m', 'only');
  assert.deepEqual(
    headers.fields.map(({ value }) => value),
    ['a', 'only', 't'],
  );
  assert.equal(new Headers().set('expires', '60').get('expires'), '60');
});

test('replaceFirst keeps the other lines', () => {
  const headers = new Headers().append('via', 'a').append('via', 'b').replaceFirst('via', 'A');
  assert.deepEqual(headers.all('via'), ['A', 'b']);
});

test('a clone is independent', () => {
  const headers = new Headers().append('via', 'a');
  headers.clone().remove('via').append('to', 't');
  assert.deepEqual(headers.all('via'), ['a']);
  assert.equal(headers.has('to'), false);
});

test('names of the language itself are names like others', () => {
  const headers = new Headers().append('__proto__', 'x').append('constructor', 'y');
  assert.equal(headers.get('__proto__'), 'x');
  assert.equal(headers.get('constructor'), 'y');
  assert.equal(headers.get('tostring'), undefined);
});

test('a name that is no token is our bug', () => {
  for (const name of ['', 'a b', 'a:b', 'a\r\nb', 'caf\u00e9'])
    assert.throws(() => new Headers().append(name, 'x'), BugError);
});

test('lists are split at commas outside quotes and brackets', () => {
  const cases: [string, string[]][] = [
    ['a', ['a']],
    [' a , b ', ['a', 'b']],
    ['"a, \\", b" <sip:x,y@host>;p="1,2", c', ['"a, \\", b" <sip:x,y@host>;p="1,2"', 'c']],
    [',, a ,,', ['a']],
    ['', []],
    ['"never closed, a', ['"never closed, a']],
  ];
  for (const [value, expected] of cases) assert.deepEqual(splitCommaList(value), expected, value);
  assert.deepEqual(new Headers().append('require', 'a, b').append('require', 'c').list('require'), [
    'a',
    'b',
    'c',
  ]);
});
