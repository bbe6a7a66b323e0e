import {
  type DirectoryBuild,
  type DirectoryIssue,
  directoryBuildSchema,
  directoryDifferenceSchema,
  directoryIssueSchema,
  directoryPasswordSchema,
  directoryStateSchema,
} from '../../../src/web/contract/directory.ts';
import { ActForm, Hidden, refusal, Said } from '../../acting-page.tsx';
import { Banner } from '../../components/banner.tsx';
import { SelectField } from '../../components/form.tsx';
import { Known } from '../../components/known.tsx';
import { Table } from '../../components/table.tsx';
import { Island } from '../../islands/island.tsx';
import { PageRefresh } from '../../islands/page-refresh.tsx';
import { view } from '../../page.ts';
import { knownOf, type Reading, read, readList } from '../../reading.ts';
import { commonWords } from '../../words/console/common.ts';
import { number as figure, longDate } from '../../words/format.ts';
import { inBoth } from '../../words/in-both.ts';
import { type ConsoleVisit, change, consolePage, filled } from './console-page.tsx';

type Difference = (typeof directoryDifferenceSchema)['_output'];
type State = (typeof directoryStateSchema)['_output'];

const WORDS = inBoth({
  nl: {
    title: 'Extensielijst',
    lead: 'De lijst bestaat alleen als versleutelde PDF, met wie ja heeft gezegd. Elke uitgave heeft haar eigen wachtwoord.',
    none: 'Nog geen lijst.',
    listed: (listed: number, all: number) => `${listed} van ${all} houders willen erin.`,
    automatic: 'Verandert er iets, dan komt er vanzelf één keer per dag een nieuwe uitgave.',
    difference: 'Sinds de laatste uitgave',
    same: 'Er is niets veranderd.',
    added: 'Erbij',
    removed: 'Eruit',
    changed: 'Gewijzigd',
    make: 'Maak een nieuwe uitgave',
    format: 'Vorm',
    formats: { a4: 'A4', 'a4-large': 'A4, grote letters', a5: 'A5, boekje' },
    order: 'Volgorde',
    orders: { number: 'op nummer', callsign: 'op roepletters', name: 'op naam' },
    go: 'Maak de PDF',
    building: (done: number, total: number) => `De PDF wordt gemaakt: ${done} van ${total}`,
    built: 'De PDF is klaar.',
    failed: 'De PDF is niet gemaakt. De vorige uitgave blijft geldig.',
    undrawable: (numbers: string) => `Een teken in deze namen kan niet worden gedrukt: ${numbers}`,
    issues: 'Uitgaven',
    issue: 'Uitgave',
    madeAt: 'Gemaakt',
    people: 'Mensen',
    pages: 'Bladzijden',
    download: 'Haal op',
    showPassword: 'Toon wachtwoord',
    password: (issue: number) => `Wachtwoord van uitgave ${issue}`,
    passwordWarning:
      'Alleen voor extensiehouders. Wie vraagt, krijgt het op het adres dat bij ons bekend is.',
    back: 'Terug naar de lijst',
    gone: 'Deze uitgave is er niet meer.',
  },
  en: {
    title: 'Directory',
    lead: 'The list exists as an encrypted PDF only, with those who agreed. Every issue has its own password.',
    none: 'No list yet.',
    listed: (listed: number, all: number) => `${listed} of ${all} holders want to be in it.`,
    automatic: 'When something changes, a new issue comes by itself, once a day.',
    difference: 'Since the last issue',
    same: 'Nothing changed.',
    added: 'New',
    removed: 'Gone',
    changed: 'Changed',
    make: 'Make a new issue',
    format: 'Shape',
    formats: { a4: 'A4', 'a4-large': 'A4, large print', a5: 'A5, booklet' },
    order: 'Order',
    orders: { number: 'by number', callsign: 'by call sign', name: 'by name' },
    go: 'Make the PDF',
    building: (done: number, total: number) => `The PDF is being made: ${done} of ${total}`,
    built: 'The PDF is ready.',
    failed: 'The PDF was not made. The issue before stays valid.',
    undrawable: (numbers: string) => `A character in these names cannot be printed: ${numbers}`,
    issues: 'Issues',
    issue: 'Issue',
    madeAt: 'Made',
    people: 'People',
    pages: 'Pages',
    download: 'Download',
    showPassword: 'Show password',
    password: (issue: number) => `Password of issue ${issue}`,
    passwordWarning: 'For extension holders only. Who asks gets it at the address we know.',
    back: 'Back to the list',
    gone: 'This issue is not there any more.',
  },
});

const REFRESH_S = 2;

/** H6 to H8: the one list of people there is, made, compared and handed out here. */
export const directoryConsolePage = consolePage({
  path: '/beheer/lijst',
  async show(visit) {
    const words = WORDS[visit.language];
    const state = await read(visit, '/directory', directoryStateSchema);
    const difference = await read(visit, '/directory/difference', directoryDifferenceSchema);
    const issues = await readList(visit, '/directory/issues', directoryIssueSchema);
    const build = await currentBuild(visit);
    // One that nobody can tell of may be running still.
    const isRunning = build.kind === 'unknown' || knownOf(build)?.state === 'running';
    return view(
      words.title,
      <>
        <h1>{words.title}</h1>
        <p class="lead">{words.lead}</p>
        <Said visit={visit} />
        <Known visit={visit} of={build} what={words.make}>
          {(known) => <BuildBanner visit={visit} build={known} />}
        </Known>
        <Known visit={visit} of={state} what={words.title}>
          {(known) => <StateCard visit={visit} state={known} />}
        </Known>
        <Known visit={visit} of={difference} what={words.difference}>
          {(known) => <DifferenceCard visit={visit} difference={known} />}
        </Known>
        <MakeForm visit={visit} current={knownOf(state)?.current ?? null} />
        <section>
          <h2>{words.issues}</h2>
          <Known visit={visit} of={issues}>
            {(all) => <Issues visit={visit} issues={all} />}
          </Known>
        </section>
        {isRunning && (
          <Island name="page-refresh" component={PageRefresh} props={{ everyS: REFRESH_S, events: [] }} />
        )}
      </>,
      {
        about: [state, issues],
        ...(isRunning && {
          refreshS: REFRESH_S,
          followed: (
            <>
              <h1>{words.title}</h1>
              <Known visit={visit} of={build} what={words.make}>
                {(known) => <BuildBanner visit={visit} build={known} />}
              </Known>
            </>
          ),
        }),
      },
    );
  },
  acts: {
    build: (visit) =>
      change(
        visit,
        {
          method: 'POST',
          path: '/directory/builds',
          body: { format: filled(visit, 'format'), order: filled(visit, 'order') },
        },
        (body) => {
          const { id } = directoryBuildSchema.parse(body);
          return { kind: 'redirect', to: `${visit.href('/beheer/lijst')}?build=${encodeURIComponent(id)}` };
        },
      ),
    password: (visit) => showPassword(visit),
  },
});

/** Missing when none was begun. */
async function currentBuild(visit: ConsoleVisit): Promise<Reading<DirectoryBuild>> {
  const id = visit.query.get('build');
  return id === null
    ? { kind: 'missing' }
    : read(visit, `/directory/builds/${encodeURIComponent(id)}`, directoryBuildSchema);
}

async function showPassword(visit: ConsoleVisit) {
  const asked = filled(visit, 'issue') ?? '';
  const found = await read(
    visit,
    `/directory/issues/${encodeURIComponent(asked)}/password`,
    directoryPasswordSchema,
  );
  const words = WORDS[visit.language];
  if (found.kind === 'unknown' && found.code !== 'directory-locked') return found;
  if (found.kind !== 'known') return refusal(words.gone);
  const { issue, password } = found.value;
  return view(
    words.password(issue),
    <>
      <h1>{words.password(issue)}</h1>
      <p class="mono big">{password}</p>
      <p>{words.passwordWarning}</p>
      <a class="button" href={visit.href('/beheer/lijst')}>
        {words.back}
      </a>
    </>,
  );
}

function BuildBanner({ visit, build }: { readonly visit: ConsoleVisit; readonly build: DirectoryBuild }) {
  const words = WORDS[visit.language];
  const { state, done, total, undrawable } = build;
  if (state === 'running') return <Banner tone="info" title={words.building(done, total)} />;
  if (state === 'failed') return <Banner tone="err" title={words.failed} />;
  return (
    <Banner tone={undrawable.length > 0 ? 'warn' : 'ok'} title={words.built}>
      {undrawable.length > 0 && <p>{words.undrawable(undrawable.join(', '))}</p>}
    </Banner>
  );
}

function StateCard({ visit, state }: { readonly visit: ConsoleVisit; readonly state: State }) {
  const words = WORDS[visit.language];
  const { current, listed, extensions, automatic } = state;
  return (
    <section class="card">
      <p>
        {current === null
          ? words.none
          : `${words.issue} ${current.issue}, ${longDate(current.madeAt, visit.language)}`}
      </p>
      <p>{words.listed(listed, extensions)}</p>
      {automatic && <p class="muted">{words.automatic}</p>}
    </section>
  );
}

function DifferenceCard({
  visit,
  difference,
}: {
  readonly visit: ConsoleVisit;
  readonly difference: Difference;
}) {
  const words = WORDS[visit.language];
  const { added, removed, changed } = difference;
  const line = ({ number, callsign, name }: { number: string; callsign: string; name: string }) =>
    `${number} ${callsign} ${name}`;
  const rows = [
    ...added.map((entry) => ({ kind: words.added, text: line(entry) })),
    ...removed.map((entry) => ({ kind: words.removed, text: line(entry) })),
    ...changed.map(({ before, after }) => ({
      kind: words.changed,
      text: `${line(before)} → ${line(after)}`,
    })),
  ];
  return (
    <section>
      <h2>{words.difference}</h2>
      <Table
        caption={words.difference}
        rows={rows}
        keyOf={({ kind, text }) => kind + text}
        empty={words.same}
        columns={[
          { title: commonWords[visit.language].what, cell: ({ kind }) => kind },
          { title: commonWords[visit.language].extension, cell: ({ text }) => text },
        ]}
      />
    </section>
  );
}

function MakeForm({
  visit,
  current,
}: {
  readonly visit: ConsoleVisit;
  readonly current: DirectoryIssue | null;
}) {
  const words = WORDS[visit.language];
  return (
    <section class="card">
      <h2>{words.make}</h2>
      <form method="post" class="form">
        <Hidden visit={visit} act="build" />
        <SelectField
          name="format"
          label={words.format}
          value={current?.format ?? 'a4'}
          options={directoryIssueSchema.shape.format.options.map((value) => ({
            value,
            text: words.formats[value],
          }))}
          language={visit.language}
        />
        <SelectField
          name="order"
          label={words.order}
          value={current?.order ?? 'number'}
          options={directoryIssueSchema.shape.order.options.map((value) => ({
            value,
            text: words.orders[value],
          }))}
          language={visit.language}
        />
        <button type="submit" class="button primary">
          {words.go}
        </button>
      </form>
    </section>
  );
}

function Issues({
  visit,
  issues,
}: {
  readonly visit: ConsoleVisit;
  readonly issues: readonly DirectoryIssue[];
}) {
  const words = WORDS[visit.language];
  const { language } = visit;
  return (
    <Table
      caption={words.issues}
      rows={issues}
      keyOf={({ issue }) => String(issue)}
      empty={words.none}
      columns={[
        { title: words.issue, isFigure: true, cell: ({ issue }) => issue },
        { title: words.madeAt, cell: ({ madeAt }) => longDate(madeAt, language) },
        { title: words.people, isFigure: true, cell: ({ entries }) => figure(entries, language) },
        { title: words.pages, isFigure: true, cell: ({ pages }) => pages },
        {
          title: commonWords[language].act,
          cell: ({ issue }) => (
            <div class="acts">
              <a
                class="button small"
                href={`/api/v1/directory/issues/${issue}/file`}
                aria-label={`${words.download}: ${issue}`}
              >
                {words.download}
              </a>
              <ActForm visit={visit} act="password" values={{ issue: String(issue) }}>
                <button type="submit" class="button small" aria-label={`${words.showPassword}: ${issue}`}>
                  {words.showPassword}
                </button>
              </ActForm>
            </div>
          ),
        },
      ]}
    />
  );
}
