import assert from 'node:assert/strict';
import { test } from 'node:test';
import { voiceFile } from '../sound/voice-file.ts';
import { prepareRecording } from './prepare-recording.ts';
import { PROMPT_LEVEL_DB } from './prompt.ts';
import { speechLevel } from './speech-level.ts';
import { readWav, writePcmWav } from './wav.ts';

function tone(seconds: number, { rate = 16_000, peak = 8_000, hz = 440 } = {}): Uint8Array {
  const samples = Int16Array.from({ length: Math.round(seconds * rate) }, (_, at) =>
    Math.max(-32_768, Math.min(32_767, Math.round(peak * Math.sin((2 * Math.PI * hz * at) / rate)))),
  );
  return writePcmWav({ rate, samples });
}

test('a WAV file of any rate becomes a recording, and comes back as loud as prompts', () => {
  for (const rate of [8_000, 16_000, 44_100, 48_000]) {
    for (const peak of [800, 20_000]) {
      const made = prepareRecording(tone(2, { rate, peak }));
      assert.ok(made.ok, `${rate}`);
      assert.ok(Math.abs(made.value.sound.length - 16_000) <= 1, `${made.value.sound.length} bytes`);
      const back = readWav(voiceFile(made.value));
      assert.ok(back.ok);
      const level = speechLevel(back.value.samples.subarray(1_600), back.value.rate);
      assert.ok(Math.abs(level - PROMPT_LEVEL_DB) < 1, `${level} dB at ${rate} Hz`);
    }
  }
});

test('what is too long, too short, too soft, torn or no sound is refused with its reason', () => {
  const reasons = [
    tone(31),
    tone(0.5),
    tone(2, { peak: 20 }),
    tone(2, { peak: 200_000 }),
    new Uint8Array(50),
  ].map((file) => {
    const made = prepareRecording(file);
    return made.ok ? 'taken' : made.error.reason;
  });
  assert.deepEqual(reasons, ['too-long', 'too-short', 'too-quiet', 'clipped', 'not-wav']);
});
