import type { Outcome } from './outcome.ts';
import type { ClubPageName, DoneBy, InTwoLanguages, PageVersionView } from './pages.ts';

/** Begins the name of a page of the club's own, so that it can be called like none of ours. */
export const FREE_PAGE_PREFIX = 'club:';
export type FreePageName = `${typeof FREE_PAGE_PREFIX}${string}`;

/** What stands behind the prefix, and in the address of the page behind `/club/`: 2 to 40 letters and digits. */
export const FREE_PAGE_ID = /^[a-z0-9](?:-?[a-z0-9]){1,39}$/;

export const AUDIENCES = ['everyone', 'members'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** In the menu of the site, or found by who has the address only. */
export const PLACES = ['menu', 'link'] as const;
export type Place = (typeof PLACES)[number];

/** Characters. */
export const LONGEST_FREE_PAGE = { id: 40, title: 60 } as const;

/** Pages that are there, pages that were removed and can be brought back, and versions of each. */
export const MOST_FREE_PAGES = { there: 30, removed: 10, versions: 20 } as const;

export function isFreePage(page: ClubPageName): page is FreePageName {
  return page.startsWith(FREE_PAGE_PREFIX);
}

export interface FreePageSettings {
  readonly title: InTwoLanguages;
  readonly audience: Audience;
  readonly place: Place;
}

export interface FreePageView extends FreePageSettings {
  readonly page: FreePageName;
  /** Among those that are there, from 1 on; 0 for one that was removed. */
  readonly position: number;
  readonly created: DoneBy;
  /** Null while it is there. */
  readonly removed: DoneBy | null;
  /** The version that is on the site; null for none. */
  readonly version: number | null;
  /** Who is writing, and since when; null: nobody. */
  readonly draft: DoneBy | null;
}

export interface NewFreePage extends FreePageSettings {
  readonly id: string;
}

export interface FreePageChange {
  readonly title?: InTwoLanguages | undefined;
  readonly audience?: Audience | undefined;
  readonly place?: Place | undefined;
  /** The others make room; beyond the last one it is the last one. */
  readonly position?: number | undefined;
}

/** Who reads: `member` is who has logged in, an administrator as well. */
export type PageReader = 'visitor' | 'member';

export interface ShownFreePageView {
  readonly title: InTwoLanguages;
  readonly audience: Audience;
  readonly shown: PageVersionView;
}

/** Pages that the club adds to its site. Their texts are those of `PageConsole`. */
export interface FreePageConsole {
  /** In their order; then those that were removed, the last one first. */
  list(): readonly FreePageView[];
  /** What stands in the menu for him, in its order. */
  menu(reader: PageReader): readonly { readonly page: FreePageName; readonly title: InTwoLanguages }[];
  /** Of a page that is not for him he does not learn whether there is one. */
  read(page: FreePageName, reader: PageReader): Outcome<ShownFreePageView>;
  add(wanted: NewFreePage): Promise<Outcome<FreePageView>>;
  change(page: FreePageName, change: FreePageChange): Promise<Outcome<FreePageView>>;
  /** Off the site at once. What was written of it is kept. */
  remove(page: FreePageName): Promise<Outcome<FreePageView>>;
  /** As it was, as the last one. */
  bringBack(page: FreePageName): Promise<Outcome<FreePageView>>;
}
