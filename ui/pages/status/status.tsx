import type { Incident } from '../../../src/web/contract/incidents.ts';
import { Banner } from '../../components/banner.tsx';
import { Icon } from '../../components/icon.tsx';
import { Known } from '../../components/known.tsx';
import { Island } from '../../islands/island.tsx';
import { PageRefresh } from '../../islands/page-refresh.tsx';
import { type Page, type Visit, view } from '../../page.ts';
import type { ListReading } from '../../reading.ts';
import { statusWords } from '../../words/status.ts';
import { OpenIncidents, PastIncidents, PlannedMaintenance, readIncidents } from './incidents.tsx';
import { PartBars } from './part-bars.tsx';

const REFRESH_S = 30;
const FEED = '/api/v1/incidents/feed';

/** Whether it works, whether it did, and what is to come: counts only, nobody is named (H1, H6). */
export const statusPage: Page = {
  path: '/status',
  async get(visit) {
    const words = statusWords[visit.language];
    const incidents = await readIncidents(visit);
    return view(
      words.title,
      <>
        <h1>{words.title}</h1>
        <Overall visit={visit} incidents={incidents} />
        <Known visit={visit} of={incidents} what={words.incidents}>
          {(known) => (
            <>
              <OpenIncidents visit={visit} incidents={known} />
              <PlannedMaintenance visit={visit} incidents={known} />
            </>
          )}
        </Known>
        <Figures visit={visit} />
        <p>{words.hear}</p>
        {incidents.kind === 'known' && (
          <>
            <PartBars visit={visit} incidents={incidents.value} />
            <PastIncidents visit={visit} incidents={incidents.value} />
          </>
        )}
        <Ways visit={visit} />
        <Island name="page-refresh" component={PageRefresh} props={{ everyS: REFRESH_S, events: [] }} />
      </>,
      { feed: FEED, about: [incidents] },
    );
  },
};

function Overall({ visit, incidents }: { readonly visit: Visit; readonly incidents: ListReading<Incident> }) {
  const words = statusWords[visit.language];
  const { site, nowMs } = visit;
  const isUnknown = site === undefined || incidents.kind === 'unknown';
  const open = incidents.kind === 'known' ? incidents.value.filter(({ state }) => state === 'open') : [];
  const [tone, title] =
    site?.running === false
      ? (['err', words.stopped] as const)
      : open.some(({ kind }) => kind === 'incident')
        ? (['warn', words.trouble] as const)
        : open.length > 0
          ? (['warn', words.atWork] as const)
          : isUnknown
            ? (['warn', words.unknown] as const)
            : (['ok', words.works] as const);
  return (
    <Banner tone={tone} title={title}>
      <p>{words.at(nowMs)}</p>
    </Banner>
  );
}

function Figures({ visit }: { readonly visit: Visit }) {
  const words = statusWords[visit.language];
  const { site } = visit;
  if (site === undefined) return null;
  const inBridges = site.bridges.reduce((sum, { participants }) => sum + participants, 0);
  return (
    <section class="card">
      <h2>{words.now}</h2>
      <dl class="pairs">
        {(
          [
            [words.phones, site.phones],
            [words.calls, site.calls],
            [words.inBridges, inBridges],
          ] as const
        ).map(([name, count]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd class="mono">{words.count(count)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Ways({ visit }: { readonly visit: Visit }) {
  const words = statusWords[visit.language];
  return (
    <div class="columns">
      <section class="card">
        <h2>{words.mine}</h2>
        <a class="button" href={visit.href('/hulp')}>
          {words.help}
        </a>
      </section>
      <section class="card">
        <h2>{words.follow}</h2>
        <p>{words.followText}</p>
        <a class="button" href={FEED}>
          <Icon name="feed" /> {words.feed}
        </a>
      </section>
    </div>
  );
}
