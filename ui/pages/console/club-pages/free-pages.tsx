import {
  addressOfFreePage,
  type FreePage,
  MOST_PAGES_OF_CLUB,
} from '../../../../src/web/contract/free-pages.ts';
import { ActForm, backWith } from '../../../acting-page.tsx';
import { Icon } from '../../../components/icon.tsx';
import { Table } from '../../../components/table.tsx';
import { clubPageWords } from '../../../words/console/club-pages.ts';
import { freePageConsoleWords } from '../../../words/console/free-pages.ts';
import { dateAndTime } from '../../../words/format.ts';
import { type ConsoleVisit, change, filled } from '../console-page.tsx';
import { CLUB_PAGES_PATH } from './page-head.tsx';

/** Pages of the club's own, in the order of the menu; those that were removed below them. */
export function FreePages({
  visit,
  pages,
}: {
  readonly visit: ConsoleVisit;
  readonly pages: readonly FreePage[];
}) {
  const words = freePageConsoleWords[visit.language];
  const there = pages.filter(({ removed }) => removed === null);
  return (
    <section>
      <h2>{words.title}</h2>
      <p>{words.lead}</p>
      <OfClub visit={visit} pages={there} />
      {there.length < MOST_PAGES_OF_CLUB ? (
        <p>
          <a class="button primary" href={visit.href(`${CLUB_PAGES_PATH}/nieuw`)}>
            <Icon name="apply" /> {words.add}
          </a>
        </p>
      ) : (
        <p class="hint">{words.full(MOST_PAGES_OF_CLUB)}</p>
      )}
      <Removed visit={visit} pages={pages.filter(({ removed }) => removed !== null)} />
    </section>
  );
}

function OfClub({ visit, pages }: { readonly visit: ConsoleVisit; readonly pages: readonly FreePage[] }) {
  const { language } = visit;
  const words = freePageConsoleWords[language];
  const { columns } = words;
  return (
    <Table
      caption={words.title}
      rows={pages}
      keyOf={({ page }) => page}
      empty={words.none}
      columns={[
        {
          title: columns.page,
          cell: ({ page, title }) => <a href={visit.href(`${CLUB_PAGES_PATH}/${page}`)}>{title[language]}</a>,
        },
        { title: columns.audience, cell: ({ audience }) => words.audiences[audience] },
        {
          title: columns.place,
          cell: ({ page, place }) => (place === 'menu' ? words.places.menu : addressOfFreePage(page)),
        },
        { title: columns.state, cell: (page) => stateOf(page, visit) },
        {
          title: columns.order,
          cell: (page) => <Moves visit={visit} page={page} last={pages.length} />,
        },
        {
          title: columns.settings,
          cell: ({ page, title }) => (
            <a class="button small" href={visit.href(`${CLUB_PAGES_PATH}/${page}/instellen`)}>
              {words.settings} <span class="visually-hidden">{title[language]}</span>
            </a>
          ),
        },
      ]}
    />
  );
}

function stateOf({ version, draft }: FreePage, { language }: ConsoleVisit): string {
  const words = freePageConsoleWords[language];
  const shown = version === null ? words.states.unpublished : words.states.published(version);
  return draft === null ? shown : `${shown}, ${words.states.draft(clubPageWords[language].by(draft.by))}`;
}

/** One place up, one place down; without a script each is a form. */
function Moves({
  visit,
  page: { page, title, position },
  last,
}: {
  readonly visit: ConsoleVisit;
  readonly page: FreePage;
  readonly last: number;
}) {
  const words = freePageConsoleWords[visit.language];
  const targets = [
    { to: position - 1, text: words.up },
    { to: position + 1, text: words.down },
  ];
  return (
    <div class="acts">
      {targets
        .filter(({ to }) => to >= 1 && to <= last)
        .map(({ to, text }) => (
          <ActForm key={to} visit={visit} act="move" values={{ page, position: String(to) }}>
            <button type="submit" class="button small">
              {text} <span class="visually-hidden">{title[visit.language]}</span>
            </button>
          </ActForm>
        ))}
    </div>
  );
}

export function moveFreePage(visit: ConsoleVisit) {
  const page = encodeURIComponent(filled(visit, 'page') ?? '');
  const body = { position: Number(filled(visit, 'position')) };
  return change(visit, { method: 'PATCH', path: `/pages/${page}`, body }, () => backWith(visit, 'moved'));
}

function Removed({ visit, pages }: { readonly visit: ConsoleVisit; readonly pages: readonly FreePage[] }) {
  const { language } = visit;
  const words = freePageConsoleWords[language];
  if (pages.length === 0) return null;
  return (
    <details>
      <summary>
        {words.removedTitle} ({pages.length})
      </summary>
      <p>{words.removedLead}</p>
      <ul>
        {pages.map(({ page, title, removed }) => (
          <li key={page}>
            <a href={visit.href(`${CLUB_PAGES_PATH}/${page}/instellen`)}>{title[language]}</a>{' '}
            {removed && (
              <span class="muted">
                {words.removedBy(dateAndTime(removed.at, language), clubPageWords[language].by(removed.by))}
              </span>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
