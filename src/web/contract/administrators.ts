/** Who may use the console, and the first of them. */
import { z } from 'zod';
import { text } from '../contract.ts';

export const administratorSchema = z.object({
  name: z.string(),
  email: z.string().nullable(),
  /** False while he has not opened his link. */
  hasPassword: z.boolean(),
  /** Codes of an authenticator app are asked for. */
  totp: z.boolean(),
  passkeys: z.number(),
  createdAt: z.string(),
  createdBy: z.string(),
  lastLoginAt: z.string().nullable(),
});
export type Administrator = z.infer<typeof administratorSchema>;

/** A link that works once; the only answer that holds its secret. */
export const oneTimeLinkSchema = z.object({
  url: z.string(),
  token: z.string(),
  endsAt: z.string(),
});

export const newAdministratorSchema = z.strictObject({
  name: text(64),
  email: text(254).optional(),
  /** Left out: whoever opens the link of the answer chooses one. */
  password: text(256).optional(),
});
export type NewAdministratorRequest = z.infer<typeof newAdministratorSchema>;

export const administratorWithLinkSchema = administratorSchema.extend({ link: oneTimeLinkSchema.nullable() });

export const passwordChangeSchema = z.strictObject({ current: text(1024), wanted: text(256) });
export const passwordProofSchema = z.strictObject({ password: text(1024) });

export const totpProposalSchema = z.object({
  /** Base32, to be typed. */
  secret: z.string(),
  /** `otpauth://`, to be shown as a picture. */
  address: z.string(),
});
export const totpConfirmationSchema = z.strictObject({ secret: text(64), code: text(16) });

/** What an opened set-up link is for. */
export const setupSchema = z.object({
  purpose: z.enum(['setup', 'invitation']),
  /** Chosen already for an invitation. */
  name: z.string().nullable(),
  endsAt: z.string(),
});
export const setupOpeningSchema = z.strictObject({ token: text(64) });
export const setupCompletionSchema = z.strictObject({
  token: text(64),
  name: text(64).optional(),
  email: text(254).optional(),
  password: text(256),
});
