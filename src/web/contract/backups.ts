import { z } from 'zod';

/** That a backup was taken: `hamvoip backup` makes the copy itself and tells of it. */
export const backupNoteSchema = z.strictObject({
  bytes: z.int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type BackupNoteRequest = z.infer<typeof backupNoteSchema>;
