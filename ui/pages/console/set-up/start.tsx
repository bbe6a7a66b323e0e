import { Known } from '../../../components/known.tsx';
import type { Visit } from '../../../page.ts';
import { setUpWords } from '../../../words/console/set-up.ts';
import { shellWord } from './shell-word.ts';
import { readSettings, settingIn, stepPage } from './step-page.tsx';

const PASSPHRASE_FILE = { nl: 'wachtzin.txt', en: 'passphrase.txt' } as const;

/**
 * A restored exchange is another one, with other administrators: it cannot be put in the place of the one that runs
 * and shows this page. So the step says how it is done, while there is nothing to lose.
 */
export const startStep = stepPage({
  step: 'begin',
  async show(visit) {
    const words = setUpWords[visit.language];
    const settings = await readSettings(visit, ['data']);
    return {
      about: [settings],
      isToRead: true,
      body: (
        <>
          <section class="card">
            <h2>{words.start.fresh}</h2>
            <p>{words.start.freshText}</p>
          </section>
          <section class="card">
            <h2>{words.start.restore}</h2>
            <p>{words.start.why}</p>
            <Known visit={visit} of={settings} what={words.settings}>
              {(known) => (
                <Commands
                  visit={visit}
                  folder={shellWord(settingIn(known, 'data').replace(/(?<=.)\/+$/, ''))}
                />
              )}
            </Known>
            <p>{words.start.later}</p>
          </section>
        </>
      ),
    };
  },
});

function Commands({ visit, folder }: { readonly visit: Visit; readonly folder: string }) {
  const { stop, aside, put, start } = setUpWords[visit.language].start;
  const file = PASSPHRASE_FILE[visit.language];
  const steps = [
    [stop, undefined],
    [aside, `mv ${folder} ${folder}.old`],
    [put, `npx hamvoip restore club.hamvoip-backup --passphrase-file ${file} --data ${folder}`],
    [start, 'npm start'],
  ] as const;
  return (
    <ol class="steps">
      {steps.map(([text, command]) => (
        <li key={text}>
          <p>{text}</p>
          {command !== undefined && <pre class="mono">{command}</pre>}
        </li>
      ))}
    </ol>
  );
}
