import { FOUND_KINDS, type Found, searchSchema } from '../../../src/web/contract/search.ts';
import { matcherOf } from '../../../src/web/contract/search-text.ts';
import { read } from '../../acting-page.tsx';
import { CONSOLE_PLACES, PUBLIC_PLACES } from '../../layout/navigation.ts';
import { view } from '../../page.ts';
import { settingPageWords } from '../../words/console/settings.ts';
import { inBoth } from '../../words/in-both.ts';
import { type ConsoleVisit, consolePage } from './console-page.tsx';

const WORDS = inBoth<{
  readonly title: string;
  readonly found: (wanted: string) => string;
  readonly none: (wanted: string) => string;
  readonly ask: string;
  readonly pages: string;
  readonly more: string;
  readonly everyone: string;
  readonly groups: Readonly<Record<Found['kind'], string>>;
}>({
  nl: {
    title: 'Zoeken',
    found: (wanted) => `Gevonden op “${wanted}”`,
    none: (wanted) => `Niets gevonden op “${wanted}”. Probeer een ander woord, of een deel ervan.`,
    ask: 'Zoek op nummer, roepletters, naam, toestel, adres, brug, storing, instructie, pagina of instelling.',
    pages: 'Pagina’s',
    more: 'Er is meer. Zoek met een woord erbij.',
    everyone: 'iedereen',
    groups: {
      extension: 'Extensies',
      phone: 'Toestellen',
      bridge: 'Conferentiebruggen',
      ban: 'Blokkades',
      whitelist: 'Uitzonderingen',
      suspension: 'Schorsingen',
      incident: 'Storingen en onderhoud',
      instruction: 'Instructies',
      page: 'Eigen pagina’s',
      setting: 'Instellingen',
    },
  },
  en: {
    title: 'Search',
    found: (wanted) => `Found for “${wanted}”`,
    none: (wanted) => `Nothing found for “${wanted}”. Try another word, or a part of it.`,
    ask: 'Search by number, call sign, name, phone, address, bridge, incident, instruction, page or setting.',
    pages: 'Pages',
    more: 'There is more. Search with one more word.',
    everyone: 'everyone',
    groups: {
      extension: 'Extensions',
      phone: 'Phones',
      bridge: 'Conference bridges',
      ban: 'Bans',
      whitelist: 'Whitelist',
      suspension: 'Suspensions',
      incident: 'Incidents and maintenance',
      instruction: 'Instructions',
      page: 'Pages of your own',
      setting: 'Settings',
    },
  },
});

const PATH_OF: Readonly<Record<Found['kind'], (id: string) => string>> = {
  extension: (id) => `/beheer/extensies/${encodeURIComponent(id)}`,
  phone: (id) => `/beheer/extensies/${encodeURIComponent(id)}`,
  bridge: (id) => `/beheer/conferenties/${encodeURIComponent(id)}`,
  ban: () => '/beheer/blokkades',
  whitelist: () => '/beheer/whitelist',
  suspension: () => '/beheer/schorsingen',
  incident: () => '/beheer/status',
  instruction: () => '/beheer/instructies',
  page: (id) => `/beheer/paginas/${id}`,
  setting: (id) => `/beheer/systeem/instellingen#set-${encodeURIComponent(id)}`,
};

/** One box for everything; the API looks, the pages of the console are known here. */
export const searchPage = consolePage({
  path: '/beheer/zoeken',
  async show(visit) {
    const words = WORDS[visit.language];
    const wanted = (visit.query.get('q') ?? '').trim().slice(0, 80);
    if (wanted === '') {
      return view(
        words.title,
        <>
          <h1>{words.title}</h1>
          <p class="lead">{words.ask}</p>
        </>,
      );
    }
    const answer = await read(visit, `/search?q=${encodeURIComponent(wanted)}`, searchSchema);
    const places = placesOf(visit, wanted);
    const found = answer?.found ?? [];
    const hasAny = found.length + places.length > 0;
    return view(
      words.title,
      <>
        <h1>{words.title}</h1>
        <p class="lead" role="status">
          {hasAny ? words.found(wanted) : words.none(wanted)}
        </p>
        {FOUND_KINDS.map((kind) => (
          <Group
            key={kind}
            visit={visit}
            kind={kind}
            found={found.filter((one) => one.kind === kind)}
            hasMore={answer?.more.includes(kind) === true}
          />
        ))}
        {places.length > 0 && (
          <section>
            <h2>{words.pages}</h2>
            <ul>
              {places.map((place) => (
                <li key={place.path}>
                  <a href={visit.href(place.path)}>{place[visit.language]}</a>
                </li>
              ))}
            </ul>
          </section>
        )}
      </>,
    );
  },
});

function placesOf(visit: ConsoleVisit, wanted: string) {
  const matches = matcherOf(wanted);
  return [...CONSOLE_PLACES, ...PUBLIC_PLACES].filter(
    ({ path, nl, en }) => visit.hasPage(path) && matches(nl, en),
  );
}

function Group({
  visit,
  kind,
  found,
  hasMore,
}: {
  readonly visit: ConsoleVisit;
  readonly kind: Found['kind'];
  readonly found: readonly Found[];
  readonly hasMore: boolean;
}) {
  const words = WORDS[visit.language];
  if (found.length === 0) return null;
  return (
    <section>
      <h2>{words.groups[kind]}</h2>
      <ul>
        {found.map((one, index) => (
          <li key={`${one.id}-${index}`}>
            <a href={visit.href(PATH_OF[kind](one.id))}>{titleOf(visit, one)}</a>
            {one.detail !== '' && kind !== 'setting' && kind !== 'page' && (
              <span class="muted"> {one.detail}</span>
            )}
          </li>
        ))}
      </ul>
      {hasMore && <p>{words.more}</p>}
    </section>
  );
}

function titleOf(visit: ConsoleVisit, { kind, title, detail }: Found): string {
  if (kind === 'page') return visit.language === 'nl' ? title : detail;
  if (kind === 'setting') return settingPageWords[visit.language].names[title] ?? title;
  return kind === 'suspension' && title === 'all' ? WORDS[visit.language].everyone : title;
}
