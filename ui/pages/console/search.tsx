import type { Message } from '../../../src/web/contract/messages.ts';
import { FOUND_KINDS, type Found, searchSchema } from '../../../src/web/contract/search.ts';
import { matcherOf } from '../../../src/web/contract/search-text.ts';
import { Known, UnknownPart } from '../../components/known.tsx';
import { CONSOLE_PLACES, PUBLIC_PLACES } from '../../layout/navigation.ts';
import { view } from '../../page.ts';
import { knownOf, type Reading, read } from '../../reading.ts';
import { messageWords } from '../../words/console/messages.ts';
import { settingPageWords } from '../../words/console/settings.ts';
import { dateAndTime } from '../../words/format.ts';
import { inBoth } from '../../words/in-both.ts';
import { problemHelp } from '../../words/problem-help.ts';
import { PAST as PAST_BANS } from './bans.tsx';
import { type ConsoleVisit, consolePage } from './console-page.tsx';
import { PAST as PAST_SUSPENSIONS } from './suspensions.tsx';

const WORDS = inBoth<{
  readonly title: string;
  readonly found: (wanted: string) => string;
  readonly none: (wanted: string) => string;
  readonly ask: string;
  readonly pages: string;
  readonly more: string;
  readonly everyone: string;
  readonly groups: Readonly<Record<Found['kind'], string>>;
  readonly partly: (wanted: string) => string;
  readonly nothingThere: (wanted: string) => string;
  readonly ended: (at: string) => string;
}>({
  nl: {
    title: 'Zoeken',
    found: (wanted) => `Gevonden op “${wanted}”`,
    none: (wanted) => `Niets gevonden op “${wanted}”. Probeer een ander woord, of een deel ervan.`,
    ask: 'Zoek op nummer, roepletters, naam, toestel, adres, brug, storing, instructie, pagina, bericht, instelling of code.',
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
      message: 'Berichten aan leden',
      'ended-ban': 'Afgelopen blokkades (7 dagen)',
      'ended-suspension': 'Afgelopen schorsingen',
      setting: 'Instellingen',
      problem: 'Uitleg bij een code',
    },
    partly: (wanted: string) => `Wat we konden doorzoeken op “${wanted}”`,
    nothingThere: (wanted: string) => `In wat we konden doorzoeken staat niets met “${wanted}”.`,
    ended: (at: string) => `voorbij sinds ${at}`,
  },
  en: {
    title: 'Search',
    found: (wanted) => `Found for “${wanted}”`,
    none: (wanted) => `Nothing found for “${wanted}”. Try another word, or a part of it.`,
    ask: 'Search by number, call sign, name, phone, address, bridge, incident, instruction, page, message, setting or code.',
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
      message: 'Messages to members',
      'ended-ban': 'Bans that ended (7 days)',
      'ended-suspension': 'Suspensions that ended',
      setting: 'Settings',
      problem: 'What a code means',
    },
    partly: (wanted: string) => `What we could look through for “${wanted}”`,
    nothingThere: (wanted: string) => `Nothing with “${wanted}” in what we could look through.`,
    ended: (at: string) => `over since ${at}`,
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
  message: (id) => `/beheer/berichten/${encodeURIComponent(id)}`,
  'ended-ban': () => `/beheer/blokkades#${PAST_BANS}`,
  'ended-suspension': () => `/beheer/schorsingen#${PAST_SUSPENSIONS}`,
  setting: (id) => `/beheer/systeem/instellingen#set-${encodeURIComponent(id)}`,
  problem: (id) => `/hulp/${encodeURIComponent(id)}`,
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
    return view(
      words.title,
      <>
        <h1>{words.title}</h1>
        <p class="lead" role="status">
          {summaryOf(visit, { wanted, answer, places: places.length })}
        </p>
        <Known visit={visit} of={answer}>
          {({ found, more, unknown }) => (
            <>
              {unknown.length > 0 && (
                <UnknownPart
                  visit={visit}
                  code="store-unread"
                  what={unknown.map((kind) => words.groups[kind]).join(', ')}
                />
              )}
              {FOUND_KINDS.map((kind) => (
                <Group
                  key={kind}
                  visit={visit}
                  kind={kind}
                  found={found.filter((one) => one.kind === kind)}
                  hasMore={more.includes(kind)}
                />
              ))}
            </>
          )}
        </Known>
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
      { about: [answer] },
    );
  },
});

/** Nothing found is said only when all was looked through. */
function summaryOf(
  visit: ConsoleVisit,
  {
    wanted,
    answer,
    places,
  }: {
    readonly wanted: string;
    readonly answer: Reading<(typeof searchSchema)['_output']>;
    readonly places: number;
  },
): string {
  const words = WORDS[visit.language];
  const known = knownOf(answer);
  const hasAny = (known?.found.length ?? 0) + places > 0;
  if (known === undefined || known.unknown.length > 0) {
    return hasAny ? words.partly(wanted) : words.nothingThere(wanted);
  }
  return hasAny ? words.found(wanted) : words.none(wanted);
}

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
            <Detail visit={visit} found={one} />
          </li>
        ))}
      </ul>
      {hasMore && <p>{words.more}</p>}
    </section>
  );
}

/** What helps to tell it from others like it. */
function Detail({ visit, found }: { readonly visit: ConsoleVisit; readonly found: Found }) {
  const text = detailOf(visit, found);
  return text === '' ? null : <span class="muted"> {text}</span>;
}

function detailOf({ language }: ConsoleVisit, { kind, id, detail, at }: Found): string {
  const when = at === null ? '' : dateAndTime(at, language);
  const parts = (...texts: readonly string[]) => texts.filter((text) => text !== '').join(', ');
  switch (kind) {
    case 'page':
    case 'setting':
      return '';
    case 'problem':
      return problemHelp(id)?.[language].what ?? detail;
    case 'message':
      return parts(messageWords[language].states[detail as Message['state']], when);
    case 'ended-ban':
    case 'ended-suspension':
      return parts(detail, WORDS[language].ended(when));
    default:
      return detail;
  }
}

function titleOf(visit: ConsoleVisit, { kind, title, detail }: Found): string {
  if (kind === 'page') return visit.language === 'nl' ? title : detail;
  if (kind === 'setting') return settingPageWords[visit.language].names[title] ?? title;
  const isSuspension = kind === 'suspension' || kind === 'ended-suspension';
  return isSuspension && title === 'all' ? WORDS[visit.language].everyone : title;
}
