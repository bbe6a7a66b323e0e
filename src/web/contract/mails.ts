/** Mail on its way, and what became of it. */
import { z } from 'zod';

export const mailsSchema = z.object({
  /** Whether a mail server is set. */
  canSend: z.boolean(),
  waiting: z.number(),
  /** Why the last try failed: `unreachable`, `refused-login`, `later`, … */
  lastFault: z.string().nullable(),
  items: z.array(
    z.object({
      id: z.string(),
      recipient: z.string(),
      subject: z.string(),
      topic: z.string(),
      state: z.enum(['waiting', 'sent', 'given-up']),
      attempts: z.number(),
      createdAt: z.string(),
      endedAt: z.string().nullable(),
      fault: z.string().nullable(),
    }),
  ),
  next: z.string().nullable().optional(),
});
