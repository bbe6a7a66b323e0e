/** The texts a club writes itself, as the API gives them. */
import {
  type Block,
  type FixedPage,
  type PageVersion,
  pageVersionSchema,
} from '../src/web/contract/pages.ts';
import type { Visit } from './page.ts';
import { mapped, type Reading, read } from './reading.ts';

export function readClubPage(visit: Visit, page: FixedPage): Promise<Reading<PageVersion>> {
  return read(visit, `/pages/${page}`, pageVersionSchema);
}

/** What it says in the visitor's language; nothing when it says nothing. */
export async function clubBlocks(visit: Visit, page: FixedPage): Promise<Reading<readonly Block[]>> {
  return mapped(await readClubPage(visit, page), ({ blocks }) => blocks[visit.language]);
}
