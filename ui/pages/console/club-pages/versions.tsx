import {
  PAGE_VERSIONS_KEPT,
  type PageChanges,
  type PageEdit,
  type PageName,
  type PageVersionByWhom,
  pageChangesSchema,
  pageEditSchema,
  pageNameSchema,
  pageVersionByWhomSchema,
  type VersionHeadByWhom,
  versionHeadByWhomSchema,
} from '../../../../src/web/contract/pages.ts';
import { backWith, Hidden, Said } from '../../../acting-page.tsx';
import { Banner } from '../../../components/banner.tsx';
import { ClubText, TextChanges } from '../../../components/club-text.tsx';
import { Known } from '../../../components/known.tsx';
import { Table } from '../../../components/table.tsx';
import { type Answer, view } from '../../../page.ts';
import { mapped, type Reading, read, readList } from '../../../reading.ts';
import { clubPageWords } from '../../../words/console/club-pages.ts';
import { dateAndTime } from '../../../words/format.ts';
import { type ConsoleVisit, change, consolePage } from '../console-page.tsx';
import { CLUB_PAGES_PATH, isThere, PageHead, titleOf } from './page-head.tsx';
import { ChangeFields, ConfirmBox, missingChange } from './preview.tsx';
import { mayBeWithdrawn, WithdrawForm, withdraw } from './withdraw.tsx';

const LANGUAGES = ['nl', 'en'] as const;

/** What was on the site, when and by whom. */
export const clubPageVersionsPage = consolePage({
  path: `${CLUB_PAGES_PATH}/:page/versies`,
  async show(visit) {
    const words = clubPageWords[visit.language];
    const found = await readPage(visit);
    if (found.kind === 'unknown') return found;
    if (found.kind === 'missing') return noSuchPage(visit);
    const { page, edit } = found.value;
    const versions = await readList(visit, `/pages/${page}/history`, versionHeadByWhomSchema);
    const isFree = edit.free !== null;
    return view(
      `${words.versions}: ${titleOf(visit, page, edit)}`,
      <>
        <PageHead visit={visit} page={page} edit={edit} />
        <Said visit={visit} done={words.done} />
        <Known visit={visit} of={versions}>
          {(all) => (
            <Table
              caption={words.versions}
              rows={all}
              keyOf={({ version }) => String(version)}
              empty={words.noVersions}
              columns={[
                {
                  title: words.columns.version,
                  cell: ({ version }) => (
                    <a href={visit.href(`${CLUB_PAGES_PATH}/${page}/versies/${version}`)}>{version}</a>
                  ),
                },
                {
                  title: words.columns.since,
                  cell: ({ publishedAt }) => dateAndTime(publishedAt, visit.language),
                },
                { title: words.columns.by, cell: ({ publishedBy }) => words.by(publishedBy) },
                { title: words.columns.change, cell: ({ change: told }) => told[visit.language] },
                {
                  title: words.columns.state,
                  cell: (head) => stateOf(visit, head, edit),
                },
              ]}
            />
          )}
        </Known>
        <p class="hint">
          {isFree ? words.keptFree(PAGE_VERSIONS_KEPT.free) : words.kept(PAGE_VERSIONS_KEPT.fixed)}
        </p>
        {!isFree && (
          <section class="card">
            <h2>{words.reset}</h2>
            <p>{words.resetLead}</p>
            <BackForm
              visit={visit}
              page={page}
              edit={edit}
              from="seed"
              told={{ nl: clubPageWords.nl.wasReset, en: clubPageWords.en.wasReset }}
            />
          </section>
        )}
      </>,
      { about: [versions] },
    );
  },
  acts: { restore: (visit) => restore(visit) },
});

/** One of them, what it changed, and the way back to it. */
export const clubPageVersionPage = consolePage({
  path: `${CLUB_PAGES_PATH}/:page/versies/:version`,
  async show(visit) {
    const words = clubPageWords[visit.language];
    const found = await readPage(visit);
    const asked = encodeURIComponent(visit.params['version'] ?? '');
    if (found.kind === 'unknown') return found;
    if (found.kind === 'missing') return noSuchPage(visit);
    const { page, edit } = found.value;
    const reading = await read(visit, `/pages/${page}/history/${asked}`, pageVersionByWhomSchema);
    if (reading.kind === 'unknown') return reading;
    if (reading.kind === 'missing') return noSuchPage(visit);
    const shown = reading.value;
    const { version } = shown;
    const current = edit.current?.version;
    const path = `/pages/${page}/history/${current}/changes?since=${version}`;
    const changes =
      current === undefined || version === current ? undefined : await read(visit, path, pageChangesSchema);
    return view(
      words.version(version, shown.publishedAt, words.by(shown.publishedBy)),
      <>
        <PageHead visit={visit} page={page} edit={edit} shown={shown} />
        <Said visit={visit} done={words.done} />
        <p>{shown.change[visit.language]}</p>
        <Texts visit={visit} shown={shown} />
        {changes !== undefined && (
          <Known visit={visit} of={changes} what={words.sinceThen}>
            {({ pieces }) => <Changes visit={visit} pieces={pieces} />}
          </Known>
        )}
        {version !== current && isThere(edit) && (
          <section class="card">
            <h2>{words.restore}</h2>
            <BackForm
              visit={visit}
              page={page}
              edit={edit}
              from={String(version)}
              told={{
                nl: clubPageWords.nl.restored(version),
                en: clubPageWords.en.restored(version),
              }}
            />
          </section>
        )}
        {isThere(edit) && mayBeWithdrawn(shown) && <WithdrawForm visit={visit} edit={edit} shown={shown} />}
      </>,
    );
  },
  acts: { restore: (visit) => restore(visit), withdraw: (visit) => withdraw(visit) },
});

function Changes({
  visit,
  pieces,
}: {
  readonly visit: ConsoleVisit;
  readonly pieces: PageChanges['pieces'];
}) {
  const words = clubPageWords[visit.language];
  return (
    <details>
      <summary>{words.sinceThen}</summary>
      {LANGUAGES.map((language) => (
        <section key={language}>
          <h3>{words.languages[language]}</h3>
          <TextChanges pieces={pieces[language]} language={visit.language} />
        </section>
      ))}
    </details>
  );
}

async function readPage(
  visit: ConsoleVisit,
): Promise<Reading<{ readonly page: PageName; readonly edit: PageEdit }>> {
  const page = pageNameSchema.safeParse(visit.params['page']).data;
  if (page === undefined) return { kind: 'missing' };
  return mapped(await read(visit, `/pages/${page}/draft`, pageEditSchema), (edit) => ({ page, edit }));
}

function stateOf(visit: ConsoleVisit, head: VersionHeadByWhom, { current }: PageEdit): string {
  const words = clubPageWords[visit.language];
  if (head.withdrawnAt !== null) return words.withdrawn(head.withdrawnAt, words.by(head.withdrawnBy ?? ''));
  return head.version === current?.version ? words.onSite : '';
}

function noSuchPage(visit: ConsoleVisit): Answer {
  const words = clubPageWords[visit.language];
  return view(words.title, <Banner tone="warn" title={words.unknown} />, { status: 404 });
}

function Texts({ visit, shown }: { readonly visit: ConsoleVisit; readonly shown: PageVersionByWhom }) {
  const words = clubPageWords[visit.language];
  return (
    <div class="columns">
      {LANGUAGES.map((language) => (
        <section key={language} class="card">
          <h2>{words.languages[language]}</h2>
          <div class="club-text" lang={language}>
            <ClubText blocks={shown.blocks[language]} lead />
          </div>
        </section>
      ))}
    </div>
  );
}

/** Something that was, as a new version. */
function BackForm({
  visit,
  page,
  edit,
  from,
  told,
}: {
  readonly visit: ConsoleVisit;
  readonly page: PageName;
  readonly edit: PageEdit;
  readonly from: string;
  readonly told: Readonly<Record<'nl' | 'en', string>>;
}) {
  const words = clubPageWords[visit.language];
  return (
    <form method="post" class="form">
      <Hidden visit={visit} act="restore" values={{ revision: edit.revision, from }} />
      <ChangeFields visit={visit} change={told} />
      {page === 'house-rules' && <ConfirmBox visit={visit} />}
      <button type="submit" class="button primary">
        {from === 'seed' ? words.reset : words.restore}
      </button>
    </form>
  );
}

function restore(visit: ConsoleVisit) {
  const { form, params } = visit;
  const page = encodeURIComponent(params['page'] ?? '');
  const from = form.get('from') ?? '';
  const body = {
    from: from === 'seed' ? from : Number(from),
    revision: form.get('revision') ?? '',
    change: { nl: form.get('change-nl') ?? '', en: form.get('change-en') ?? '' },
    asksConfirmation: form.has('confirm'),
  };
  return change(
    visit,
    { method: 'POST', path: `/pages/${page}/versions`, body, field: missingChange(visit) },
    () => backWith(visit, 'published', `${CLUB_PAGES_PATH}/${page}/versies`),
  );
}
