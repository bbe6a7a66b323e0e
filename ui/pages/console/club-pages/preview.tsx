import {
  PAGE_CHARACTERS,
  type PageDraft,
  type PageEdit,
  type PageName,
  type Readability,
} from '../../../../src/web/contract/pages.ts';
import { ActForm, Hidden } from '../../../acting-page.tsx';
import { Banner } from '../../../components/banner.tsx';
import { ClubText, TextChanges } from '../../../components/club-text.tsx';
import { Checkbox, TextField } from '../../../components/form.tsx';
import { clubPageWords } from '../../../words/console/club-pages.ts';
import { freePageConsoleWords } from '../../../words/console/free-pages.ts';
import { number } from '../../../words/format.ts';
import { type ConsoleVisit, sent } from '../console-page.tsx';

const LANGUAGES = ['nl', 'en'] as const;

/** Both languages as readers would see them, with hints on how they read, and what changes. */
export function Preview({
  visit,
  edit,
  draft,
}: {
  readonly visit: ConsoleVisit;
  readonly edit: PageEdit;
  readonly draft: PageDraft;
}) {
  const words = clubPageWords[visit.language];
  const version = edit.current?.version;
  return (
    <section>
      <h2>{words.preview}</h2>
      <p class="hint">
        {words.previewLead} {words.draftOf(words.by(draft.savedBy), draft.savedAt)}
      </p>
      {version !== undefined && draft.basedOn !== version && (
        <Banner tone="warn" title={words.behind(version)} />
      )}
      <div class="columns">
        {LANGUAGES.map((language) => (
          <section key={language} class="card">
            <h3>{words.languages[language]}</h3>
            <div class="club-text" lang={language}>
              {draft.blocks[language].length === 0 ? (
                <p class="empty">{words.empty}</p>
              ) : (
                <ClubText blocks={draft.blocks[language]} lead />
              )}
            </div>
            <Hints visit={visit} told={draft.readability[language]} />
            <details>
              <summary>{words.changes}</summary>
              <TextChanges pieces={draft.changes[language]} language={visit.language} />
            </details>
          </section>
        ))}
      </div>
    </section>
  );
}

function Hints({ visit, told }: { readonly visit: ConsoleVisit; readonly told: Readability }) {
  const words = clubPageWords[visit.language];
  const { sentences, words: count, average, hints } = told;
  return (
    <div class="hints">
      {sentences > 0 && (
        <p class="hint">{words.reading(sentences, count, number(average, visit.language))}</p>
      )}
      {hints.length === 0 ? (
        <p class="hint">{words.noHints}</p>
      ) : (
        <ul>
          {hints.map((hint, index) => (
            <li key={index}>{words.hints[hint.kind](hint)}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

export function PublishForm({
  visit,
  page,
  edit,
}: {
  readonly visit: ConsoleVisit;
  readonly page: PageName;
  readonly edit: PageEdit;
}) {
  const words = clubPageWords[visit.language];
  const { revision, free } = edit;
  // Of a page that was never there there is nothing to tell but that.
  const isNew = free !== null && edit.current === null;
  const change = isNew
    ? { nl: freePageConsoleWords.nl.isNew, en: freePageConsoleWords.en.isNew }
    : { nl: '', en: '' };
  return (
    <section class="card">
      <h2>{words.publish}</h2>
      <p>{words.publishLead}</p>
      <form method="post" class="form">
        <Hidden visit={visit} act="publish" values={{ revision }} />
        <ChangeFields visit={visit} change={change} />
        {page === 'house-rules' && <ConfirmBox visit={visit} />}
        <button type="submit" class="button primary">
          {words.publishButton}
        </button>
      </form>
      <ActForm visit={visit} act="drop" values={{ revision }}>
        <button type="submit" class="button danger">
          {words.drop}
        </button>
      </ActForm>
    </section>
  );
}

/** Which of the two lines is missing. */
export function missingChange({ form }: ConsoleVisit): string {
  return form.get('change-nl')?.trim() ? 'change-en' : 'change-nl';
}

/** The line that tells readers what changed, in both languages. */
export function ChangeFields({
  visit,
  change,
}: {
  readonly visit: ConsoleVisit;
  readonly change: Readonly<Record<'nl' | 'en', string>>;
}) {
  const words = clubPageWords[visit.language];
  const common = { errors: visit.refused, language: visit.language, longest: PAGE_CHARACTERS.change };
  return (
    <>
      <TextField
        {...common}
        name="change-nl"
        label={words.changeNl}
        hint={words.changeHint}
        value={sent(visit, 'change-nl', change.nl)}
      />
      <TextField
        {...common}
        name="change-en"
        label={words.changeEn}
        value={sent(visit, 'change-en', change.en)}
      />
    </>
  );
}

export function ConfirmBox({ visit }: { readonly visit: ConsoleVisit }) {
  const words = clubPageWords[visit.language];
  return (
    <Checkbox
      name="confirm"
      label={words.confirm}
      hint={words.confirmHint}
      checked={visit.form.has('confirm')}
      language={visit.language}
    />
  );
}
