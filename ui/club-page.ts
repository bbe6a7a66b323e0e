/** The texts a club writes itself, as the API gives them. */
import {
  type Block,
  type FixedPage,
  type PageVersion,
  pageVersionSchema,
} from '../src/web/contract/pages.ts';
import { read } from './acting-page.tsx';
import type { Visit } from './page.ts';

/** Undefined when it cannot be had at this moment: the page does without. */
export function readClubPage(visit: Visit, page: FixedPage): Promise<PageVersion | undefined> {
  return read(visit, `/pages/${page}`, pageVersionSchema);
}

/** What it says in the visitor's language; nothing when it says nothing. */
export async function clubBlocks(visit: Visit, page: FixedPage): Promise<readonly Block[]> {
  return (await readClubPage(visit, page))?.blocks[visit.language] ?? [];
}
