/** The list of those who agreed, as an encrypted PDF. */
import { z } from 'zod';
import { LIST_FORMATS, LIST_ORDERS } from '../../store/directory-store.ts';
import { text } from '../contract.ts';

export const directoryIssueSchema = z.object({
  issue: z.number(),
  madeAt: z.string(),
  /** `exchange` when it made it by itself. */
  madeBy: z.string(),
  language: z.enum(['nl', 'en']),
  format: z.enum(LIST_FORMATS),
  order: z.enum(LIST_ORDERS),
  /** How many people are in it. */
  entries: z.number(),
  pages: z.number(),
  bytes: z.number(),
  sha256: z.string(),
  /** In the folder `directory` of the data folder. */
  file: z.string(),
});
export type DirectoryIssue = z.infer<typeof directoryIssueSchema>;

export const directoryStateSchema = z.object({
  /** Null before the first issue. */
  current: directoryIssueSchema.nullable(),
  extensions: z.number(),
  /** How many holders agreed to be listed. */
  listed: z.number(),
  /** Against the current issue. */
  added: z.number(),
  removed: z.number(),
  changed: z.number(),
  /** Whether a list that changed gets a new issue by itself, once a day. */
  automatic: z.boolean(),
});

export const directoryEntrySchema = z.object({
  number: z.string(),
  callsign: z.string(),
  name: z.string(),
});

export const directoryDifferenceSchema = z.object({
  added: z.array(directoryEntrySchema),
  removed: z.array(directoryEntrySchema),
  changed: z.array(z.object({ before: directoryEntrySchema, after: directoryEntrySchema })),
});

export const newDirectoryIssueSchema = z.strictObject({
  /** Of the last issue when left out. `a4-large` is large print, `a5` a booklet. */
  format: z.enum(LIST_FORMATS).optional(),
  order: z.enum(LIST_ORDERS).optional(),
});
export type NewDirectoryIssueRequest = z.infer<typeof newDirectoryIssueSchema>;

/** An issue while it is being made, and what came of it. */
export const directoryBuildSchema = z.object({
  id: z.string(),
  issue: z.number(),
  startedAt: z.string(),
  state: z.enum(['running', 'finished', 'failed']),
  done: z.number(),
  total: z.number(),
  /** Why it failed. */
  reason: z.enum(['full', 'not-written', 'broken', 'stopped', 'store-failed']).nullable(),
  /** Numbers of those whose name has a character that cannot be drawn. */
  undrawable: z.array(z.string()),
});
export type DirectoryBuild = z.infer<typeof directoryBuildSchema>;

export const directoryPasswordSchema = z.object({ issue: z.number(), password: z.string() });

/** Who asks is told nothing; the password goes by mail to the address on file. */
export const passwordRequestSchema = z.strictObject({
  number: text(64),
  language: z.enum(['nl', 'en']).default('nl'),
});

/** Whether the holder of an extension wants to be listed. */
export const listingSchema = z.object({
  extension: z.string(),
  listed: z.boolean(),
  /** Which text was agreed to, when, and who wrote it down; null when not listed. */
  textVersion: z.string().nullable(),
  agreedAt: z.string().nullable(),
  agreedBy: z.string().nullable(),
});
export type Listing = z.infer<typeof listingSchema>;

export const listingChangeSchema = z.strictObject({
  listed: z.boolean(),
  /** The version that was agreed to; the newest when left out. */
  textVersion: text(32).optional(),
});
export type ListingChangeRequest = z.infer<typeof listingChangeSchema>;

/** What one agrees to. */
export const listingConsentSchema = z.object({
  version: z.string(),
  text: z.object({ nl: z.array(z.string()), en: z.array(z.string()) }),
});
