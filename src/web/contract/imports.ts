/** Many extensions at once, out of a CSV file: looked at first, then done as it was looked at. */
import { z } from 'zod';
import { IMPORT_ACTS } from '../../exchange/console/import.ts';
import { extensionSchema, extensionWithPasswordSchema } from '../contract.ts';

export const importActSchema = z.enum(IMPORT_ACTS);
export type ImportAct = z.infer<typeof importActSchema>;

/** Rows of a look that are told at once. */
export const MOST_ROWS_TOLD = 1_000;

export const importSchema = z.strictObject({
  /** The text of a CSV file with the columns number, callsign, name, email, password; password may be left out. */
  csv: z.string(),
  allowWeakPasswords: z.boolean().optional(),
  /** A row whose number is there changes that extension, where the row says something; otherwise it is refused. */
  update: z.boolean().optional(),
  /** Nothing is changed; the answer tells what would become of each row, by the very checks of the import. */
  dryRun: z.boolean().optional(),
  /** Of a dry run: exactly what it told is done; if anything of it is another case meanwhile, nothing is. */
  version: z.string().optional(),
  /** Of a dry run: which rows are told. All of them count. */
  tell: z
    .strictObject({
      act: importActSchema.optional(),
      /** Rows behind this one. */
      after: z.int().min(0).optional(),
      limit: z.int().min(1).max(MOST_ROWS_TOLD).optional(),
    })
    .optional(),
});
export type ImportRequest = z.infer<typeof importSchema>;

const columnSchema = z.enum(['number', 'callsign', 'name', 'email', 'password']);

export const plannedRowSchema = z.object({
  /** Of the data, from 1, and its line in the file. */
  row: z.number(),
  line: z.number(),
  act: importActSchema,
  /** As it will be; of a refused row as it was given. */
  number: z.string().nullable(),
  callsign: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  password: z.enum(['made', 'given', 'kept']),
  /** Of a password neither the old one nor the new one is told. */
  changes: z.array(
    z.object({ field: columnSchema, before: z.string().nullable(), after: z.string().nullable() }),
  ),
  refusal: z
    .object({
      code: z.string(),
      detail: z.string(),
      values: z.record(z.string(), z.union([z.string(), z.number()])),
      /** Null when it is about no column. */
      column: columnSchema.nullable(),
    })
    .nullable(),
});
export type PlannedRow = z.infer<typeof plannedRowSchema>;

export const importPlanSchema = z.object({
  version: z.string(),
  totals: z.object({
    rows: z.number(),
    create: z.number(),
    change: z.number(),
    keep: z.number(),
    refuse: z.number(),
  }),
  items: z.array(plannedRowSchema),
  /** For `tell.after`; null behind the last one. */
  next: z.number().nullable(),
});
export type ImportPlan = z.infer<typeof importPlanSchema>;

export const importDoneSchema = z.object({
  /** Those with a password they had not before; it is shown this once. */
  items: z.array(extensionWithPasswordSchema),
  /** Those that were there, as they are now. */
  changed: z.array(extensionSchema),
  /** Rows that say what is there already. */
  kept: z.number(),
});
export type ImportDone = z.infer<typeof importDoneSchema>;
