import { type ConsoleLive, consoleLiveSchema } from '../../../src/web/contract/live.ts';
import { type RunningBan, runningBanSchema } from '../../../src/web/contract.ts';
import { Known } from '../../components/known.tsx';
import { StateChip } from '../../components/state.tsx';
import { Island } from '../../islands/island.tsx';
import { PageRefresh } from '../../islands/page-refresh.tsx';
import { CallTable } from '../../live/call-table.tsx';
import { TileMap } from '../../live/tile-map.tsx';
import { view } from '../../page.ts';
import { knownOf, type Reading, read, readList } from '../../reading.ts';
import { inBoth } from '../../words/in-both.ts';
import { type ConsoleVisit, consolePage } from './console-page.tsx';
import { extensionPages, hangUpOf } from './live.tsx';
import { BandwidthSpark, CallsSpark, lastHour, readMinutes } from './minute-sparks.tsx';
import { readSources, Tasks } from './tasks.tsx';

const WORDS = inBoth({
  nl: {
    title: 'Vandaag',
    tasks: 'Wat heeft mij nodig?',
    figures: { reachable: 'Bereikbaar', extensions: 'Extensies', calls: 'Gesprekken', bans: 'Blokkades' },
    calls: 'Nu',
    tiles: 'Extensies',
  },
  en: {
    title: 'Today',
    tasks: 'What needs me?',
    figures: { reachable: 'Reachable', extensions: 'Extensions', calls: 'Calls', bans: 'Bans' },
    calls: 'Now',
    tiles: 'Extensions',
  },
});

const REFRESH_S = 30;
const EVENTS = [
  'call.started',
  'call.ringing',
  'call.answered',
  'call.ended',
  'registration.online',
  'registration.offline',
  'conference.joined',
  'conference.left',
  'ban.created',
  'ban.lifted',
  'suspension.started',
  'suspension.ended',
  'instruction.overdue',
  'reply.received',
];

/** Ten minutes a day start here: what needs somebody, members in trouble first. */
export const todayPage = consolePage({
  path: '/beheer',
  async show(visit) {
    const words = WORDS[visit.language];
    const live = await read(visit, '/live', consoleLiveSchema);
    const bans = await readList(visit, '/bans', runningBanSchema);
    const sources = { live, bans, ...(await readSources(visit)) };
    const minutes = await readMinutes(visit, 'day');
    return view(
      words.title,
      <>
        <h1>{words.title}</h1>
        <Island name="page-refresh" component={PageRefresh} props={{ everyS: REFRESH_S, events: EVENTS }} />
        <section>
          <h2>{words.tasks}</h2>
          <Tasks visit={visit} sources={sources} />
        </section>
        <Figures visit={visit} live={live} bans={bans} />
        <section>
          <h2>{words.calls}</h2>
          <Known visit={visit} of={live}>
            {({ calls = [] }) => (
              <CallTable
                language={visit.language}
                calls={calls}
                nowMs={visit.nowMs}
                hangUp={hangUpOf(visit)}
              />
            )}
          </Known>
          <div class="columns">
            <BandwidthSpark visit={visit} minutes={lastHour(minutes, visit.nowMs)} />
            <CallsSpark visit={visit} minutes={minutes} />
          </div>
        </section>
        <section>
          <h2>{words.tiles}</h2>
          <Known visit={visit} of={live}>
            {({ extensions = [], blocked = [] }) => (
              <TileMap
                language={visit.language}
                extensions={extensions}
                blocked={blocked}
                pages={extensionPages(visit)}
              />
            )}
          </Known>
        </section>
      </>,
      { about: Object.values(sources), refreshS: REFRESH_S },
    );
  },
});

function Figures({
  visit,
  live,
  bans,
}: {
  readonly visit: ConsoleVisit;
  readonly live: Reading<ConsoleLive>;
  readonly bans: Reading<readonly RunningBan[]>;
}) {
  const words = WORDS[visit.language].figures;
  const { extensions = [], calls = [] } = knownOf(live) ?? {};
  const reachable = extensions.filter(({ state }) => state !== 'not-registered' && state !== 'suspended');
  return (
    <dl class="figures">
      <Figure visit={visit} name={words.reachable} count={live.kind === 'known' ? reachable : undefined} />
      <Figure visit={visit} name={words.extensions} count={live.kind === 'known' ? extensions : undefined} />
      <Figure visit={visit} name={words.calls} count={live.kind === 'known' ? calls : undefined} />
      <Figure visit={visit} name={words.bans} count={knownOf(bans)} />
    </dl>
  );
}

/** Of so many; the state instead of a nought where it is not known. */
function Figure({
  visit,
  name,
  count,
}: {
  readonly visit: ConsoleVisit;
  readonly name: string;
  readonly count: readonly unknown[] | undefined;
}) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{count === undefined ? <StateChip state="unknown" language={visit.language} /> : count.length}</dd>
    </div>
  );
}
