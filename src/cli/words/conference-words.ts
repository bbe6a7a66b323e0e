import type { Values } from '../failure.ts';
import type { FailureWords } from './failure-words.ts';

export type ConferenceCommand =
  | 'conference'
  | 'conference add'
  | 'conference list'
  | 'conference show'
  | 'conference set'
  | 'conference mute'
  | 'conference unmute'
  | 'conference lock'
  | 'conference unlock'
  | 'conference kick'
  | 'conference end'
  | 'conference remove';
export type ConferenceOption =
  | 'bridgePin'
  | 'moderators'
  | 'maxParticipants'
  | 'talkers'
  | 'levelling'
  | 'noiseGate'
  | 'rogerBeep'
  | 'talkLimit'
  | 'alone'
  | 'notice';
export type ConferenceArgument = 'conference' | 'participant' | 'everyoneOrOne';
export type ConferenceFailure = 'setting-invalid' | 'moderator-invalid';

/** What the commands about conferences say. */
export interface ConferenceWords {
  readonly commands: Readonly<Record<ConferenceCommand, string>>;
  readonly options: Readonly<Record<ConferenceOption, string>>;
  readonly arguments: Readonly<Record<ConferenceArgument, string>>;
  readonly failures: Readonly<Record<ConferenceFailure, (values: Values) => FailureWords>>;
  readonly added: (number: string) => string;
  readonly removed: (number: string) => string;
  readonly none: (command: string) => string;
  readonly exampleName: string;
  readonly columns: Readonly<Record<'number' | 'name' | 'pin' | 'participants', string>>;
  readonly withPin: string;
  readonly title: (number: string, name: string) => string;
  readonly labels: Readonly<
    Record<
      | 'state'
      | 'moderators'
      | 'maxParticipants'
      | 'talkers'
      | 'levelling'
      | 'noiseGate'
      | 'rogerBeep'
      | 'talkLimit'
      | 'alone'
      | 'notice',
      string
    >
  >;
  readonly states: Readonly<Record<'open' | 'locked' | 'muted', string>>;
  readonly on: string;
  readonly off: string;
  readonly noModerators: string;
  readonly noLimit: string;
  readonly seconds: (seconds: number) => string;
  readonly aloneHears: Readonly<Record<'silence' | 'tone' | 'music', string>>;
  readonly noticeIsSaid: Readonly<Record<'always' | 'daily', string>>;
  readonly nobody: string;
  readonly peopleColumns: Readonly<Record<'extension' | 'callsign' | 'state' | 'talked', string>>;
  readonly marks: Readonly<Record<'door' | 'talking' | 'muted' | 'hand' | 'moderator', string>>;
}
