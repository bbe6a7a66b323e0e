import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ParamList } from './param-list.ts';

test('the first of a name counts, and the order stays', () => {
  const params = new ParamList();
  assert.equal(params.add('tag', 'a'), true);
  assert.equal(params.add('lr', undefined), true);
  assert.equal(params.add('tag', 'b'), false);
  assert.deepEqual(
    [...params],
    [
      ['tag', 'a'],
      ['lr', undefined],
    ],
  );
  assert.equal(params.get('tag'), 'a');
  assert.deepEqual([params.has('lr'), params.get('lr')], [true, undefined]);
  assert.deepEqual([params.has('maddr'), params.get('maddr'), params.size], [false, undefined, 2]);
});

test('many are found as well as few, whatever they are called', () => {
  const params = new ParamList<string>();
  const names = ['__proto__', ...Array.from({ length: 5000 }, (_, n) => `p${n}`)];
  for (const name of names) assert.equal(params.add(name, `${name}!`), true);
  for (const name of names) assert.equal(params.add(name, ''), false);
  for (const name of names) assert.equal(params.get(name), `${name}!`);
  assert.deepEqual(
    [...params].map(([name]) => name),
    names,
  );
  assert.equal(params.has('p5000'), false);
});
