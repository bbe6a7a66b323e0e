import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ALAW, type G711, ULAW } from './g711.ts';

function decodeOne(codec: G711, code: number): number {
  const samples = new Int16Array(1);
  codec.decode(Uint8Array.of(code), 0, 1, samples, 0);
  return samples[0] as number;
}

function encodeOne(codec: G711, sample: number): number {
  const codes = new Uint8Array(1);
  codec.encode(Int16Array.of(sample), 1, codes, 0);
  return codes[0] as number;
}

/** ulaw_compress of ITU-T G.191, by its segments. */
function referenceUlaw(sample: number): number {
  const magnitude = Math.min(((sample < 0 ? ~sample : sample) >> 2) + 33, 0x1fff);
  let segment = 1;
  for (let rest = magnitude >> 6; rest !== 0; rest >>= 1) segment++;
  const code = ((8 - segment) << 4) | (0x0f - ((magnitude >> segment) & 0x0f));
  return sample >= 0 ? code | 0x80 : code;
}

/** alaw_compress of ITU-T G.191. */
function referenceAlaw(sample: number): number {
  let code = (sample < 0 ? ~sample : sample) >> 4;
  if (code > 15) {
    let exponent = 1;
    while (code > 16 + 15) {
      code >>= 1;
      exponent++;
    }
    code = code - 16 + (exponent << 4);
  }
  return (sample >= 0 ? code | 0x80 : code) ^ 0x55;
}

test('every sample is encoded as ITU-T G.191 does', () => {
  for (let sample = -32768; sample <= 32767; sample++) {
    assert.equal(encodeOne(ULAW, sample), referenceUlaw(sample), `µ-law of ${sample}`);
    assert.equal(encodeOne(ALAW, sample), referenceAlaw(sample), `A-law of ${sample}`);
  }
});

test('known codes decode to the values of the standard', () => {
  const ulaw = [
    [0xff, 0],
    [0x7f, 0],
    [0x80, 32124],
    [0x00, -32124],
    [0xfe, 8],
    [0x7e, -8],
    [0xe7, 260],
  ] as const;
  for (const [code, sample] of ulaw) assert.equal(decodeOne(ULAW, code), sample);
  const alaw = [
    [0xd5, 8],
    [0x55, -8],
    [0xaa, 32256],
    [0x2a, -32256],
    [0xd4, 24],
    [0xc5, 264],
  ] as const;
  for (const [code, sample] of alaw) assert.equal(decodeOne(ALAW, code), sample);
});

test('decoding and encoding again gives the same code, but for the second zero of µ-law', () => {
  for (let code = 0; code < 256; code++) {
    assert.equal(encodeOne(ALAW, decodeOne(ALAW, code)), code);
    assert.equal(encodeOne(ULAW, decodeOne(ULAW, code)), code === 0x7f ? 0xff : code);
  }
});

test('the code for silence is the smallest positive value', () => {
  assert.equal(decodeOne(ULAW, ULAW.silence), 0);
  assert.equal(decodeOne(ALAW, ALAW.silence), 8);
});
