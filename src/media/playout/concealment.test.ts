import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { SampleRate } from '../../rtp/voice-codec.ts';
import { Concealment } from './concealment.ts';

const FRAMES = 40;
const LOST = 20;

/** A voice of 120 Hz with a few overtones. */
function voice(rate: SampleRate): Int16Array[] {
  const length = rate / 50;
  return Array.from({ length: FRAMES }, (_, frame) =>
    Int16Array.from({ length }, (_, i) => {
      const seconds = (frame * length + i) / rate;
      return [1, 2, 3, 5].reduce(
        (sum, overtone) => sum + (4_000 / overtone) * Math.sin(2 * Math.PI * 120 * overtone * seconds),
        0,
      );
    }),
  );
}

function played(rate: SampleRate, lost: readonly number[]): Int16Array[] {
  const concealment = new Concealment(rate);
  return voice(rate).map((frame, index) => {
    if (lost.includes(index)) concealment.fill(frame, 0, frame.length);
    else concealment.came(frame, 0, frame.length);
    return frame;
  });
}

function power(frame: Int16Array, less?: Int16Array): number {
  return frame.reduce((sum, sample, i) => sum + (sample - (less?.[i] ?? 0)) ** 2, 0) / frame.length;
}

for (const rate of [8_000, 16_000] as const) {
  describe(`sound that did not come, at ${rate} Hz`, () => {
    const whole = voice(rate);

    it('is gone on with in step', () => {
      const heard = played(rate, [LOST]);
      const error = power(heard[LOST] as Int16Array, whole[LOST]);
      assert.ok(error < power(whole[LOST] as Int16Array) / 30, 'the error is 15 dB below the voice');
    });

    it('has no step at either end', () => {
      const steepest = Math.max(...whole.flatMap((frame) => steps(frame)));
      const heard = played(rate, [LOST, LOST + 1]);
      const around = heard.slice(LOST - 1, LOST + 4).flatMap((frame) => [...frame]);
      assert.ok(Math.max(...steps(around)) < 1.5 * steepest);
    });

    it('fades to nothing in 60 ms', () => {
      const heard = played(rate, [20, 21, 22, 23, 24]);
      assert.ok(power(heard[21] as Int16Array) < power(heard[20] as Int16Array));
      assert.ok(power(heard[22] as Int16Array) < power(heard[21] as Int16Array));
      assert.equal(power(heard[23] as Int16Array), 0);
    });

    it('leaves nothing behind in what comes after it', () => {
      const heard = played(rate, [LOST]);
      assert.deepEqual(heard.slice(LOST + 2), whole.slice(LOST + 2));
    });

    it('is silence when nothing was heard before', () => {
      const frame = new Int16Array(rate / 50).fill(99);
      new Concealment(rate).fill(frame, 0, frame.length);
      assert.equal(power(frame), 0);
    });
  });
}

function steps(samples: ArrayLike<number>): number[] {
  return Array.from({ length: samples.length - 1 }, (_, i) =>
    Math.abs((samples[i + 1] as number) - (samples[i] as number)),
  );
}
