/** Letters and settings files: the ways a password takes to its holder and into a phone. */
import { z } from 'zod';
import { HANDOVER_PURPOSES } from '../../exchange/console/handovers.ts';
import { text } from '../contract.ts';
import { refusedExtensionSchema } from './several.ts';

const purpose = z.enum(HANDOVER_PURPOSES);
const language = z.enum(['nl', 'en']);

export const handoverSchema = z.object({
  id: z.string(),
  extension: z.string(),
  purpose,
  createdAt: z.string(),
  createdBy: z.string(),
  endsAt: z.string(),
  /** When a phone came for it; a letter that was opened is gone. */
  openedAt: z.string().nullable(),
});
export type Handover = z.infer<typeof handoverSchema>;

export const newHandoverSchema = z.strictObject({
  purpose,
  /** Of the extension; left out: a new one is made, but for `linphone`, which needs none. */
  password: text(256).optional(),
  language: language.default('nl'),
  /** Of a letter: its address goes by mail to the holder. */
  mail: z.boolean().optional(),
});
export type NewHandoverRequest = z.input<typeof newHandoverSchema>;

export const handoverMadeSchema = handoverSchema.extend({
  /** To be opened, or typed into the phone; shown this once. */
  url: z.string(),
  /** As the phone's own field wants it. */
  address: z.string(),
  /** The same as a QR code, in SVG. */
  qr: z.string(),
  /** When one was made: phones with the old one fail at their next REGISTER. */
  newPassword: z.string().nullable(),
});

export const letterSecretSchema = z.strictObject({ secret: text(128) });
export const letterStateSchema = z.object({ purpose, language });

const row = z.object({
  label: z.string(),
  value: z.string(),
  /** To be read aloud, a line for each group; empty where it reads itself. */
  spelled: z.array(z.string()),
});

export const letterOpeningSchema = z.strictObject({
  secret: text(128),
  /** Of the letter when left out. */
  language: language.optional(),
});

export const letterSchema = z.object({
  language,
  title: z.string(),
  greeting: z.string(),
  number: z.string(),
  callsign: z.string(),
  settings: z.array(row),
  directory: z.array(row),
  dialFirst: z.array(row),
  /** The short version of the current ones. */
  houseRules: z.array(z.string()),
  notPrivate: z.string(),
  emergency: z.string(),
  contact: z.string(),
  keep: z.string(),
  /** QR codes in SVG: for the app Linphone, which fetches its settings within a day, and for the site. */
  app: z.object({ url: z.string(), qr: z.string() }).nullable(),
  site: z.object({ url: z.string(), qr: z.string() }),
});
export type Letter = z.infer<typeof letterSchema>;

/** Sheets of paper somebody prints and folds. */
export const MOST_LETTERS = 100;

export const letterPrintingSchema = z.strictObject({
  extensions: z.array(text(64)).min(1).max(MOST_LETTERS),
  language: language.default('nl'),
});

export const printedLettersSchema = z.object({
  /** In the order of the request; each with a new password, shown this once. */
  items: z.array(letterSchema),
  /** Those that got no new password, and why. */
  refused: z.array(refusedExtensionSchema),
});
export type PrintedLetters = z.infer<typeof printedLettersSchema>;
