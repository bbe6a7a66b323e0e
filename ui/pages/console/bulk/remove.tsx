import { MOST_AT_ONCE, severalDoneSchema } from '../../../../src/web/contract/several.ts';
import { refusal } from '../../../acting-page.tsx';
import { TextField } from '../../../components/form.tsx';
import { bulkWords } from '../../../words/console/bulk.ts';
import { filled, refusedBy, sent } from '../console-page.tsx';
import { type BulkAct, toldOfEach } from './bulk-act.ts';
import { numbersOf } from './chosen.ts';

const COUNT = 'count';

/** Only by who types how many they are. */
export const remove: BulkAct = {
  name: 'remove',
  most: MOST_AT_ONCE,
  isDanger: true,
  async tell(visit) {
    const words = bulkWords[visit.language].remove;
    return [words.happens, words.forGood];
  },
  confirm: (visit, rows) => (
    <TextField
      name={COUNT}
      label={bulkWords[visit.language].remove.confirm(rows.length)}
      value={sent(visit, COUNT)}
      errors={visit.refused}
      language={visit.language}
      inputMode="numeric"
    />
  ),
  async apply(visit, rows) {
    const words = bulkWords[visit.language].remove;
    if (filled(visit, COUNT) !== String(rows.length)) return refusal(words.wrong(rows.length), COUNT);
    const body = { extensions: numbersOf(rows), count: rows.length };
    const answer = await visit.api.call('POST', '/extensions/removal', body);
    if (answer.status >= 300) return refusedBy(visit, { field: COUNT }, answer);
    return toldOfEach(visit, words.done, severalDoneSchema.parse(answer.body));
  },
};
