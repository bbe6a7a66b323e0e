import { fail, ok, type Result } from '../../base/result.ts';
import { G722Encoder } from '../../rtp/g722.ts';
import { RECORDING_BYTES_PER_S, RECORDING_RATE, type Recording } from '../sound/recording.ts';
import { resample } from '../sound/resample.ts';
import { type PromptFault, readVoice } from './prepare-prompt.ts';

export const LONGEST_GREETING_S = 30;
const SHORTEST_GREETING_S = 0.6;

/** A greeting of somebody's WAV file, as the exchange keeps what is said to it; or the reason it cannot be. */
export function prepareRecording(file: Uint8Array): Result<Recording, PromptFault> {
  const voice = readVoice(file, { longestS: LONGEST_GREETING_S, shortestS: SHORTEST_GREETING_S });
  if (!voice.ok) return fail(voice.error);
  const { sound, seconds, levelDb } = voice.value;
  const samples = resample(sound.samples, sound.rate, RECORDING_RATE);
  // Two samples a byte.
  const even = samples.length - (samples.length % 2);
  const encoded = new Uint8Array((even * RECORDING_BYTES_PER_S) / RECORDING_RATE);
  new G722Encoder().encode(samples, even, encoded, 0);
  return ok({ sound: encoded, spokenMs: Math.round(1000 * seconds), levelDb });
}
