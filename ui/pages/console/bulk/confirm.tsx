import { Hidden, Said } from '../../../acting-page.tsx';
import { type Answer, view } from '../../../page.ts';
import { bulkWords } from '../../../words/console/bulk.ts';
import type { ConsoleVisit } from '../console-page.tsx';
import type { BulkAct } from './bulk-act.ts';
import { BULK_PATH, type Chosen, NUMBERS, numbersOf, WHAT } from './chosen.ts';
import { ChosenList } from './who.tsx';

/** Name of the button that goes back to what was filled in. */
export const AGAIN = 'again';

/** Who is hit and what will happen, before anything has. */
export async function confirmView(
  visit: ConsoleVisit,
  act: BulkAct,
  chosen: Chosen,
  { saveAt = '' }: { readonly saveAt?: string } = {},
): Promise<Answer> {
  const words = bulkWords[visit.language];
  const title = words.titles[act.name];
  const { rows } = chosen;
  const happens = await act.tell(visit, rows);
  return view(
    title,
    <>
      <h1>{title}</h1>
      <Said visit={visit} />
      <section class="card">
        <h2>{words.happens}</h2>
        <ul class="happens">
          {happens.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
        {act.file === undefined ? (
          <form method="post" class="form" action={visit.href(BULK_PATH)}>
            <Hidden visit={visit} act={act.name} values={sentOn(visit, act, chosen)} />
            {act.confirm?.(visit, rows)}
            <p class="muted">{words.sure}</p>
            <div class="buttons">
              <button type="submit" class={act.isDanger ? 'button danger' : 'button primary'}>
                {words.go[act.name](words.count(rows.length))}
              </button>
              {act.fields !== undefined && (
                <button type="submit" class="button" name={AGAIN} value="yes">
                  {words.again}
                </button>
              )}
            </div>
          </form>
        ) : (
          <a class="button primary" href={saveAt}>
            {words.csv.save}
          </a>
        )}
      </section>
      <ChosenList visit={visit} chosen={chosen} />
    </>,
  );
}

/** Each form says these itself. */
const NOT_SENT_ON = new Set(['csrf', 'act', AGAIN]);

/** What was filled in goes along, each field once: what was ticked stands in one, with commas. */
function sentOn(visit: ConsoleVisit, act: BulkAct, { rows }: Chosen): Readonly<Record<string, string>> {
  const fields = act.fields === undefined ? [] : [...new Set(visit.form.keys())];
  const filled = fields.filter((name) => !NOT_SENT_ON.has(name));
  return {
    ...Object.fromEntries(filled.map((name) => [name, visit.form.getAll(name).join(',')])),
    [WHAT]: act.name,
    [NUMBERS]: numbersOf(rows).join(','),
  };
}
