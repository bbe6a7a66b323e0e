import { type Backup, backupSchema, backupStateSchema } from '../../../../src/web/contract/backups.ts';
import { type DoctorFinding, doctorFindingSchema } from '../../../../src/web/contract/doctor.ts';
import { listOf } from '../../../../src/web/contract.ts';
import { Known } from '../../../components/known.tsx';
import { read, readList } from '../../../reading.ts';
import { setUpWords } from '../../../words/console/set-up.ts';
import { BackupForm, makeBackup } from '../backup-form.tsx';
import type { ConsoleVisit } from '../console-page.tsx';
import { Findings } from './findings.tsx';
import { readSettings, settingIn, stepPage } from './step-page.tsx';

export const finishStep = stepPage({
  step: 'klaar',
  async show(visit) {
    const common = setUpWords[visit.language];
    const words = common.finish;
    const state = await read(visit, '/backups/state', backupStateSchema);
    const backups = await readList(visit, '/backups', backupSchema);
    const doctor = await read(visit, '/doctor', listOf(doctorFindingSchema));
    const settings = await readSettings(visit, ['data']);
    return {
      about: [state, backups, doctor, settings],
      body: (
        <>
          <section class="card">
            <h2>{words.backup}</h2>
            <Known visit={visit} of={state} what={common.holds.parts.backup}>
              {(known) => <State visit={visit} state={known} />}
            </Known>
            <Known visit={visit} of={backups} what={common.holds.parts.backup}>
              {(all) => <Newest visit={visit} backups={all} />}
            </Known>
            <Known visit={visit} of={settings} what={common.settings}>
              {(known) => <p>{words.where(`${settingIn(known, 'data').replace(/\/+$/, '')}/backups`)}</p>}
            </Known>
            <BackupForm visit={visit} words={words} />
          </section>
          <section class="card">
            <h2>{words.doctor}</h2>
            <Known visit={visit} of={doctor}>
              {({ items }) => <Doctor visit={visit} findings={items} />}
            </Known>
            <p>{words.doctorMore}</p>
            <pre class="mono">npx hamvoip doctor</pre>
          </section>
          <section class="card">
            <h2>{words.first}</h2>
            <p>{words.firstText}</p>
            <p class="buttons">
              <a class="button primary" href={visit.href('/beheer/extensies/nieuw')}>
                {words.make1}
              </a>
              <a class="button" href={visit.href('/beheer')}>
                {words.today}
              </a>
            </p>
          </section>
        </>
      ),
    };
  },
  acts: { backup: makeBackup },
});

function State({
  visit,
  state: { lastSuccessAt, nightly },
}: {
  readonly visit: ConsoleVisit;
  readonly state: (typeof backupStateSchema)['_output'];
}) {
  const { holds, finish } = setUpWords[visit.language];
  return (
    <>
      <p>{lastSuccessAt === null ? holds.backup(null) : finish.last(lastSuccessAt)}</p>
      <p>{nightly ? finish.nightly : finish.notNightly}</p>
    </>
  );
}

/** What became of the last one that was asked for, and the file of the last one that is whole. */
function Newest({ visit, backups }: { readonly visit: ConsoleVisit; readonly backups: readonly Backup[] }) {
  const common = setUpWords[visit.language];
  const words = common.finish;
  const [newest] = backups;
  const whole = backups.find(({ state }) => state === 'finished');
  return (
    <>
      {newest?.state === 'failed' && <p>{words.failed}</p>}
      {newest?.state === 'running' && (
        <p>
          {words.running}{' '}
          <a class="button small" href={visit.href(visit.path)}>
            {common.again}
          </a>
        </p>
      )}
      {whole !== undefined && (
        <p>
          <a class="button" href={`/api/v1/backups/${encodeURIComponent(whole.id)}/file`}>
            {words.download}
          </a>
        </p>
      )}
    </>
  );
}

const STATES = { attention: 'attention', fault: 'banned' } as const;

/** How many are well, and each that is not. */
function Doctor({
  visit,
  findings,
}: {
  readonly visit: ConsoleVisit;
  readonly findings: readonly DoctorFinding[];
}) {
  const words = setUpWords[visit.language].finish;
  const { language } = visit;
  const count = (wanted: DoctorFinding['verdict']) =>
    findings.filter(({ verdict }) => verdict === wanted).length;
  const seen = findings.flatMap(({ verdict, what, todo }) =>
    verdict === 'good' ? [] : [{ state: STATES[verdict], text: what[language], todo: todo?.[language] }],
  );
  return (
    <>
      <p>{words.doctorCounts(count('good'), count('attention'), count('fault'))}</p>
      {seen.length > 0 && <Findings visit={visit} seen={seen} />}
    </>
  );
}
