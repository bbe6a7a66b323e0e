/** The settings: what holds, where it came from, and what may be changed while the exchange runs. */
import { z } from 'zod';

const inBoth = z.object({ nl: z.string(), en: z.string() });

/** The strongest first. */
const settingOriginSchema = z.enum(['flag', 'environment', 'console', 'file', 'default']);

export const settingSchema = z.object({
  /** In the settings file, and as a flag. */
  key: z.string(),
  /** As an environment variable; null for what cannot be set so. */
  variable: z.string().nullable(),
  /** Those that belong together. */
  group: z.string(),
  meaning: inBoth,
  /** What it may be. */
  allowed: inBoth,
  /** What holds, as it would be written in the file; empty for a secret. */
  value: z.string(),
  default: z.string(),
  origin: settingOriginSchema,
  /** What holds when it is set back: what the console lies over. */
  beneath: z.object({ value: z.string(), origin: settingOriginSchema }),
  /** Takes effect while the exchange runs; others are read at the start. */
  live: z.boolean(),
  /** Live, and no flag and no variable of this start pins it. */
  changeable: z.boolean(),
  /** Is never shown. */
  secret: z.boolean(),
  /** Whether there is any value. */
  set: z.boolean(),
  /** In which line of the file it stands. */
  fileLine: z.number().nullable(),
  changedAt: z.string().nullable(),
  changedBy: z.string().nullable(),
});
export type Setting = z.infer<typeof settingSchema>;

export const settingsSchema = z.object({
  /** Path of the settings file on the machine. */
  file: z.string(),
  items: z.array(settingSchema),
});

const value = z.string().max(4_000);

export const settingChangeSchema = z.strictObject({
  /** By key; null sets it back. All or none. */
  values: z.record(z.string().max(64), value.nullable()),
  /** What the caller saw of them: 409 `setting-changed` when something else holds by now. */
  was: z.record(z.string().max(64), value).optional(),
});
