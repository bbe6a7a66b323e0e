import type { PageLanguage } from '../../src/web/contract/pages-bundle.ts';
import type { Call } from '../../src/web/contract.ts';
import { StateChip } from '../components/state.tsx';
import { Table } from '../components/table.tsx';
import { commonWords } from '../words/console/common.ts';
import { clockTime } from '../words/format.ts';
import { liveWords } from '../words/live.ts';
import { lineOf } from './call-lines.ts';
import { LineSample } from './call-picture.tsx';

/** The page whose act `end` hangs up. */
export interface HangUp {
  readonly page: string;
  readonly csrf: string;
}

/** Every call, with a button that ends it. Nobody can be listened to. */
export function CallTable({
  language,
  calls,
  nowMs,
  hangUp,
}: {
  readonly language: PageLanguage;
  readonly calls: readonly Call[];
  readonly nowMs: number;
  readonly hangUp: HangUp;
}) {
  const words = liveWords[language];
  const common = commonWords[language];
  return (
    <Table
      caption={words.calls}
      rows={calls}
      keyOf={({ id }) => id}
      empty={words.noCalls}
      columns={[
        { title: words.from, cell: ({ from }) => from },
        { title: words.to, cell: ({ to, reached }) => (reached === to ? to : `${to} → ${reached}`) },
        {
          title: common.state,
          cell: ({ state }) => (
            <StateChip state={state === 'answered' ? 'in-call' : 'ringing'} language={language}>
              {words.states[state]}
            </StateChip>
          ),
        },
        {
          title: words.length,
          isFigure: true,
          cell: ({ answeredAt }) =>
            answeredAt === null ? '' : clockTime(Math.max(0, nowMs - Date.parse(answeredAt)) / 1000),
        },
        { title: words.sound, cell: (call) => <Sound call={call} language={language} nowMs={nowMs} /> },
        {
          title: words.codec,
          cell: ({ legs, transcoded }) => (
            <span>
              {[...new Set(legs.map(({ codec }) => codec))].filter(Boolean).join(' ↔ ')}
              {transcoded && <span class="muted"> ({words.translated})</span>}
            </span>
          ),
        },
        {
          title: common.act,
          cell: ({ id, from }) => (
            <form method="post" action={hangUp.page} class="act">
              <input type="hidden" name="csrf" value={hangUp.csrf} />
              <input type="hidden" name="act" value="end" />
              <input type="hidden" name="id" value={id} />
              <button type="submit" class="button small danger" aria-label={`${words.end}: ${from}`}>
                {words.end}
              </button>
            </form>
          ),
        },
      ]}
    />
  );
}

function Sound({
  call,
  language,
  nowMs,
}: {
  readonly call: Call;
  readonly language: PageLanguage;
  readonly nowMs: number;
}) {
  const kind = lineOf(call, nowMs);
  const isHeard = call.legs.some(({ quality }) => quality !== null);
  if (kind === 'ringing' || !isHeard) return null;
  return (
    <span class="sound">
      <LineSample kind={kind} /> {liveWords[language].lines[kind]}
    </span>
  );
}
