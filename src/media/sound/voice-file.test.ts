import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tone } from '../../../testkit/tone-prompts.ts';
import { G722Encoder } from '../../rtp/g722.ts';
import { PROMPT_LEVEL_DB } from '../prompts/prompt.ts';
import { speechLevel } from '../prompts/speech-level.ts';
import { readWav } from '../prompts/wav.ts';
import { voiceFile } from './voice-file.ts';

test('a recording becomes a WAV file of its length, as loud as prompts', () => {
  const samples = tone(440, 2, 16_000, 1_000);
  const sound = new Uint8Array(samples.length / 2);
  new G722Encoder().encode(samples, samples.length, sound, 0);
  const read = readWav(voiceFile({ sound, levelDb: speechLevel(samples, 16_000) }));
  assert.ok(read.ok);
  assert.equal(read.value.rate, 16_000);
  assert.equal(read.value.samples.length, samples.length);
  assert.ok(Math.abs(speechLevel(read.value.samples, 16_000) - PROMPT_LEVEL_DB) < 0.5);
});
