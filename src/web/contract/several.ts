/** One thing done to several extensions, one after the other: each is refused or done for itself. */
import { z } from 'zod';
import { text } from '../contract.ts';
import { extensionLimitsChangeSchema } from './suspensions.ts';

/** Each is a change of its own on the disk, with a row in the audit log. */
export const MOST_AT_ONCE = 500;

const extensions = z.array(text(64)).min(1).max(MOST_AT_ONCE);

export const limitsOfSeveralSchema = z.strictObject({ extensions, limits: extensionLimitsChangeSchema });

export const removalSchema = z.strictObject({
  extensions,
  /** How many they are: a list that was cut off on its way, or grew, removes nobody. */
  count: z.int(),
});

export const refusedExtensionSchema = z.object({
  extension: z.string(),
  code: z.string(),
  detail: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type RefusedExtension = z.infer<typeof refusedExtensionSchema>;

/** Both in the order of the request. */
export const severalDoneSchema = z.object({
  done: z.array(z.string()),
  refused: z.array(refusedExtensionSchema),
});
export type SeveralDone = z.infer<typeof severalDoneSchema>;
