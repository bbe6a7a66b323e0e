/** Pages that the club adds to its site, below `/club/`. Their texts are those of `pages.ts`. */
import { z } from 'zod';
import {
  AUDIENCES,
  FREE_PAGE_ID,
  FREE_PAGE_PREFIX,
  LONGEST_FREE_PAGE,
  MOST_FREE_PAGES,
  PLACES,
} from '../../exchange/console/free-pages.ts';
import { text, time } from '../contract.ts';
import { bothSchema } from './in-both.ts';

export const FREE_PAGE_CHARACTERS = LONGEST_FREE_PAGE;
export const MOST_PAGES_OF_CLUB = MOST_FREE_PAGES.there;
export const PAGE_AUDIENCES = AUDIENCES;
export const PAGE_PLACES = PLACES;

/** `club:field-day`; the page stands at `/club/field-day`. */
export const freePageNameSchema = z.templateLiteral([FREE_PAGE_PREFIX, z.string().regex(FREE_PAGE_ID)]);
export type FreePageName = z.infer<typeof freePageNameSchema>;

/** Where the page stands on the site, in Dutch and after `/en`. */
export function addressOfFreePage(page: FreePageName): string {
  return `/club/${page.slice(FREE_PAGE_PREFIX.length)}`;
}

export function freePageAt(id: string): FreePageName | undefined {
  return freePageNameSchema.safeParse(`${FREE_PAGE_PREFIX}${id}`).data;
}

const done = z.object({ at: time, by: z.string() });

export const freePageSchema = z.object({
  page: freePageNameSchema,
  title: bothSchema,
  /** `members`: for who has logged in; nobody else learns that there is one. */
  audience: z.enum(AUDIENCES),
  /** In the menu of the site, or found by who has its address only. */
  place: z.enum(PLACES),
  /** Among those that are there, from 1 on; 0 for one that was removed. */
  position: z.number(),
  created: done,
  /** Null while it is there. */
  removed: done.nullable(),
  /** The version that is on the site; null for none. */
  version: z.number().nullable(),
  /** Who is writing, and since when; null: nobody. */
  draft: done.nullable(),
});
export type FreePage = z.infer<typeof freePageSchema>;

/** Wider than what is kept, so that who writes more hears how much it may be. */
const title = z.strictObject({ nl: text(256), en: text(256) });

export const newFreePageSchema = z.strictObject({
  /** 2 to 40 letters, digits and single hyphens. */
  id: text(128),
  title,
  audience: z.enum(AUDIENCES).default('everyone'),
  place: z.enum(PLACES).default('menu'),
});

export const freePageChangeSchema = z.strictObject({
  title: title.optional(),
  audience: z.enum(AUDIENCES).optional(),
  place: z.enum(PLACES).optional(),
  position: z.number().int().min(1).optional(),
});

/** What stands in the menu of the site. */
export const menuPageSchema = freePageSchema.pick({ page: true, title: true });
