import type { z } from 'zod';
import { mailsSchema } from '../../../../src/web/contract/mails.ts';
import { Known } from '../../../components/known.tsx';
import type { Visit } from '../../../page.ts';
import { read } from '../../../reading.ts';
import { setUpWords } from '../../../words/console/set-up.ts';
import { readSettings, StepSettings, saveStep, stepPage } from './step-page.tsx';

export const mailStep = stepPage({
  step: 'mail',
  async show(visit) {
    const words = setUpWords[visit.language].mail;
    const mails = await read(visit, '/mails', mailsSchema);
    const settings = await readSettings(visit, ['smtp', 'smtp-password', 'mail-from', 'smtp-password-file']);
    return {
      about: [mails, settings],
      body: (
        <>
          <section class="card">
            <h2>{words.state}</h2>
            <Known visit={visit} of={mails} what={words.known}>
              {(known) => <State visit={visit} mails={known} />}
            </Known>
          </section>
          <section class="card">
            <h2>{words.form}</h2>
            <Known visit={visit} of={settings}>
              {(known) => <StepSettings visit={visit} of={known} />}
            </Known>
          </section>
        </>
      ),
    };
  },
  acts: { save: saveStep('mail') },
});

function State({
  visit,
  mails: { canSend, waiting, lastFault },
}: {
  readonly visit: Visit;
  readonly mails: z.infer<typeof mailsSchema>;
}) {
  const words = setUpWords[visit.language].mail;
  return (
    <>
      <p>{canSend ? words.on : words.off}</p>
      <p>{words.waiting(waiting)}</p>
      {canSend && lastFault !== null && <p>{words.fault}</p>}
      {canSend && <p>{words.test}</p>}
    </>
  );
}
