import { z } from 'zod';

/** The largest page of the log. */
export const MOST_AUDIT_ROWS = 1_000;

const hash = z.string();

/** A row without the address it may be about: what leaves the exchange. */
export const auditExportRowSchema = z.object({
  seq: z.number(),
  at: z.string(),
  /** `host`, or `token:<name>`. */
  actor: z.string(),
  /** A resource and a verb: `ban.lift`. */
  action: z.string(),
  target: z.string(),
  detail: z.record(z.string(), z.unknown()),
  /** SHA-256 over the address and a salt; null when the act is about none. */
  addressHash: hash.nullable(),
  /** Hash of the row before; of 64 zeros before the first. */
  previousHash: hash,
  /**
   * SHA-256 of the JSON text of [seq, time in ms, actor, action, target, detail as JSON text, addressHash,
   * previousHash], hexadecimal.
   */
  hash,
});
export type AuditExportRow = z.infer<typeof auditExportRowSchema>;

export const auditRowSchema = auditExportRowSchema.extend({
  /** The address the act is about, for seven days. */
  address: z.string().nullable(),
});
export type AuditRow = z.infer<typeof auditRowSchema>;

export const auditQuery = z.object({
  limit: z.coerce.number().int().min(1).max(MOST_AUDIT_ROWS).default(100),
  cursor: z.string().max(64).optional(),
  actor: z.string().max(64).optional(),
  /** A whole action, or all of a resource: `ban.`. */
  action: z.string().max(64).optional(),
  target: z.string().max(128).optional(),
});

/** From the row `from` on, the oldest first. */
export const auditExportQuery = auditQuery.extend({ from: z.coerce.number().int().min(1).optional() });

export const auditVerdictSchema = z.object({
  rows: z.number(),
  /** Keep it elsewhere: it proves later that nothing before it was changed or cut off. */
  head: z.object({ seq: z.number(), hash }),
  intact: z.boolean(),
  broken: z.object({ seq: z.number(), reason: z.enum(['changed', 'missing', 'address-changed']) }).nullable(),
});
