import {
  PROMPT_LANGUAGES,
  PROMPT_NAMES,
  type PromptId,
  type PromptName,
} from '../src/media/prompts/prompt.ts';
import { writeAlawWav } from '../src/media/prompts/wav.ts';

const RATE = 16_000;

const LOWEST_HZ = 500;
const STEP_HZ = 18;

/** A prompt that is a tone tells a test by its pitch what was said. */
export const PROMPT_HZ = Object.fromEntries(
  PROMPT_NAMES.map((name, index) => [name, LOWEST_HZ + STEP_HZ * index]),
) as Readonly<Record<PromptName, number>>;

const MADE = new Map<number, ReadonlyMap<PromptId, Uint8Array>>();

/** Shared: not to be written to. */
export function tonePrompts(seconds = 2): ReadonlyMap<PromptId, Uint8Array> {
  const made = MADE.get(seconds) ?? makePrompts(seconds);
  MADE.set(seconds, made);
  return made;
}

function makePrompts(seconds: number): ReadonlyMap<PromptId, Uint8Array> {
  const prompts = new Map<PromptId, Uint8Array>();
  for (const name of PROMPT_NAMES) {
    const file = writeAlawWav({ rate: RATE, samples: tone(PROMPT_HZ[name], seconds) });
    for (const language of PROMPT_LANGUAGES) prompts.set(`${language}/${name}`, file);
  }
  return prompts;
}

export function tone(hz: number, seconds: number, rate = RATE, amplitude = 8000): Int16Array {
  return Int16Array.from({ length: seconds * rate }, (_, index) =>
    Math.round(amplitude * Math.sin((2 * Math.PI * hz * index) / rate)),
  );
}
