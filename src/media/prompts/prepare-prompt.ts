import { fail, ok, type Result } from '../../base/result.ts';
import { resample } from '../sound/resample.ts';
import { LONGEST_PROMPT_S, PROMPT_LEVEL_DB, PROMPT_RATE, SHORTEST_PROMPT_S } from './prompt.ts';
import { amplified, clippedPart, speechLevel } from './speech-level.ts';
import { readWav, type Sound, type WavFault, writeAlawWav } from './wav.ts';

export interface PreparedPrompt {
  /** A WAV file as prompts are kept. */
  readonly wav: Uint8Array;
  readonly seconds: number;
  /** Of the recording as it was given. */
  readonly levelDb: number;
}

export interface PromptFault {
  readonly reason: WavFault | 'too-long' | 'too-short' | 'too-quiet' | 'clipped';
  /** What was measured, when the reason is one of length or level. */
  readonly seconds?: number;
  readonly levelDb?: number;
}

/** Below this there is more noise than voice in what would be made of it. */
const QUIETEST_DB = -45;
const MOST_CLIPPED = 0.01;
const EDGE_S = 0.005;

/** Makes a prompt of somebody's recording: the rate and the loudness of all the others, or the reason it cannot be. */
export function preparePrompt(file: Uint8Array): Result<PreparedPrompt, PromptFault> {
  const voice = readVoice(file, { longestS: LONGEST_PROMPT_S, shortestS: SHORTEST_PROMPT_S });
  if (!voice.ok) return voice;
  const { sound, seconds, levelDb } = voice.value;
  const levelled = amplified(resample(sound.samples, sound.rate, PROMPT_RATE), PROMPT_LEVEL_DB - levelDb);
  softenEdges(levelled);
  return ok({ wav: writeAlawWav({ rate: PROMPT_RATE, samples: levelled }), seconds, levelDb });
}

/** Many lines are put together from recordings: what begins or ends in the middle of a sound would click there. */
function softenEdges(samples: Int16Array): void {
  const length = EDGE_S * PROMPT_RATE;
  const end = samples.length - 1;
  for (let i = 0; i < length; i++) {
    samples[i] = ((samples[i] as number) * i) / length;
    samples[end - i] = ((samples[end - i] as number) * i) / length;
  }
}

/** A WAV file in which somebody can be heard well, and how loud he is. */
export function readVoice(
  file: Uint8Array,
  { longestS, shortestS }: { readonly longestS: number; readonly shortestS: number },
): Result<{ readonly sound: Sound; readonly seconds: number; readonly levelDb: number }, PromptFault> {
  const read = readWav(file);
  if (!read.ok) return fail({ reason: read.error });
  const sound = read.value;
  const { rate, samples } = sound;
  const seconds = Math.round((100 * samples.length) / rate) / 100;
  if (seconds > longestS) return fail({ reason: 'too-long', seconds });
  if (seconds < shortestS) return fail({ reason: 'too-short', seconds });
  const levelDb = Math.max(-96, Math.round(10 * speechLevel(samples, rate)) / 10);
  if (levelDb < QUIETEST_DB) return fail({ reason: 'too-quiet', seconds, levelDb });
  if (clippedPart(samples) > MOST_CLIPPED) return fail({ reason: 'clipped', seconds, levelDb });
  return ok({ sound, seconds, levelDb });
}
