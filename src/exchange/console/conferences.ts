import type { ConferenceRecord, ConferenceSettings } from '../../store/records/records.ts';
import type { Outcome } from './outcome.ts';

/** What is left out stays as it is. */
export type ConferenceSettingsChange = {
  readonly [Name in keyof ConferenceSettings]?: ConferenceSettings[Name] | undefined;
};

export interface NewConference extends ConferenceSettingsChange {
  readonly number: string;
  readonly name: string;
  readonly pin?: string | undefined;
}

export interface ConferenceChange extends ConferenceSettingsChange {
  readonly name?: string | undefined;
  /** Null takes it away. */
  readonly pin?: string | null | undefined;
}

/** Someone in a conference or at its door, as the room knows him. */
export interface RoomParticipant {
  /** Of the call, and the name of the participant. */
  readonly call: string;
  readonly extension: string;
  /** False while he types his PIN or is told that talk is not private. */
  readonly isInside: boolean;
  readonly isModerator: boolean;
  readonly isMuted: boolean;
  readonly isTalking: boolean;
  /** Since he joined. */
  readonly talkedMs: number;
  readonly handRaisedAtMs: number | null;
  readonly joinedAtMs: number | null;
}

export interface RoomView {
  /** Only moderators come in. */
  readonly isLocked: boolean;
  /** Who comes in is muted until he unmutes himself. */
  readonly isMuted: boolean;
  /** In the order in which they came. */
  readonly participants: readonly RoomParticipant[];
}

export type ConferenceParticipant = RoomParticipant & { readonly callsign: string };

/** A conference and who is in it now. */
export interface ConferenceView {
  readonly record: ConferenceRecord;
  readonly isLocked: boolean;
  readonly isMuted: boolean;
  readonly participants: readonly ConferenceParticipant[];
}

/** What a moderator or an administrator does in a room. A participant is named by his call or by his extension. */
export type RoomAct =
  /** Everyone but the moderators where no participant is named. */
  | { readonly kind: 'mute' | 'unmute'; readonly participant?: string | undefined }
  /** `remove-last`: the one who came last and is no moderator. */
  | { readonly kind: 'lock' | 'unlock' | 'end' | 'remove-last' }
  | { readonly kind: 'remove'; readonly participant: string };

export interface ConferenceConsole {
  add(conference: NewConference): Promise<Outcome<ConferenceRecord>>;
  list(): readonly (ConferenceRecord & { participants: number })[];
  show(number: string): Outcome<ConferenceView>;
  /** Who is in the room hears it from now on. */
  change(number: string, change: ConferenceChange): Promise<Outcome<ConferenceView>>;
  control(number: string, act: RoomAct): Promise<Outcome<ConferenceView>>;
  remove(number: string): Promise<Outcome<ConferenceRecord>>;
}
