import { backupSchema, backupStateSchema } from '../../../src/web/contract/backups.ts';
import { certificateSchema } from '../../../src/web/contract/certificate.ts';
import { statusSchema } from '../../../src/web/contract.ts';
import { ActForm, backWith, Said } from '../../acting-page.tsx';
import { Banner } from '../../components/banner.tsx';
import { Known } from '../../components/known.tsx';
import { Table } from '../../components/table.tsx';
import { view } from '../../page.ts';
import { read, readList } from '../../reading.ts';
import { commonWords } from '../../words/console/common.ts';
import { dateAndTime, number as figure } from '../../words/format.ts';
import { inBoth } from '../../words/in-both.ts';
import { BackupForm, makeBackup } from './backup-form.tsx';
import { type ConsoleVisit, change, consolePage, filled } from './console-page.tsx';
import { SET_UP } from './set-up/steps.ts';

const WORDS = inBoth({
  nl: {
    title: 'Systeem',
    version: 'Versie',
    domain: 'SIP-domein',
    certificate: 'Certificaat',
    source: { files: 'uit bestanden', 'self-made': 'zelf gemaakt: toestellen waarschuwen' },
    names: 'Voor',
    expires: 'Verloopt',
    faults: {
      unreadable: 'De bestanden zijn niet te lezen',
      'no-certificate': 'Er staat geen certificaat in het bestand',
      'no-key': 'Er staat geen sleutel in het bestand',
      'wrong-key': 'De sleutel hoort niet bij het certificaat',
      unusable: 'Het certificaat is niet te gebruiken',
      'not-yet-valid': 'Het certificaat geldt nog niet',
      expired: 'Het certificaat is verlopen',
    },
    reload: 'Lees het opnieuw',
    backups: 'Backups',
    last: 'De laatste',
    nightly: 'Elke nacht',
    passphrase: 'Wachtzin',
    passphraseHint:
      'Ten minste 12 tekens. Leeg: die van de nachtelijke backups. Zonder wachtzin is een backup niets waard: schrijf hem op.',
    make: 'Maak nu een backup',
    noBackups: 'Er staan nog geen backups in de datamap.',
    made: 'Gemaakt',
    size: 'Grootte',
    states: { running: 'bezig', finished: 'klaar', failed: 'mislukt' },
    download: 'Haal op',
    settings: 'Instellingen',
    setUp: 'Inrichten, stap voor stap',
    doctor: 'Een volledige controle van de machine doet de opdracht hieronder.',
    done: {
      reloaded: 'Het certificaat is opnieuw gelezen.',
      making: 'De backup wordt gemaakt.',
      removed: 'De backup is verwijderd.',
    },
  },
  en: {
    title: 'System',
    version: 'Version',
    domain: 'SIP domain',
    certificate: 'Certificate',
    source: { files: 'from files', 'self-made': 'self-made: phones warn' },
    names: 'For',
    expires: 'Expires',
    faults: {
      unreadable: 'The files cannot be read',
      'no-certificate': 'There is no certificate in the file',
      'no-key': 'There is no key in the file',
      'wrong-key': 'The key does not belong to the certificate',
      unusable: 'The certificate cannot be used',
      'not-yet-valid': 'The certificate is not valid yet',
      expired: 'The certificate has expired',
    },
    reload: 'Read it again',
    backups: 'Backups',
    last: 'The last one',
    nightly: 'Every night',
    passphrase: 'Passphrase',
    passphraseHint:
      'At least 12 characters. Empty: that of the nightly backups. Without its passphrase a backup is worth nothing: write it down.',
    make: 'Make a backup now',
    noBackups: 'There are no backups in the data folder yet.',
    made: 'Made',
    size: 'Size',
    states: { running: 'running', finished: 'done', failed: 'failed' },
    download: 'Download',
    settings: 'Settings',
    setUp: 'Set up, step by step',
    doctor: 'The command below checks the whole machine.',
    done: {
      reloaded: 'The certificate was read again.',
      making: 'The backup is being made.',
      removed: 'The backup is removed.',
    },
  },
});

const MEGABYTE = 1_000_000;

/** What is the host's: version, certificate, backups. */
export const systemPage = consolePage({
  path: '/beheer/systeem',
  async show(visit) {
    const words = WORDS[visit.language];
    const status = await read(visit, '/status', statusSchema);
    const certificate = await read(visit, '/certificate', certificateSchema);
    const state = await read(visit, '/backups/state', backupStateSchema);
    const backups = await readList(visit, '/backups', backupSchema);
    return view(
      words.title,
      <>
        <h1>{words.title}</h1>
        <Said visit={visit} done={words.done} />
        <section class="card">
          <Known visit={visit} of={status} what={words.version}>
            {({ version, domain }) => (
              <dl class="facts">
                <dt>{words.version}</dt>
                <dd>{version}</dd>
                <dt>{words.domain}</dt>
                <dd class="mono">{domain}</dd>
              </dl>
            )}
          </Known>
          <p>
            <a class="button" href={visit.href('/beheer/systeem/instellingen')}>
              {words.settings}
            </a>{' '}
            <a class="button" href={visit.href(SET_UP)}>
              {words.setUp}
            </a>
          </p>
          <p>{words.doctor}</p>
          <pre class="mono">npx hamvoip doctor</pre>
        </section>
        <Known visit={visit} of={certificate} what={words.certificate}>
          {(known) => <Certificate visit={visit} certificate={known} />}
        </Known>
        <section class="card">
          <h2>{words.backups}</h2>
          <Known visit={visit} of={state} what={words.last}>
            {(known) => <BackupFacts visit={visit} state={known} />}
          </Known>
          <BackupForm visit={visit} words={words} />
          <Known visit={visit} of={backups}>
            {(all) => <Backups visit={visit} backups={all} />}
          </Known>
        </section>
      </>,
      { about: [status, certificate, state, backups] },
    );
  },
  acts: {
    reload: (visit) =>
      change(visit, { method: 'POST', path: '/certificate/reload', body: {} }, () =>
        backWith(visit, 'reloaded'),
      ),
    backup: makeBackup,
    remove: (visit) =>
      change(
        visit,
        { method: 'DELETE', path: `/backups/${encodeURIComponent(filled(visit, 'id') ?? '')}` },
        () => backWith(visit, 'removed'),
      ),
  },
});

function Certificate({
  visit,
  certificate,
}: {
  readonly visit: ConsoleVisit;
  readonly certificate: (typeof certificateSchema)['_output'];
}) {
  const words = WORDS[visit.language];
  const { source, names, expiresAt, fault } = certificate;
  return (
    <section class="card">
      <h2>{words.certificate}</h2>
      {fault !== null && <Banner tone="err" title={words.faults[fault]} />}
      <dl class="facts">
        <dt>{words.certificate}</dt>
        <dd>{words.source[source]}</dd>
        <dt>{words.names}</dt>
        <dd class="mono">{names.join(', ')}</dd>
        <dt>{words.expires}</dt>
        <dd>{expiresAt === null ? '' : dateAndTime(expiresAt, visit.language)}</dd>
      </dl>
      <ActForm visit={visit} act="reload">
        <button type="submit" class="button">
          {words.reload}
        </button>
      </ActForm>
    </section>
  );
}

function BackupFacts({
  visit,
  state: { lastSuccessAt, nightly },
}: {
  readonly visit: ConsoleVisit;
  readonly state: (typeof backupStateSchema)['_output'];
}) {
  const words = WORDS[visit.language];
  const common = commonWords[visit.language];
  return (
    <dl class="facts">
      <dt>{words.last}</dt>
      <dd>{lastSuccessAt ? dateAndTime(lastSuccessAt, visit.language) : common.never}</dd>
      <dt>{words.nightly}</dt>
      <dd>{nightly ? common.yes : common.no}</dd>
    </dl>
  );
}

function Backups({
  visit,
  backups,
}: {
  readonly visit: ConsoleVisit;
  readonly backups: readonly (typeof backupSchema)['_output'][];
}) {
  const words = WORDS[visit.language];
  const common = commonWords[visit.language];
  const { language } = visit;
  return (
    <Table
      caption={words.backups}
      rows={backups}
      keyOf={({ id }) => id}
      empty={words.noBackups}
      columns={[
        { title: words.made, cell: ({ startedAt }) => dateAndTime(startedAt, language) },
        { title: common.state, cell: (backup) => words.states[backup.state] },
        {
          title: words.size,
          isFigure: true,
          cell: ({ bytes }) => (bytes === null ? '' : `${figure(Math.ceil(bytes / MEGABYTE), language)} MB`),
        },
        {
          title: common.act,
          cell: ({ id, state: made }) =>
            made === 'finished' && (
              <div class="acts">
                <a class="button small" href={`/api/v1/backups/${encodeURIComponent(id)}/file`}>
                  {words.download}
                </a>
                <ActForm visit={visit} act="remove" values={{ id }}>
                  <button type="submit" class="button small danger">
                    {common.remove}
                  </button>
                </ActForm>
              </div>
            ),
        },
      ]}
    />
  );
}
