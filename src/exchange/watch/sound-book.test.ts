import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fact } from '../../base/journal.ts';
import { SoundBook } from './sound-book.ts';

function measured(call: string, figures: Partial<Extract<Fact, { kind: 'media-measured' }>> = {}): Fact {
  const about = {
    kind: 'media-measured',
    call,
    extension: '301',
    overMs: 5_000,
    bytesIn: 1,
    bytesOut: 1,
  } as const;
  const sound = { packetsReceived: 100, packetsLost: 0, jitterMs: 2, roundTripMs: null } as const;
  return { ...about, ...sound, packetsSent: 100, farLost: null, ...figures };
}

function answered(call: string): Fact {
  return { kind: 'call-answered', call, setupMs: 1 };
}

function ended(call: string): Fact {
  return { kind: 'call-ended', call, result: 'answered', durationMs: 1 };
}

test('figures of a call add up, the last ones after its end included', () => {
  const book = new SoundBook();
  book.hear(answered('a'));
  book.hear(measured('a', { packetsLost: 1, roundTripMs: 40, farLost: 2 }));
  book.hear(ended('a'));
  book.hear(measured('a', { packetsReceived: 300, jitterMs: 6, farLost: 1 }));
  assert.deepEqual(book.of('301', 'a'), {
    packetsReceived: 400,
    packetsLost: 1,
    jitterMs: 5,
    roundTripMs: 40,
    packetsSent: 200,
    farLost: 3,
  });
});

test('the call before is the last other one, while its extension is there', () => {
  const book = new SoundBook();
  for (const call of ['a', 'b', 'c', 'd', 'e']) {
    book.hear(answered(call));
    book.hear(measured(call, { packetsReceived: call.charCodeAt(0) }));
    book.hear(ended(call));
  }
  assert.equal(book.before('301', 'e')?.packetsReceived, 'd'.charCodeAt(0));
  assert.equal(book.of('301', 'a'), undefined);
  book.forget('301');
  assert.equal(book.before('301', 'e'), undefined);
});

test('what was never answered is no call', () => {
  const book = new SoundBook();
  book.hear(measured('a'));
  assert.equal(book.of('301', 'a'), undefined);
});
