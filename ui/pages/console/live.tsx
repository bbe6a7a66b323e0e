import { consoleLiveSchema } from '../../../src/web/contract/live.ts';
import { backWith, Said } from '../../acting-page.tsx';
import { ConsoleLive } from '../../islands/console-live.tsx';
import { Island } from '../../islands/island.tsx';
import { inBrief } from '../../live/tiles-shown.ts';
import { view } from '../../page.ts';
import { read } from '../../reading.ts';
import { inBoth } from '../../words/in-both.ts';
import { type ConsoleVisit, change, consolePage, filled } from './console-page.tsx';
import { CallsSpark, readMinutes } from './minute-sparks.tsx';

const WORDS = inBoth({
  nl: {
    title: 'Live',
    screens: 'Schermen in de clubruimte',
    done: { ended: 'Het gesprek is beëindigd.' },
  },
  en: {
    title: 'Live',
    screens: 'Screens in the club room',
    done: { ended: 'The call is ended.' },
  },
});

const REFRESH_S = 10;

/** What the exchange does at this moment: calls, bridges, every extension, bandwidth. Nobody can be listened to. */
export const livePage = consolePage({
  path: '/beheer/live',
  async show(visit) {
    const words = WORDS[visit.language];
    const found = await read(visit, '/live', consoleLiveSchema);
    if (found.kind !== 'known') return found;
    const live = found.value;
    const isQuiet = live.calls?.length === 0;
    return view(
      words.title,
      <>
        <h1>{words.title}</h1>
        <Said visit={visit} done={words.done} />
        <p>
          <a class="button small" href={visit.href('/beheer/live/schermen')}>
            {words.screens}
          </a>
        </p>
        <Island
          name="console-live"
          component={ConsoleLive}
          props={{
            language: visit.language,
            ...inBrief(live),
            hangUp: hangUpOf(visit),
            pages: {
              ...extensionPages(visit),
              bridge: visit.href('/beheer/conferenties/'),
              login: `${visit.href('/inloggen')}?next=${encodeURIComponent(visit.href('/beheer/live'))}`,
            },
          }}
        />
        {isQuiet && <CallsSpark visit={visit} minutes={await readMinutes(visit, 'day')} />}
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

export function extensionPages(visit: ConsoleVisit) {
  return { extension: visit.href('/beheer/extensies/'), extensions: visit.href('/beheer/extensies') };
}

/** Ends calls from whichever page shows them. */
export function hangUpOf(visit: ConsoleVisit) {
  return { page: visit.href('/beheer/live'), csrf: visit.session.csrfToken ?? '' };
}
