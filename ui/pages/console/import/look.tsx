/** What would become of each row of a list, a part at a time. */
import {
  type ImportAct,
  type ImportPlan,
  importActSchema,
  type PlannedRow,
} from '../../../../src/web/contract/imports.ts';
import { Hidden } from '../../../acting-page.tsx';
import { StateChip, type StateName } from '../../../components/state.tsx';
import { Table } from '../../../components/table.tsx';
import { commonWords } from '../../../words/console/common.ts';
import { importWords } from '../../../words/console/import.ts';
import { number as figure } from '../../../words/format.ts';
import { problemText } from '../../../words/problems.ts';
import type { ConsoleVisit } from '../console-page.tsx';

/** Rows on one page, as in the list of extensions. */
export const ROWS_SHOWN = 100;
/** Name of the buttons that show another part. */
export const SHOW = 'show';

/** What stands in such a button: `refuse`, or `change:120`, behind which row. */
export function shownOf(value: string | null): {
  readonly act: ImportAct | undefined;
  readonly after: number;
} {
  const [word, after = '0'] = (value ?? '').split(':');
  const act = importActSchema.safeParse(word);
  return { act: act.data, after: /^\d{1,9}$/.test(after) ? Number(after) : 0 };
}

const STATES: Readonly<Record<ImportAct, StateName>> = {
  refuse: 'banned',
  change: 'attention',
  create: 'good',
  keep: 'unknown',
};
const ACTS = Object.keys(STATES) as ImportAct[];

export function ImportLook({
  visit,
  plan,
  act,
  sentOn,
}: {
  readonly visit: ConsoleVisit;
  readonly plan: ImportPlan;
  /** Which rows are shown; undefined: all of them. */
  readonly act: ImportAct | undefined;
  /** What the next form needs to say again. */
  readonly sentOn: Readonly<Record<string, string>>;
}) {
  const words = importWords[visit.language];
  const { totals, version } = plan;
  const count = totals.create + totals.change;
  const behind = plan.next === null ? undefined : `${act ?? 'all'}:${plan.next}`;
  return (
    <section class="card">
      <h2>{words.previewTitle}</h2>
      <p>
        {words.rows(totals.rows)}. {words.nothingYet}
      </p>
      <Totals visit={visit} plan={plan} />
      {totals.refuse > 0 && <p>{words.allOrNone}</p>}
      {totals.refuse === 0 && count === 0 && <p>{words.goNothing}</p>}
      <form method="post" encType="multipart/form-data">
        <Hidden visit={visit} act="import" values={{ ...sentOn, version }} />
        {totals.refuse === 0 && count > 0 && (
          <button type="submit" class="button primary">
            {words.go(count)}
          </button>
        )}
        <Rows visit={visit} plan={plan} />
        <div class="buttons">
          {behind !== undefined && (
            <button type="submit" class="button" name={SHOW} value={behind}>
              {words.next}
            </button>
          )}
          <button type="submit" class="button" name={SHOW} value="all" aria-pressed={act === undefined}>
            {words.show(words.all, totals.rows)}
          </button>
          {ACTS.filter((one) => totals[one] > 0).map((one) => (
            <button type="submit" class="button" name={SHOW} value={one} key={one} aria-pressed={act === one}>
              {words.show(words.acts[one], totals[one])}
            </button>
          ))}
        </div>
      </form>
    </section>
  );
}

function Totals({ visit, plan }: { readonly visit: ConsoleVisit; readonly plan: ImportPlan }) {
  const words = importWords[visit.language];
  return (
    <dl class="facts">
      {ACTS.map((act) => (
        <>
          <dt key={act}>
            <StateChip state={STATES[act]} language={visit.language}>
              {words.acts[act]}
            </StateChip>
          </dt>
          <dd>{figure(plan.totals[act], visit.language)}</dd>
        </>
      ))}
    </dl>
  );
}

function Rows({ visit, plan }: { readonly visit: ConsoleVisit; readonly plan: ImportPlan }) {
  const words = importWords[visit.language];
  const common = commonWords[visit.language];
  const [first, last] = [plan.items[0], plan.items.at(-1)];
  const isPart = plan.items.length < plan.totals.rows;
  return (
    <>
      {isPart && first !== undefined && last !== undefined && (
        <p class="muted">
          {words.shown(String(first.line), String(last.line), words.rows(plan.totals.rows))}
        </p>
      )}
      <Table
        caption={words.previewTitle}
        rows={plan.items}
        keyOf={({ row }) => String(row)}
        empty={words.nothing}
        columns={[
          { title: words.line, isFigure: true, cell: ({ line }) => line },
          {
            title: words.what,
            cell: ({ act }) => (
              <StateChip state={STATES[act]} language={visit.language}>
                {words.acts[act]}
              </StateChip>
            ),
          },
          { title: common.extension, cell: ({ number }) => number ?? '' },
          { title: common.callsign, cell: ({ callsign }) => callsign },
          { title: common.name, cell: ({ name }) => name },
          { title: words.email, cell: ({ email }) => email ?? '' },
          { title: words.about, cell: (row) => <About visit={visit} row={row} /> },
        ]}
      />
    </>
  );
}

function About({ visit, row }: { readonly visit: ConsoleVisit; readonly row: PlannedRow }) {
  const words = importWords[visit.language];
  const { none } = commonWords[visit.language];
  const { refusal, changes, act, password } = row;
  if (refusal !== null) {
    const said = problemText(refusal.code, visit.language, refusal.values);
    return <>{refusal.column === null ? said : `${words.fields[refusal.column]}: ${said}`}</>;
  }
  if (act === 'create') return <>{password === 'given' ? words.givenPassword : ''}</>;
  return (
    <>
      {changes.map(({ field, before, after }) => (
        <div key={field}>
          {field === 'password'
            ? words.newPassword
            : words.change(words.fields[field], before ?? none, after ?? none)}
        </div>
      ))}
    </>
  );
}
