import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { forwardFor, mayPickUp, NO_FEATURES, parsePickupGroup, withoutForwardsTo } from './call-features.ts';

test('each cause has its own forward', () => {
  const features = { ...NO_FEATURES, forwardAlways: '101', forwardNoAnswer: '103' };
  assert.equal(forwardFor(features, 'always'), '101');
  assert.equal(forwardFor(features, 'busy'), undefined);
  assert.equal(forwardFor(features, 'no-answer'), '103');
});

test('forwards to a number that is removed go, and nothing else', () => {
  const features = { ...NO_FEATURES, doNotDisturb: true, forwardAlways: '101', forwardBusy: '102' };
  assert.deepEqual(withoutForwardsTo(features, '101'), { ...features, forwardAlways: null });
  assert.equal(withoutForwardsTo(features, '999'), features);
});

describe('pick-up', () => {
  const party = (number: string, callsign: string, pickupGroup: string | null = null) => ({
    number,
    callsign,
    pickupGroup,
  });

  test('is for the extensions of one holder, and for those of one group', () => {
    assert.ok(mayPickUp(party('100', 'PX0AAA'), party('101', 'PX0AAA')));
    assert.ok(mayPickUp(party('100', 'PX0AAA', 'shack'), party('101', 'PX0AAB', 'shack')));
  });

  test('is for nobody else', () => {
    assert.ok(!mayPickUp(party('100', 'PX0AAA'), party('101', 'PX0AAB')));
    assert.ok(!mayPickUp(party('100', 'PX0AAA', 'shack'), party('101', 'PX0AAB', 'board')));
    assert.ok(!mayPickUp(party('100', 'PX0AAA', 'shack'), party('101', 'PX0AAB')));
  });

  test('groups have a name of letters, digits and hyphens, in one spelling', () => {
    assert.equal(parsePickupGroup(' Shack-2 '), 'shack-2');
    for (const text of ['', '-a', 'a b', 'a'.repeat(33)]) assert.equal(parsePickupGroup(text), undefined);
  });
});
