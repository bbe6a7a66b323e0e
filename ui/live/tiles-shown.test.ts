import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LiveExtension, LiveState } from '../../src/web/contract/live.ts';
import { inBrief, MOST_TILES, tilesOf } from './tiles-shown.ts';

function extensions(count: number, states: Readonly<Record<string, LiveState>> = {}): LiveExtension[] {
  return Array.from({ length: count }, (_, index) => {
    const number = String(1_000 + index);
    return { number, callsign: 'PX0AAA', state: states[number] ?? 'reachable' };
  });
}

function numbersOf({ shown }: ReturnType<typeof tilesOf>): string[] {
  return shown.map(({ extension }) => extension.number);
}

describe('the tiles of a map', () => {
  it('are all extensions in the order of their numbers, as long as somebody can find one among them', () => {
    const few = extensions(MOST_TILES, { 1100: 'in-call' });
    const { shown, left } = tilesOf(few, []);
    assert.equal(shown.length, MOST_TILES);
    assert.deepEqual([shown[0]?.extension.number, shown[100]?.state, left], ['1000', 'in-call', {}]);
  });

  it('are of very many those that matter most, and the others are counted', () => {
    const many = extensions(1_000, {
      1500: 'in-call',
      1600: 'not-registered',
      1700: 'attention',
      1800: 'not-registered',
      1900: 'suspended',
    });
    const tiles = tilesOf(many, ['1800']);
    assert.deepEqual(numbersOf(tiles).slice(0, 6), ['1800', '1700', '1500', '1900', '1600', '1000']);
    assert.equal(tiles.shown[0]?.state, 'banned');
    assert.equal(tiles.shown.length, MOST_TILES);
    assert.deepEqual(tiles.left, { reachable: 1_000 - MOST_TILES });
  });

  it('leave nobody out of the count when more are in trouble than there is room for', () => {
    const many = extensions(1_000).map((extension) => ({ ...extension, state: 'attention' as const }));
    const { shown, left } = tilesOf([...many, ...extensions(1)], []);
    assert.deepEqual([shown.length, left], [MOST_TILES, { attention: 1_000 - MOST_TILES, reachable: 1 }]);
  });
});

describe('what a page tells of very many', () => {
  const AT = '2026-11-27T12:00:00.000Z';

  it('is everything when they are few', () => {
    const live = { at: AT, extensions: extensions(3) };
    assert.deepEqual(inBrief(live), { initial: live, others: {} });
  });

  it('are the tiles, who is in a call, and the number of the others', () => {
    const call = { id: 'c1', from: '1990', to: '1991', reached: '1991', state: 'answered' as const };
    const times = { startedAt: AT, answeredAt: AT, legs: [], transcoded: false };
    const live = {
      at: AT,
      extensions: extensions(1_000, { 1995: 'not-registered' }),
      calls: [{ ...call, ...times }],
      blocked: ['1995'],
    };
    const { initial, others } = inBrief(live);
    const known = initial.extensions ?? [];
    assert.deepEqual(
      known.slice(-3).map(({ number }) => number),
      ['1990', '1991', '1995'],
    );
    assert.equal(known.length, MOST_TILES + 2);
    assert.deepEqual(others, { reachable: 1_000 - known.length });
    const whole = tilesOf(live.extensions, live.blocked);
    const brief = tilesOf(known, live.blocked, others);
    assert.deepEqual([numbersOf(brief), brief.left], [numbersOf(whole), whole.left]);
  });
});
