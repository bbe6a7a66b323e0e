import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { G722Decoder, G722Encoder } from './g722.ts';

const RATE = 16_000;
const FRAME = 320;

/** Noise that is the same everywhere: xorshift32. */
function noise(length: number, amplitude: number, seed: number): Int16Array {
  let state = seed;
  return Int16Array.from({ length }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >> 16) % amplitude;
  });
}

/** Loud and soft, low and high, silence and full scale: every table is visited. */
function trial(): Int16Array {
  const triangle = Int16Array.from({ length: RATE }, (_, i) => {
    const period = 16 + (i >> 6);
    return Math.trunc((((i % period) * 2 - period) * 30_000) / period);
  });
  const square = Int16Array.from({ length: FRAME * 10 }, (_, i) => (i % 46 < 23 ? 32_767 : -32_768));
  const parts = [triangle, noise(RATE, 32_000, 1), new Int16Array(FRAME * 5), square, noise(RATE, 300, 2)];
  const all = new Int16Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function encoded(samples: Int16Array, encoder = new G722Encoder()): Uint8Array {
  const codes = new Uint8Array(samples.length / 2);
  for (let at = 0; at < samples.length; at += FRAME) {
    const length = Math.min(FRAME, samples.length - at);
    encoder.encode(samples.subarray(at, at + length), length, codes, at / 2);
  }
  return codes;
}

function decoded(codes: Uint8Array, decoder = new G722Decoder()): Int16Array {
  const samples = new Int16Array(2 * codes.length);
  const half = FRAME / 2;
  for (let at = 0; at < codes.length; at += half)
    decoder.decode(codes, at, Math.min(half, codes.length - at), samples, 2 * at);
  return samples;
}

function sha256(data: Uint8Array | Int16Array): string {
  return createHash('sha256')
    .update(Buffer.from(data.buffer, data.byteOffset, data.byteLength))
    .digest('hex')
    .slice(0, 16);
}

/** Of the difference to `wanted`, delayed by the filters' 22 samples, in dB below it. */
function noiseRatio(heard: Int16Array, wanted: Int16Array): number {
  let signal = 0;
  let error = 0;
  for (let i = RATE / 10; i < heard.length; i++) {
    const expected = wanted[i - 22] as number;
    signal += expected ** 2;
    error += ((heard[i] as number) - expected) ** 2;
  }
  return 10 * Math.log10(signal / error);
}

function sine(hz: number, amplitude: number): Int16Array {
  return Int16Array.from({ length: RATE }, (_, i) =>
    Math.round(amplitude * Math.sin((2 * Math.PI * hz * i) / RATE)),
  );
}

describe('G.722', () => {
  // FFmpeg 5.1 makes the same bytes and the same samples of this trial; test/peers compares the two directly.
  it('encodes as the recommendation has it, bit by bit', () => {
    assert.equal(sha256(encoded(trial())), 'f403d25d50e33d74');
  });

  it('decodes as the recommendation has it, bit by bit', () => {
    assert.equal(sha256(decoded(encoded(trial()))), '4748a2bb3242b461');
    assert.equal(
      sha256(decoded(Uint8Array.from({ length: 65_536 }, (_, i) => (i * 167) ^ (i >> 8)))),
      'aac47e4f8b2d42c9',
    );
  });

  for (const [hz, least] of [
    [300, 30],
    [1000, 30],
    [3000, 20],
    [6000, 10],
  ] as const) {
    it(`carries ${hz} Hz`, () => {
      const tone = sine(hz, 8_000);
      assert.ok(noiseRatio(decoded(encoded(tone)), tone) > least);
    });
  }

  it('goes on where another encoder was, so that the listener hears no seam', () => {
    const sound = trial();
    const first = new G722Encoder();
    const head = encoded(sound.subarray(0, RATE), first);
    const second = new G722Encoder();
    second.continueFrom(first);
    const tail = encoded(sound.subarray(RATE), second);
    const whole = encoded(sound);
    assert.deepEqual(Buffer.concat([head, tail]), Buffer.from(whole));
  });

  it('takes frames of any even length', () => {
    const sound = trial();
    const encoder = new G722Encoder();
    const codes = new Uint8Array(sound.length / 2);
    let at = 0;
    for (let length = 2; at < sound.length; length = (length * 3) % 1918 || 2) {
      const count = Math.min(length, sound.length - at);
      encoder.encode(sound.subarray(at, at + count), count, codes, at / 2);
      at += count;
    }
    assert.equal(sha256(codes), sha256(encoded(sound)));
  });
});
