import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Moment, pointsOf, rowsOf } from './course.ts';

function moments(...values: readonly number[]): readonly Moment[] {
  return values.map((value, minute) => ({ at: new Date(minute * 60_000).toISOString(), value }));
}

describe('a line', () => {
  it('has nought at the bottom and the highest of all at the top', () => {
    assert.equal(pointsOf(moments(0, 5, 10), 10), '3.0,77.0 300.0,40.0 597.0,3.0');
  });

  it('keeps a gap in time as wide as it was', () => {
    const [first, second] = moments(1, 1);
    const late = { at: new Date(240_000).toISOString(), value: 1 };
    assert.ok(first && second);
    assert.deepEqual(
      pointsOf([first, second, late], 1)
        .split(' ')
        .map((point) => point.split(',')[0]),
      ['3.0', '151.5', '597.0'],
    );
  });

  it('of one figure is level', () => {
    assert.equal(pointsOf(moments(1), 2), '3.0,40.0 597,40.0');
  });
});

describe('a table', () => {
  it('has the newest first', () => {
    const rows = rowsOf([{ name: 'in', moments: moments(1, 2, 3) }]);
    assert.deepEqual(
      rows.map(({ values }) => values[0]),
      [3, 2, 1],
    );
  });

  it('lets neighbours share a row and gives the highest of each series', () => {
    const values = Array.from({ length: 60 }, (_, minute) => (minute === 57 ? 99 : 1));
    const rows = rowsOf([
      { name: 'in', moments: moments(...values) },
      { name: 'out', moments: moments(...values.map((value) => value * 2)) },
    ]);
    assert.equal(rows.length, 12);
    assert.deepEqual(rows[0]?.values, [99, 198]);
    assert.deepEqual(rows[1]?.values, [1, 2]);
  });

  it('of nothing has no row', () => {
    assert.deepEqual(rowsOf([{ name: 'in', moments: [] }]), []);
  });
});
