/** In the list of extensions: tick some, and say what for. */
import type { Extension } from '../../../../src/web/contract.ts';
import { SelectField } from '../../../components/form.tsx';
import type { Column } from '../../../components/table.tsx';
import { bulkWords } from '../../../words/console/bulk.ts';
import type { ConsoleVisit } from '../console-page.tsx';
import { ALL, NUMBER, WHAT } from './chosen.ts';
import { BULK_NAMES } from './names.ts';

/** The first column of the list. */
export function tickColumn({ language }: ConsoleVisit): Column<Extension> {
  const words = bulkWords[language];
  return {
    title: words.choose,
    cell: ({ number, callsign }) => (
      <label class="tick">
        <input type="checkbox" name={NUMBER} value={number} />
        <span class="visually-hidden">{words.chooseOne(`${number} ${callsign}`)}</span>
      </label>
    ),
  };
}

/** Below the list, in the same form. */
export function ChooseActs({ visit, count }: { readonly visit: ConsoleVisit; readonly count: number }) {
  const words = bulkWords[visit.language];
  return (
    <div class="card">
      <SelectField
        name={WHAT}
        label={words.what}
        options={BULK_NAMES.map((name) => ({ value: name, text: words.acts[name] }))}
        language={visit.language}
      />
      <div class="buttons">
        <button type="submit" class="button">
          {words.withTicked}
        </button>
        <button type="submit" class="button" name={ALL} value="ja">
          {words.withAll(count)}
        </button>
      </div>
    </div>
  );
}
