import { G722Decoder } from '../../rtp/g722.ts';
import { PROMPT_LEVEL_DB } from '../prompts/prompt.ts';
import { amplified } from '../prompts/speech-level.ts';
import { writePcmWav } from '../prompts/wav.ts';
import { RECORDING_RATE, type Recording } from './recording.ts';

/** A recording as a WAV file that every program plays, as loud as prompts. Two minutes take a fifth of a second. */
export function voiceFile({ sound, levelDb }: Pick<Recording, 'sound' | 'levelDb'>): Uint8Array {
  const samples = new Int16Array(2 * sound.length);
  new G722Decoder().decode(sound, 0, sound.length, samples, 0);
  return writePcmWav({ rate: RECORDING_RATE, samples: amplified(samples, PROMPT_LEVEL_DB - levelDb) });
}
