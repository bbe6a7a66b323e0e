import type { Extension } from '../../../src/web/contract.ts';
import { extensionSchema, listOf, statusSchema } from '../../../src/web/contract.ts';
import { Said } from '../../acting-page.tsx';
import { SelectField } from '../../components/form.tsx';
import { Known } from '../../components/known.tsx';
import { STATE_WORDS, StateChip } from '../../components/state.tsx';
import { Table } from '../../components/table.tsx';
import { view } from '../../page.ts';
import { knownOf, mapped, type Reading, read, readList } from '../../reading.ts';
import { commonWords } from '../../words/console/common.ts';
import { dateAndTime } from '../../words/format.ts';
import { inBoth } from '../../words/in-both.ts';
import { ChooseActs, tickColumn } from './bulk/choose.tsx';
import { BULK_PATH } from './bulk/chosen.ts';
import { type ConsoleVisit, consolePage } from './console-page.tsx';
import {
  type ExtensionFilter,
  filterOf,
  isEmpty,
  LISTED_STATES,
  matches,
  STATE,
  TEXT,
} from './extension-filter.ts';
import { stateOf } from './extension-state.ts';

const WORDS = inBoth({
  nl: {
    title: 'Extensies',
    make: 'Nieuwe extensie',
    importCsv: 'Importeer een lijst',
    none: 'Er zijn nog geen extensies. Maak je eerste.',
    nothingFound: (text: string) => `Niets gevonden op ‘${text}’.`,
    noneSo: 'Geen enkele extensie is nu zo.',
    anyState: 'Alle toestanden',
    phones: 'Toestellen',
    lastSeen: 'Aangemeld sinds',
    count: (n: number) => (n === 1 ? '1 extensie' : `${n} extensies`),
    unknownCount: (n: number) => `Hier ${n}; hoeveel het er samen zijn is nu niet bekend`,
    shown: (n: number) => `waarvan hier ${n}`,
    next: 'De volgende',
    done: { removed: 'De extensie is verwijderd.', imported: 'De lijst is ingelezen.' },
  },
  en: {
    title: 'Extensions',
    make: 'New extension',
    importCsv: 'Import a list',
    none: 'There are no extensions yet. Make the first one.',
    nothingFound: (text: string) => `Nothing found for ‘${text}’.`,
    noneSo: 'No extension is like that now.',
    anyState: 'Any state',
    phones: 'Phones',
    lastSeen: 'Registered since',
    count: (n: number) => (n === 1 ? '1 extension' : `${n} extensions`),
    unknownCount: (n: number) => `${n} here; how many there are in all is not known now`,
    shown: (n: number) => `${n} of them here`,
    next: 'The next ones',
    done: { removed: 'The extension is removed.', imported: 'The list is imported.' },
  },
});

/** Rows on one page: a thousand take the browser and the exchange a tenth of a second each. */
const MOST_SHOWN = 100;
const AFTER = 'na';

/** Find one and handle it. */
export const extensionsPage = consolePage({
  path: '/beheer/extensies',
  async show(visit) {
    const words = WORDS[visit.language];
    const filter = filterOf(visit.query);
    const found = isEmpty(filter) ? await readPart(visit) : await find(visit, filter);
    if (found.kind === 'missing') return found;
    return view(
      words.title,
      <>
        <h1>{words.title}</h1>
        <Said visit={visit} done={words.done} />
        <div class="buttons">
          <a class="button primary" href={visit.href('/beheer/extensies/nieuw')}>
            {words.make}
          </a>
          <a class="button" href={visit.href('/beheer/extensies/importeer')}>
            {words.importCsv}
          </a>
        </div>
        <Search visit={visit} filter={filter} />
        <Known visit={visit} of={found}>
          {(some) => <Rows visit={visit} found={some} filter={filter} />}
        </Known>
      </>,
      { about: [found] },
    );
  },
});

function Rows({
  visit,
  found: { rows, count, next },
  filter,
}: {
  readonly visit: ConsoleVisit;
  readonly found: Found;
  readonly filter: ExtensionFilter;
}) {
  const words = WORDS[visit.language];
  return (
    <>
      <p class="muted" role="status">
        {count === undefined ? words.unknownCount(rows.length) : words.count(count)}
        {count !== undefined && rows.length < count && `, ${words.shown(rows.length)}`}
      </p>
      <form method="get" action={visit.href(BULK_PATH)}>
        {filter.text !== '' && <input type="hidden" name={TEXT} value={filter.text} />}
        {filter.state !== undefined && <input type="hidden" name={STATE} value={filter.state} />}
        <List
          visit={visit}
          rows={rows}
          empty={
            isEmpty(filter) ? words.none : filter.text === '' ? words.noneSo : words.nothingFound(filter.text)
          }
        />
        {rows.length > 0 && <ChooseActs visit={visit} count={count ?? rows.length} />}
      </form>
      {next !== undefined && (
        <p class="buttons">
          <a class="button" href={`${visit.href(visit.path)}?${AFTER}=${encodeURIComponent(next)}`}>
            {words.next}
          </a>
        </p>
      )}
    </>
  );
}

function Search({ visit, filter }: { readonly visit: ConsoleVisit; readonly filter: ExtensionFilter }) {
  const common = commonWords[visit.language];
  const states = LISTED_STATES.map((value) => ({ value, text: STATE_WORDS[visit.language][value] }));
  return (
    <search>
      <form method="get" class="search">
        <div class="field">
          <label for="q">{common.search}</label>
          <input id="q" name={TEXT} type="search" value={filter.text} />
        </div>
        <SelectField
          name={STATE}
          label={common.state}
          value={filter.state ?? ''}
          options={[{ value: '', text: WORDS[visit.language].anyState }, ...states]}
          language={visit.language}
        />
        <button type="submit" class="button">
          {common.searchButton}
        </button>
      </form>
    </search>
  );
}

function List({
  visit,
  rows,
  empty,
}: {
  readonly visit: ConsoleVisit;
  readonly rows: readonly Extension[];
  readonly empty: string;
}) {
  const words = WORDS[visit.language];
  const common = commonWords[visit.language];
  return (
    <Table
      caption={words.title}
      rows={rows}
      keyOf={({ number }) => number}
      empty={empty}
      columns={[
        tickColumn(visit),
        {
          title: common.extension,
          cell: ({ number }) => (
            <a href={visit.href(`/beheer/extensies/${encodeURIComponent(number)}`)}>{number}</a>
          ),
        },
        { title: common.callsign, cell: ({ callsign }) => callsign },
        { title: common.name, cell: ({ name }) => name },
        { title: common.state, cell: (row) => <StateChip state={stateOf(row)} language={visit.language} /> },
        {
          title: words.phones,
          cell: ({ registrations }) => registrations.map(({ userAgent }) => userAgent).join(', '),
        },
        {
          title: words.lastSeen,
          cell: ({ registrations }) => {
            const [since] = registrations.map(({ registeredAt }) => registeredAt).sort();
            return since === undefined ? '' : dateAndTime(since, visit.language);
          },
        },
      ]}
    />
  );
}

interface Found {
  readonly rows: readonly Extension[];
  /** Of which the rows may be a part; undefined when it is not known. */
  readonly count: number | undefined;
  /** Where the next part begins; undefined behind the last one. */
  readonly next?: string | undefined;
}

async function readPart(visit: ConsoleVisit): Promise<Reading<Found>> {
  const after = visit.query.get(AFTER);
  const query = new URLSearchParams({ limit: String(MOST_SHOWN), ...(after !== null && { cursor: after }) });
  const part = await read(visit, `/extensions?${query}`, listOf(extensionSchema));
  const status = knownOf(await read(visit, '/status', statusSchema));
  return mapped(part, ({ items, next }) => ({
    rows: items,
    count: status?.extensions,
    next: next ?? undefined,
  }));
}

async function find(visit: ConsoleVisit, filter: ExtensionFilter): Promise<Reading<Found>> {
  return mapped(await readList(visit, '/extensions', extensionSchema), (all) => {
    const found = all.filter((extension) => matches(extension, filter));
    return { rows: found.slice(0, MOST_SHOWN), count: found.length };
  });
}
