import { Banner } from '../components/banner.tsx';
import { Island } from '../islands/island.tsx';
import { PageRefresh } from '../islands/page-refresh.tsx';
import { type Page, type Visit, view } from '../page.ts';
import { statusWords } from '../words/status.ts';

const REFRESH_S = 30;

/** Whether it works at this moment: counts only, nobody is named (H1, H6). */
export const statusPage: Page = {
  path: '/status',
  async get(visit) {
    const words = statusWords[visit.language];
    return view(
      words.title,
      <>
        <h1>{words.title}</h1>
        <Overall visit={visit} />
        <p>{words.hear}</p>
        <section class="card">
          <h2>{words.mine}</h2>
          <a class="button" href={visit.href('/hulp')}>
            {words.help}
          </a>
        </section>
        <Island name="page-refresh" component={PageRefresh} props={{ everyS: REFRESH_S, events: [] }} />
      </>,
    );
  },
};

function Overall({ visit }: { readonly visit: Visit }) {
  const words = statusWords[visit.language];
  const { site, nowMs } = visit;
  if (site === undefined) return <Banner tone="warn" title={words.unknown} />;
  const inBridges = site.bridges.reduce((sum, { participants }) => sum + participants, 0);
  return (
    <>
      <Banner tone={site.running ? 'ok' : 'err'} title={site.running ? words.works : words.stopped}>
        <p>{words.at(nowMs)}</p>
      </Banner>
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
    </>
  );
}
