import { conferenceSchema } from '../../../src/web/contract/conferences.ts';
import { type Call, callSchema, type Extension, extensionSchema, listOf } from '../../../src/web/contract.ts';
import { ActForm, backWith, read, Said } from '../../acting-page.tsx';
import { STATE_WORDS, StateChip, StateIcon, type StateName, TONES } from '../../components/state.tsx';
import { Table } from '../../components/table.tsx';
import { Island } from '../../islands/island.tsx';
import { PageRefresh } from '../../islands/page-refresh.tsx';
import { view } from '../../page.ts';
import { commonWords } from '../../words/console/common.ts';
import { duration, timeOfDay } from '../../words/format.ts';
import { inBoth } from '../../words/in-both.ts';
import { type ConsoleVisit, change, consolePage, filled } from './console-page.tsx';

const WORDS = inBoth({
  nl: {
    title: 'Live',
    calls: 'Gesprekken',
    noCalls: 'Nu geen gesprekken.',
    from: 'Van',
    to: 'Naar',
    since: 'Begonnen',
    length: 'Duur',
    sound: 'Geluid',
    translated: 'vertaald',
    end: 'Beëindig',
    tiles: 'Extensies',
    noTiles: 'Er zijn nog geen extensies.',
    bridges: 'Bruggen',
    states: { calling: 'belt', ringing: 'gaat over', answered: 'in gesprek' },
    done: { ended: 'Het gesprek is beëindigd.' },
  },
  en: {
    title: 'Live',
    calls: 'Calls',
    noCalls: 'No calls now.',
    from: 'From',
    to: 'To',
    since: 'Began',
    length: 'Length',
    sound: 'Sound',
    translated: 'transcoded',
    end: 'End',
    tiles: 'Extensions',
    noTiles: 'There are no extensions yet.',
    bridges: 'Bridges',
    states: { calling: 'calling', ringing: 'ringing', answered: 'in a call' },
    done: { ended: 'The call is ended.' },
  },
});

const REFRESH_S = 10;
export const LIVE_EVENTS = [
  'call.started',
  'call.ringing',
  'call.answered',
  'call.ended',
  'registration.online',
  'registration.offline',
  'conference.joined',
  'conference.left',
];

/** What the exchange does at this moment: calls, bridges, and a tile for every extension. Nobody can be listened to. */
export const livePage = consolePage({
  path: '/beheer/live',
  async show(visit) {
    const words = WORDS[visit.language];
    const calls = (await read(visit, '/calls', listOf(callSchema)))?.items ?? [];
    const bridges = (await read(visit, '/conferences', listOf(conferenceSchema)))?.items ?? [];
    const extensions = (await read(visit, '/extensions', listOf(extensionSchema)))?.items ?? [];
    return view(
      words.title,
      <>
        <h1>{words.title}</h1>
        <Said visit={visit} done={words.done} />
        <Island
          name="page-refresh"
          component={PageRefresh}
          props={{ everyS: REFRESH_S, events: LIVE_EVENTS }}
        />
        <section>
          <h2>{words.calls}</h2>
          <CallTable visit={visit} calls={calls} />
        </section>
        <section>
          <h2>{words.bridges}</h2>
          <ul class="tiles">
            {bridges.map(({ number, name, participants }) => (
              <li key={number}>
                <a
                  class={participants > 0 ? 'tint-live' : 'tint-muted'}
                  href={visit.href(`/beheer/conferenties/${encodeURIComponent(number)}`)}
                >
                  <StateIcon state={participants > 0 ? 'in-bridge' : 'not-registered'} />
                  {number} {name} ({participants})
                </a>
              </li>
            ))}
          </ul>
        </section>
        <section>
          <h2>{words.tiles}</h2>
          <Tiles visit={visit} extensions={extensions} calls={calls} />
        </section>
      </>,
      { refreshS: REFRESH_S },
    );
  },
  acts: {
    end: (visit) =>
      change(
        visit,
        { method: 'DELETE', path: `/calls/${encodeURIComponent(filled(visit, 'id') ?? '')}` },
        () => backWith(visit, 'ended'),
      ),
  },
});

export function CallTable({
  visit,
  calls,
}: {
  readonly visit: ConsoleVisit;
  readonly calls: readonly Call[];
}) {
  const words = WORDS[visit.language];
  const common = commonWords[visit.language];
  const { language } = visit;
  return (
    <Table
      caption={words.calls}
      rows={calls}
      keyOf={({ id }) => id}
      empty={words.noCalls}
      columns={[
        { title: words.from, cell: ({ from }) => from },
        { title: words.to, cell: ({ to, reached }) => (reached === to ? to : `${to} → ${reached}`) },
        {
          title: common.state,
          cell: ({ state }) => (
            <StateChip state={state === 'answered' ? 'in-call' : 'ringing'} language={language}>
              {words.states[state]}
            </StateChip>
          ),
        },
        { title: words.since, cell: ({ startedAt }) => timeOfDay(startedAt, language) },
        {
          title: words.length,
          cell: ({ answeredAt }) =>
            answeredAt === null
              ? ''
              : duration(Math.max(1, Math.round((visit.nowMs - Date.parse(answeredAt)) / 1000)), language),
        },
        {
          title: words.sound,
          cell: ({ legs, transcoded }) => (
            <>
              {[...new Set(legs.map(({ codec }) => codec))].filter(Boolean).join(' ↔ ')}
              {transcoded && <span class="muted"> ({words.translated})</span>}
            </>
          ),
        },
        {
          title: common.act,
          cell: ({ id, from }) => (
            <ActForm visit={visit} act="end" values={{ id }}>
              <button type="submit" class="button small danger" aria-label={`${words.end}: ${from}`}>
                {words.end}
              </button>
            </ActForm>
          ),
        },
      ]}
    />
  );
}

export function Tiles({
  visit,
  extensions,
  calls,
}: {
  readonly visit: ConsoleVisit;
  readonly extensions: readonly Extension[];
  readonly calls: readonly Call[];
}) {
  const words = WORDS[visit.language];
  if (extensions.length === 0) return <p class="empty">{words.noTiles}</p>;
  const busy = new Map<string, StateName>();
  for (const { from, reached, state } of calls) {
    busy.set(from, state === 'answered' ? 'in-call' : 'ringing');
    busy.set(reached, state === 'answered' ? 'in-call' : 'ringing');
  }
  return (
    <ul class="tiles">
      {extensions.map((extension) => {
        const { number, callsign } = extension;
        const state =
          extension.suspended.length > 0 ? 'suspended' : (busy.get(number) ?? reachability(extension));
        return (
          <li key={number}>
            <a
              class={`tint-${TONES[state]}`}
              href={visit.href(`/beheer/extensies/${encodeURIComponent(number)}`)}
            >
              <StateIcon state={state} />
              <span class="visually-hidden">{STATE_WORDS[visit.language][state]}</span>
              {number} <span class="muted">{callsign}</span>
            </a>
          </li>
        );
      })}
    </ul>
  );
}

function reachability({ registrations }: Extension): StateName {
  return registrations.length > 0 ? 'reachable' : 'not-registered';
}
