import { extensionWithPasswordSchema, listOf } from '../../../src/web/contract.ts';
import { Hidden, Said } from '../../acting-page.tsx';
import { Banner } from '../../components/banner.tsx';
import { TextArea } from '../../components/form.tsx';
import { Table } from '../../components/table.tsx';
import { view } from '../../page.ts';
import { commonWords } from '../../words/console/common.ts';
import { inBoth } from '../../words/in-both.ts';
import { type ConsoleVisit, change, consolePage, sent } from './console-page.tsx';

const WORDS = inBoth({
  nl: {
    title: 'Lijst van extensies inlezen',
    lead: 'Plak hier de regels uit je rekenblad. De eerste regel noemt de kolommen. Eerst zie je wat er gaat gebeuren; gewijzigd wordt er pas daarna.',
    csv: 'Regels',
    csvHint: 'number,callsign,name,email,password. E-mail en wachtwoord mogen leeg blijven.',
    preview: 'Bekijk',
    previewTitle: 'Dit gaat er gebeuren',
    rows: (n: number) => (n === 1 ? '1 regel' : `${n} regels`),
    go: 'Lees ze in',
    made: 'Ingelezen',
    once: 'De wachtwoorden staan alleen hier. Druk de pagina af of schrijf ze over.',
    password: 'Wachtwoord',
    nothing: 'Er staat geen regel onder de kolommen.',
  },
  en: {
    title: 'Import a list of extensions',
    lead: 'Paste the lines of your spreadsheet here. The first line names the columns. First you see what will happen; nothing is changed before that.',
    csv: 'Lines',
    csvHint: 'number,callsign,name,email,password. E-mail and password may stay empty.',
    preview: 'Look',
    previewTitle: 'This will happen',
    rows: (n: number) => (n === 1 ? '1 line' : `${n} lines`),
    go: 'Import them',
    made: 'Imported',
    once: 'The passwords are on this page only. Print it or copy them.',
    password: 'Password',
    nothing: 'There is no line below the columns.',
  },
});

const importedSchema = listOf(extensionWithPasswordSchema);

/** All rows or none: what the API refuses is shown line by line, with what was pasted still there. */
export const importExtensionsPage = consolePage({
  path: '/beheer/extensies/importeer',
  async show(visit) {
    const words = WORDS[visit.language];
    const { language, refused } = visit;
    const csv = sent(visit, 'csv');
    const rows = csv.split(/\r?\n/).filter((line) => line.trim() !== '');
    const isPreview = visit.form.get('act') === 'preview';
    return view(
      words.title,
      <>
        <h1>{words.title}</h1>
        <p class="lead">{words.lead}</p>
        <Said visit={visit} />
        {isPreview && refused.length === 0 && <Preview visit={visit} csv={csv} rows={rows} />}
        <form method="post" class="form">
          <Hidden visit={visit} act="preview" />
          <TextArea
            name="csv"
            label={words.csv}
            hint={words.csvHint}
            value={csv}
            rows={12}
            language={language}
          />
          <button type="submit" class="button primary">
            {words.preview}
          </button>
        </form>
      </>,
    );
  },
  acts: {
    import: (visit) =>
      change(
        visit,
        { method: 'POST', path: '/extensions/import', body: { csv: visit.form.get('csv') ?? '' } },
        (body) => madeView(visit, body),
      ),
  },
});

function Preview({
  visit,
  csv,
  rows,
}: {
  readonly visit: ConsoleVisit;
  readonly csv: string;
  readonly rows: readonly string[];
}) {
  const words = WORDS[visit.language];
  const [, ...data] = rows;
  return (
    <section class="card">
      <h2>{words.previewTitle}</h2>
      {data.length === 0 ? (
        <p>{words.nothing}</p>
      ) : (
        <>
          <p>{words.rows(data.length)}</p>
          <pre class="mono">{rows.slice(0, 20).join('\n')}</pre>
          <form method="post">
            <Hidden visit={visit} act="import" values={{ csv }} />
            <button type="submit" class="button primary">
              {words.go}
            </button>
          </form>
        </>
      )}
    </section>
  );
}

function madeView(visit: ConsoleVisit, body: unknown) {
  const words = WORDS[visit.language];
  const common = commonWords[visit.language];
  const { items } = importedSchema.parse(body);
  return view(
    words.made,
    <>
      <h1>{words.made}</h1>
      <Banner tone="warn" title={words.once} />
      <Table
        caption={words.made}
        rows={items}
        keyOf={({ number }) => number}
        empty={words.nothing}
        columns={[
          { title: common.extension, cell: ({ number }) => number },
          { title: common.callsign, cell: ({ callsign }) => callsign },
          { title: common.name, cell: ({ name }) => name },
          { title: words.password, cell: ({ password }) => <span class="mono">{password}</span> },
        ]}
      />
    </>,
  );
}
