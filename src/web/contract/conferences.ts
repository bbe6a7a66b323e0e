/** Conference bridges, their settings, and who is in them. */
import { z } from 'zod';
import { text, time } from '../contract.ts';

const settings = {
  /** Extensions that may mute everyone, lock the bridge and send people away by their keys. */
  moderators: z.array(z.string().max(8)).max(100),
  /** 2 to 1000. */
  maxParticipants: z.int(),
  /** So many are heard at once, the loudest: 1 to 1000. */
  talkers: z.int(),
  /** Soft and loud voices are brought near each other, slowly. */
  levelling: z.boolean(),
  /** Whoever is not clearly louder than the noise of his own line is not heard. */
  noiseGate: z.boolean(),
  /** A short tone when somebody has said what he had to say. */
  rogerBeep: z.boolean(),
  /** So long somebody may talk in one go: 10 to 3600; 0: without limit. */
  talkLimitSeconds: z.int(),
  /** What somebody hears who is alone in the bridge. */
  alone: z.enum(['silence', 'tone', 'music']),
  /** That talk is not private is said to everyone who comes in, or to each caller once a day. */
  notice: z.enum(['always', 'daily']),
};

export const conferenceSchema = z.object({
  number: z.string(),
  name: z.string(),
  /** Only for who may change it. */
  pin: z.string().nullable(),
  /** Whether there is a PIN. */
  protected: z.boolean(),
  createdAt: time,
  participants: z.number(),
  ...settings,
});
export type Conference = z.infer<typeof conferenceSchema>;

const someSettings = z.object(settings).partial().shape;

export const newConferenceSchema = z.strictObject({
  number: text(64),
  name: text(256),
  pin: text(64).optional(),
  ...someSettings,
});
export type NewConferenceRequest = z.infer<typeof newConferenceSchema>;

/** What is left out stays; null takes the PIN away. */
export const conferenceChangeSchema = z.strictObject({
  name: text(256).optional(),
  pin: text(64).nullable().optional(),
  ...someSettings,
});
export type ConferenceChangeRequest = z.infer<typeof conferenceChangeSchema>;

export const participantSchema = z.object({
  /** Of the call. */
  id: z.string(),
  extension: z.string(),
  callsign: z.string(),
  /** False at the door: typing the PIN, or hearing that talk is not private. */
  inside: z.boolean(),
  moderator: z.boolean(),
  muted: z.boolean(),
  talking: z.boolean(),
  /** Since he came in. */
  talkedSeconds: z.number(),
  handRaisedAt: time.nullable(),
  joinedAt: time.nullable(),
});
export type Participant = z.infer<typeof participantSchema>;

/** A conference and what goes on in it. */
export const conferenceRoomSchema = conferenceSchema.extend({
  /** Only moderators come in. */
  locked: z.boolean(),
  /** Who comes in is muted until he unmutes himself. */
  muted: z.boolean(),
  /** In the order in which they came. Null for who may not see people. */
  people: z.array(participantSchema).nullable(),
});
export type ConferenceRoom = z.infer<typeof conferenceRoomSchema>;

/** Someone named by the id of his call, or by his extension. */
const participant = text(64);

export const conferenceActSchema = z.discriminatedUnion('act', [
  /** Everyone but the moderators when nobody is named. */
  z.strictObject({ act: z.enum(['mute', 'unmute']), participant: participant.optional() }),
  z.strictObject({ act: z.enum(['lock', 'unlock', 'end', 'remove-last']) }),
  z.strictObject({ act: z.literal('remove'), participant }),
]);
export type ConferenceActRequest = z.infer<typeof conferenceActSchema>;
