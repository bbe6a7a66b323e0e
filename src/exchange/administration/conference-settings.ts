import { ok } from '../../base/result.ts';
import type { ConferenceSettings } from '../../store/records/records.ts';
import type { ConferenceSettingsChange } from '../console/conferences.ts';
import type { Outcome } from '../console/outcome.ts';
import { refuse } from './refusal.ts';

const RANGES = {
  maxParticipants: { least: 2, most: 1000 },
  talkers: { least: 1, most: 1000 },
  /** 0 is no limit. */
  talkLimitS: { least: 10, most: 3600 },
} as const;

const MOST_MODERATORS = 100;

/** `settings` with what of `change` is given, checked; other fields of both are left alone. */
export function readConferenceSettings(
  settings: ConferenceSettings,
  change: ConferenceSettingsChange,
  isExtension: (number: string) => boolean,
): Outcome<ConferenceSettings> {
  const wanted = merged(settings, change);
  for (const [name, { least, most }] of Object.entries(RANGES)) {
    const value = wanted[name as keyof typeof RANGES];
    const isOff = name === 'talkLimitS' && value === 0;
    if (!isOff && !(Number.isInteger(value) && value >= least && value <= most)) {
      return refuse('setting-invalid', `${name} is a whole number from ${least} to ${most}`, {
        setting: name,
        least,
        most,
      });
    }
  }
  const moderators = [...new Set(wanted.moderators)];
  const stranger = moderators.find((number) => !isExtension(number));
  if (stranger !== undefined || moderators.length > MOST_MODERATORS) {
    const number = stranger ?? String(moderators[MOST_MODERATORS]);
    return refuse('moderator-invalid', `${number} cannot moderate a conference`, { number });
  }
  return ok({ ...wanted, moderators });
}

function merged(settings: ConferenceSettings, change: ConferenceSettingsChange): ConferenceSettings {
  return {
    moderators: change.moderators ?? settings.moderators,
    maxParticipants: change.maxParticipants ?? settings.maxParticipants,
    talkers: change.talkers ?? settings.talkers,
    levelling: change.levelling ?? settings.levelling,
    noiseGate: change.noiseGate ?? settings.noiseGate,
    rogerBeep: change.rogerBeep ?? settings.rogerBeep,
    talkLimitS: change.talkLimitS ?? settings.talkLimitS,
    alone: change.alone ?? settings.alone,
    notice: change.notice ?? settings.notice,
  };
}
