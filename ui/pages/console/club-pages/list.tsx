import { pageSummarySchema, rulesConfirmationsSchema } from '../../../../src/web/contract/pages.ts';
import { listOf } from '../../../../src/web/contract.ts';
import { read } from '../../../acting-page.tsx';
import { Table } from '../../../components/table.tsx';
import { view } from '../../../page.ts';
import { clubPageWords } from '../../../words/console/club-pages.ts';
import { dateAndTime } from '../../../words/format.ts';
import { type ConsoleVisit, consolePage } from '../console-page.tsx';

export const CLUB_PAGES_PATH = '/beheer/paginas';

/** Every text of the club, who is writing, and who said yes to the house rules. */
export const clubPagesPage = consolePage({
  path: CLUB_PAGES_PATH,
  async show(visit) {
    const { language } = visit;
    const words = clubPageWords[language];
    const pages = (await read(visit, '/pages', listOf(pageSummarySchema)))?.items ?? [];
    return view(
      words.title,
      <>
        <h1>{words.title}</h1>
        <p class="lead">{words.lead}</p>
        <Table
          caption={words.title}
          rows={pages}
          keyOf={({ page }) => page}
          empty=""
          columns={[
            {
              title: words.columns.page,
              cell: ({ page }) => <a href={visit.href(`${CLUB_PAGES_PATH}/${page}`)}>{words.names[page]}</a>,
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
        <Confirmations visit={visit} told={await readConfirmations(visit)} />
      </>,
    );
  },
});

function readConfirmations(visit: ConsoleVisit) {
  return read(visit, '/pages/house-rules/confirmations', rulesConfirmationsSchema);
}

function Confirmations({
  visit,
  told,
}: {
  readonly visit: ConsoleVisit;
  readonly told: Awaited<ReturnType<typeof readConfirmations>>;
}) {
  const words = clubPageWords[visit.language];
  if (told === undefined) return null;
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
