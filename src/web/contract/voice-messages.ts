/** A member's own voice messages. */
import { z } from 'zod';
import { time } from '../contract.ts';

export const voiceMessageSchema = z.object({
  id: z.string(),
  /** Null when that extension is no more. */
  caller: z.object({ number: z.string(), callsign: z.string().nullable() }).nullable(),
  receivedAt: time,
  /** Then it goes by itself. */
  expiresAt: time,
  heard: z.boolean(),
  seconds: z.number(),
});
export type VoiceMessage = z.infer<typeof voiceMessageSchema>;

/** `keep`: another thirty days from now, and heard. What is left out stays. */
export const voiceMessageChangeSchema = z.strictObject({
  heard: z.boolean().optional(),
  keep: z.literal(true).optional(),
});

/** Thirty seconds of two channels at 48 kHz, and what stands around them. */
export const LARGEST_GREETING_BYTES = 6 * 1024 * 1024;

export const greetingSchema = z.object({ own: z.boolean() });
