/**
 * The outside of the HTTP API: what is asked and what is answered. The pages, the command line and everyone's
 * scripts know the exchange by this file only. Times are ISO 8601 in UTC, durations whole seconds.
 */
import { z } from 'zod';
import { SUSPENDABLE } from '../policy/suspensions.ts';

export const API_PREFIX = '/api/v1';

/** Every `code` an answer of the API can carry, with its HTTP status. */
export const ERROR_STATUS = {
  'request-invalid': 400,
  'token-missing': 401,
  'token-invalid': 401,
  'login-needed': 401,
  'login-failed': 401,
  'second-factor-needed': 401,
  'code-wrong': 401,
  'passkey-refused': 401,
  'session-ended': 401,
  'scope-missing': 403,
  'member-only': 403,
  'csrf-missing': 403,
  'origin-foreign': 403,
  'connection-insecure': 403,
  'not-found': 404,
  'route-unknown': 404,
  'number-taken': 409,
  'name-taken': 409,
  'too-many-tokens': 409,
  'request-in-progress': 409,
  'too-many-open': 409,
  'already-decided': 409,
  'last-administrator': 409,
  'page-changed': 409,
  'rules-changed': 409,
  'page-taken': 409,
  'too-many-pages': 409,
  'version-kept': 409,
  'link-spent': 410,
  'phone-login-off': 403,
  'phone-login-waiting': 409,
  'phone-login-ended': 410,
  'setup-done': 410,
  'page-gone': 410,
  'body-too-large': 413,
  'media-type-unknown': 415,
  'request-key-reused': 422,
  'scope-invalid': 422,
  'number-invalid': 422,
  'callsign-invalid': 422,
  'name-invalid': 422,
  'email-invalid': 422,
  'email-missing': 422,
  'password-invalid': 422,
  'password-weak': 422,
  'password-short': 422,
  'confirmation-wrong': 422,
  'pin-invalid': 422,
  'address-invalid': 422,
  'network-too-wide': 422,
  'duration-invalid': 422,
  'period-invalid': 422,
  'reason-invalid': 422,
  'what-invalid': 422,
  'limit-invalid': 422,
  'forward-invalid': 422,
  'ring-time-invalid': 422,
  'group-invalid': 422,
  'setting-invalid': 422,
  'setting-unknown': 404,
  'setting-fixed': 409,
  'setting-pinned': 409,
  'setting-changed': 409,
  'setting-value-invalid': 422,
  'moderator-invalid': 422,
  'watcher-invalid': 422,
  'instruction-invalid': 422,
  'message-invalid': 422,
  'message-state': 409,
  'recording-invalid': 422,
  'text-invalid': 422,
  'change-missing': 422,
  'withdrawal-reason-missing': 422,
  'page-address-invalid': 422,
  'title-invalid': 422,
  'backup-running': 409,
  'passphrase-missing': 422,
  'passphrase-short': 422,
  'directory-running': 409,
  'directory-locked': 410,
  'consent-outdated': 409,
  'handover-gone': 404,
  'csv-invalid': 422,
  'rows-refused': 422,
  'import-changed': 409,
  'too-many-requests': 429,
  'internal-fault': 500,
  'store-failed': 503,
  'store-unread': 503,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

/** The values a message names, for instance the number that is taken. */
const values = z.record(z.string(), z.union([z.string(), z.number()]));

/** RFC 9457 problem details, with our `code`. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  detail: z.string(),
  /** A reader takes one it does not know for what its status says. */
  code: z.string().meta({ examples: Object.keys(ERROR_STATUS) }),
  values,
  /** One for each row of a file or field of a request that was refused. */
  errors: z
    .array(
      z.object({
        code: z.string(),
        detail: z.string(),
        values,
        /** JSON pointer to the field (RFC 6901). */
        pointer: z.string().optional(),
        /** Row of data, from 1, and its line in the file. */
        row: z.number().optional(),
        line: z.number().optional(),
      }),
    )
    .optional(),
});
export type Problem = z.infer<typeof problemSchema>;

export const time = z.string();
export const text = (longest: number) => z.string().max(longest);

export const routerSignSchema = z.enum([
  'via-rewritten',
  'contact-rewritten',
  'call-id-rewritten',
  'sdp-rewritten',
  'candidates-rewritten',
  'call-id-changed',
  'echo-changed',
  'length-wrong',
  'port-changes',
  'requests-unanswered',
]);
export type RouterSign = z.infer<typeof routerSignSchema>;

export const registrationSchema = z.object({
  transport: z.string(),
  userAgent: z.string(),
  registeredAt: time,
  expiresAt: time,
  reachable: z.boolean(),
  /** To the phone and back; null before it answered for the first time. */
  roundTripMs: z.number().nullable(),
  /** Since when it answers nothing; null while it answers. */
  silentSince: time.nullable(),
  /** What its router does to its messages ("SIP ALG"). */
  routerSigns: z.array(routerSignSchema),
});
export type Registration = z.infer<typeof registrationSchema>;

/** The phones of one extension. */
export const extensionRegistrationsSchema = z.object({
  extension: z.string(),
  registrations: z.array(registrationSchema),
});

export const callerIdSchema = z.enum(['number-and-callsign', 'number']);

export const extensionSchema = z.object({
  number: z.string(),
  callsign: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  callerId: callerIdSchema,
  weakPassword: z.boolean(),
  createdAt: time,
  /** What is taken away from it at this moment. */
  suspended: z.array(z.enum(SUSPENDABLE)),
  registrations: z.array(registrationSchema),
});
export type Extension = z.infer<typeof extensionSchema>;

const numberRangeSchema = z.object({
  first: z.number(),
  last: z.number(),
  /** The lowest that nobody has; null when there is none. */
  free: z.string().nullable(),
});

/** From which ranges numbers are proposed; any other free number may be given. */
export const numberPlanSchema = z.object({ extensions: numberRangeSchema, conferences: numberRangeSchema });

/** What a person types into a phone; the password was shown when it was made. */
export const phoneSettingsSchema = z.object({
  server: z.string(),
  port: z.number(),
  /** Of SIP over TLS; null when it is off. */
  tlsPort: z.number().nullable(),
  transports: z.array(z.string()),
  username: z.string(),
  registrationSeconds: z.number(),
  /** In order of preference, as phones name them. */
  codecs: z.array(z.string()),
});
export type PhoneSettings = z.infer<typeof phoneSettingsSchema>;

export const extensionWithPhoneSchema = extensionSchema.extend({ phone: phoneSettingsSchema });
export type ExtensionWithPhone = z.infer<typeof extensionWithPhoneSchema>;

/** The only answer that holds a password, given once. */
export const extensionWithPasswordSchema = extensionSchema.extend({ password: z.string() });
export type ExtensionWithPassword = z.infer<typeof extensionWithPasswordSchema>;

export const newExtensionSchema = z.strictObject({
  number: text(64).optional(),
  callsign: text(64),
  name: text(256),
  email: text(512).optional(),
  password: text(256).optional(),
  allowWeakPassword: z.boolean().optional(),
});
export type NewExtensionRequest = z.infer<typeof newExtensionSchema>;

export const newPasswordSchema = z.strictObject({
  password: text(256).optional(),
  allowWeakPassword: z.boolean().optional(),
});
export type NewPasswordRequest = z.infer<typeof newPasswordSchema>;

export const extensionChangeSchema = z.strictObject({ callerId: callerIdSchema });
export type ExtensionChangeRequest = z.infer<typeof extensionChangeSchema>;

export const banSchema = z.object({
  /** An IPv4 address, or the /64 of an IPv6 address. */
  address: z.string(),
  cause: z.enum(['failures', 'manual']),
  attempts: z.number(),
  lastUsername: z.string().nullable(),
  /** What a stranger's program calls itself: text to be shown, never to be believed. */
  lastUserAgent: z.string().nullable(),
  since: time,
  until: time,
});

/** A ban that runs. */
export const runningBanSchema = banSchema.extend({
  /** Phones registered from there: then it is a household of members. */
  registrations: z.number(),
  /** Such a household, or somebody tried with a number there is: a member may be in trouble, and is to be helped first. */
  concernsMember: z.boolean(),
  /** What whoever is banned is told; another one every day. */
  reference: z.string(),
});
export type RunningBan = z.infer<typeof runningBanSchema>;
export type Ban = z.infer<typeof banSchema>;

export const newBanSchema = z.strictObject({
  address: text(128),
  durationSeconds: z.number(),
});
export type NewBanRequest = z.infer<typeof newBanSchema>;

export const whitelistEntrySchema = z.object({
  entry: z.string(),
  kind: z.enum(['address', 'network', 'host']),
  owner: z.string(),
  note: z.string(),
  createdAt: time,
  expiresAt: time.nullable(),
});
export type WhitelistEntry = z.infer<typeof whitelistEntrySchema>;

export const addedWhitelistEntrySchema = whitelistEntrySchema.extend({
  warning: z.enum(['wide-network', 'manual-ban']).nullable(),
});

export const newWhitelistEntrySchema = z.strictObject({
  entry: text(256),
  owner: text(64),
  note: text(512).optional(),
  expiresAt: z.iso.datetime().optional(),
});
export type NewWhitelistEntryRequest = z.infer<typeof newWhitelistEntrySchema>;

/** One phone of a call: what it talks, as rtpmap names it, and how that goes. */
const legSchema = z.object({
  extension: z.string(),
  codec: z.string().nullable(),
  /** So far, every five seconds anew; null before anything was heard. */
  quality: z
    .object({
      /** Of what the phone sent; 0 to 100. */
      lossPercent: z.number(),
      /** Of what it was sent; null when it does not report. */
      farLossPercent: z.number().nullable(),
      jitterMs: z.number(),
      roundTripMs: z.number().nullable(),
      /** Mean opinion score as ITU-T G.107 estimates it, 1 to 4.5. */
      score: z.number(),
    })
    .nullable(),
});

export const callSchema = z.object({
  id: z.string(),
  from: z.string(),
  to: z.string(),
  /** Where it came to: `to` unless it was forwarded. */
  reached: z.string(),
  state: z.enum(['calling', 'ringing', 'answered']),
  startedAt: time,
  answeredAt: time.nullable(),
  /** Those that are connected, the caller's first. */
  legs: z.array(legSchema),
  /** The phones share no codec, and the exchange stands between them. */
  transcoded: z.boolean(),
});
export type Call = z.infer<typeof callSchema>;

export const statusSchema = z.object({
  version: z.string(),
  running: z.boolean(),
  domain: z.string(),
  /** By how much the wall clock has jumped since the exchange started; null while it does not run. */
  clockStepSeconds: z.number().nullable(),
  extensions: z.number(),
  registrations: z.number(),
  calls: z.number(),
  conferences: z.number(),
  participants: z.number(),
  bans: z.number(),
});

/**
 * A list. Asked for with `?limit=50` it comes in parts, and `next` is what to give as `cursor` for the following one;
 * null at the end.
 */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: z.string().nullable().optional() });
}

/** A list that is too long to be given whole. */
export function pagesOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: z.string().nullable() });
}
