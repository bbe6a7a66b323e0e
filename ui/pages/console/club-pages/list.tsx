import { freePageSchema } from '../../../../src/web/contract/free-pages.ts';
import {
  type PageName,
  pageSummarySchema,
  rulesConfirmationsSchema,
} from '../../../../src/web/contract/pages.ts';
import { Said } from '../../../acting-page.tsx';
import { Known } from '../../../components/known.tsx';
import { Table } from '../../../components/table.tsx';
import { view } from '../../../page.ts';
import { read, readList } from '../../../reading.ts';
import { clubPageWords } from '../../../words/console/club-pages.ts';
import { freePageConsoleWords } from '../../../words/console/free-pages.ts';
import { dateAndTime } from '../../../words/format.ts';
import { type ConsoleVisit, consolePage } from '../console-page.tsx';
import { FreePages, moveFreePage } from './free-pages.tsx';
import { CLUB_PAGES_PATH, fixedPage } from './page-head.tsx';

/** Every text of the club, who is writing, and who said yes to the house rules. */
export const clubPagesPage = consolePage({
  path: CLUB_PAGES_PATH,
  async show(visit) {
    const { language } = visit;
    const words = clubPageWords[language];
    const found = await readList(visit, '/pages', pageSummarySchema);
    if (found.kind === 'unknown') return found;
    const pages = found.value;
    const own = await readList(visit, '/pages/free', freePageSchema);
    const told = await read(visit, '/pages/house-rules/confirmations', rulesConfirmationsSchema);
    return view(
      words.title,
      <>
        <h1>{words.title}</h1>
        <p class="lead">{words.lead}</p>
        <Said visit={visit} done={freePageConsoleWords[language].done} />
        <Table
          caption={words.title}
          rows={pages}
          keyOf={({ page }) => page}
          empty=""
          columns={[
            {
              title: words.columns.page,
              cell: ({ page }) => (
                <a href={visit.href(`${CLUB_PAGES_PATH}/${page}`)}>{nameOf(visit, page)}</a>
              ),
            },
            { title: words.columns.version, cell: ({ version }) => version },
            { title: words.columns.since, cell: ({ publishedAt }) => dateAndTime(publishedAt, language) },
            { title: words.columns.by, cell: ({ publishedBy }) => words.by(publishedBy) },
            {
              title: words.columns.draft,
              cell: ({ draft }) =>
                draft === null ? words.noDraft : words.draftOf(words.by(draft.savedBy), draft.savedAt),
            },
          ]}
        />
        <Known visit={visit} of={own} what={freePageConsoleWords[language].title}>
          {(all) => <FreePages visit={visit} pages={all} />}
        </Known>
        <Known visit={visit} of={told} what={words.confirmations}>
          {(known) => <Confirmations visit={visit} told={known} />}
        </Known>
      </>,
    );
  },
  acts: { move: (visit) => moveFreePage(visit) },
});

function nameOf(visit: ConsoleVisit, page: PageName): string {
  const fixed = fixedPage(page);
  return fixed === undefined ? page : clubPageWords[visit.language].names[fixed];
}

function Confirmations({
  visit,
  told,
}: {
  readonly visit: ConsoleVisit;
  readonly told: (typeof rulesConfirmationsSchema)['_output'];
}) {
  const words = clubPageWords[visit.language];
  const { version, confirmed, extensions, missing } = told;
  return (
    <section class="card">
      <h2>{words.confirmations}</h2>
      <p>{version === null ? words.nothingAsked : words.confirmed(version, confirmed, extensions)}</p>
      {missing.length > 0 && (
        <details>
          <summary>
            {words.missing} ({missing.length})
          </summary>
          <ul class="acts">
            {missing.map((number) => (
              <li key={number}>
                <a class="mono" href={visit.href(`/beheer/extensies/${number}`)}>
                  {number}
                </a>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
