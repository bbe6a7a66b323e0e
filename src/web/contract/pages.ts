/** Texts of the club: house rules and its part of other pages, with versions. */
import { z } from 'zod';
import { MOST_FREE_PAGES } from '../../exchange/console/free-pages.ts';
import { CLUB_PAGES, FIRST_VERSION, LONGEST_PAGE, VERSIONS_KEPT } from '../../exchange/console/pages.ts';
import { text, time } from '../contract.ts';
import { freePageNameSchema, freePageSchema } from './free-pages.ts';
import { bothSchema } from './in-both.ts';

export const PAGE_CHARACTERS = LONGEST_PAGE;
/** Of a page that every exchange has, and of one of the club's own. */
export const PAGE_VERSIONS_KEPT = { fixed: VERSIONS_KEPT, free: MOST_FREE_PAGES.versions } as const;
export const FIRST_PAGE_VERSION = FIRST_VERSION;

export const FIXED_PAGES = CLUB_PAGES;
export type FixedPage = (typeof FIXED_PAGES)[number];

/** `contact`, or `club:field-day` for a page of the club's own. */
export const pageNameSchema = z.union([z.enum(FIXED_PAGES), freePageNameSchema]);
export type PageName = z.infer<typeof pageNameSchema>;

/** A piece of a line, as it is to be shown: text, never markup. */
const spanSchema = z.object({
  text: z.string(),
  strong: z.literal(true).optional(),
  emphasis: z.literal(true).optional(),
  code: z.literal(true).optional(),
  /** `https:`, `mailto:` or `tel:`. */
  link: z.string().optional(),
});
export type Span = z.infer<typeof spanSchema>;

const spans = z.array(spanSchema);

/** What the Markdown of a text means. */
export const blockSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('heading'), level: z.union([z.literal(2), z.literal(3)]), spans }),
  z.object({ kind: z.literal('paragraph'), spans }),
  z.object({ kind: z.literal('quote'), spans }),
  z.object({ kind: z.literal('list'), ordered: z.boolean(), items: z.array(spans) }),
  z.object({ kind: z.literal('line') }),
]);
export type Block = z.infer<typeof blockSchema>;

const blocksInBoth = z.object({ nl: z.array(blockSchema), en: z.array(blockSchema) });

export const versionHeadSchema = z.object({
  page: pageNameSchema,
  version: z.number(),
  publishedAt: time,
  /** What changed, in a line. */
  change: bothSchema,
  /** Whether members were asked to confirm it. */
  asksConfirmation: z.boolean(),
  /** Null while it is not; what was withdrawn is on no page, and its change is not told. */
  withdrawnAt: time.nullable(),
});
export type VersionHead = z.infer<typeof versionHeadSchema>;

export const pageVersionSchema = versionHeadSchema.extend({
  /** Markdown. */
  text: bothSchema,
  blocks: blocksInBoth,
});
export type PageVersion = z.infer<typeof pageVersionSchema>;

/** What a visitor reads. */
export const shownPageSchema = pageVersionSchema.extend({
  /** Of a page of the club's own. */
  free: freePageSchema.pick({ title: true, audience: true }).optional(),
});
export type ShownPage = z.infer<typeof shownPageSchema>;

/** For who looks after the pages. */
const byWhom = { publishedBy: z.string(), withdrawnBy: z.string().nullable() };
export const versionHeadByWhomSchema = versionHeadSchema.extend(byWhom);
export type VersionHeadByWhom = z.infer<typeof versionHeadByWhomSchema>;
export const pageVersionByWhomSchema = pageVersionSchema.extend(byWhom);
export type PageVersionByWhom = z.infer<typeof pageVersionByWhomSchema>;

/** Pieces in their order; `removed` stood in the older one, `added` stands in the newer one. */
const pieceSchema = z.object({ kind: z.enum(['same', 'added', 'removed']), text: z.string() });
export type Piece = z.infer<typeof pieceSchema>;

export const pageChangesSchema = z.object({
  page: pageNameSchema,
  since: z.number(),
  version: z.number(),
  pieces: z.object({ nl: z.array(pieceSchema), en: z.array(pieceSchema) }),
});
export type PageChanges = z.infer<typeof pageChangesSchema>;

/** Something that is hard to read; a hint, never a refusal. */
export const HINTS = ['average', 'long-sentence', 'long-word', 'hard-word', 'not-shown', 'empty'] as const;
const hintSchema = z.object({
  kind: z.enum(HINTS),
  /** The sentence, or the word. */
  quote: z.string(),
  /** Words of the sentence, letters of the word, or the average. */
  value: z.number().optional(),
  /** An easier word. */
  better: z.string().optional(),
});
export type Hint = z.infer<typeof hintSchema>;

const readabilitySchema = z.object({
  sentences: z.number(),
  words: z.number(),
  /** Of a sentence, in words; 0 without any. */
  average: z.number(),
  hints: z.array(hintSchema),
});
export type Readability = z.infer<typeof readabilitySchema>;

export const pageDraftSchema = z.object({
  text: bothSchema,
  blocks: blocksInBoth,
  /** How easily it reads. */
  readability: z.object({ nl: readabilitySchema, en: readabilitySchema }),
  /** From the current version to this. */
  changes: pageChangesSchema.shape.pieces,
  basedOn: z.number(),
  savedAt: time,
  savedBy: z.string(),
});
export type PageDraft = z.infer<typeof pageDraftSchema>;

export const pageEditSchema = z.object({
  /** Null for a page of the club's own of which nothing is on the site. */
  current: pageVersionByWhomSchema.extend({ readability: pageDraftSchema.shape.readability }).nullable(),
  draft: pageDraftSchema.nullable(),
  /** To be given along with the next change: 409 `page-changed` when somebody else made one meanwhile. */
  revision: z.string(),
  /** Of a page of the club's own; null for the others. */
  free: freePageSchema.nullable(),
});
export type PageEdit = z.infer<typeof pageEditSchema>;

export const pageSummarySchema = versionHeadByWhomSchema.extend({
  /** Who is writing, and since when; null: nobody. */
  draft: z.object({ savedBy: z.string(), savedAt: time }).nullable(),
});

/** Wider than what is kept, so that a text that is too long hears how long it may be. */
const given = text(2 * LONGEST_PAGE.text);
const givenText = z.strictObject({ nl: given, en: given });
const revision = text(64);

export const newDraftSchema = z.strictObject({ text: givenText, revision });
export const draftQuery = z.object({ revision });

export const newVersionSchema = z.strictObject({
  /** The draft, the text the exchange came with (`seed`), or an earlier version by its number. */
  from: z.union([z.enum(['draft', 'seed']), z.number().int().min(1)]).default('draft'),
  /** In place of `from`. */
  text: givenText.optional(),
  change: z.strictObject({ nl: given, en: given }),
  /** House rules only: members are asked to confirm this version. */
  asksConfirmation: z.boolean().default(false),
  revision,
});

export const withdrawalSchema = z.strictObject({
  /** For the audit log. */
  reason: text(2 * LONGEST_PAGE.reason),
  revision,
});

export const changesQuery = z.object({ since: z.coerce.number().int().min(1) });

/** How a member stands to the house rules. */
export const ownRulesSchema = z.object({
  current: pageVersionSchema,
  /** What was said yes to last; null: to nothing that is known. */
  confirmed: z.object({ version: z.number(), at: time }).nullable(),
  /** All of it, the newest first. */
  confirmations: z.array(
    z.object({
      version: z.number(),
      at: time,
      /** Whether that version was withdrawn since. */
      withdrawn: z.boolean(),
    }),
  ),
  /** Whether he is asked to confirm the current ones. */
  asked: z.boolean(),
});
export type OwnRules = z.infer<typeof ownRulesSchema>;

/** `version`: the one that was read; it has to be the current one. */
export const ownConfirmationSchema = z.strictObject({ version: z.number().int() });

export const rulesConfirmationsSchema = z.object({
  /** The newest version that asks to be confirmed; null: none does. */
  version: z.number().nullable(),
  confirmed: z.number(),
  extensions: z.number(),
  /** Numbers that did not confirm yet. */
  missing: z.array(z.string()),
});
