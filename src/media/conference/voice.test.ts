import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_SOUND } from './conference-sound.ts';
import { Voice } from './voice.ts';

const SECOND = 50;
const GATED = { ...DEFAULT_SOUND, noiseGate: true };

function frame(value: number): Int16Array {
  return new Int16Array(160).fill(value);
}

function gainDb(voice: Voice): number {
  return 20 * Math.log10(voice.gain);
}

test('who stops talking is heard 300 ms longer, and then fades out within one frame', () => {
  const voice = new Voice();
  voice.judge(2000, DEFAULT_SOUND);
  voice.shape(frame(2000), true, false);
  let frames = 0;
  while (voice.isTalking) {
    voice.judge(0, DEFAULT_SOUND);
    if (voice.isTalking) voice.shape(frame(0), true, true);
    frames++;
  }
  assert.equal(frames, 15);
  const last = frame(1000);
  voice.shape(last, false, true);
  assert.equal(last[0], 1000);
  assert.ok((last.at(-1) ?? 0) < 20);
  assert.ok(last.every((sample, i) => i === 0 || sample <= (last[i - 1] ?? 0)));
  assert.equal(voice.wasHeard, false);
});

test('the first frame of a word is whole; who comes in within one fades in', () => {
  const first = frame(1000);
  new Voice().shape(first, true, false);
  assert.ok(first.every((sample) => sample === 1000));
  const later = frame(1000);
  new Voice().shape(later, true, true);
  assert.equal(later[0], 0);
  assert.ok((later.at(-1) ?? 0) > 980);
});

test('who is muted stops talking at once', () => {
  const voice = new Voice();
  voice.judge(2000, DEFAULT_SOUND);
  voice.isMuted = true;
  voice.judge(2000, DEFAULT_SOUND);
  assert.equal(voice.isTalking, false);
});

test('a soft voice is brought up slowly and no more than 12 dB, a loud one down', () => {
  const soft = new Voice();
  for (let i = 0; i < SECOND; i++) soft.judge(230, DEFAULT_SOUND);
  assert.ok(gainDb(soft) < 0.1);
  for (let i = 0; i < SECOND; i++) soft.judge(230, DEFAULT_SOUND);
  assert.ok(Math.abs(gainDb(soft) - 2) < 0.1, `${gainDb(soft)}`);
  for (let i = 0; i < 20 * SECOND; i++) soft.judge(230, DEFAULT_SOUND);
  assert.ok(Math.abs(gainDb(soft) - 12) < 0.1, `${gainDb(soft)}`);
  const loud = new Voice();
  for (let i = 0; i < 20 * SECOND; i++) loud.judge(15_000, DEFAULT_SOUND);
  assert.ok(Math.abs(gainDb(loud) + 12) < 0.3, `${gainDb(loud)}`);
});

test('an ordinary voice, and one in a room without levelling, stays what it is', () => {
  for (const [level, sound] of [
    [1000, DEFAULT_SOUND],
    [3500, DEFAULT_SOUND],
    [200, DEFAULT_SOUND],
    [300, { ...DEFAULT_SOUND, levelling: false }],
  ] as const) {
    const voice = new Voice();
    for (let i = 0; i < 10 * SECOND; i++) voice.judge(level, sound);
    assert.equal(voice.gain, 1);
  }
});

test('pauses and the hum of the line do not count as a soft voice', () => {
  const voice = new Voice();
  for (let i = 0; i < 30 * SECOND; i++) voice.judge(i % 100 < 50 ? 2000 : 60, DEFAULT_SOUND);
  assert.equal(voice.gain, 1);
});

test('a voice that is made louder does not clip', () => {
  const voice = new Voice();
  voice.volume = 4;
  const loud = frame(20_000);
  voice.shape(loud, true, false);
  assert.ok(loud.every((sample) => sample > 29_000 && sample <= 30_000));
});

test('without the gate a noisy line talks all the time, with it only who speaks above the noise', () => {
  const open = new Voice();
  const gated = new Voice();
  for (let i = 0; i < 60 * SECOND; i++) {
    open.judge(200, DEFAULT_SOUND);
    gated.judge(200, GATED);
  }
  assert.equal(open.isTalking, true);
  assert.equal(gated.isTalking, false);
  gated.judge(1200, GATED);
  assert.equal(gated.isTalking, true);
  for (let i = 0; i < 16; i++) gated.judge(200, GATED);
  assert.equal(gated.isTalking, false);
});

test('the gate stays open for speech with its pauses, however long', () => {
  const voice = new Voice();
  let missed = 0;
  for (let i = 0; i < 120 * SECOND; i++) {
    const isSpeech = i % 100 < 80;
    voice.judge(isSpeech ? 1800 : 70, GATED);
    if (isSpeech && !voice.isTalking) missed++;
  }
  assert.equal(missed, 0);
});
