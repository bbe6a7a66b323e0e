import assert from 'node:assert/strict';
import { test } from 'node:test';
import { amplitudeOf } from '../../../testkit/tone.ts';
import { Limiter } from './limiter.ts';

const FRAME = 160;

/** `frames` frames of a tone, through the limiter. */
function limited(limiter: Limiter, amplitude: number, frames: number, hz = 500): Int16Array {
  const made = new Int16Array(frames * FRAME);
  for (let frame = 0; frame < frames; frame++) {
    const sum = Int32Array.from({ length: FRAME }, (_, i) =>
      Math.round(amplitude * Math.sin((2 * Math.PI * hz * (frame * FRAME + i)) / 8000)),
    );
    limiter.limit(sum, made.subarray(frame * FRAME, (frame + 1) * FRAME));
  }
  return made;
}

test('what is not too loud passes as it is', () => {
  const sum = Int32Array.from({ length: FRAME }, (_, i) => 350 * i - 28_000);
  const made = new Int16Array(FRAME);
  new Limiter().limit(sum, made);
  assert.deepEqual([...made], [...sum]);
});

test('four times too loud comes out at the ceiling, clean: no harmonics, no sample clipped', () => {
  const made = limited(new Limiter(), 112_000, 50).subarray(10 * FRAME);
  assert.ok(made.every((sample) => Math.abs(sample) <= 28_000));
  const tone = amplitudeOf(made, 500);
  assert.ok(tone > 26_000, `${tone}`);
  for (const harmonic of [1000, 1500, 2000, 2500, 3500]) {
    const distortion = 20 * Math.log10(amplitudeOf(made, harmonic) / tone);
    assert.ok(distortion < -40, `${harmonic} Hz at ${distortion} dB`);
  }
});

test('what begins too loud from the first sample stays within 16 bits, every step of it', () => {
  const made = limited(new Limiter(), 500_000, 3, 3900);
  assert.ok(made.every((sample) => Math.abs(sample) < 32_767));
});

test('after a loud moment it comes back within half a second, without a step', () => {
  const limiter = new Limiter();
  limited(limiter, 56_000, 5);
  const after = limited(limiter, 10_000, 30);
  const steepest = 10_000 * 2 * Math.PI * (500 / 8000) * 1.02;
  for (let i = 1; i < after.length; i++)
    assert.ok(Math.abs((after[i] ?? 0) - (after[i - 1] ?? 0)) <= steepest + 2);
  assert.ok(Math.abs(amplitudeOf(after.subarray(-800), 500) - 10_000) < 50);
});
