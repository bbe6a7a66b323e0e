import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TalkStrip } from './talk-strip.ts';

describe('the strip of who talked', () => {
  it('joins what was said without a pause, and keeps pauses', () => {
    const strip = new TalkStrip();
    for (const second of [0, 1, 2, 3, 4, 10, 11]) strip.note(second * 1_000);
    assert.deepEqual(strip.pieces(11_000), [
      [294, 3],
      [299, 1],
    ]);
  });

  it('moves to the left and out of sight after ten minutes', () => {
    const strip = new TalkStrip();
    strip.note(0);
    assert.deepEqual(strip.pieces(598_000), [[0, 1]]);
    assert.deepEqual(strip.pieces(600_000), []);
    strip.note(600_000);
    assert.deepEqual(strip.pieces(600_000), [[299, 1]]);
  });
});
