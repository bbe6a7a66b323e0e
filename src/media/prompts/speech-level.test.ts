import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sine } from '../../../testkit/tone.ts';
import { speechLevel } from './speech-level.ts';

const RATE = 16_000;
const LEVEL_DB = 20 * Math.log10(8_000 / 32_768 / Math.SQRT2);

function tone(amplitude: number, seconds: number): Int16Array {
  return sine(400, amplitude, 0, seconds * RATE, RATE);
}

/** A second of tone, then a pause, over and over. */
function withPauses(pauseS: number): Int16Array {
  const sound = new Int16Array(12 * RATE);
  const talk = tone(8_000, 1);
  for (let at = 0; at + talk.length <= sound.length; at += Math.round((1 + pauseS) * RATE))
    sound.set(talk, at);
  return sound;
}

test('of a steady tone it is the level of the tone', () => {
  assert.ok(Math.abs(speechLevel(tone(8_000, 4), RATE) - LEVEL_DB) < 0.1);
});

test('half as loud is 6 dB less', () => {
  const difference = speechLevel(tone(8_000, 2), RATE) - speechLevel(tone(4_000, 2), RATE);
  assert.ok(Math.abs(difference - 6.02) < 0.1, `${difference}`);
});

test('short pauses belong to the speech, of long ones only their beginning does', () => {
  // The hangover of 0.2 s, and what the envelope takes to fall below the threshold.
  for (const [pauseS, counted] of [
    [0.15, 0.15],
    [1, 0.35],
    [3, 0.35],
  ] as const) {
    const off = speechLevel(withPauses(pauseS), RATE) - LEVEL_DB;
    assert.ok(Math.abs(off + 10 * Math.log10(1 + counted)) < 0.35, `${pauseS} s: ${off} dB`);
  }
});

test('the hum of a line between the words does not count', () => {
  const sound = withPauses(2);
  const hum = sine(50, 40, 0, sound.length, RATE);
  const level = speechLevel(
    sound.map((sample, i) => sample + (hum[i] as number)),
    RATE,
  );
  assert.ok(Math.abs(level - speechLevel(sound, RATE)) < 0.2, `${level}`);
});

test('nothing at all has no level', () => {
  assert.equal(speechLevel(new Int16Array(RATE), RATE), Number.NEGATIVE_INFINITY);
  assert.equal(speechLevel(new Int16Array(0), RATE), Number.NEGATIVE_INFINITY);
});
