import type { Incident } from '../../../src/web/contract/incidents.ts';
import { StateChip, type StateName, type Tone } from '../../components/state.tsx';
import type { Visit } from '../../page.ts';
import { PART_NAMES, type ServicePart } from '../../words/service-parts.ts';
import { statusWords } from '../../words/status.ts';
import { type DayState, HISTORY_DAYS, historyOf, type PartHistory, runsOf } from './part-history.ts';

const PARTS: readonly ServicePart[] = ['calls', 'conferences', 'website', 'registration'];

const STEP = 5;
const WIDTH = 3;
const HEIGHT = 32;
/** By height as well as by colour. */
const LOOKS: Readonly<Record<DayState, { readonly height: number; readonly tone: Tone }>> = {
  good: { height: 10, tone: 'ok' },
  maintenance: { height: 20, tone: 'info' },
  incident: { height: HEIGHT, tone: 'err' },
};

/** Each part of the service: how it is, and 90 days of it. */
export function PartBars({
  visit,
  incidents,
}: {
  readonly visit: Visit;
  readonly incidents: readonly Incident[];
}) {
  const words = statusWords[visit.language];
  return (
    <section class="card">
      <h2>{words.historyTitle}</h2>
      <p>{words.historyLead}</p>
      <ul class="parts">
        {PARTS.map((part) => {
          const history = historyOf(part, incidents, visit.nowMs);
          return (
            <li key={part}>
              <div class="part-head">
                <h3>{PART_NAMES[visit.language][part]}</h3>
                <StateNow visit={visit} part={part} incidents={incidents} />
              </div>
              <Bar
                history={history}
                label={`${PART_NAMES[visit.language][part]}: ${inDays(visit, history)}`}
              />
              <p class="bar-ends" aria-hidden="true">
                <span>{words.ago}</span>
                <span>{words.today}</span>
              </p>
              <p>{inShort(visit, history)}</p>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Bar({ history, label }: { readonly history: PartHistory; readonly label: string }) {
  return (
    <svg
      class="bar"
      viewBox={`0 0 ${HISTORY_DAYS * STEP - (STEP - WIDTH)} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {history.days.map(({ date, state }, index) => {
        const { height, tone } = LOOKS[state];
        return (
          <rect
            key={date}
            class={`tone-${tone}`}
            x={index * STEP}
            y={HEIGHT - height}
            width={WIDTH}
            height={height}
          />
        );
      })}
    </svg>
  );
}

/** `Storing op 2 dagen, samen ongeveer 3 uur.` */
function inShort(visit: Visit, { days, incidentMs }: PartHistory): string {
  const words = statusWords[visit.language];
  const count = (wanted: DayState) => days.filter(({ state }) => state === wanted).length;
  const troubled = count('incident');
  const maintained = count('maintenance');
  return [
    troubled === 0 ? words.quiet : words.troubled(troubled, incidentMs),
    ...(maintained === 0 ? [] : [words.maintained(maintained)]),
  ].join(' ');
}

/** Which days they were: what the drawing shows to those who see it. */
function inDays(visit: Visit, history: PartHistory): string {
  const words = statusWords[visit.language];
  const told = (['incident', 'maintenance'] as const).flatMap((kind) => {
    const runs = runsOf(history, kind);
    return runs.length === 0 ? [] : [`${words.kinds[kind]}: ${words.onDays(runs)}.`];
  });
  return told.length === 0 ? words.quiet : told.join(' ');
}

function StateNow({
  visit,
  part,
  incidents,
}: {
  readonly visit: Visit;
  readonly part: ServicePart;
  readonly incidents: readonly Incident[];
}) {
  const words = statusWords[visit.language];
  const [state, text] = stateNow(visit, part, incidents);
  return (
    <StateChip state={state} language={visit.language}>
      {text === undefined ? words.partUnknown : words.partStates[text]}
    </StateChip>
  );
}

function stateNow(
  { site }: Visit,
  part: ServicePart,
  incidents: readonly Incident[],
): readonly [StateName, ('good' | 'incident' | 'maintenance' | 'stopped')?] {
  // Whoever reads this has the web site.
  if (site?.running === false && part !== 'website') return ['banned', 'stopped'];
  const open = incidents.filter(
    ({ state, parts }) => state === 'open' && (parts.length === 0 || parts.includes(part)),
  );
  if (open.some(({ kind }) => kind === 'incident')) return ['attention', 'incident'];
  if (open.length > 0) return ['attention', 'maintenance'];
  return site === undefined && part !== 'website' ? ['unknown'] : ['good', 'good'];
}
