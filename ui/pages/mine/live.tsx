import { Island } from '../../islands/island.tsx';
import { PageRefresh } from '../../islands/page-refresh.tsx';
import { view } from '../../page.ts';
import { mineWords } from '../../words/mine.ts';
import { BridgeList } from '../bridges.tsx';
import { memberPage } from './member-page.tsx';

const REFRESH_S = 15;

/** Where there is company: counts, no names (H6). */
export const livePage = memberPage({
  path: '/mijn/live',
  async show(visit) {
    const words = mineWords[visit.language].live;
    const isQuiet = (visit.site?.bridges ?? []).every(({ participants }) => participants === 0);
    return view(
      words.title,
      <>
        <h1>{words.title}</h1>
        <p class="lead">{words.lead}</p>
        {isQuiet && <p class="empty">{words.quiet}</p>}
        <BridgeList visit={visit} />
        <p class="muted">
          {words.updated(visit.nowMs)} <a href={visit.href(visit.path)}>{words.again}</a>
        </p>
        <Island name="page-refresh" component={PageRefresh} props={{ everyS: REFRESH_S, events: [] }} />
      </>,
    );
  },
});
