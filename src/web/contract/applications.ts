/** Asking for an extension, and what becomes of it. */
import { z } from 'zod';
import { extensionSchema, text } from '../contract.ts';

const applicationStateSchema = z.enum(['open', 'asked', 'approved', 'refused']);

export const newApplicationSchema = z.strictObject({
  callsign: text(16),
  name: text(128),
  email: text(254),
  place: text(200).optional(),
  phone: text(200).optional(),
  wishedNumber: text(8).optional(),
  note: text(200).optional(),
  language: z.enum(['nl', 'en']).optional(),
  /** The `version` of `GET /directory/consent` he agreed to; left out: he is not to be listed. */
  listingText: text(32).optional(),
  /** The version of the house rules he accepted. */
  rulesVersion: text(32),
});

export const applicationProgressSchema = z.object({
  state: applicationStateSchema,
  /** What is asked, or why not. */
  answer: z.string().nullable(),
  createdAt: z.string(),
});

/** `token` shows how it stands, and is given this once. */
export const receivedApplicationSchema = applicationProgressSchema.extend({ token: z.string() });

export const applicationSchema = z.object({
  id: z.string(),
  callsign: z.string(),
  name: z.string(),
  email: z.string(),
  place: z.string(),
  phone: z.string(),
  wishedNumber: z.string().nullable(),
  note: z.string(),
  language: z.enum(['nl', 'en']),
  listingText: z.string().nullable(),
  rulesVersion: z.string(),
  state: applicationStateSchema,
  answer: z.string().nullable(),
  extension: z.string().nullable(),
  createdAt: z.string(),
  decidedAt: z.string().nullable(),
  decidedBy: z.string().nullable(),
  /** The call sign has the shape of a Dutch one. */
  dutch: z.boolean(),
  sameCallsign: z.array(z.string()),
  sameEmail: z.array(z.string()),
});
export type Application = z.infer<typeof applicationSchema>;

export const approvalSchema = z.strictObject({ number: text(8).optional() });
export const approvedApplicationSchema = z.object({
  application: applicationSchema,
  extension: extensionSchema,
  /** Where the welcome letter opens, once; it went by mail, too. */
  letter: z.object({ url: z.string() }),
});
export const questionSchema = z.strictObject({ text: text(400) });
export const applicationRefusalSchema = z.strictObject({ reason: text(400).optional() });
