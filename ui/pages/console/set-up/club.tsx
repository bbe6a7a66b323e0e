import { Known } from '../../../components/known.tsx';
import { setUpWords } from '../../../words/console/set-up.ts';
import { readSettings, StepSettings, saveStep, stepPage } from './step-page.tsx';

export const clubStep = stepPage({
  step: 'club',
  async show(visit) {
    const settings = await readSettings(visit, ['club', 'contact']);
    return {
      about: [settings],
      body: (
        <section class="card">
          <Known visit={visit} of={settings} what={setUpWords[visit.language].settings}>
            {(known) => <StepSettings visit={visit} of={known} />}
          </Known>
        </section>
      ),
    };
  },
  acts: { save: saveStep('club') },
});
