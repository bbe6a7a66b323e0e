/** Calls that are over and what extensions used: 30 days back, no addresses. */
import { z } from 'zod';
import { text } from '../contract.ts';

const time = z.string();

export const callRecordSchema = z.object({
  id: z.string(),
  from: z.string(),
  to: z.string(),
  /** Where it came to at last when it was forwarded. */
  reached: z.string().nullable(),
  result: z.string(),
  startedAt: time,
  answeredAt: time.nullable(),
  endedAt: time,
  /** Of both phones together; null when nothing was talked. */
  quality: z.object({ packets: z.number(), lost: z.number(), jitterMs: z.number() }).nullable(),
});
export type CallRecord = z.infer<typeof callRecordSchema>;

export const callHistoryQuery = z.object({
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  cursor: z.string().min(1).max(512).optional(),
  extension: text(64).optional(),
});

const used = {
  /** From the phone, RTP without IP and UDP. */
  bytesIn: z.number(),
  /** To the phone. */
  bytesOut: z.number(),
  registrations: z.number(),
};

export const usageSchema = z.object({ extension: z.string(), ...used });
export type Usage = z.infer<typeof usageSchema>;

export const usageOfExtensionSchema = usageSchema.extend({
  hours: z.array(z.object({ hour: time, ...used })),
});
export type UsageOfExtension = z.infer<typeof usageOfExtensionSchema>;

/** The exchange as a whole in one minute: no extension, call sign or address. */
export const minuteSchema = z.object({
  /** Its end. */
  at: time,
  registrations: z.number(),
  /** The most at a time. */
  calls: z.number(),
  participants: z.number(),
  /** Sound from phones, RTP without IP and UDP. */
  kbitIn: z.number(),
  /** Sound to phones. */
  kbitOut: z.number(),
  bans: z.number(),
  failedRegistrations: z.number(),
  /** The longest wait of the SIP thread. */
  loopLagMs: z.number(),
});
export type Minute = z.infer<typeof minuteSchema>;

export const minutesQuery = z.object({ minutes: z.coerce.number().int().min(1).max(1_440).default(60) });

export const usageQuery = z.object({ days: z.coerce.number().int().min(1).max(30).default(30) });
