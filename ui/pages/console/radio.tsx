import { conferenceSchema } from '../../../src/web/contract/conferences.ts';
import { type Radio, radioSchema } from '../../../src/web/contract/radios.ts';
import { listOf } from '../../../src/web/contract.ts';
import { ActForm, backWith, read, Said } from '../../acting-page.tsx';
import { Island } from '../../islands/island.tsx';
import { PageRefresh } from '../../islands/page-refresh.tsx';
import { view } from '../../page.ts';
import { radioWords } from '../../words/console/radios.ts';
import { errorView } from '../errors.tsx';
import { type ConsoleVisit, change, consolePage } from './console-page.tsx';
import { RADIO_FIELDS, RadioForm, radioSettingsOf } from './radio-form.tsx';
import { heardAt, lossOf, RADIO_REFRESH, RadioState } from './radio-state.tsx';

/** One radio: how it does, and what it may do. */
export const radioPage = consolePage({
  path: '/beheer/radio/:name',
  async show(visit) {
    const words = radioWords[visit.language];
    const radios = (await read(visit, '/radios', listOf(radioSchema)))?.items ?? [];
    const radio = radios.find(({ name }) => name === visit.params['name']);
    if (radio === undefined) return errorView(404, visit);
    const bridges = (await read(visit, '/conferences', listOf(conferenceSchema)))?.items ?? [];
    return view(
      radio.name,
      <>
        <h1>{radio.name}</h1>
        <Said visit={visit} done={words.done} />
        <Island name="page-refresh" component={PageRefresh} props={RADIO_REFRESH} />
        <Facts visit={visit} radio={radio} />
        <section class="card">
          <h2>{words.settings}</h2>
          <RadioForm visit={visit} bridges={bridges} radio={radio} />
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
