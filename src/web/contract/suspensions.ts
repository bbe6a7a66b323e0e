/** House rule H4 in the API: suspensions, and the limits of single extensions. */
import { z } from 'zod';
import { LIMIT_RANGES, LIMITABLE_CODECS } from '../../policy/extension-limits.ts';
import { SUSPENDABLE } from '../../policy/suspensions.ts';
import { text } from '../contract.ts';

const time = z.string();
const what = z.array(z.enum(SUSPENDABLE));

/** Everyone, or the numbers of extensions and conferences. */
const scope = z.union([z.literal('all'), z.array(text(64)).min(1).max(1_000)]);

export const suspensionSchema = z.object({
  id: z.string(),
  scope: z.union([z.literal('all'), z.array(z.string())]),
  what,
  state: z.enum(['planned', 'active', 'ended']),
  from: time,
  /** Null: until it is lifted. */
  until: time.nullable(),
  reason: z.string().nullable(),
  /** Whether the holder is told. */
  reasonShown: z.boolean(),
  untilShown: z.boolean(),
  createdAt: time,
  createdBy: z.string(),
  /** When and by whom it was lifted before its end. */
  endedAt: time.nullable(),
  endedBy: z.string().nullable(),
});
export type Suspension = z.infer<typeof suspensionSchema>;

export const newSuspensionSchema = z.strictObject({
  scope,
  /** Everything when left out. */
  what: what.min(1).optional(),
  from: z.iso.datetime().optional(),
  until: z.iso.datetime().nullable().optional(),
  /** In place of `until`: counted from the begin. */
  durationSeconds: z.number().positive().optional(),
  reason: text(512).optional(),
  reasonShown: z.boolean().optional(),
  untilShown: z.boolean().optional(),
});
export type NewSuspensionRequest = z.infer<typeof newSuspensionSchema>;

export const suspensionChangeSchema = z.strictObject({
  until: z.iso.datetime().nullable().optional(),
  reason: text(512).nullable().optional(),
  reasonShown: z.boolean().optional(),
  untilShown: z.boolean().optional(),
});

export const resumeSchema = z.strictObject({ scope });
export type ResumeRequest = z.infer<typeof resumeSchema>;

const count = z.number().nullable();

/** Null: no limit. */
const limitFields = {
  calls: count,
  contacts: count,
  newCallsPerMinute: count,
  kbitPerSecond: count,
  codecs: z.array(z.enum(LIMITABLE_CODECS)).nullable(),
  registerSeconds: count,
  digest: z.enum(['SHA-256']).nullable(),
  transport: z.enum(['TLS']).nullable(),
};

export const extensionLimitsSchema = z.object({
  extension: z.string(),
  /** What was set for this extension. */
  own: z.object(limitFields),
  /** What holds for it, the settings of the exchange included. */
  effective: z.object(limitFields),
});
export type ExtensionLimits = z.infer<typeof extensionLimitsSchema>;

/** What each limit may be set to, both ends included. */
export const EXTENSION_LIMIT_RANGES = {
  calls: LIMIT_RANGES.calls,
  contacts: LIMIT_RANGES.contacts,
  newCallsPerMinute: LIMIT_RANGES.newCallsPerMinute,
  kbitPerSecond: LIMIT_RANGES.kbitPerS,
  registerSeconds: LIMIT_RANGES.registerIntervalS,
} as const;

function limit(range: { readonly least: number; readonly most: number }) {
  return z.int().min(range.least).max(range.most).nullable().optional();
}

/** What is left out stays, null takes the limit away. */
export const extensionLimitsChangeSchema = z.strictObject({
  /** Calls at once, made and received together. */
  calls: limit(EXTENSION_LIMIT_RANGES.calls),
  /** Phones registered at once. */
  contacts: limit(EXTENSION_LIMIT_RANGES.contacts),
  newCallsPerMinute: limit(EXTENSION_LIMIT_RANGES.newCallsPerMinute),
  /** Of one call, each way, headers included; it rules out the codecs that take more. */
  kbitPerSecond: limit(EXTENSION_LIMIT_RANGES.kbitPerSecond),
  codecs: z.array(z.enum(LIMITABLE_CODECS)).min(1).nullable().optional(),
  /** A phone may not ask to register more often than this. */
  registerSeconds: limit(EXTENSION_LIMIT_RANGES.registerSeconds),
  /** The one algorithm its phones may prove their password with (RFC 8760). */
  digest: z.enum(['SHA-256']).nullable().optional(),
  /** What its phones must be connected by; over TLS or secure WebSocket. */
  transport: z.enum(['TLS']).nullable().optional(),
});
export type ExtensionLimitsChange = z.infer<typeof extensionLimitsChangeSchema>;
