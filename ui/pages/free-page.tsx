import { freePageAt } from '../../src/web/contract/free-pages.ts';
import { type ShownPage, shownPageSchema } from '../../src/web/contract/pages.ts';
import { Banner } from '../components/banner.tsx';
import { ClubText } from '../components/club-text.tsx';
import { Icon } from '../components/icon.tsx';
import { type Answer, type Page, type Visit, view } from '../page.ts';
import { read } from '../reading.ts';
import { freePageWords } from '../words/free-page.ts';
import { errorView } from './errors.tsx';

/** A page that the club added itself. To who may not read it, it is not there. */
export const freePagePage: Page = {
  path: '/club/:id',
  async get(visit) {
    const words = freePageWords[visit.language];
    const page = freePageAt(visit.params['id'] ?? '');
    if (page === undefined) return noSuchPage(visit);
    const found = await read(visit, `/pages/${page}`, shownPageSchema);
    if (found.kind === 'known') return shown(visit, page, found.value);
    if (found.kind === 'missing') return noSuchPage(visit);
    if (found.code !== 'page-gone') return found;
    const { title, text } = words.gone;
    return view(
      title,
      <>
        <h1>{title}</h1>
        <Banner tone="warn" title={text} />
        <p>
          <a class="button" href={visit.href('/')}>
            {words.home}
          </a>
        </p>
      </>,
      { status: 410 },
    );
  },
};

function shown(visit: Visit, page: string, { blocks, free, publishedAt }: ShownPage): Answer {
  const { language } = visit;
  const words = freePageWords[language];
  const other = language === 'nl' ? 'en' : 'nl';
  // Better in the other language than not at all.
  const told = blocks[language].length === 0 ? other : language;
  const title = free?.title[language] ?? page;
  return view(
    title,
    <>
      <h1>{title}</h1>
      {free?.audience === 'members' && (
        <p class="muted">
          <Icon name="lock" /> {words.membersOnly}
        </p>
      )}
      {told === other && <Banner tone="info" title={words.otherLanguage} />}
      <div class="prose" {...(told === other && { lang: other })}>
        <ClubText blocks={blocks[told]} lead />
      </div>
      <p class="muted">{words.since(publishedAt)}</p>
      {visit.session.role === 'administrator' && (
        <p>
          <a class="button" href={visit.href(`/beheer/paginas/${page}`)}>
            {words.edit}
          </a>
        </p>
      )}
    </>,
  );
}

/** The same for a page that is not there and one that is for members only. */
function noSuchPage(visit: Visit): Answer {
  const words = freePageWords[visit.language];
  const { title, body } = errorView(404, visit);
  if (visit.session.role !== 'visitor') return view(title, body, { status: 404 });
  const next = encodeURIComponent(visit.href(visit.path));
  return view(
    title,
    <>
      {body}
      <p>
        {words.maybeForMembers} <a href={`${visit.href('/inloggen')}?next=${next}`}>{words.logIn}</a>.
      </p>
    </>,
    { status: 404 },
  );
}
