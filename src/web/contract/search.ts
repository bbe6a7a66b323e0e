/** Looking for anything an administrator works with, by what people call it. */
import { z } from 'zod';

export const FOUND_KINDS = [
  'extension',
  'phone',
  'bridge',
  'ban',
  'whitelist',
  'suspension',
  'incident',
  'instruction',
  'page',
  'message',
  'ended-ban',
  'ended-suspension',
  'setting',
  'problem',
] as const;

export const foundSchema = z.object({
  kind: z.enum(FOUND_KINDS),
  /** Of the thing: a number, an address, an id, a key, a code. */
  id: z.string(),
  title: z.string(),
  detail: z.string(),
  /** When it ended, or was written or sent; null where that says nothing. */
  at: z.string().nullable(),
});
export type Found = z.infer<typeof foundSchema>;

export const searchQuery = z.object({ q: z.string().trim().min(1).max(80) });

export const searchSchema = z.object({
  /** At most 20 of each kind. */
  found: z.array(foundSchema),
  /** Kinds of which there is more. */
  more: z.array(z.enum(FOUND_KINDS)),
  /** Kinds that could not be looked through at this moment: of these there may be some. */
  unknown: z.array(z.enum(FOUND_KINDS)),
});
