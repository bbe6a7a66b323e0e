import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  barrierIn,
  resolveSuspensions,
  SUSPENDABLE,
  type Suspension,
  SuspensionBook,
  suspensionState,
} from './suspensions.ts';

const NOW = 1_000_000;

function suspension(given: Partial<Suspension> = {}): Suspension {
  return {
    id: 's1',
    scope: ['301'],
    what: SUSPENDABLE,
    fromMs: 0,
    untilMs: null,
    reason: null,
    reasonShown: false,
    untilShown: false,
    endedAtMs: null,
    ...given,
  };
}

function taken(suspensions: readonly Suspension[], number: string, nowMs = NOW): string[] {
  const resolution = resolveSuspensions(suspensions, nowMs);
  return SUSPENDABLE.filter((what) => barrierIn(resolution, number, what) !== undefined);
}

describe('a suspension', () => {
  it('holds from its begin to its end, and not at its end', () => {
    const planned = suspension({ fromMs: 100, untilMs: 200 });
    assert.deepEqual(
      [99, 100, 199, 200].map((nowMs) => suspensionState(planned, nowMs)),
      ['planned', 'active', 'active', 'ended'],
    );
  });

  it('is over when it was lifted, whatever its end', () => {
    assert.equal(suspensionState(suspension({ endedAtMs: 5 }), NOW), 'ended');
    assert.deepEqual(taken([suspension({ endedAtMs: 5 })], '301'), []);
  });

  it('takes only what it names from whom it names', () => {
    const one = suspension({ scope: ['301', '900'], what: ['call', 'conference'] });
    assert.deepEqual(taken([one], '301'), ['call', 'conference']);
    assert.deepEqual(taken([one], '900'), ['call', 'conference']);
    assert.deepEqual(taken([one], '302'), []);
    assert.deepEqual(taken([suspension({ scope: 'all', what: ['call'] })], '302'), ['call']);
  });
});

describe('overlapping suspensions', () => {
  it('take away what any of them does', () => {
    const both = [
      suspension({ scope: 'all', what: ['conference'] }),
      suspension({ id: 's2', what: ['register'], untilMs: NOW + 5 }),
    ];
    assert.deepEqual(taken(both, '301'), ['register', 'conference']);
    assert.deepEqual(taken(both, '301', NOW + 5), ['conference']);
    assert.deepEqual(taken(both, '302'), ['conference']);
  });

  it('are spoken for by the one that lasts longest, in whatever order they stand', () => {
    const short = suspension({ id: 'short', untilMs: NOW + 5 });
    const long = suspension({ id: 'long', untilMs: NOW + 10 });
    const endless = suspension({ id: 'endless', scope: 'all', what: ['call'] });
    for (const all of [
      [short, long, endless],
      [endless, long, short],
    ]) {
      const resolution = resolveSuspensions(all, NOW);
      assert.equal(barrierIn(resolution, '301', 'register')?.id, 'long');
      assert.equal(barrierIn(resolution, '301', 'call')?.id, 'endless');
    }
  });

  it('say from when to when what they come to stays so', () => {
    const { fromMs, untilMs } = resolveSuspensions(
      [
        suspension({ fromMs: NOW - 30, untilMs: NOW + 50 }),
        suspension({ fromMs: NOW - 20, untilMs: NOW - 10 }),
        suspension({ fromMs: NOW + 40 }),
        suspension({ fromMs: NOW + 1, endedAtMs: NOW }),
      ],
      NOW,
    );
    assert.deepEqual([fromMs, untilMs], [NOW - 10, NOW + 40]);
  });
});

describe('the book of suspensions', () => {
  it('goes with the wall clock, also backwards', () => {
    let nowMs = 0;
    const book = new SuspensionBook({
      clock: { wallTime: () => nowMs },
      suspensions: [suspension({ fromMs: 100, untilMs: 200 })],
    });
    const barred = (at: number): boolean => {
      nowMs = at;
      return book.barrier('301', 'call') !== undefined;
    };
    assert.deepEqual([99, 100, 199, 200, 150, 50].map(barred), [false, true, true, false, true, false]);
  });

  it('works out what holds only when something changed', () => {
    const book = new SuspensionBook({ clock: { wallTime: () => NOW }, suspensions: [suspension()] });
    const before = book.resolution;
    assert.equal(book.resolution, before);
    book.put(suspension({ id: 's2', scope: ['302'] }));
    assert.notEqual(book.resolution, before);
    assert.deepEqual(book.takenFrom('302'), SUSPENDABLE);
    book.remove('s2');
    assert.deepEqual(book.takenFrom('302'), []);
    assert.deepEqual(
      book.list().map(({ id }) => id),
      ['s1'],
    );
  });
});
