import type { z } from 'zod';
import { numberPlanSchema } from '../../../../src/web/contract.ts';
import { Known } from '../../../components/known.tsx';
import { StateIcon, type StateName, TONES } from '../../../components/state.tsx';
import type { Visit } from '../../../page.ts';
import { read } from '../../../reading.ts';
import { commonWords } from '../../../words/console/common.ts';
import { setUpWords } from '../../../words/console/set-up.ts';
import { readSettings, StepSettings, saveStep, settingIn, stepPage } from './step-page.tsx';

/** The number plan and the ban rule, said before they are changed. */
export const numbersStep = stepPage({
  step: 'nummers',
  async show(visit) {
    const words = setUpWords[visit.language].numbers;
    const plan = await read(visit, '/numbers', numberPlanSchema);
    const settings = await readSettings(visit, ['numbers', 'ban']);
    return {
      about: [plan, settings],
      body: (
        <>
          <section class="card">
            <h2>{words.title}</h2>
            <Known visit={visit} of={plan}>
              {(known) => <Plan visit={visit} plan={known} />}
            </Known>
            <p>{words.blocked}</p>
          </section>
          <section class="card">
            <h2>{words.ban}</h2>
            <Known visit={visit} of={settings}>
              {(known) => (
                <>
                  <p>
                    <strong>{ruleOf(visit, settingIn(known, 'ban'))}</strong>
                  </p>
                  <p>{words.spared}</p>
                </>
              )}
            </Known>
          </section>
          <section class="card">
            <h2>{words.change}</h2>
            <Known visit={visit} of={settings}>
              {(known) => <StepSettings visit={visit} of={known} />}
            </Known>
          </section>
        </>
      ),
    };
  },
  acts: { save: saveStep('nummers') },
});

type NumberPlan = z.infer<typeof numberPlanSchema>;

function rangeOf({ first, last }: NumberPlan['extensions']): string {
  return `${first}–${last}`;
}

/** `3/300/3600` as a sentence. */
function ruleOf(visit: Visit, rule: string): string {
  const [attempts = 0, window = 0, ban = 0] = rule.split('/').map(Number);
  return setUpWords[visit.language].numbers.rule(attempts, window, ban);
}

function Plan({
  visit,
  plan: { extensions, conferences },
}: {
  readonly visit: Visit;
  readonly plan: NumberPlan;
}) {
  const words = setUpWords[visit.language].numbers;
  const { none } = commonWords[visit.language];
  return (
    <>
      <p>{words.plan(rangeOf(extensions), rangeOf(conferences))}</p>
      <p>{words.free(extensions.free ?? none, conferences.free ?? none)}</p>
      <Picture
        blocks={[
          { state: 'reachable', numbers: rangeOf(extensions), text: words.extensions },
          { state: 'in-bridge', numbers: rangeOf(conferences), text: words.bridges },
          { state: 'in-call', numbers: '90…, *…', text: words.services },
          { state: 'banned', numbers: '112, 911', text: words.emergency },
        ]}
      />
    </>
  );
}

/** One block for each kind of number, told apart by shape and word as well as by colour. */
function Picture({
  blocks,
}: {
  readonly blocks: readonly { readonly state: StateName; readonly numbers: string; readonly text: string }[];
}) {
  return (
    <ul class="number-plan">
      {blocks.map(({ state, numbers, text }) => (
        <li key={numbers} class={`tint-${TONES[state]}`}>
          <StateIcon state={state} />
          <strong class="mono">{numbers}</strong>
          <span>{text}</span>
        </li>
      ))}
    </ul>
  );
}
