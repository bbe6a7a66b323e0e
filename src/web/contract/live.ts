/** What goes on at this moment, in parts: all of them at once when asked for, and each again when it changed. */
import { z } from 'zod';
import { callSchema, text, time } from '../contract.ts';
import { participantSchema } from './conferences.ts';
import { ownEventSchema } from './own.ts';

export const LIVE_STATES = [
  'reachable',
  'not-registered',
  /** Registered, and answers nothing. */
  'attention',
  'ringing',
  'in-call',
  'in-bridge',
  'talking',
  'do-not-disturb',
  'suspended',
] as const;
export type LiveState = (typeof LIVE_STATES)[number];

export const liveExtensionSchema = z.object({
  number: z.string(),
  callsign: z.string(),
  state: z.enum(LIVE_STATES),
});
export type LiveExtension = z.infer<typeof liveExtensionSchema>;

export const liveRoomSchema = z.object({
  number: z.string(),
  name: z.string(),
  protected: z.boolean(),
  locked: z.boolean(),
  people: z.array(participantSchema),
});
export type LiveRoom = z.infer<typeof liveRoomSchema>;

/** RTP of all calls, without IP and UDP: bits per second, the oldest first. */
export const trafficSchema = z.object({
  everySeconds: z.number(),
  in: z.array(z.number()),
  out: z.array(z.number()),
});
export type Traffic = z.infer<typeof trafficSchema>;

/** For administrators. A part is left out for who may not see it. */
export const consoleLiveSchema = z.object({
  at: time,
  /** Scope `people`. */
  extensions: z.array(liveExtensionSchema).optional(),
  calls: z.array(callSchema).optional(),
  /** Scope `people`. */
  rooms: z.array(liveRoomSchema).optional(),
  traffic: trafficSchema.optional(),
  /** Extensions that an address was banned for and that have no phone now; scope `bans`. */
  blocked: z.array(z.string()).optional(),
});
export type ConsoleLive = z.infer<typeof consoleLiveSchema>;

const bridge = {
  number: z.string(),
  name: z.string(),
  protected: z.boolean(),
  participants: z.number(),
  /** Whether somebody is heard; not who. */
  talking: z.boolean(),
};

/** For a screen in the room of the club: no people, no numbers of extensions (mission H6). */
export const kioskSchema = z.object({
  at: time,
  counts: z.object({
    extensions: z.number(),
    /** Phones that are registered. */
    phones: z.number(),
    calls: z.number(),
    participants: z.number(),
  }),
  bridges: z.array(z.object(bridge)),
  /** Titles of outages and of maintenance that goes on. */
  notices: z.array(z.string()),
  /** Of the exchange: a screen that finds another one loads its page anew. */
  version: z.string(),
});
export type Kiosk = z.infer<typeof kioskSchema>;

/** The key of a screen, to be kept by its browser. */
export const kioskKeySchema = z.strictObject({ key: text(100) });
export const kioskOpenedSchema = z.object({ endsAt: time.nullable() });

export const memberBridgeSchema = z.object({
  ...bridge,
  /** Those who agreed to be shown to other members. */
  people: z.array(z.object({ callsign: z.string(), talking: z.boolean() })),
});
export type MemberBridge = z.infer<typeof memberBridgeSchema>;

export const ownLiveSchema = z.object({
  reachable: z.boolean(),
  /** Phones that are registered. */
  phones: z.number(),
  suspended: z.boolean(),
  /** When the last ban of an address of his ends; null while none is banned. */
  bannedUntil: time.nullable(),
  /** What his phones did since, the newest first. */
  events: z.array(ownEventSchema),
});
export type OwnLive = z.infer<typeof ownLiveSchema>;

/** For a member: what is his own, and where there is company. */
export const memberLiveSchema = z.object({
  at: time,
  own: ownLiveSchema,
  bridges: z.array(memberBridgeSchema),
});
export type MemberLive = z.infer<typeof memberLiveSchema>;
