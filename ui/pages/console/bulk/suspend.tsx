import { newSuspensionSchema, suspensionSchema } from '../../../../src/web/contract/suspensions.ts';
import { extensionSchema } from '../../../../src/web/contract.ts';
import type { FieldError } from '../../../components/form.tsx';
import { mapped, type Reading, readList } from '../../../reading.ts';
import { bulkWords } from '../../../words/console/bulk.ts';
import { dateAndTime, duration, momentOf } from '../../../words/format.ts';
import { problemText } from '../../../words/problems.ts';
import { allOf, type ConsoleVisit, filled, refusedBy } from '../console-page.tsx';
import { SUSPENSION_FIELDS, SUSPENSION_WORDS, SuspensionFields, wishedTerms } from '../suspensions.tsx';
import { type BulkAct, type Told, told } from './bulk-act.ts';
import { numbersOf } from './chosen.ts';

const MOST = 1_000;
const LONGEST_REASON = 200;

/** One suspension that names them all (house rule H4). */
export const suspend: BulkAct = {
  name: 'suspend',
  most: MOST,
  isDanger: true,
  fields: async (visit) => <SuspensionFields visit={visit} />,
  check(visit) {
    const errors: FieldError[] = [];
    const reason = filled(visit, 'reason') ?? '';
    const from = filled(visit, 'from');
    if (reason.length > LONGEST_REASON)
      errors.push({ field: 'reason', message: problemText('reason-invalid', visit.language) });
    if (from !== undefined && momentOf(from) === undefined)
      errors.push({ field: 'from', message: problemText('request-invalid', visit.language) });
    return errors;
  },
  async tell(visit) {
    const words = bulkWords[visit.language].suspend;
    const { kinds } = SUSPENSION_WORDS[visit.language];
    const all = newSuspensionSchema.shape.what.unwrap().element.options;
    const ticked = allOf(visit, 'what');
    const what = all.filter((kind) => ticked.length === 0 || ticked.includes(kind));
    const seconds = Number(visit.form.get('seconds'));
    const from = filled(visit, 'from');
    const reason = filled(visit, 'reason');
    return [
      words.takes(what.map((kind) => kinds[kind]).join(', ')),
      from === undefined ? words.atOnce : words.from(dateAndTime(momentOf(from) ?? from, visit.language)),
      seconds > 0 ? words.lasts(duration(seconds, visit.language)) : words.always,
      ...(reason === undefined ? [] : [words.reason(reason, visit.form.has('show'))]),
    ];
  },
  async apply(visit, rows) {
    const words = bulkWords[visit.language].suspend;
    const body = { ...wishedTerms(visit), scope: numbersOf(rows) };
    const answer = await visit.api.call('POST', '/suspensions', body);
    if (answer.status >= 300) return refusedBy(visit, { fields: SUSPENSION_FIELDS }, answer);
    const { state, from } = suspensionSchema.parse(answer.body);
    return told(rows, state === 'planned' ? words.planned(dateAndTime(from, visit.language)) : words.done);
  },
};

/** Whatever was laid on them by number. */
export const resume: BulkAct = {
  name: 'resume',
  most: MOST,
  isDanger: false,
  async tell(visit) {
    const words = bulkWords[visit.language].resume;
    return [words.happens, words.others];
  },
  async apply(visit, rows) {
    const words = bulkWords[visit.language].resume;
    const named = await namedBySuspensions(visit);
    if (named.kind !== 'known') return named;
    const meant = new Set(named.value);
    const scope = numbersOf(rows).filter((number) => meant.has(number));
    if (scope.length > 0) {
      const answer = await visit.api.call('POST', '/suspensions/resume', { scope });
      if (answer.status >= 300) return refusedBy(visit, {}, answer);
    }
    const now = await readList(visit, '/extensions', extensionSchema);
    if (now.kind !== 'known') {
      const text = problemText(now.code, visit.language);
      return rows.map(({ number: extension }): Told => ({ extension, outcome: 'attention', text }));
    }
    const still = new Set(
      now.value.filter(({ suspended }) => suspended.length > 0).map(({ number }) => number),
    );
    return rows.map(({ number: extension }): Told => {
      if (still.has(extension)) return { extension, outcome: 'attention', text: words.still };
      if (!meant.has(extension)) return { extension, outcome: 'attention', text: words.wasNot };
      return { extension, outcome: 'done', text: words.done };
    });
  },
};

async function namedBySuspensions(visit: ConsoleVisit): Promise<Reading<readonly string[]>> {
  return mapped(await readList(visit, '/suspensions', suspensionSchema), (all) =>
    all.flatMap(({ scope, state }) => (state === 'ended' || scope === 'all' ? [] : scope)),
  );
}
