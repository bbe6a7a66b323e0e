import { memberLiveSchema } from '../../../src/web/contract/live.ts';
import { Island } from '../../islands/island.tsx';
import { WhoIsThere } from '../../islands/who-is-there.tsx';
import { view } from '../../page.ts';
import { read } from '../../reading.ts';
import { mineWords } from '../../words/mine.ts';
import { memberPage } from './member-page.tsx';

const REFRESH_S = 15;

/** Where there is company: counts, and call signs of those who agreed (H6). */
export const livePage = memberPage({
  path: '/mijn/live',
  async show(visit) {
    const words = mineWords[visit.language];
    const live = await read(visit, '/me/live', memberLiveSchema);
    if (live.kind !== 'known') return live;
    const { at, bridges } = live.value;
    return view(
      words.live.title,
      <>
        <h1>{words.live.title}</h1>
        <p class="lead">{words.live.lead}</p>
        <Island
          name="who-is-there"
          component={WhoIsThere}
          props={{
            language: visit.language,
            initial: { at, bridges },
            login: `${visit.href('/inloggen')}?next=${encodeURIComponent(visit.href(visit.path))}`,
          }}
        />
        <p>
          {words.live.ownChoice} <a href={`${visit.href('/mijn/gegevens')}#company`}>{words.live.toChoice}</a>
        </p>
      </>,
      { refreshS: REFRESH_S },
    );
  },
});
