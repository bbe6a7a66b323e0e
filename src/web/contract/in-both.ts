import { z } from 'zod';

/** A text in both languages of the site. */
export const bothSchema = z.object({ nl: z.string(), en: z.string() });
export type InBoth = z.infer<typeof bothSchema>;
