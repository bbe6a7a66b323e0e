import { addressOfFreePage, type FreePage } from '../../../../src/web/contract/free-pages.ts';
import {
  FIXED_PAGES,
  type FixedPage,
  type PageEdit,
  type PageName,
  type VersionHeadByWhom,
} from '../../../../src/web/contract/pages.ts';
import { Banner } from '../../../components/banner.tsx';
import { clubPageWords } from '../../../words/console/club-pages.ts';
import { freePageConsoleWords } from '../../../words/console/free-pages.ts';
import { dateAndTime } from '../../../words/format.ts';
import type { ConsoleVisit } from '../console-page.tsx';

export const CLUB_PAGES_PATH = '/beheer/paginas';

/** Where each text stands on the site. */
const PLACES: Readonly<Record<FixedPage, string>> = {
  'house-rules': '/huisregels',
  welcome: '/',
  contact: '/contact',
  privacy: '/privacy',
  accessibility: '/toegankelijkheid',
  apply: '/aanvragen',
};

/** Undefined for a page of the club's own. */
export function fixedPage(page: PageName): FixedPage | undefined {
  return FIXED_PAGES.find((name) => name === page);
}

/** Whether it was not removed. */
export function isThere({ free }: Pick<PageEdit, 'free'>): boolean {
  return free === null || free.removed === null;
}

/** What it is called in the visitor's language. */
export function titleOf(visit: ConsoleVisit, page: PageName, { free }: Pick<PageEdit, 'free'>): string {
  const fixed = fixedPage(page);
  if (fixed !== undefined) return clubPageWords[visit.language].names[fixed];
  return free?.title[visit.language] ?? page;
}

export function PageHead({
  visit,
  page,
  edit,
  shown = edit.current,
}: {
  readonly visit: ConsoleVisit;
  readonly page: PageName;
  readonly edit: PageEdit;
  /** The version this is about, when it is another one than the current. */
  readonly shown?: VersionHeadByWhom | null;
}) {
  const words = clubPageWords[visit.language];
  const own = freePageConsoleWords[visit.language];
  const fixed = fixedPage(page);
  const { free, current } = edit;
  const address = fixed === undefined ? free && addressOfFreePage(free.page) : PLACES[fixed];
  const isShown = current !== null && isThere(edit);
  return (
    <>
      <h1>{titleOf(visit, page, edit)}</h1>
      {fixed !== undefined && <p class="lead">{words.about[fixed]}</p>}
      {free !== null && <FreePageState visit={visit} free={free} />}
      {shown !== null && (
        <p>{words.version(shown.version, shown.publishedAt, words.by(shown.publishedBy))}</p>
      )}
      {shown !== null && shown.withdrawnAt !== null && (
        <Banner tone="warn" title={words.withdrawn(shown.withdrawnAt, words.by(shown.withdrawnBy ?? ''))} />
      )}
      <p class="acts">
        {isShown && address !== null && (
          <a class="button" href={visit.href(address)}>
            {words.see}
          </a>
        )}
        <a class="button" href={visit.href(`${CLUB_PAGES_PATH}/${page}`)}>
          {words.edit}
        </a>
        <a class="button" href={visit.href(`${CLUB_PAGES_PATH}/${page}/versies`)}>
          {words.versions}
        </a>
        {free !== null && (
          <a class="button" href={visit.href(`${CLUB_PAGES_PATH}/${page}/instellen`)}>
            {own.settings}
          </a>
        )}
      </p>
    </>
  );
}

/** Where it stands, for whom, and whether anybody sees it. */
function FreePageState({ visit, free }: { readonly visit: ConsoleVisit; readonly free: FreePage }) {
  const { language } = visit;
  const words = freePageConsoleWords[language];
  const { page, audience, place, removed, version } = free;
  return (
    <>
      <p class="lead">
        <span class="mono">{addressOfFreePage(page)}</span> · {words.audiences[audience]} ·{' '}
        {words.places[place]}
      </p>
      {removed !== null && (
        <Banner
          tone="warn"
          title={words.removedBy(dateAndTime(removed.at, language), clubPageWords[language].by(removed.by))}
        >
          <p>{words.removedText}</p>
        </Banner>
      )}
      {removed === null && version === null && <Banner tone="info" title={words.unpublished} />}
    </>
  );
}
