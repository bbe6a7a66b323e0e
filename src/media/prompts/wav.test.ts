import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { tone } from '../../../testkit/tone-prompts.ts';
import { readWav, writeAlawWav } from './wav.ts';

interface Written {
  readonly tag?: number;
  readonly channels?: number;
  readonly rate?: number;
  readonly bits?: number;
  readonly data?: Uint8Array;
  readonly before?: Buffer;
  readonly dataLength?: number;
  readonly subFormat?: number;
}

function wav({
  tag = 1,
  channels = 1,
  rate = 8_000,
  bits = 16,
  data,
  before,
  dataLength,
  subFormat,
}: Written) {
  const bytes = data ?? pcm([1, -2, 3]);
  const format = Buffer.alloc(subFormat === undefined ? 16 : 40);
  format.writeUInt16LE(tag, 0);
  format.writeUInt16LE(channels, 2);
  format.writeUInt32LE(rate, 4);
  format.writeUInt16LE(bits, 14);
  if (subFormat !== undefined) format.writeUInt16LE(subFormat, 24);
  const chunks = [before, chunk('fmt ', format), chunk('data', bytes, dataLength)].filter(
    (one) => one !== undefined,
  );
  return Buffer.concat([Buffer.from('RIFF\0\0\0\0WAVE'), ...chunks]);
}

function chunk(name: string, content: Uint8Array, length = content.length): Buffer {
  const head = Buffer.alloc(8);
  head.write(name, 0);
  head.writeUInt32LE(length, 4);
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)]);
}

function pcm(samples: readonly number[]): Buffer {
  const bytes = Buffer.alloc(2 * samples.length);
  for (const [index, sample] of samples.entries()) bytes.writeInt16LE(sample, 2 * index);
  return bytes;
}

function samplesOf(file: Uint8Array): readonly number[] {
  const sound = readWav(file);
  assert.ok(sound.ok, sound.ok ? '' : sound.error);
  return [...sound.value.samples];
}

describe('a WAV file', () => {
  it('of 16-bit PCM is read as it stands', () => {
    assert.deepEqual(samplesOf(wav({})), [1, -2, 3]);
    assert.deepEqual(samplesOf(wav({ data: pcm([32_767, -32_768]) })), [32_767, -32_768]);
  });

  it('of two channels is mixed into one', () => {
    assert.deepEqual(samplesOf(wav({ channels: 2, data: pcm([10, 20, -32_768, -32_768]) })), [15, -32_768]);
  });

  it('in the extensible form is read by its sub-format', () => {
    assert.deepEqual(samplesOf(wav({ tag: 0xfffe, subFormat: 1 })), [1, -2, 3]);
  });

  it('in A-law and µ-law is read', () => {
    const law = { bits: 8, data: Uint8Array.of(0xd5, 0x55) };
    assert.deepEqual(samplesOf(wav({ ...law, tag: 6 })), [8, -8]);
    assert.deepEqual(samplesOf(wav({ ...law, tag: 7, data: Uint8Array.of(0xff, 0x7f) })), [0, 0]);
  });

  it('with other chunks, odd ones too, is read', () => {
    assert.deepEqual(samplesOf(wav({ before: chunk('LIST', Buffer.from('odd')) })), [1, -2, 3]);
  });

  it('of a recorder that was switched off is read as far as it goes', () => {
    assert.deepEqual(samplesOf(wav({ dataLength: 0 })), [1, -2, 3]);
    assert.deepEqual(samplesOf(wav({ dataLength: 0xffff_ffff })), [1, -2, 3]);
  });

  for (const [what, file, fault] of [
    ['nothing', Buffer.alloc(0), 'not-wav'],
    ['an MP3 file', Buffer.from('ID3\u0004\0\0\0\0\0\0\0\0'), 'not-wav'],
    ['a file that ends before its sound', wav({}).subarray(0, 36), 'not-wav'],
    [
      'sound before its format',
      Buffer.concat([Buffer.from('RIFF\0\0\0\0WAVE'), chunk('data', pcm([1]))]),
      'not-wav',
    ],
    ['floating point', wav({ tag: 3, bits: 32 }), 'encoding'],
    ['24 bits', wav({ bits: 24 }), 'encoding'],
    ['three channels', wav({ channels: 3 }), 'encoding'],
    ['no channel', wav({ channels: 0 }), 'encoding'],
    ['a rate below the telephone', wav({ rate: 4_000 }), 'encoding'],
    ['a rate beyond all need', wav({ rate: 192_000 }), 'encoding'],
  ] as const) {
    it(`is not ${what}`, () => {
      assert.deepEqual(readWav(file), { ok: false, error: fault });
    });
  }

  it('as we write it holds what was put in, within what A-law can', () => {
    const samples = tone(440, 0.1);
    const sound = readWav(writeAlawWav({ rate: 16_000, samples }));
    assert.ok(sound.ok);
    assert.equal(sound.value.rate, 16_000);
    assert.equal(sound.value.samples.length, samples.length);
    for (const [index, sample] of samples.entries())
      assert.ok(Math.abs((sound.value.samples[index] as number) - sample) <= 8 + Math.abs(sample) / 30);
  });
});
