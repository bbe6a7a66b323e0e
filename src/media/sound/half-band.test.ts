import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Doubler, Halver } from './half-band.ts';

const LOW = 8_000;
const HIGH = 16_000;
const PEAK = 10_000;
const FRAMES = 20;
/** What the filter's memory of silence spoils at the beginning. */
const SETTLED = 100;

function tone(hz: number, rate: number): Int16Array {
  return Int16Array.from({ length: (rate * FRAMES) / 50 }, (_, i) =>
    Math.round(PEAK * Math.sin((2 * Math.PI * hz * i) / rate)),
  );
}

/** In dB of the tone above, how much of a frequency is in there. */
function levelAt(samples: Int16Array, hz: number, rate: number): number {
  let real = 0;
  let imaginary = 0;
  for (let i = SETTLED; i < samples.length; i++) {
    const phase = (2 * Math.PI * hz * i) / rate;
    real += (samples[i] as number) * Math.cos(phase);
    imaginary += (samples[i] as number) * Math.sin(phase);
  }
  return 20 * Math.log10((2 * Math.hypot(real, imaginary)) / (samples.length - SETTLED) / PEAK);
}

/** In frames, as in a call. */
function converted(converter: Doubler | Halver, from: Int16Array, to: Int16Array): Int16Array {
  const fromFrame = from.length / FRAMES;
  const toFrame = to.length / FRAMES;
  for (let frame = 0; frame < FRAMES; frame++) {
    converter.convert(
      from.subarray(frame * fromFrame, (frame + 1) * fromFrame),
      to.subarray(frame * toFrame, (frame + 1) * toFrame),
    );
  }
  return to;
}

describe('sound at twice the rate', () => {
  for (const hz of [300, 1000, 3400]) {
    it(`keeps ${hz} Hz as loud as it was and adds no mirror image of it`, () => {
      const doubled = converted(new Doubler(), tone(hz, LOW), new Int16Array(320 * FRAMES));
      assert.ok(Math.abs(levelAt(doubled, hz, HIGH)) < 0.1);
      assert.ok(levelAt(doubled, LOW - hz, HIGH) < -55);
    });
  }
});

describe('sound at half the rate', () => {
  for (const hz of [300, 1000, 3400]) {
    it(`keeps ${hz} Hz as loud as it was`, () => {
      const halved = converted(new Halver(), tone(hz, HIGH), new Int16Array(160 * FRAMES));
      assert.ok(Math.abs(levelAt(halved, hz, LOW)) < 0.1);
    });
  }

  for (const hz of [4500, 5000, 7500]) {
    it(`does not fold ${hz} Hz back to ${LOW - hz} Hz`, () => {
      const halved = converted(new Halver(), tone(hz, HIGH), new Int16Array(160 * FRAMES));
      assert.ok(levelAt(halved, LOW - hz, LOW) < -50);
    });
  }

  it('undoes doubling, but for a delay', () => {
    const sound = tone(700, LOW);
    const doubled = converted(new Doubler(), sound, new Int16Array(320 * FRAMES));
    const back = converted(new Halver(), doubled, new Int16Array(160 * FRAMES));
    assert.ok(Math.abs(levelAt(back, 700, LOW)) < 0.1);
  });

  it('does not overflow at full scale', () => {
    const square = Int16Array.from({ length: 320 * FRAMES }, (_, i) => (i % 40 < 20 ? 32_767 : -32_768));
    const halved = converted(new Halver(), square, new Int16Array(160 * FRAMES));
    // What wraps around stands next to its opposite; a square of 400 Hz stays 10 samples on one side.
    let turns = 0;
    for (let i = SETTLED; i < halved.length; i++) {
      if (Math.sign(halved[i] as number) !== Math.sign(halved[i - 1] as number)) turns++;
    }
    assert.ok(turns <= Math.ceil((halved.length - SETTLED) / 10) + 1);
  });
});
