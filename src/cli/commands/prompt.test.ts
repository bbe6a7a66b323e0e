import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CliDesk } from '../../../testkit/cli-desk.ts';
import { tone } from '../../../testkit/tone-prompts.ts';
import { PROMPT_IDS } from '../../media/prompts/prompt.ts';
import { writeAlawWav } from '../../media/prompts/wav.ts';
import { LARGEST_RECORDING_BYTES } from '../../web/contract/prompts.ts';

const RATE = 8_000;

function recording(seconds: number, amplitude = 8_000): Uint8Array {
  return writeAlawWav({ rate: RATE, samples: tone(440, seconds, RATE, amplitude) });
}

async function open(language: 'nl' | 'en' = 'en'): Promise<CliDesk> {
  const desk = await CliDesk.open();
  desk.environment = { HAMVOIP_LANG: language };
  desk.bytes.set('own.wav', recording(2));
  return desk;
}

describe('hamvoip prompt', () => {
  it('shows what is said, and in whose voice', async () => {
    const desk = await open();
    const shown = await desk.good('prompt list');
    for (const id of PROMPT_IDS) assert.match(shown, new RegExp(`${id} +program +Words`));
  });

  for (const how of ['running', 'stopped'] as const) {
    it(`puts a recording in the place of one, and back, on an exchange that is ${how}`, async () => {
      const desk = await open();
      desk.isRunning = how === 'running';
      assert.match(await desk.good('prompt set nl/emergency own.wav'), /nl\/emergency .* 2\.0 s/);
      assert.match(await desk.good('prompt list'), /nl\/emergency +own/);
      assert.deepEqual((await desk.run('prompt set nl/emergency own.wav --json')).json(), {
        id: 'nl/emergency',
        words: 'Words of nl/emergency',
        situation: 'calls',
        own: true,
        seconds: 2,
      });
      assert.match(await desk.good('prompt reset nl/emergency'), /program again/);
      assert.match(await desk.good('prompt list'), /nl\/emergency +program/);
    });
  }

  for (const [reason, bytes, said] of [
    ['too long', recording(21), /21 s/],
    ['too short', recording(0.1), /0\.1 s/],
    ['too quiet', recording(1, 60), /-\d+(\.\d)? dB/],
    ['no WAV file', Buffer.from('OggS'), /no WAV/],
  ] as const) {
    it(`refuses a recording that is ${reason}, and says why`, async () => {
      const desk = await open();
      desk.bytes.set('bad.wav', bytes);
      assert.match(await desk.bad('prompt set en/emergency bad.wav', 1, 'recording-invalid'), said);
      assert.match(await desk.good('prompt list'), /en\/emergency +program/);
    });
  }

  it('means the language of the exchange when none is given', async () => {
    const desk = await open('nl');
    assert.match(await desk.good('prompt set emergency own.wav'), /nl\/emergency/);
  });

  it('says so in Dutch too', async () => {
    const desk = await open('nl');
    desk.bytes.set('bad.wav', recording(21));
    assert.match(await desk.bad('prompt set nl/emergency bad.wav', 1, 'recording-invalid'), /duurt 21 s/);
  });

  it('knows what it does not say', async () => {
    const desk = await open();
    for (const id of ['nl/hello', 'de/emergency', 'hello', 'nl/a/b'])
      await desk.bad(`prompt set ${id} own.wav`, 1, 'not-found');
    await desk.bad('prompt set nl/emergency nowhere.wav', 2, 'file-missing');
    desk.bytes.set('huge.wav', new Uint8Array(LARGEST_RECORDING_BYTES + 1));
    await desk.bad('prompt set nl/emergency huge.wav', 1, 'body-too-large');
  });
});
