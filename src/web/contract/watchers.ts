/** Who an extension lets watch it. */
import { z } from 'zod';
import { text } from '../contract.ts';

export const watchersSchema = z.object({
  extension: z.string(),
  everyone: z.boolean(),
  /** Numbers of extensions. */
  watchers: z.array(z.string()),
});
export type Watchers = z.infer<typeof watchersSchema>;

const numbers = z.array(text(64)).max(1000).optional();

/** What is left out stays. */
export const watchersChangeSchema = z.strictObject({
  everyone: z.boolean().optional(),
  add: numbers,
  remove: numbers,
});
export type WatchersChange = z.infer<typeof watchersChangeSchema>;
