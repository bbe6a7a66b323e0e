import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tone } from '../../../testkit/tone-prompts.ts';
import { G722Encoder } from '../../rtp/g722.ts';
import { RECORDING_RATE, RecordingSource } from './recording.ts';

const AMPLITUDE = 8_000;

function recorded(seconds: number): Uint8Array {
  const samples = tone(440, seconds, RECORDING_RATE, AMPLITUDE);
  const sound = new Uint8Array(samples.length / 2);
  new G722Encoder().encode(samples, samples.length, sound, 0);
  return sound;
}

/** Everything a source gives, frame by frame, and how many frames that took. */
function played(source: RecordingSource, frameSamples: number): { samples: number[]; frames: number } {
  const samples: number[] = [];
  for (let frames = 1; frames < 1_000; frames++) {
    const sum = new Int32Array(frameSamples);
    const isOver = source.mixInto(sum);
    samples.push(...sum);
    if (isOver) return { samples, frames };
  }
  throw new Error('it never ends');
}

function peak(samples: readonly number[]): number {
  return samples.slice(500).reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
}

for (const rate of [8_000, 16_000] as const) {
  test(`a recording is played at ${rate} samples a second, as long and as loud as it was`, () => {
    const { samples, frames } = played(new RecordingSource(recorded(1), rate, 0), rate / 50);
    assert.equal(frames, 50);
    assert.ok(Math.abs(peak(samples) / AMPLITUDE - 1) < 0.05, `${peak(samples)}`);
  });
}

test('louder or softer by so many decibels, and never beyond full scale', () => {
  const at = (gainDb: number) => peak(played(new RecordingSource(recorded(1), 16_000, gainDb), 320).samples);
  assert.ok(Math.abs(at(-6) / AMPLITUDE - 0.5) < 0.03);
  assert.equal(at(40), 32_768);
});

test('what ends within a frame is followed by silence, and nothing at all is over at once', () => {
  const { samples, frames } = played(new RecordingSource(recorded(0.05), 16_000, 0), 320);
  assert.equal(frames, 3);
  assert.ok(samples.slice(800).every((sample) => sample === 0));
  assert.equal(new RecordingSource(new Uint8Array(0), 8_000, 0).mixInto(new Int32Array(160)), true);
});
