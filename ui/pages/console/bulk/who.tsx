import { Banner } from '../../../components/banner.tsx';
import { StateChip } from '../../../components/state.tsx';
import { Table } from '../../../components/table.tsx';
import { bulkWords } from '../../../words/console/bulk.ts';
import { commonWords } from '../../../words/console/common.ts';
import type { ConsoleVisit } from '../console-page.tsx';
import { stateOf } from '../extension-state.ts';
import type { Chosen } from './chosen.ts';

/** A thousand rows of a table take a browser long; beyond this they stand in one list. */
const MOST_IN_TABLE = 100;

/** Everyone who is meant, by name: nobody is hit who does not stand here. */
export function ChosenList({ visit, chosen }: { readonly visit: ConsoleVisit; readonly chosen: Chosen }) {
  const words = bulkWords[visit.language];
  const common = commonWords[visit.language];
  const { rows, gone } = chosen;
  return (
    <section>
      <h2>{words.who(rows.length)}</h2>
      {gone.length > 0 && <Banner tone="warn" title={words.gone(gone.join(', '))} />}
      {rows.length > MOST_IN_TABLE ? (
        <ul class="many">
          {rows.map(({ number, callsign, name }) => (
            <li key={number}>
              {number} {callsign} {name}
            </li>
          ))}
        </ul>
      ) : (
        <Table
          caption={words.who(rows.length)}
          rows={rows}
          keyOf={({ number }) => number}
          empty={words.none}
          columns={[
            { title: common.extension, cell: ({ number }) => number },
            { title: common.callsign, cell: ({ callsign }) => callsign },
            { title: common.name, cell: ({ name }) => name },
            {
              title: common.state,
              cell: (row) => <StateChip state={stateOf(row)} language={visit.language} />,
            },
          ]}
        />
      )}
    </section>
  );
}
