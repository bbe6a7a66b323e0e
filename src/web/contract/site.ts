/** What everyone may know of the exchange: what it is called, whether it works, and counts. Nobody is named. */
import { z } from 'zod';
import { menuPageSchema } from './free-pages.ts';

export const siteSchema = z.object({
  /** Of the club; null when none was set. */
  name: z.string().nullable(),
  /** Mail address for questions; null when none was set. */
  contact: z.string().nullable(),
  /** SIP domain. */
  domain: z.string(),
  /** False while the exchange stops, or does not run. */
  running: z.boolean(),
  extensions: z.number(),
  /** Members may log in with a call from their phone. */
  phoneLogin: z.boolean(),
  /** Mail is sent; without a mail server nobody gets a link or a password that way. */
  mail: z.boolean(),
  /** Phones that are registered. */
  phones: z.number(),
  calls: z.number(),
  /** Of the club's own, in the menu; those for members only when a member asks. */
  pages: z.array(menuPageSchema),
  bridges: z.array(
    z.object({
      number: z.string(),
      name: z.string(),
      /** Whether a PIN is asked. */
      protected: z.boolean(),
      participants: z.number(),
    }),
  ),
});
export type Site = z.infer<typeof siteSchema>;
