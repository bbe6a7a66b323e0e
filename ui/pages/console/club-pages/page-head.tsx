import type { PageName, VersionHeadByWhom } from '../../../../src/web/contract/pages.ts';
import { clubPageWords } from '../../../words/console/club-pages.ts';
import type { ConsoleVisit } from '../console-page.tsx';

/** Where each text stands on the site. */
const PLACES: Readonly<Record<PageName, string>> = {
  'house-rules': '/huisregels',
  welcome: '/',
  contact: '/contact',
  privacy: '/privacy',
  accessibility: '/toegankelijkheid',
  apply: '/aanvragen',
};

export function PageHead({
  visit,
  page,
  current,
}: {
  readonly visit: ConsoleVisit;
  readonly page: PageName;
  readonly current: VersionHeadByWhom;
}) {
  const words = clubPageWords[visit.language];
  const { version, publishedAt, publishedBy } = current;
  return (
    <>
      <h1>{words.names[page]}</h1>
      <p class="lead">{words.about[page]}</p>
      <p>{words.version(version, publishedAt, words.by(publishedBy))}</p>
      <p class="acts">
        <a class="button" href={visit.href(PLACES[page])}>
          {words.see}
        </a>
        <a class="button" href={visit.href(`/beheer/paginas/${page}`)}>
          {words.edit}
        </a>
        <a class="button" href={visit.href(`/beheer/paginas/${page}/versies`)}>
          {words.versions}
        </a>
      </p>
    </>
  );
}
