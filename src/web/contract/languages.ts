/** In which language an extension is spoken to. */
import { z } from 'zod';

const languageSchema = z.enum(['nl', 'en']);

export const extensionLanguageSchema = z.object({
  extension: z.string(),
  /** Null: that of the exchange. */
  own: languageSchema.nullable(),
  effective: languageSchema,
});

/** Null goes back to the language of the exchange. */
export const extensionLanguageChangeSchema = z.strictObject({ language: languageSchema.nullable() });
export type ExtensionLanguageChange = z.infer<typeof extensionLanguageChangeSchema>;
