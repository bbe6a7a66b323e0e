/** Voice mailboxes: switches and counts. What is in them is for their holders. */
import { z } from 'zod';

export const mailboxSchema = z.object({
  extension: z.string(),
  /** Callers who do not get through may leave a message. */
  takesMessages: z.boolean(),
  /** Each message goes to the holder's mail address, too. */
  byMail: z.boolean(),
  unheard: z.number(),
  heard: z.number(),
  /** Of all messages together. */
  seconds: z.number(),
  /** So much room they take. */
  bytes: z.number(),
  ownGreeting: z.boolean(),
});
export type Mailbox = z.infer<typeof mailboxSchema>;

/** What is left out stays. */
export const mailboxChangeSchema = z.strictObject({
  takesMessages: z.boolean().optional(),
  byMail: z.boolean().optional(),
});
export type MailboxChange = z.infer<typeof mailboxChangeSchema>;
