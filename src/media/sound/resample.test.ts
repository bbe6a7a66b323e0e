import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tone } from '../../../testkit/tone-prompts.ts';
import { resample } from './resample.ts';

/** Amplitude of one frequency, in the middle of the recording. */
function amplitude(samples: Int16Array, hz: number, rate: number): number {
  const middle = samples.subarray(samples.length >> 2, 3 * (samples.length >> 2));
  let sine = 0;
  let cosine = 0;
  for (let i = 0; i < middle.length; i++) {
    const angle = (2 * Math.PI * hz * i) / rate;
    sine += (middle[i] as number) * Math.sin(angle);
    cosine += (middle[i] as number) * Math.cos(angle);
  }
  return (2 * Math.hypot(sine, cosine)) / middle.length;
}

for (const [from, to] of [
  [16_000, 8_000],
  [44_100, 16_000],
  [48_000, 16_000],
  [8_000, 16_000],
  [11_025, 16_000],
] as const) {
  test(`speech keeps its length, pitch and level from ${from} to ${to} Hz`, () => {
    const made = resample(tone(1_000, 1, from), from, to);
    assert.ok(Math.abs(made.length - to) <= 1);
    assert.ok(Math.abs(amplitude(made, 1_000, to) - 8_000) < 80);
    const high = resample(tone(3_000, 1, from), from, to);
    assert.ok(Math.abs(amplitude(high, 3_000, to) - 8_000) < 160, 'the upper end of the telephone band');
  });
}

test('what the lower rate cannot hold does not fold back', () => {
  const made = resample(tone(6_000, 1, 16_000), 16_000, 8_000);
  // The tone begins and ends at once, which is a click of all frequencies.
  assert.ok(made.subarray(100, -100).every((sample) => Math.abs(sample) < 40));
});

test('full scale is held and does not wrap', () => {
  const square = Int16Array.from({ length: 16_000 }, (_, index) => (index % 40 < 20 ? 32_767 : -32_768));
  const made = resample(square, 16_000, 8_000);
  for (let i = 20; i < made.length; i++) assert.ok((made[i] as number) * (made[i - 20] as number) >= -1e9);
  assert.ok(made.some((sample) => sample === 32_767));
});

test('the same rate needs no work', () => {
  const samples = tone(440, 1);
  assert.equal(resample(samples, 16_000, 16_000), samples);
});
