import type { Extension } from '../../../../src/web/contract.ts';
import { Hidden, type Refused, refusal, Said } from '../../../acting-page.tsx';
import { type Answer, view } from '../../../page.ts';
import { bulkWords } from '../../../words/console/bulk.ts';
import { type Act, type ConsoleVisit, consolePage } from '../console-page.tsx';
import { BULK_ACTS } from './acts.ts';
import type { BulkAct } from './bulk-act.ts';
import { BULK_PATH, type Chosen, NUMBERS, numbersOf, readChosen, WHAT } from './chosen.ts';
import { AGAIN, confirmView } from './confirm.tsx';
import { BULK_NAMES, type BulkName } from './names.ts';
import { reportView } from './report.tsx';
import { ChosenList } from './who.tsx';

/** In the address: the file itself, in place of the page that tells of it. */
const SAVE = 'bewaar';

/**
 * Who was chosen in the list, what is to be done to them, a look at both, and what became of each. The API does it: a
 * page that handles many has no other rights than one that handles a single one.
 */
export const bulkPage = consolePage({
  path: BULK_PATH,
  show,
  acts: Object.fromEntries(
    Object.values(BULK_ACTS).flatMap((act): [string, Act][] => [
      [`${act.name}-look`, (visit) => look(visit, act)],
      [act.name, (visit) => carryOut(visit, act)],
    ]),
  ),
});

async function show(visit: ConsoleVisit): Promise<Answer> {
  const words = bulkWords[visit.language];
  const found = await readChosen(visit);
  if (found.kind !== 'known') return found;
  const chosen = found.value;
  const act = actOf(visit);
  const refused = chosen.rows.length === 0 ? words.none : act && tooMany(visit, act, chosen);
  if (refused !== undefined) return nobodyView(visit, refused);
  if (act === undefined) return chooseView(visit, chosen);
  if (visit.query.get(SAVE) === 'ja' && act.file !== undefined) return act.file(visit, chosen.rows);
  return act.fields === undefined
    ? confirmView(visit, act, chosen, { saveAt: saveAddress(visit) })
    : fieldsView(visit, act, chosen);
}

function actOf({ form, query }: ConsoleVisit): BulkAct | undefined {
  const wanted = form.get(WHAT) ?? query.get(WHAT);
  const name = BULK_NAMES.find((one): one is BulkName => one === wanted);
  return name && BULK_ACTS[name];
}

function tooMany(visit: ConsoleVisit, { most }: BulkAct, { rows }: Chosen): string | undefined {
  return rows.length > most ? bulkWords[visit.language].tooMany(rows.length, most) : undefined;
}

function saveAddress(visit: ConsoleVisit): string {
  const again = new URLSearchParams(visit.query);
  again.set(SAVE, 'ja');
  return `${visit.href(BULK_PATH)}?${again}`;
}

async function look(visit: ConsoleVisit, act: BulkAct): Promise<Answer | Refused> {
  const found = await readChosen(visit);
  if (found.kind !== 'known') return found;
  const chosen = found.value;
  const refused = refusedBefore(visit, act, chosen);
  return refused ?? confirmView(visit, act, chosen);
}

async function carryOut(visit: ConsoleVisit, act: BulkAct): Promise<Answer | Refused> {
  if (visit.form.has(AGAIN)) return show(visit);
  const found = await readChosen(visit);
  if (found.kind !== 'known') return found;
  const chosen = found.value;
  const refused = refusedBefore(visit, act, chosen);
  if (refused !== undefined || act.apply === undefined) return refused ?? show(visit);
  const done = await act.apply(visit, chosen.rows);
  return 'kind' in done ? done : reportView(visit, act, chosen, done);
}

/** Nobody is left, there are too many, or something that was filled in cannot be. */
function refusedBefore(visit: ConsoleVisit, act: BulkAct, chosen: Chosen): Refused | undefined {
  if (chosen.rows.length === 0) return refusal(bulkWords[visit.language].nobodyLeft);
  const many = tooMany(visit, act, chosen);
  if (many !== undefined) return refusal(many);
  const errors = act.check?.(visit) ?? [];
  return errors.length > 0 ? { kind: 'refused', errors } : undefined;
}

function nobodyView(visit: ConsoleVisit, why: string): Answer {
  const words = bulkWords[visit.language];
  return view(
    words.title,
    <>
      <h1>{words.title}</h1>
      <Said visit={visit} />
      <p class="lead">{why}</p>
      <a class="button primary" href={visit.href('/beheer/extensies')}>
        {words.toList}
      </a>
    </>,
  );
}

/** For who comes without having said what for. */
function chooseView(visit: ConsoleVisit, chosen: Chosen): Answer {
  const words = bulkWords[visit.language];
  const addressOf = (name: BulkName) => {
    const query = new URLSearchParams(visit.query);
    query.set(WHAT, name);
    return `${visit.href(BULK_PATH)}?${query}`;
  };
  return view(
    words.title,
    <>
      <h1>{words.title}</h1>
      <Said visit={visit} />
      <h2>{words.what}</h2>
      <div class="buttons">
        {BULK_NAMES.map((name) => (
          <a class="button" key={name} href={addressOf(name)}>
            {words.acts[name]}
          </a>
        ))}
      </div>
      <ChosenList visit={visit} chosen={chosen} />
    </>,
  );
}

async function fieldsView(visit: ConsoleVisit, act: BulkAct, chosen: Chosen): Promise<Answer> {
  const words = bulkWords[visit.language];
  const title = words.titles[act.name];
  return view(
    title,
    <>
      <h1>{title}</h1>
      <Said visit={visit} />
      <form method="post" class="form" action={visit.href(BULK_PATH)}>
        <Hidden visit={visit} act={`${act.name}-look`} values={hiddenOf(act, chosen.rows)} />
        {await act.fields?.(visit)}
        <button type="submit" class="button primary">
          {words.look}
        </button>
      </form>
      <ChosenList visit={visit} chosen={chosen} />
    </>,
  );
}

function hiddenOf(act: BulkAct, rows: readonly Extension[]): Readonly<Record<string, string>> {
  return { [WHAT]: act.name, [NUMBERS]: numbersOf(rows).join(',') };
}
