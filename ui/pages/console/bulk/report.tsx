import { Banner } from '../../../components/banner.tsx';
import { StateChip, type StateName } from '../../../components/state.tsx';
import { Table } from '../../../components/table.tsx';
import { type Answer, view } from '../../../page.ts';
import { bulkWords } from '../../../words/console/bulk.ts';
import { commonWords } from '../../../words/console/common.ts';
import type { ConsoleVisit } from '../console-page.tsx';
import type { BulkAct, Told } from './bulk-act.ts';
import type { Chosen } from './chosen.ts';

const STATES: Readonly<Record<Told['outcome'], StateName>> = {
  done: 'good',
  attention: 'attention',
  failed: 'banned',
};
/** What somebody has to look at stands first. */
const ORDER: readonly Told['outcome'][] = ['failed', 'attention', 'done'];

/** For each of them what was done, or why not. */
export function reportView(
  visit: ConsoleVisit,
  act: BulkAct,
  { rows, gone }: Chosen,
  done: readonly Told[],
): Answer {
  const words = bulkWords[visit.language];
  const common = commonWords[visit.language];
  const callsigns = new Map(rows.map(({ number, callsign }) => [number, callsign]));
  const all: readonly Told[] = [
    ...done,
    ...gone.map((extension): Told => ({ extension, outcome: 'failed', text: words.wasGone })),
  ];
  const told = ORDER.flatMap((outcome) => all.filter((one) => one.outcome === outcome));
  const failed = told.filter(({ outcome }) => outcome === 'failed').length;
  const title = words.titles[act.name];
  return view(
    title,
    <>
      <h1>{title}</h1>
      <Banner
        tone={failed > 0 ? 'warn' : 'ok'}
        title={
          failed > 0
            ? `${words.done(told.length - failed)}, ${words.notDone(failed)}`
            : words.done(told.length)
        }
      />
      <Table
        caption={words.result}
        rows={told}
        keyOf={({ extension }) => extension}
        empty={words.nobodyLeft}
        columns={[
          { title: common.extension, cell: ({ extension }) => extension },
          { title: common.callsign, cell: ({ extension }) => callsigns.get(extension) ?? '' },
          {
            title: common.state,
            cell: ({ outcome }) => (
              <StateChip state={STATES[outcome]} language={visit.language}>
                {words.outcomes[outcome]}
              </StateChip>
            ),
          },
          { title: words.why, cell: ({ text }) => text },
        ]}
      />
      <a class="button" href={visit.href('/beheer/extensies')}>
        {words.toList}
      </a>
    </>,
  );
}
