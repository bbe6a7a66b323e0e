import type { ConferenceSound } from '../../media/conference/conference-sound.ts';
import type { ConferenceRecord } from '../../store/records/records.ts';

/** What of a conference's settings the mixer has to know. */
export function soundOf(record: ConferenceRecord): ConferenceSound {
  const { talkers, levelling, noiseGate, rogerBeep, talkLimitS, alone } = record;
  return { talkers, levelling, noiseGate, rogerBeep, talkLimitS, alone };
}
