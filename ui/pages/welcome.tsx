import type { Incident } from '../../src/web/contract/incidents.ts';
import { clubBlocks } from '../club-page.ts';
import { ClubText } from '../components/club-text.tsx';
import { Icon } from '../components/icon.tsx';
import { Known } from '../components/known.tsx';
import { StateIcon, type StateName } from '../components/state.tsx';
import { type Page, type Visit, view } from '../page.ts';
import type { ListReading } from '../reading.ts';
import { welcomeWords } from '../words/welcome.ts';
import { readIncidents } from './status/incidents.tsx';
import { currentOf, noticeOf } from './status/notices.tsx';

const DOORS = [
  { path: '/aanvragen', icon: 'apply', name: 'join' },
  { path: '/inloggen', icon: 'person', name: 'member' },
  { path: '/hulp', icon: 'help', name: 'trouble' },
] as const;

/** In ten seconds: what is this, does it work, how do I join. Counts only, nobody is named (H6). */
export const welcomePage: Page = {
  path: '/',
  async get(visit) {
    const words = welcomeWords[visit.language];
    const incidents = await readIncidents(visit);
    const blocks = await clubBlocks(visit, 'welcome');
    return view(
      words.title,
      <>
        <h1>{words.heading(visit.site?.name ?? null)}</h1>
        <Known visit={visit} of={blocks}>
          {(known) => <ClubText blocks={known} lead />}
        </Known>
        <StatusLine visit={visit} incidents={incidents} />
        <ul class="doors">
          {DOORS.filter(({ path }) => visit.hasPage(path)).map(({ path, icon, name }) => (
            <li key={path}>
              <a class="door" href={visit.href(path)}>
                <Icon name={icon} />
                <strong>{words.doors[name].title}</strong>
                <span>{words.doors[name].text}</span>
              </a>
            </li>
          ))}
        </ul>
        <section class="card">
          <h2>{words.knowTitle}</h2>
          <ul class="ticks">
            {words.know.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
          {visit.hasPage('/huisregels') && <a href={visit.href('/huisregels')}>{words.rules}</a>}
        </section>
      </>,
    );
  },
};

/** `✓ Alles werkt · 31 toestellen bereikbaar · 48 extensies · 4 gesprekken`; an outage stands in place of the first. */
function StatusLine({
  visit,
  incidents,
}: {
  readonly visit: Visit;
  readonly incidents: ListReading<Incident>;
}) {
  const words = welcomeWords[visit.language];
  const { site } = visit;
  const isUnknown = incidents.kind === 'unknown';
  const current = isUnknown ? [] : currentOf(incidents.value, visit.nowMs);
  const [tone, icon, first] = stateOf(visit, current, isUnknown);
  const rest = [
    ...(isUnknown ? [words.noIncidents] : []),
    ...current.map((incident) => noticeOf(visit, incident)),
    ...figuresOf(visit),
  ];
  return (
    <div class={`status-line tint-${tone}`}>
      <StateIcon state={icon} />
      <p>
        <strong>{first ?? rest[0]}</strong>
        {(first === undefined ? rest.slice(1) : rest).map((text, index) => (
          <span key={index}> · {text}</span>
        ))}{' '}
        {(site !== undefined || current.length > 0) && visit.hasPage('/status') && (
          <a href={visit.href('/status')}>{words.more}</a>
        )}
      </p>
    </div>
  );
}

/** Without words of its own when what is going on says it. */
function stateOf(
  { site, language }: Visit,
  current: readonly Incident[],
  isUnknown: boolean,
): readonly ['ok' | 'warn' | 'err' | 'muted', StateName, string?] {
  const words = welcomeWords[language];
  if (site?.running === false) return ['err', 'banned', words.stopped];
  if (current.some(({ state }) => state === 'open')) return ['warn', 'attention'];
  if (site === undefined) return ['muted', 'unknown', words.noFigures];
  return isUnknown ? ['muted', 'unknown'] : ['ok', 'good', words.works];
}

function figuresOf({ site, language }: Visit): readonly string[] {
  const words = welcomeWords[language];
  if (site === undefined) return [];
  return site.extensions === 0
    ? [words.newClub]
    : [words.phones(site.phones), words.extensions(site.extensions), words.calls(site.calls)];
}
