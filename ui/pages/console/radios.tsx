import { conferenceSchema } from '../../../src/web/contract/conferences.ts';
import { type Radio, radioSchema } from '../../../src/web/contract/radios.ts';
import { backWith, Said } from '../../acting-page.tsx';
import { Known } from '../../components/known.tsx';
import { Table } from '../../components/table.tsx';
import { Island } from '../../islands/island.tsx';
import { PageRefresh } from '../../islands/page-refresh.tsx';
import { view } from '../../page.ts';
import { readList } from '../../reading.ts';
import { commonWords } from '../../words/console/common.ts';
import { radioWords } from '../../words/console/radios.ts';
import { type ConsoleVisit, change, consolePage, filled } from './console-page.tsx';
import { RADIO_FIELDS, RadioForm, radioSettingsOf } from './radio-form.tsx';
import { heardAt, lossOf, RADIO_REFRESH, RadioState } from './radio-state.tsx';

/** Radios in conference bridges, and a new one. */
export const radiosPage = consolePage({
  path: '/beheer/radio',
  async show(visit) {
    const words = radioWords[visit.language];
    const radios = await readList(visit, '/radios', radioSchema);
    const bridges = await readList(visit, '/conferences', conferenceSchema);
    return view(
      words.title,
      <>
        <h1>{words.title}</h1>
        <p class="lead">{words.lead}</p>
        <Said visit={visit} done={words.done} />
        <Island name="page-refresh" component={PageRefresh} props={RADIO_REFRESH} />
        <Known visit={visit} of={radios}>
          {(all) => <List visit={visit} radios={all} />}
        </Known>
        <Known visit={visit} of={bridges} what={words.bridge}>
          {(all) =>
            all.length === 0 ? (
              <p>{words.noBridges}</p>
            ) : (
              <section class="card">
                <h2>{words.add}</h2>
                <RadioForm visit={visit} bridges={all} />
                <p class="muted">{words.noSecret}</p>
              </section>
            )
          }
        </Known>
      </>,
      { about: [radios] },
    );
  },
  acts: {
    add: (visit) => {
      const body = { name: filled(visit, 'name') ?? '', ...radioSettingsOf(visit) };
      return change(visit, { method: 'POST', path: '/radios', body, fields: RADIO_FIELDS }, () =>
        backWith(visit, 'added'),
      );
    },
  },
});

function List({ visit, radios }: { readonly visit: ConsoleVisit; readonly radios: readonly Radio[] }) {
  const words = radioWords[visit.language];
  const common = commonWords[visit.language];
  const { language } = visit;
  return (
    <Table
      caption={words.title}
      rows={radios}
      keyOf={({ name }) => name}
      empty={words.none}
      columns={[
        {
          title: common.name,
          cell: ({ name }) => <a href={visit.href(`/beheer/radio/${encodeURIComponent(name)}`)}>{name}</a>,
        },
        { title: words.bridge, cell: ({ conference }) => conference },
        { title: common.state, cell: (radio) => <RadioState radio={radio} language={language} /> },
        { title: words.heard, cell: (radio) => heardAt(radio, language) },
        { title: words.loss, cell: (radio) => lossOf(radio, language) },
      ]}
    />
  );
}
