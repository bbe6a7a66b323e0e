import assert from 'node:assert/strict';
import { test } from 'node:test';
import { amplitudeOf, decodeG711, encodeG711, loudness, sine } from './tone.ts';

test('the amplitude of a sine is measured at its frequency and nowhere else', () => {
  const samples = sine(440, 8000, 0, 4000);
  assert.ok(Math.abs(amplitudeOf(samples, 440) - 8000) < 10);
  assert.ok(amplitudeOf(samples, 600) < 100);
});

for (const codec of ['PCMA', 'PCMU'] as const) {
  test(`${codec} keeps a tone through encoding and decoding`, () => {
    const samples = decodeG711(codec, encodeG711(codec, sine(1000, 8000, 0, 4000)));
    assert.ok(Math.abs(amplitudeOf(samples, 1000) - 8000) < 200);
    assert.ok(loudness(decodeG711(codec, encodeG711(codec, new Int16Array(160)))) < 10);
  });
}

test('known codes have the values of ITU-T G.711', () => {
  assert.deepEqual([...decodeG711('PCMA', Uint8Array.of(0xd5, 0x55, 0xaa, 0x2a))], [8, -8, 32256, -32256]);
  assert.deepEqual([...decodeG711('PCMU', Uint8Array.of(0xff, 0x7f, 0x80, 0x00))], [0, 0, 32124, -32124]);
});
