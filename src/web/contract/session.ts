/** Logging in, and what somebody who has logged in sees of it. */
import { z } from 'zod';
import { text } from '../contract.ts';

export const loginMethodSchema = z.enum(['password', 'extension', 'link', 'passkey', 'phone', 'setup']);

/** Who asks: for every page, also for who has not logged in. */
export const sessionSchema = z.object({
  role: z.enum(['visitor', 'member', 'administrator']),
  /** Of an administrator; a member is known by his extension. */
  name: z.string().nullable(),
  extension: z.string().nullable(),
  /** The member's own. */
  callsign: z.string().nullable(),
  method: loginMethodSchema.nullable(),
  /** Goes into the header `x-csrf-token` of every request that changes something. */
  csrfToken: z.string().nullable(),
  /** If it is not used any more, and however much it is used. */
  idleEndsAt: z.string().nullable(),
  endsAt: z.string().nullable(),
  /** Messages of administrators a member has not read; 0 for everyone else. */
  unreadMessages: z.number(),
  /** House rules wait for a member's yes; false for everyone else. */
  rulesAsked: z.boolean(),
  /** Nobody is an administrator yet. */
  needsSetup: z.boolean(),
});
export type Session = z.infer<typeof sessionSchema>;

const passkeyResponseSchema = z.looseObject({ id: text(2048) });

export const loginSchema = z.discriminatedUnion('method', [
  /** An administrator; `code` of his authenticator app when the answer was `second-factor-needed`. */
  z.strictObject({
    method: z.literal('password'),
    name: text(64),
    password: text(1024),
    code: text(16).optional(),
  }),
  /** A member: number or call sign, and the password of a phone. */
  z.strictObject({ method: z.literal('extension'), number: text(64), password: text(256) }),
  /** The last part of the link that came by mail. */
  z.strictObject({ method: z.literal('link'), token: text(128) }),
  /** What the browser made of the options of `POST /session/passkey-challenge`. */
  z.strictObject({ method: z.literal('passkey'), response: passkeyResponseSchema }),
  /** The browser that asked at `POST /session/phone-login`, once a phone has called. */
  z.strictObject({ method: z.literal('phone') }),
]);

/** Number or call sign. */
export const phoneLoginWishSchema = z.strictObject({ number: text(64) });

/** For the browser that asked; the same whether or not there is such a number. */
export const phoneLoginSchema = z.object({
  /** `none`: it did not ask, its time is over, or it has logged in. `confirmed`: now `POST /session`. */
  state: z.enum(['none', 'waiting', 'confirmed']),
  /** What the phone dials: the service and the code. */
  dial: z.string().nullable(),
  code: z.string().nullable(),
  endsAt: z.string().nullable(),
});
export type PhoneLogin = z.infer<typeof phoneLoginSchema>;

export const linkWishSchema = z.strictObject({
  email: text(254),
  language: z.enum(['nl', 'en']).optional(),
});

/** Said whether or not there is such a member. */
export const linkAnswerSchema = z.object({ sent: z.literal('if-known'), validSeconds: z.number() });

/** To be given to the browser's WebAuthn as it is. */
export const passkeyOptionsSchema = z.looseObject({ challenge: z.string() });

export const ownSessionSchema = z.object({
  id: z.string(),
  /** The one that asks. */
  current: z.boolean(),
  method: loginMethodSchema,
  /** `Firefox, Linux`; empty when it did not say. */
  browser: z.string(),
  createdAt: z.string(),
  /** To a few minutes. */
  seenAt: z.string(),
  endsAt: z.string(),
});
export type OwnSession = z.infer<typeof ownSessionSchema>;

export const endedSessionsSchema = z.object({ ended: z.number() });

export const passkeySchema = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: z.string(),
  lastUsedAt: z.string().nullable(),
});

export const newPasskeySchema = z.strictObject({ name: text(64), response: passkeyResponseSchema });
