/** What a room sounds like, as its administrator wants it. */
export interface ConferenceSound {
  /** So many are heard at once, the loudest. */
  readonly talkers: number;
  /** Who is far softer or louder than others is brought nearer, slowly. */
  readonly levelling: boolean;
  /** Whoever is not clearly louder than what his own line hums is not heard. */
  readonly noiseGate: boolean;
  /** A short tone when somebody has said what he had to say. */
  readonly rogerBeep: boolean;
  /** So long somebody may talk in one go; 0: as long as he likes. */
  readonly talkLimitS: number;
  /** For who is alone in the room. */
  readonly alone: 'silence' | 'tone' | 'music';
}

export const DEFAULT_SOUND: ConferenceSound = {
  talkers: 100,
  levelling: true,
  noiseGate: false,
  rogerBeep: false,
  talkLimitS: 0,
  alone: 'silence',
};
