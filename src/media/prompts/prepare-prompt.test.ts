import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sine } from '../../../testkit/tone.ts';
import { tone } from '../../../testkit/tone-prompts.ts';
import { preparePrompt } from './prepare-prompt.ts';
import { PROMPT_LEVEL_DB, PROMPT_RATE } from './prompt.ts';
import { speechLevel } from './speech-level.ts';
import { readWav } from './wav.ts';

function pcmWav(rate: number, samples: Int16Array): Uint8Array {
  const file = Buffer.alloc(44 + 2 * samples.length);
  file.write('RIFF\0\0\0\0WAVEfmt ', 0, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(2 * samples.length, 40);
  for (const [index, sample] of samples.entries()) file.writeInt16LE(sample, 44 + 2 * index);
  return file;
}

/** Two words with a gap between them. */
function words(amplitude: number, rate: number): Int16Array {
  const samples = new Int16Array(2 * rate);
  const word = tone(300, 0.5, rate, amplitude);
  samples.set(word, 0.25 * rate);
  samples.set(word, 1.25 * rate);
  return samples;
}

describe('somebody’s own recording', () => {
  for (const [how, rate, amplitude] of [
    ['soft, from a telephone', 8_000, 400],
    ['loud, from a music programme', 44_100, 30_000],
    ['from a video', 48_000, 6_000],
  ] as const) {
    it(`${how}, gets the rate and loudness of all prompts`, () => {
      const prepared = preparePrompt(pcmWav(rate, words(amplitude, rate)));
      assert.ok(prepared.ok);
      assert.equal(prepared.value.seconds, 2);
      const sound = readWav(prepared.value.wav);
      assert.ok(sound.ok);
      assert.equal(sound.value.rate, PROMPT_RATE);
      assert.ok(Math.abs(speechLevel(sound.value.samples, PROMPT_RATE) - PROMPT_LEVEL_DB) < 0.5);
    });
  }

  for (const [reason, file] of [
    ['too-long', pcmWav(8_000, tone(300, 20.1, 8_000))],
    ['too-short', pcmWav(8_000, tone(300, 0.2, 8_000))],
    ['too-quiet', pcmWav(8_000, words(120, 8_000))],
    ['too-quiet', pcmWav(8_000, new Int16Array(8_000))],
    ['clipped', pcmWav(8_000, square(32_767))],
    ['not-wav', Buffer.from('OggS')],
  ] as const) {
    it(`that is ${reason} is refused with what was measured`, () => {
      const prepared = preparePrompt(file);
      assert.equal(prepared.ok, false);
      assert.equal(prepared.ok ? '' : prepared.error.reason, reason);
    });
  }

  it('that begins and ends in the middle of a sound does not click where lines are put together', () => {
    const prepared = preparePrompt(pcmWav(16_000, sine(310, 8_000, 13, 16_000, 16_000)));
    assert.ok(prepared.ok);
    const sound = readWav(prepared.value.wav);
    assert.ok(sound.ok);
    const { samples } = sound.value;
    const twice = Int16Array.from([...samples, ...samples]);
    const step = (from: number, to: number) =>
      Math.max(...twice.subarray(from, to).map((sample, i) => Math.abs(sample - (twice[from + i - 1] ?? 0))));
    const within = step(4_000, 12_000);
    assert.ok(within > 400, 'the tone itself');
    assert.ok(step(samples.length - 40, samples.length + 40) < within, 'the seam');
    assert.ok(step(samples.length - 4, samples.length + 4) < within / 5, 'its middle');
  });

  it('keeps its peaks in bounds when it is made louder', () => {
    const samples = words(600, 16_000);
    for (let i = 0; i < 10; i++) samples[6_000 + i] = 8_000;
    const prepared = preparePrompt(pcmWav(16_000, samples));
    assert.ok(prepared.ok);
    const sound = readWav(prepared.value.wav);
    assert.ok(sound.ok);
    const peak = sound.value.samples.subarray(6_002, 6_008);
    assert.ok(
      [...peak].every((sample) => sample > 26_000),
      `bent, not torn: ${peak}`,
    );
  });
});

function square(amplitude: number): Int16Array {
  return Int16Array.from({ length: 8_000 }, (_, index) => (index % 40 < 20 ? amplitude : -amplitude));
}
