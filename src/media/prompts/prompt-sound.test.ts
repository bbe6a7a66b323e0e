/** What can be told of the recordings without ears, besides their level: edges, pauses and pace of each that comes along. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { PROMPT_IDS, PROMPT_LANGUAGES, type PromptId, type PromptLanguage, WORD_NAMES } from './prompt.ts';
import { PromptLibrary } from './prompt-library.ts';
import { readWav } from './wav.ts';

const FOLDER = join(import.meta.dirname, '../../../prompts');
/** Softer than this nobody hears it in a telephone: 50 dB below full scale. */
const QUIET = 100;
/** The largest that A-law can say. */
const LOUDEST = 32_256;
/** Between two parts of a line, not between two words. */
const PAUSE_S = 0.1;

interface Recording {
  readonly id: PromptId;
  readonly isWord: boolean;
  readonly words: string;
  readonly rate: number;
  readonly samples: Int16Array;
  /** Where somebody is heard first and last. */
  readonly from: number;
  readonly to: number;
}

const WORDS = Object.fromEntries(
  PROMPT_LANGUAGES.map((language) => [
    language,
    JSON.parse(readFileSync(join(FOLDER, `${language}.json`), 'utf8')) as Record<string, string>,
  ]),
);

const RECORDINGS = PROMPT_IDS.map((id): Recording => {
  const [language, name] = id.split('/') as [PromptLanguage, string];
  const sound = readWav(readFileSync(join(FOLDER, `${id}.wav`)));
  assert.ok(sound.ok, id);
  const { rate, samples } = sound.value;
  const loud = (sample: number) => Math.abs(sample) >= QUIET;
  return {
    id,
    isWord: WORD_NAMES.some((word) => word === name),
    words: WORDS[language]?.[name] ?? '',
    rate,
    samples,
    from: samples.findIndex(loud),
    to: samples.findLastIndex(loud),
  };
});

/** In seconds, each moment in which nobody hears anything. */
function pausesOf({ samples, rate, from, to }: Recording): number[] {
  const pauses = [0];
  let pause = 0;
  for (let i = from; i <= to; i++) {
    if (Math.abs(samples[i] as number) < QUIET) pause++;
    else if (pause > 0) {
      pauses.push(pause / rate);
      pause = 0;
    }
  }
  return pauses;
}

/** As letters are spoken: a figure is about as long as four. */
function lettersOf(words: string): number {
  return words.replaceAll(/[^\p{L}\p{N}]/gu, '').replaceAll(/\p{N}/gu, 'four').length;
}

describe('the recordings that come with the program', () => {
  it('are torn nowhere', () => {
    for (const { id, samples } of RECORDINGS) {
      const torn = samples.findIndex((sample, i) => Math.abs(sample) >= LOUDEST && samples[i - 1] === sample);
      assert.equal(torn, -1, id);
    }
  });

  it('begin and end with silence, long enough for a phone to open its line and no longer', () => {
    for (const { id, isWord, rate, samples, from, to } of RECORDINGS) {
      const [before, after] = [from / rate, (samples.length - 1 - to) / rate];
      const [head, tail] = isWord ? [0.03, 0.09] : [0.25, 0.15];
      // Soft consonants, as in "three", are not counted as heard.
      const isWithin = (silent: number, wanted: number) => silent >= wanted - 0.01 && silent <= wanted + 0.06;
      assert.ok(isWithin(before, head), `${id} begins after ${before} s`);
      assert.ok(isWithin(after, tail), `${id} ends ${after} s before its end`);
    }
  });

  it('have no pause in which one would think that it is over', () => {
    for (const recording of RECORDINGS) {
      const longest = Math.max(...pausesOf(recording));
      assert.ok(longest <= 0.5, `${recording.id}: ${longest} s`);
    }
  });

  it('are as long as their words: nothing is left out, nothing said twice', () => {
    for (const recording of RECORDINGS) {
      const { id, isWord, words, rate, from, to } = recording;
      const paused = pausesOf(recording).filter((pause) => pause > PAUSE_S);
      const spoken = (to - from) / rate - paused.reduce((sum, pause) => sum + pause, 0);
      const perLetter = spoken / lettersOf(words);
      const slowest = isWord ? 0.18 : 0.12;
      assert.ok(perLetter >= 0.045 && perLetter <= slowest, `${id}: ${perLetter} s a letter`);
    }
  });

  it('make lines without a click, at both rates', () => {
    const library = new PromptLibrary(
      new Map(PROMPT_IDS.map((id) => [id, readFileSync(join(FOLDER, `${id}.wav`))])),
    );
    for (const rate of [8_000, 16_000]) {
      for (const { id } of RECORDINGS) {
        const samples = library.samples(id, rate) ?? assert.fail(id);
        const edge = rate / 200;
        const steps = (part: Int16Array) =>
          part.reduce((most, sample, i) => Math.max(most, Math.abs(sample - (part[i - 1] ?? 0))), 0);
        assert.ok(steps(samples.subarray(0, edge)) < QUIET, `${id} begins with a click`);
        assert.ok(steps(samples.subarray(-edge)) < QUIET, `${id} ends with a click`);
        assert.ok(Math.abs(samples.at(-1) ?? 0) < QUIET / 4, `${id} breaks off`);
      }
    }
  });
});
