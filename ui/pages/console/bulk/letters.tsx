import { MOST_LETTERS, printedLettersSchema } from '../../../../src/web/contract/handovers.ts';
import { Banner } from '../../../components/banner.tsx';
import { view } from '../../../page.ts';
import { bulkWords } from '../../../words/console/bulk.ts';
import { problemText } from '../../../words/problems.ts';
import { LetterText } from '../../welcome-letter.tsx';
import { refusedBy } from '../console-page.tsx';
import type { BulkAct } from './bulk-act.ts';
import { numbersOf } from './chosen.ts';

/** One page with a sheet for each; printed, it is the post of an evening. */
export const letters: BulkAct = {
  name: 'letters',
  most: MOST_LETTERS,
  isDanger: true,
  async tell(visit) {
    const words = bulkWords[visit.language].letters;
    return [words.happens, words.phones, words.sheets];
  },
  async apply(visit, rows) {
    const words = bulkWords[visit.language].letters;
    const body = { extensions: numbersOf(rows), language: visit.language };
    const answer = await visit.api.call('POST', '/extensions/letters', body);
    if (answer.status >= 300) return refusedBy(visit, {}, answer);
    const { items, refused } = printedLettersSchema.parse(answer.body);
    return view(
      words.made(items.length),
      <>
        <div class="no-print">
          <h1>{words.made(items.length)}</h1>
          <Banner tone="warn" title={words.once} />
          {refused.map(({ extension, code, values }) => (
            <Banner
              key={extension}
              tone="err"
              title={`${extension}: ${problemText(code, visit.language, values)}`}
            />
          ))}
        </div>
        {items.map((letter) => (
          <article class="letter sheet" key={letter.number}>
            <h2>{letter.title}</h2>
            <LetterText letter={letter} language={visit.language} />
          </article>
        ))}
      </>,
    );
  },
};
