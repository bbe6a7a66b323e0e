import { type CallRecord, callRecordSchema } from '../../../src/web/contract/history.ts';
import { pagesOf } from '../../../src/web/contract.ts';
import { ActForm, Said } from '../../acting-page.tsx';
import { StateChip, type StateName } from '../../components/state.tsx';
import { Table } from '../../components/table.tsx';
import { view } from '../../page.ts';
import { read } from '../../reading.ts';
import { dateAndTime, duration } from '../../words/format.ts';
import { mineWords } from '../../words/mine.ts';
import { type MemberVisit, memberPage, outcome } from './member-page.tsx';
import { readMember } from './notices.tsx';

/** One's own calls, for 30 days, or none at all. */
export const callsPage = memberPage({
  path: '/mijn/gesprekken',
  async show(visit) {
    const words = mineWords[visit.language];
    const member = await readMember(visit);
    if (member.kind !== 'known') return member;
    const found = await read(visit, '/me/calls', pagesOf(callRecordSchema));
    if (found.kind !== 'known') return found;
    const calls = found.value.items;
    const keeps = member.value.callHistory;
    return view(
      words.calls.title,
      <>
        <h1>{words.calls.title}</h1>
        <p class="lead">{words.calls.lead}</p>
        <Said visit={visit} done={words.done} />
        <CallTable visit={visit} calls={calls} empty={keeps ? words.calls.none : words.calls.off} />
        <div class="buttons">
          {calls.length > 0 && (
            <ActForm visit={visit} act="wipe">
              <button type="submit" class="button danger">
                {words.calls.wipe}
              </button>
            </ActForm>
          )}
          <ActForm visit={visit} act={keeps ? 'stop' : 'start'}>
            <button type="submit" class="button">
              {keeps ? words.calls.stop : words.calls.start}
            </button>
          </ActForm>
        </div>
      </>,
    );
  },
  acts: {
    wipe: async (visit) => outcome(visit, await visit.api.call('DELETE', '/me/calls'), 'wiped'),
    stop: (visit) => keep(visit, false),
    start: (visit) => keep(visit, true),
  },
});

async function keep(visit: MemberVisit, callHistory: boolean) {
  return outcome(visit, await visit.api.call('PATCH', '/me', { callHistory }), 'kept');
}

function CallTable({
  visit,
  calls,
  empty,
}: {
  readonly visit: MemberVisit;
  readonly calls: readonly CallRecord[];
  readonly empty: string;
}) {
  const { language, number } = visit;
  const words = mineWords[language].calls;
  return (
    <Table
      caption={words.title}
      rows={calls}
      keyOf={({ id }) => id}
      empty={empty}
      columns={[
        { title: words.when, cell: ({ startedAt }) => dateAndTime(startedAt, language) },
        {
          title: words.who,
          cell: ({ from, to }) => (from === number ? words.outgoing(to) : words.incoming(from)),
        },
        {
          title: words.length,
          cell: ({ answeredAt, endedAt }) =>
            answeredAt === null ? words.missed : talked(answeredAt, endedAt, language),
        },
        { title: words.quality, cell: (call) => <Quality visit={visit} call={call} /> },
      ]}
    />
  );
}

function talked(answeredAt: string, endedAt: string, language: 'nl' | 'en'): string {
  const seconds = Math.round((Date.parse(endedAt) - Date.parse(answeredAt)) / 1000);
  return duration(seconds < 60 ? seconds : Math.round(seconds / 60) * 60, language);
}

/** Of a hundred packets: up to one lost is not heard, from five on it is bad. */
function Quality({ visit, call }: { readonly visit: MemberVisit; readonly call: CallRecord }) {
  const words = mineWords[visit.language].calls.qualities;
  const { quality } = call;
  if (quality === null || quality.packets === 0) return null;
  const loss = quality.lost / (quality.packets + quality.lost);
  const word = loss <= 0.01 ? 'good' : loss < 0.05 ? 'fair' : 'poor';
  const states: Readonly<Record<typeof word, StateName>> = {
    good: 'good',
    fair: 'attention',
    poor: 'banned',
  };
  return (
    <StateChip state={states[word]} language={visit.language}>
      {words[word]}
    </StateChip>
  );
}
