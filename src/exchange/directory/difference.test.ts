import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differenceOf, isSameList } from './difference.ts';

const JAN = { number: '301', callsign: 'PX0AAA', name: 'Jan' };
const ANNE = { number: '302', callsign: 'PX0AAB', name: 'Anne' };
const ZOE = { number: '303', callsign: 'PX0AAC', name: 'Zoë' };

test('who is new, gone and changed is told apart by number', () => {
  const after = [{ ...ANNE, name: 'Anna' }, ZOE];
  const difference = differenceOf([JAN, ANNE], after);
  assert.deepEqual(difference, {
    added: [ZOE],
    removed: [JAN],
    changed: [{ before: ANNE, after: { ...ANNE, name: 'Anna' } }],
  });
  assert.equal(isSameList(difference), false);
});

test('the same people in another order are the same list', () => {
  assert.equal(isSameList(differenceOf([JAN, ANNE], [{ ...ANNE }, { ...JAN }])), true);
});
