import type { ImportDone } from '../../../../src/web/contract/imports.ts';
import type { Extension, ExtensionWithPassword } from '../../../../src/web/contract.ts';
import { Banner } from '../../../components/banner.tsx';
import { type Column, Table } from '../../../components/table.tsx';
import { type Answer, view } from '../../../page.ts';
import { commonWords } from '../../../words/console/common.ts';
import { importWords } from '../../../words/console/import.ts';
import type { ConsoleVisit } from '../console-page.tsx';

/** What an import did, and the passwords, which stand nowhere else. */
export function importedView(visit: ConsoleVisit, { items, changed, kept }: ImportDone): Answer {
  const words = importWords[visit.language];
  const common = commonWords[visit.language];
  const existing = new Set(changed.map(({ number }) => number));
  const made = items.filter(({ number }) => !existing.has(number)).length;
  const columns: readonly Column<Extension>[] = [
    { title: common.extension, cell: ({ number }) => number },
    { title: common.callsign, cell: ({ callsign }) => callsign },
    { title: common.name, cell: ({ name }) => name },
  ];
  return view(
    words.made,
    <>
      <h1>{words.made}</h1>
      <Banner tone="ok" title={words.counts(made, changed.length, kept)} />
      {items.length > 0 && (
        <section>
          <h2>{words.withPassword}</h2>
          <Banner tone="warn" title={words.once} />
          <Table<ExtensionWithPassword>
            caption={words.withPassword}
            rows={items}
            keyOf={({ number }) => number}
            empty={words.nothing}
            columns={[
              ...columns,
              {
                title: words.password,
                cell: ({ password }) => <span class="mono">{password}</span>,
              },
            ]}
          />
        </section>
      )}
      {changed.length > 0 && (
        <section>
          <h2>{words.changed}</h2>
          <Table
            caption={words.changed}
            rows={changed}
            keyOf={({ number }) => number}
            empty={words.nothing}
            columns={columns}
          />
        </section>
      )}
      <a class="button" href={visit.href('/beheer/extensies')}>
        {words.toList}
      </a>
    </>,
  );
}
