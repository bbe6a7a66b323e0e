import {
  PAGE_CHARACTERS,
  type PageEdit,
  type PageName,
  type PageVersion,
  pageEditSchema,
  pageNameSchema,
} from '../../../../src/web/contract/pages.ts';
import { problemSchema } from '../../../../src/web/contract.ts';
import { backWith, Hidden, type Refused, refusal, Said } from '../../../acting-page.tsx';
import { Banner } from '../../../components/banner.tsx';
import { TextArea } from '../../../components/form.tsx';
import { type Answer, view } from '../../../page.ts';
import { read } from '../../../reading.ts';
import { clubPageWords } from '../../../words/console/club-pages.ts';
import { freePageConsoleWords } from '../../../words/console/free-pages.ts';
import { problemText } from '../../../words/problems.ts';
import { type ConsoleVisit, change, consolePage, sent } from '../console-page.tsx';
import { CLUB_PAGES_PATH, isThere, PageHead, titleOf } from './page-head.tsx';
import { missingChange, Preview, PublishForm } from './preview.tsx';

const LANGUAGES = ['nl', 'en'] as const;

/** Both languages of one text side by side; below them what readers would see, and the way to the site. */
export const clubPagePage = consolePage({
  path: `${CLUB_PAGES_PATH}/:page`,
  show: (visit) => show(visit),
  acts: {
    save: (visit) => save(visit),
    publish: (visit) =>
      change(
        visit,
        {
          method: 'POST',
          path: `${apiOf(visit)}/versions`,
          body: publishing(visit),
          field: missingChange(visit),
        },
        () => backWith(visit, 'published'),
      ),
    drop: (visit) =>
      change(visit, { method: 'DELETE', path: `${draftOf(visit)}?revision=${revisionOf(visit)}` }, () =>
        backWith(visit, 'dropped'),
      ),
  },
});

function pageOf(visit: ConsoleVisit): PageName | undefined {
  return pageNameSchema.safeParse(visit.params['page']).data;
}

function apiOf(visit: ConsoleVisit): string {
  return `/pages/${encodeURIComponent(visit.params['page'] ?? '')}`;
}

function draftOf(visit: ConsoleVisit): string {
  return `${apiOf(visit)}/draft`;
}

function revisionOf(visit: ConsoleVisit): string {
  return encodeURIComponent(visit.form.get('revision') ?? '');
}

async function save(visit: ConsoleVisit): Promise<Answer | Refused> {
  const { form } = visit;
  const text = { nl: form.get('nl') ?? '', en: form.get('en') ?? '' };
  const body = { text, revision: form.get('revision') ?? '' };
  const answer = await visit.api.call('PUT', draftOf(visit), body);
  if (answer.status < 300) return backWith(visit, 'saved');
  const problem = problemSchema.safeParse(answer.body).data;
  return refusal(
    problemText(problem?.code ?? String(answer.status), visit.language),
    CLASH[problem?.code ?? ''],
  );
}

/** Said in full below, with the other's text. */
const CLASH: Readonly<Record<string, string>> = { 'page-changed': 'clash' };

function publishing({ form }: ConsoleVisit): object {
  return {
    revision: form.get('revision') ?? '',
    change: { nl: form.get('change-nl') ?? '', en: form.get('change-en') ?? '' },
    asksConfirmation: form.has('confirm'),
  };
}

async function show(visit: ConsoleVisit): Promise<Answer> {
  const words = clubPageWords[visit.language];
  const page = pageOf(visit);
  const found = page && (await read(visit, draftOf(visit), pageEditSchema));
  if (found?.kind === 'unknown') return found;
  if (page === undefined || found?.kind !== 'known') {
    return view(words.title, <Banner tone="warn" title={words.unknown} />, { status: 404 });
  }
  const edit = found.value;
  return view(
    titleOf(visit, page, edit),
    <>
      <PageHead visit={visit} page={page} edit={edit} />
      <Said visit={visit} done={{ ...words.done, made: freePageConsoleWords[visit.language].done.made }} />
      {isThere(edit) && <WriteForm visit={visit} edit={edit} />}
      {edit.draft !== null && (
        <>
          <Preview visit={visit} edit={edit} draft={edit.draft} />
          {isThere(edit) && <PublishForm visit={visit} page={page} edit={edit} />}
        </>
      )}
    </>,
  );
}

const EMPTY: PageVersion['text'] = { nl: '', en: '' };

function WriteForm({ visit, edit }: { readonly visit: ConsoleVisit; readonly edit: PageEdit }) {
  const words = clubPageWords[visit.language];
  const { current, draft, revision } = edit;
  const text = (draft ?? current)?.text ?? EMPTY;
  const hasClash = visit.refused.some(({ field }) => field === 'clash');
  const isSaving = visit.form.get('act') === 'save';
  return (
    <section>
      <h2>{words.write}</h2>
      {hasClash && <Clash visit={visit} edit={edit} />}
      <form method="post" class="form wide">
        <Hidden visit={visit} act="save" values={{ revision }} />
        <p class="hint">{words.help}</p>
        <div class="columns">
          {LANGUAGES.map((language) => (
            <TextArea
              key={language}
              name={language}
              label={words.languages[language]}
              value={isSaving ? sent(visit, language) : text[language]}
              language={visit.language}
              longest={PAGE_CHARACTERS.text}
              rows={20}
              optional
            />
          ))}
        </div>
        <button type="submit" class="button primary">
          {hasClash ? words.saveAnyway : words.save}
        </button>
      </form>
    </section>
  );
}

/** Who was first keeps his text, who was second sees both. */
function Clash({ visit, edit }: { readonly visit: ConsoleVisit; readonly edit: PageEdit }) {
  const words = clubPageWords[visit.language];
  const { draft, current } = edit;
  const text = (draft ?? current)?.text ?? EMPTY;
  return (
    <Banner tone="warn" title={words.clash(words.by(draft?.savedBy ?? current?.publishedBy ?? ''))}>
      <p>{words.clashText}</p>
      <details>
        <summary>{words.theirs}</summary>
        {LANGUAGES.map((language) => (
          <pre key={language} class="changes" lang={language}>
            {text[language]}
          </pre>
        ))}
      </details>
    </Banner>
  );
}
