import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CallPath, MOST_HOPS } from './call-path.ts';

test('a call goes on from number to number, and who sent it on is known', () => {
  const path = new CallPath({ caller: '100', dialled: '101' });
  assert.equal(path.forward('102', 'always'), 'forwarded');
  assert.equal(path.forward('103', 'busy'), 'forwarded');
  assert.equal(path.current, '103');
  assert.deepEqual(path.hops, [
    { from: '101', to: '102', cause: 'always' },
    { from: '102', to: '103', cause: 'busy' },
  ]);
});

test('it comes neither back to a number it was at, nor to the caller', () => {
  const path = new CallPath({ caller: '100', dialled: '101' });
  assert.equal(path.forward('102', 'always'), 'forwarded');
  for (const number of ['100', '101', '102']) assert.equal(path.forward(number, 'busy'), 'loop');
  assert.equal(path.current, '102');
});

test('the sixth hop is one too many, and hops before it reached us count', () => {
  const path = new CallPath({ caller: '100', dialled: '101' });
  for (let hop = 1; hop <= MOST_HOPS; hop += 1) {
    assert.equal(path.forward(`${200 + hop}`, 'no-answer'), 'forwarded');
  }
  assert.equal(path.forward('300', 'always'), 'too-many-hops');

  const longer = new CallPath({ caller: '100', dialled: '101', before: ['90', '91', '92', '93'] });
  assert.equal(longer.forward('91', 'always'), 'loop');
  assert.equal(longer.forward('102', 'always'), 'forwarded');
  assert.equal(longer.forward('103', 'always'), 'too-many-hops');
});
