import { Known } from '../../../components/known.tsx';
import { setUpWords } from '../../../words/console/set-up.ts';
import { readSettings, StepSettings, settingIn, stepPage } from './step-page.tsx';

/** What phones and mails speak; it is read at the start, so the step says where it is written. */
export const languageStep = stepPage({
  step: 'taal',
  async show(visit) {
    const words = setUpWords[visit.language];
    const settings = await readSettings(visit, ['lang', 'time-zone']);
    return {
      about: [settings],
      isToRead: true,
      body: (
        <section class="card">
          <Known visit={visit} of={settings} what={words.settings}>
            {(known) => (
              <>
                <p>
                  <strong>
                    {words.language.now(
                      words.holds.languages[settingIn(known, 'lang') === 'en' ? 'en' : 'nl'],
                    )}
                  </strong>
                </p>
                <p>{words.language.own}</p>
                <StepSettings visit={visit} of={known} />
              </>
            )}
          </Known>
        </section>
      ),
    };
  },
});
