import {
  type ImportAct,
  type ImportPlan,
  importDoneSchema,
  importPlanSchema,
} from '../../../../src/web/contract/imports.ts';
import { readSpreadsheetText } from '../../../../src/web/contract/spreadsheet-text.ts';
import { problemSchema } from '../../../../src/web/contract.ts';
import { Hidden, type Refused, refusal, Said } from '../../../acting-page.tsx';
import { Banner } from '../../../components/banner.tsx';
import { Checkbox, FileField, TextArea } from '../../../components/form.tsx';
import { type Answer, view } from '../../../page.ts';
import { importWords } from '../../../words/console/import.ts';
import { type ConsoleVisit, consolePage, refusedBy, sent } from '../console-page.tsx';
import { importedView } from './imported.tsx';
import { ImportLook, ROWS_SHOWN, SHOW, shownOf } from './look.tsx';

/** Thousands of rows; the file goes to and fro with each part that is looked at. */
const MOST_CHARACTERS = 2_000_000;
/** Each of these in two bytes, the marks of the rows, and what is around them. */
const LARGEST_UPLOAD_BYTES = 6 * 1024 * 1024;
/** What a person corrects in a field; a longer file is corrected where it was made. */
const MOST_IN_FIELD = 50_000;
const MOST_LINES_NAMED = 20;

/** All rows or none, and exactly those that were looked at. */
export const importExtensionsPage = {
  ...consolePage({
    path: '/beheer/extensies/importeer',
    show: async (visit) => pageView(visit, undefined),
    acts: { preview: (visit) => look(visit), import: carryOut },
  }),
  largestUpload: LARGEST_UPLOAD_BYTES,
};

interface Csv {
  readonly text: string;
  readonly isGuessed: boolean;
}

/** The file that was chosen, else what was pasted. */
function csvOf({ files, form }: ConsoleVisit): Csv {
  const file = files.get('file');
  const read = file && readSpreadsheetText(file);
  if (read !== undefined) return { text: read.text, isGuessed: read.encoding === 'windows-1252' };
  return { text: form.get('csv') ?? '', isGuessed: form.get('guessed') === 'yes' };
}

function wished(visit: ConsoleVisit, csv: Csv): object {
  return { csv: csv.text, update: visit.form.get('update') === 'yes' };
}

async function look(visit: ConsoleVisit, moved: readonly number[] = []): Promise<Answer | Refused> {
  const csv = csvOf(visit);
  const words = importWords[visit.language];
  if (csv.text.trim() === '') return refusal(words.nothing, 'csv');
  if (csv.text.length > MOST_CHARACTERS) return refusal(words.tooLarge, 'file');
  const first = await dryRun(visit, csv, shownOf(visit.form.get(SHOW)));
  if ('kind' in first) return first;
  // Of a long list what cannot be stands on the first page.
  const isFirst = !visit.form.has(SHOW) && first.plan.next !== null && first.plan.totals.refuse > 0;
  const looked = isFirst ? await dryRun(visit, csv, { act: 'refuse', after: 0 }) : first;
  return 'kind' in looked ? looked : pageView(visit, { ...looked, csv, moved });
}

async function dryRun(
  visit: ConsoleVisit,
  csv: Csv,
  { act, after }: ReturnType<typeof shownOf>,
): Promise<Pick<Looked, 'plan' | 'act'> | Refused> {
  const tell = { limit: ROWS_SHOWN, after, ...(act !== undefined && { act }) };
  const body = { ...wished(visit, csv), dryRun: true, tell };
  const answer = await visit.api.call('POST', '/extensions/import', body);
  if (answer.status >= 300) return refusedBy(visit, { field: 'csv' }, answer);
  return { plan: importPlanSchema.parse(answer.body), act };
}

/** What became impossible, or another case, since the look is shown as it is now. */
async function carryOut(visit: ConsoleVisit): Promise<Answer | Refused> {
  if (visit.form.has(SHOW)) return look(visit);
  const body = { ...wished(visit, csvOf(visit)), version: visit.form.get('version') ?? '' };
  const answer = await visit.api.call('POST', '/extensions/import', body);
  if (answer.status < 300) return importedView(visit, importDoneSchema.parse(answer.body));
  const refused = refusedBy(visit, { field: 'csv' }, answer);
  const problem = problemSchema.safeParse(answer.body).data;
  if (problem?.code !== 'import-changed' && problem?.code !== 'rows-refused') return refused;
  const moved = (problem.errors ?? []).flatMap(({ line }) => (line === undefined ? [] : [line]));
  const again = await look({ ...visit, refused: refused.errors.slice(0, 1) }, moved);
  return again.kind === 'view' ? { ...again, status: 422 } : refused;
}

interface Looked {
  readonly csv: Csv;
  readonly plan: ImportPlan;
  /** Which rows of it are shown; undefined: all of them. */
  readonly act: ImportAct | undefined;
  /** Lines of which another thing would become than at the look before. */
  readonly moved: readonly number[];
}

function pageView(visit: ConsoleVisit, looked: Looked | undefined): Answer {
  const words = importWords[visit.language];
  const isUpdate = visit.form.get('update') === 'yes';
  return view(
    words.title,
    <>
      <h1>{words.title}</h1>
      {looked === undefined && <p class="lead">{words.lead}</p>}
      <Said visit={visit} />
      {looked !== undefined && looked.moved.length > 0 && (
        <Banner tone="warn" title={words.changedMeanwhile}>
          <p>{words.moved(looked.moved.slice(0, MOST_LINES_NAMED).join(', '), looked.moved.length)}</p>
        </Banner>
      )}
      {looked?.csv.isGuessed && <Banner tone="warn" title={words.guessed} />}
      {looked !== undefined && (
        <ImportLook
          visit={visit}
          plan={looked.plan}
          act={looked.act}
          sentOn={{
            csv: looked.csv.text,
            ...(isUpdate && { update: 'yes' }),
            ...(looked.csv.isGuessed && { guessed: 'yes' }),
          }}
        />
      )}
      {looked !== undefined && <h2>{words.again}</h2>}
      <ChooseForm visit={visit} csv={looked?.csv.text ?? sent(visit, 'csv')} isUpdate={isUpdate} />
    </>,
  );
}

function ChooseForm({
  visit,
  csv,
  isUpdate,
}: {
  readonly visit: ConsoleVisit;
  readonly csv: string;
  readonly isUpdate: boolean;
}) {
  const words = importWords[visit.language];
  const { language, refused: errors } = visit;
  return (
    <form method="post" class="form" encType="multipart/form-data">
      <Hidden visit={visit} act="preview" />
      <FileField
        name="file"
        label={words.file}
        hint={words.fileHint}
        accept=".csv,.txt,.tsv,text/csv"
        errors={errors}
        language={language}
        optional
      />
      <TextArea
        name="csv"
        label={words.csv}
        hint={words.csvHint}
        value={csv.length > MOST_IN_FIELD ? '' : csv}
        errors={errors}
        rows={12}
        language={language}
        optional
      />
      <Checkbox
        name="update"
        label={words.update}
        hint={words.updateHint}
        checked={isUpdate}
        language={language}
      />
      <button type="submit" class="button primary">
        {words.preview}
      </button>
    </form>
  );
}
