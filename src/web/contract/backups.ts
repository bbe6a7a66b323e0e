/** Encrypted copies of everything. */
import { z } from 'zod';
import { text } from '../contract.ts';

export const backupSchema = z.object({
  id: z.string(),
  cause: z.enum(['nightly', 'request']),
  startedAt: z.string(),
  state: z.enum(['running', 'finished', 'failed']),
  /** While it is being made: how much of how much. */
  doneBytes: z.number(),
  totalBytes: z.number(),
  /** Of the file, once it is whole. */
  bytes: z.number().nullable(),
  sha256: z.string().nullable(),
  /** Why it failed. */
  reason: z.string().nullable(),
});
export type Backup = z.infer<typeof backupSchema>;

export const newBackupSchema = z.strictObject({
  /** At least 12 characters; left out: that of the nightly copies. It is kept nowhere. */
  passphrase: text(1_024).optional(),
});

export const backupStateSchema = z.object({
  lastSuccessAt: z.string().nullable(),
  nightly: z.boolean(),
});

/** That a backup was taken: `hamvoip backup` makes the copy itself and tells of it. */
export const backupNoteSchema = z.strictObject({
  bytes: z.int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type BackupNoteRequest = z.infer<typeof backupNoteSchema>;
