/** What the holder of an extension sees and does of his own. */
import { z } from 'zod';
import { PROVISIONING_FORMATS } from '../../base/provisioning-format.ts';
import { callerIdSchema, registrationSchema, text } from '../contract.ts';
import { listingConsentSchema, listingSchema } from './directory.ts';
import { ownAddressSchema } from './me.ts';

const time = z.string();

export const phonePasswordSchema = z.object({
  id: z.string(),
  /** As the holder calls the phone. */
  name: z.string(),
  /** Ten characters, for phones that take no more. */
  short: z.boolean(),
  createdAt: time,
});

export const newPhonePasswordSchema = z.strictObject({
  name: text(64),
  short: z.boolean().optional(),
  /** Also an address from which a phone of this family fetches its settings. */
  settings: z.enum(PROVISIONING_FORMATS).optional(),
});

/** The only answer that holds the password, given once. `username` is the number. */
export const phoneWithPasswordSchema = phonePasswordSchema.extend({
  username: z.string(),
  password: z.string(),
  settings: z
    .object({
      /** As the phone's own field wants it. */
      address: z.string(),
      /** The same as a QR code, in SVG. */
      qr: z.string(),
      endsAt: time,
    })
    .nullable(),
});

export type PhoneWithPassword = z.infer<typeof phoneWithPasswordSchema>;

export const suspensionNoticeSchema = z.object({
  what: z.array(z.string()),
  /** Null when it is not told, or has no end. */
  until: time.nullable(),
  reason: z.string().nullable(),
});

/** Whether other members see his call sign while he is in a bridge, and what he agreed to. */
export const companySchema = z.object({
  shown: z.boolean(),
  textVersion: z.string().nullable(),
  agreedAt: time.nullable(),
});

export const memberSchema = z.object({
  number: z.string(),
  callsign: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  callerId: callerIdSchema,
  createdAt: time,
  /** Whether a phone of his is reachable now. */
  reachable: z.boolean(),
  registrations: z.array(registrationSchema),
  /** Internet addresses his phones are registered from. */
  addresses: z.array(z.string()),
  phonePasswords: z.array(phonePasswordSchema),
  suspensions: z.array(suspensionNoticeSchema),
  listing: listingSchema,
  /** Whether his calls are kept, for 30 days. */
  callHistory: z.boolean(),
  company: companySchema,
  /** Whether he is told by mail when an address of his phones is banned. */
  banMail: z.boolean(),
});

export type Member = z.infer<typeof memberSchema>;

export const memberChangeSchema = z.strictObject({
  callHistory: z.boolean().optional(),
  banMail: z.boolean().optional(),
  callerId: callerIdSchema.optional(),
});

export const ownEventSchema = z.object({
  /** To ask for what came behind it. */
  number: z.number(),
  at: time,
  code: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
  /** The same in plain words. */
  text: z.object({ nl: z.string(), en: z.string() }),
});

export type OwnEvent = z.infer<typeof ownEventSchema>;

export const ownEventsQuery = z.object({ after: z.coerce.number().int().min(0).default(0) });
export const extensionEventsQuery = ownEventsQuery.extend({
  limit: z.coerce.number().int().min(1).max(50).default(50),
});

export const ownCallsQuery = z.object({
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  cursor: z.string().min(1).max(512).optional(),
});

export const companyChangeSchema = z.strictObject({
  shown: z.boolean(),
  /** The text that was agreed to; the present one when left out. */
  textVersion: text(32).optional(),
});

/** With the text to agree to. */
export const ownCompanySchema = companySchema.extend({ consent: listingConsentSchema });
export type OwnCompany = z.infer<typeof ownCompanySchema>;

/** The address that asks, and those his phones are registered from. */
export const ownAddressesSchema = z.object({ items: z.array(ownAddressSchema) });

export const whitelistWishSchema = z.strictObject({
  /** The address that asks when left out; else one of his own, or a host name. */
  entry: text(256).optional(),
  note: text(512).optional(),
});

export const newOwnPasswordSchema = z.object({ username: z.string(), password: z.string() });

/** The number of the extension, typed once more. */
export const leaveSchema = z.strictObject({ confirm: text(16) });
export const leftSchema = z.object({ left: z.literal(true) });

/** Everything there is of a holder, to be taken along. */
export const ownDataSchema = z.looseObject({ exportedAt: time });
