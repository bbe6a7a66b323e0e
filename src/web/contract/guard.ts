/** Past bans, the holders' requests for whitelisting, and SIP traces. */
import { z } from 'zod';
import { banSchema, text } from '../contract.ts';

export const endedBanSchema = banSchema.extend({ endedAt: z.string() });
export type EndedBan = z.infer<typeof endedBanSchema>;

export const whitelistRequestSchema = z.object({
  id: z.string(),
  entry: z.string(),
  extension: z.string(),
  note: z.string(),
  state: z.enum(['open', 'granted', 'refused']),
  requestedAt: z.string(),
  decidedAt: z.string().nullable(),
  decidedBy: z.string().nullable(),
});
export type WhitelistRequest = z.infer<typeof whitelistRequestSchema>;

export const newWhitelistRequestSchema = z.strictObject({
  extension: text(64),
  entry: text(256),
  note: text(512).optional(),
});

/** `granted` puts the entry on the whitelist, until `expiresAt` or for ever. */
export const whitelistDecisionSchema = z.strictObject({
  state: z.enum(['granted', 'refused']),
  expiresAt: z.iso.datetime().optional(),
});
export type WhitelistDecision = z.infer<typeof whitelistDecisionSchema>;

export const decidedWhitelistRequestSchema = whitelistRequestSchema.extend({
  warning: z.enum(['wide-network', 'manual-ban']).nullable(),
});

export const traceSchema = z.object({
  id: z.string(),
  extension: z.string(),
  from: z.string(),
  until: z.string(),
  requestedBy: z.string(),
  running: z.boolean(),
});
export type Trace = z.infer<typeof traceSchema>;

export const newTraceSchema = z.strictObject({ extension: text(64), durationSeconds: z.number() });
export type NewTraceRequest = z.infer<typeof newTraceSchema>;

export const traceWithMessagesSchema = traceSchema.extend({
  messages: z.array(z.object({ at: z.string(), direction: z.enum(['in', 'out']), text: z.string() })),
});
