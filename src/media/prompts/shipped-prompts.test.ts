import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import {
  PROMPT_IDS,
  PROMPT_LANGUAGES,
  PROMPT_LEVEL_DB,
  PROMPT_NAMES,
  PROMPT_RATE,
  WORD_NAMES,
} from './prompt.ts';
import { PromptLibrary } from './prompt-library.ts';
import { speechLevel } from './speech-level.ts';
import { readWav } from './wav.ts';

const FOLDER = join(import.meta.dirname, '../../../prompts');
const QUIET = 100;

function read(name: string): Buffer {
  return readFileSync(join(FOLDER, name));
}

describe('the recordings that come with the program', () => {
  for (const language of PROMPT_LANGUAGES) {
    it(`have words in "${language}" for every situation, and no others`, () => {
      const words: Record<string, string> = JSON.parse(read(`${language}.json`).toString());
      assert.deepEqual(Object.keys(words).sort(), [...PROMPT_NAMES].sort());
      assert.deepEqual(
        readdirSync(join(FOLDER, language)).sort(),
        PROMPT_NAMES.map((name) => `${name}.wav`).sort(),
      );
    });
  }

  for (const id of PROMPT_IDS) {
    const isWord = WORD_NAMES.some((word) => id.endsWith(`/${word}`));
    it(`say ${id} as loud as all others, after a moment of silence`, () => {
      const sound = readWav(read(`${id}.wav`));
      assert.ok(sound.ok);
      const { rate, samples } = sound.value;
      assert.equal(rate, PROMPT_RATE);
      assert.ok(Math.abs(speechLevel(samples, rate) - PROMPT_LEVEL_DB) < 0.3);
      const seconds = samples.length / rate;
      const [shortest, longest, silent] = isWord ? [0.3, 1.5, 0.02] : [0.6, 7, 0.2];
      assert.ok(seconds > shortest && seconds < longest, `${seconds} s`);
      const spoken = samples.subarray(silent * rate, (silent + 0.4) * rate);
      assert.ok([...samples.subarray(0, silent * rate)].every((sample) => Math.abs(sample) < QUIET));
      assert.ok([...spoken].some((sample) => Math.abs(sample) > 10 * QUIET));
    });
  }

  it('were made of the words that stand beside them: else npm run prompts', () => {
    const manifest: Record<string, { words: string; sound: string }> = JSON.parse(
      read('manifest.json').toString(),
    );
    assert.deepEqual(Object.keys(manifest).sort(), [...PROMPT_IDS].sort());
    for (const id of PROMPT_IDS) {
      const [language = '', name = ''] = id.split('/');
      const words: Record<string, string> = JSON.parse(read(`${language}.json`).toString());
      assert.equal(manifest[id]?.words, words[name], id);
      assert.equal(
        manifest[id]?.sound,
        createHash('sha256')
          .update(read(`${id}.wav`))
          .digest('hex'),
        id,
      );
    }
  });
});

describe('a library of prompts', () => {
  const [first] = PROMPT_IDS;
  assert.ok(first);
  const file = read(`${first}.wav`);

  it('gives a recording at the rate that is wanted, the same one again', () => {
    const library = new PromptLibrary(new Map([[first, file]]));
    const narrow = library.samples(first, 8_000);
    const wide = library.samples(first, 16_000);
    assert.ok(narrow && wide);
    assert.equal(narrow.length, wide.length >> 1);
    assert.equal(library.samples(first, 8_000), narrow);
  });

  it('says what was put in last', () => {
    const library = new PromptLibrary(new Map([[first, file]]));
    const before = library.samples(first, 8_000);
    library.put(first, read('en/unreachable.wav'));
    assert.notEqual(library.samples(first, 8_000)?.length, before?.length);
  });

  it('has nothing to say of what it does not know or cannot read', () => {
    const library = new PromptLibrary(new Map());
    assert.equal(library.samples(first, 8_000), undefined);
    library.put(first, Buffer.from('no sound'));
    assert.equal(library.samples(first, 8_000), undefined);
  });
});
