import { administratorSchema } from '../../../../src/web/contract/administrators.ts';
import { backupStateSchema } from '../../../../src/web/contract/backups.ts';
import { numberPlanSchema } from '../../../../src/web/contract.ts';
import { UnknownAmong } from '../../../components/known.tsx';
import { view } from '../../../page.ts';
import { knownOf, mapped, read, readList } from '../../../reading.ts';
import { setUpWords } from '../../../words/console/set-up.ts';
import { type ConsoleVisit, consolePage } from '../console-page.tsx';
import { readSettings, settingIn } from './step-page.tsx';
import { pathOfStep, SET_UP, STEPS, type Step } from './steps.ts';

/** All steps, each with what holds: where one begins, and where one goes on another day. */
export const setUpPage = consolePage({
  path: SET_UP,
  async show(visit) {
    const words = setUpWords[visit.language];
    const { parts } = words.holds;
    const readings = await readAll(visit);
    const holds = holdsOf(visit, readings);
    const { settings, people, numbers, backup } = readings;
    return view(
      words.title,
      <>
        <h1>{words.title}</h1>
        <p class="lead">{words.lead}</p>
        <UnknownAmong
          visit={visit}
          parts={[
            [parts.settings, settings],
            [parts.people, people],
            [words.numbers.title, numbers],
            [parts.backup, backup],
          ]}
        />
        <ol class="steps">
          {STEPS.map((step) => (
            <li key={step}>
              <a class="button small" href={visit.href(pathOfStep(step))}>
                {words.steps[step].title}
              </a>
              {holds[step] !== undefined && <p>{holds[step]}</p>}
            </li>
          ))}
        </ol>
        <p>
          <a class="button primary" href={visit.href(pathOfStep('taal'))}>
            {words.begin}
          </a>
        </p>
      </>,
      { about: [settings, people, numbers, backup] },
    );
  },
});

async function readAll(visit: ConsoleVisit) {
  return {
    settings: await readSettings(visit, ['lang', 'club', 'smtp']),
    people: await readList(visit, '/administrators', administratorSchema),
    numbers: await read(visit, '/numbers', numberPlanSchema),
    backup: await read(visit, '/backups/state', backupStateSchema),
  };
}

/** In one line each; what is not known says nothing here, and is named above. */
function holdsOf(
  visit: ConsoleVisit,
  { settings, people, numbers, backup }: Awaited<ReturnType<typeof readAll>>,
): Readonly<Record<Step, string | undefined>> {
  const { holds } = setUpWords[visit.language];
  const setting = (key: string) => knownOf(mapped(settings, (known) => settingIn(known, key)));
  const own = knownOf(people)?.find(({ name }) => name === visit.session.name);
  return {
    taal: said(setting('lang'), (language) => holds.languages[language === 'en' ? 'en' : 'nl']),
    begin: holds.begin,
    beheerder: said(own, ({ totp, passkeys }) => holds.protection(totp, passkeys)),
    club: said(setting('club'), holds.club),
    bereik: holds.reach,
    nummers: said(knownOf(numbers), ({ extensions, conferences }) =>
      holds.numbers(`${extensions.first}–${extensions.last}`, `${conferences.first}–${conferences.last}`),
    ),
    mail: said(setting('smtp'), holds.mail),
    klaar: said(knownOf(backup), ({ lastSuccessAt }) => holds.backup(lastSuccessAt)),
  };
}

function said<Value>(value: Value | undefined, say: (known: Value) => string): string | undefined {
  return value === undefined ? undefined : say(value);
}
