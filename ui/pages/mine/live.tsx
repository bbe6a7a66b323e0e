import { memberLiveSchema } from '../../../src/web/contract/live.ts';
import { read } from '../../acting-page.tsx';
import { Banner } from '../../components/banner.tsx';
import { Island } from '../../islands/island.tsx';
import { WhoIsThere } from '../../islands/who-is-there.tsx';
import { view } from '../../page.ts';
import { mineWords } from '../../words/mine.ts';
import { memberPage } from './member-page.tsx';

const REFRESH_S = 15;

/** Where there is company: counts, and call signs of those who agreed (H6). */
export const livePage = memberPage({
  path: '/mijn/live',
  async show(visit) {
    const words = mineWords[visit.language];
    const live = await read(visit, '/me/live', memberLiveSchema);
    return view(
      words.live.title,
      <>
        <h1>{words.live.title}</h1>
        <p class="lead">{words.live.lead}</p>
        {live === undefined ? (
          <Banner tone="warn" title={words.away} />
        ) : (
          <Island
            name="who-is-there"
            component={WhoIsThere}
            props={{
              language: visit.language,
              initial: { at: live.at, bridges: live.bridges },
              login: `${visit.href('/inloggen')}?next=${encodeURIComponent(visit.href(visit.path))}`,
            }}
          />
        )}
        <p>
          {words.live.ownChoice} <a href={`${visit.href('/mijn/gegevens')}#company`}>{words.live.toChoice}</a>
        </p>
      </>,
      { refreshS: REFRESH_S },
    );
  },
});
