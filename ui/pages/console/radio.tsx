import { conferenceSchema } from '../../../src/web/contract/conferences.ts';
import { type Radio, radioSchema } from '../../../src/web/contract/radios.ts';
import { ActForm, backWith, Said } from '../../acting-page.tsx';
import { Known } from '../../components/known.tsx';
import { Island } from '../../islands/island.tsx';
import { PageRefresh } from '../../islands/page-refresh.tsx';
import { view } from '../../page.ts';
import { readList } from '../../reading.ts';
import { radioWords } from '../../words/console/radios.ts';
import { type ConsoleVisit, change, consolePage } from './console-page.tsx';
import { RADIO_FIELDS, RadioForm, radioSettingsOf } from './radio-form.tsx';
import { heardAt, lossOf, RADIO_REFRESH, RadioState } from './radio-state.tsx';

/** One radio: how it does, and what it may do. */
export const radioPage = consolePage({
  path: '/beheer/radio/:name',
  async show(visit) {
    const words = radioWords[visit.language];
    const radios = await readList(visit, '/radios', radioSchema);
    if (radios.kind === 'unknown') return radios;
    const radio = radios.value.find(({ name }) => name === visit.params['name']);
    if (radio === undefined) return { kind: 'missing' };
    const bridges = await readList(visit, '/conferences', conferenceSchema);
    return view(
      radio.name,
      <>
        <h1>{radio.name}</h1>
        <Said visit={visit} done={words.done} />
        <Island name="page-refresh" component={PageRefresh} props={RADIO_REFRESH} />
        <Facts visit={visit} radio={radio} />
        <section class="card">
          <h2>{words.settings}</h2>
          <Known visit={visit} of={bridges}>
            {(all) => <RadioForm visit={visit} bridges={all} radio={radio} />}
          </Known>
          <p class="muted">{words.relink}</p>
        </section>
        <section class="card">
          <p>{words.removeText}</p>
          <ActForm visit={visit} act="remove">
            <button type="submit" class="button danger">
              {words.remove}
            </button>
          </ActForm>
        </section>
      </>,
    );
  },
  acts: {
    change: (visit) =>
      change(
        visit,
        { method: 'PATCH', path: pathOf(visit), body: radioSettingsOf(visit), fields: RADIO_FIELDS },
        () => backWith(visit, 'changed'),
      ),
    remove: (visit) =>
      change(visit, { method: 'DELETE', path: pathOf(visit) }, () =>
        backWith(visit, 'removed', '/beheer/radio'),
      ),
  },
});

function pathOf(visit: ConsoleVisit): string {
  return `/radios/${encodeURIComponent(visit.params['name'] ?? '')}`;
}

function Facts({ visit, radio }: { readonly visit: ConsoleVisit; readonly radio: Radio }) {
  const words = radioWords[visit.language];
  const { language } = visit;
  return (
    <section class="card">
      <p>
        <RadioState radio={radio} language={language} />
      </p>
      <dl class="pairs">
        <div>
          <dt>{words.heard}</dt>
          <dd>{heardAt(radio, language)}</dd>
        </div>
        <div>
          <dt>{words.loss}</dt>
          <dd>{lossOf(radio, language)}</dd>
        </div>
      </dl>
    </section>
  );
}
