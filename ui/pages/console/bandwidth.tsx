import { type Usage, usageSchema } from '../../../src/web/contract/history.ts';
import { Known } from '../../components/known.tsx';
import { Table } from '../../components/table.tsx';
import { view } from '../../page.ts';
import { readList } from '../../reading.ts';
import { commonWords } from '../../words/console/common.ts';
import { number as figure } from '../../words/format.ts';
import { inBoth } from '../../words/in-both.ts';
import { type ConsoleVisit, consolePage } from './console-page.tsx';
import { BandwidthSpark, readMinutes } from './minute-sparks.tsx';

const WORDS = inBoth({
  nl: {
    title: 'Bandbreedte',
    lead: 'Wat elke extensie verbruikte, het meeste bovenaan. Zonder adressen, en na 30 dagen weg.',
    none: 'Nog geen metingen.',
    days: { 1: 'vandaag en gisteren', 7: '7 dagen', 30: '30 dagen' },
    from: 'Van het toestel',
    to: 'Naar het toestel',
    registrations: 'Aanmeldingen',
    share: 'Deel',
    instruct: 'Toestellen om over te praten',
  },
  en: {
    title: 'Bandwidth',
    lead: 'What every extension used, most first. Without addresses, and gone after 30 days.',
    none: 'No measurements yet.',
    days: { 1: 'today and yesterday', 7: '7 days', 30: '30 days' },
    from: 'From the phone',
    to: 'To the phone',
    registrations: 'Registrations',
    share: 'Share',
    instruct: 'Phones to talk to',
  },
});

const PERIODS = [1, 7, 30] as const;
const MEGABYTE = 1_000_000;

export const bandwidthPage = consolePage({
  path: '/beheer/bandbreedte',
  async show(visit) {
    const words = WORDS[visit.language];
    const days = PERIODS.find((period) => String(period) === visit.query.get('dagen')) ?? 7;
    const used = await readList(visit, `/usage?days=${days}`, usageSchema);
    const here = visit.href('/beheer/bandbreedte');
    return view(
      words.title,
      <>
        <h1>{words.title}</h1>
        <BandwidthSpark visit={visit} minutes={await readMinutes(visit, 'hour')} />
        <p class="lead">{words.lead}</p>
        <nav class="tabs" aria-label={words.title}>
          {PERIODS.map((period) => (
            <a
              key={period}
              href={`${here}?dagen=${period}`}
              {...(period === days && { 'aria-current': 'page' })}
            >
              {words.days[period]}
            </a>
          ))}
        </nav>
        <Known visit={visit} of={used}>
          {(all) => <UsedTable visit={visit} used={all} />}
        </Known>
        <a class="button" href={visit.href('/beheer/instructies')}>
          {words.instruct}
        </a>
      </>,
      { about: [used] },
    );
  },
});

/** Who used most, first. */
function UsedTable({ visit, used }: { readonly visit: ConsoleVisit; readonly used: readonly Usage[] }) {
  const words = WORDS[visit.language];
  const rows = used.toSorted((a, b) => b.bytesIn + b.bytesOut - a.bytesIn - a.bytesOut);
  const total = rows.reduce((sum, { bytesIn, bytesOut }) => sum + bytesIn + bytesOut, 0);
  const megabytes = (bytes: number) => `${figure(Math.round(bytes / MEGABYTE), visit.language)} MB`;
  return (
    <Table
      caption={words.title}
      rows={rows}
      keyOf={({ extension }) => extension}
      empty={words.none}
      columns={[
        {
          title: commonWords[visit.language].extension,
          cell: ({ extension }) => (
            <a href={visit.href(`/beheer/extensies/${encodeURIComponent(extension)}`)}>{extension}</a>
          ),
        },
        { title: words.from, isFigure: true, cell: ({ bytesIn }) => megabytes(bytesIn) },
        { title: words.to, isFigure: true, cell: ({ bytesOut }) => megabytes(bytesOut) },
        {
          title: words.share,
          isFigure: true,
          cell: ({ bytesIn, bytesOut }) =>
            total === 0
              ? ''
              : `${figure(Math.round((100 * (bytesIn + bytesOut)) / total), visit.language)} %`,
        },
        {
          title: words.registrations,
          isFigure: true,
          cell: ({ registrations }) => figure(registrations, visit.language),
        },
      ]}
    />
  );
}
