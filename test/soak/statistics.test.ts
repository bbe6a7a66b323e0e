import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quantile, slope } from './statistics.ts';

test('a quantile is one of the values', () => {
  const values = Array.from({ length: 1000 }, (_, index) => 1000 - index);
  assert.equal(quantile(values, 0.5), 501);
  assert.equal(quantile(values, 0.99), 991);
  assert.equal(quantile(values, 0.999), 1000);
  assert.equal(quantile([7], 0.99), 7);
  assert.ok(Number.isNaN(quantile([], 0.5)));
});

test('a slope is that of the line, whatever a few outliers do', () => {
  const line = Array.from({ length: 50 }, (_, x) => ({ x, y: 3 * x + 10 }));
  assert.equal(slope(line), 3);
  const withOutliers = line.map((point) => (point.x % 10 === 4 ? { ...point, y: point.y + 1e6 } : point));
  assert.equal(slope(withOutliers), 3);
  assert.equal(slope(line.map(({ x }) => ({ x, y: 5 }))), 0);
});
