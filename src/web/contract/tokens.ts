import { z } from 'zod';
import { TOKEN_SCOPES } from '../../policy/token-scopes.ts';

export const tokenScopeSchema = z.enum(TOKEN_SCOPES);

export const tokenSchema = z.object({
  id: z.string(),
  /** `token:<name>` in the audit log. */
  name: z.string(),
  scopes: z.array(tokenScopeSchema),
  state: z.enum(['working', 'expired', 'revoked']),
  createdAt: z.string(),
  createdBy: z.string(),
  /** Null: until it is revoked. */
  expiresAt: z.string().nullable(),
  /** To the hour. */
  lastUsedAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
});
export type Token = z.infer<typeof tokenSchema>;

/** The only answer that holds a token's secret, given once. */
export const tokenWithSecretSchema = tokenSchema.extend({
  secret: z.string(),
  /** What a screen opens, for a token that is nothing else but its key. */
  screenUrl: z.string().nullable(),
});

export const newTokenSchema = z.strictObject({
  name: z.string().max(64).optional(),
  scopes: z.array(z.string().max(32)).max(16),
  /** One of these says when it ends: null is never; a year from now when both are left out. */
  expiresAt: z.iso.datetime().nullable().optional(),
  durationSeconds: z.number().optional(),
});
export type NewTokenRequest = z.infer<typeof newTokenSchema>;
