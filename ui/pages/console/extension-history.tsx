import { type UsageOfExtension, usageSchema } from '../../../src/web/contract/history.ts';
import { type OwnEvent, ownEventSchema } from '../../../src/web/contract/own.ts';
import { Heartbeat } from '../../components/heartbeat.tsx';
import { Known } from '../../components/known.tsx';
import { Table } from '../../components/table.tsx';
import { type Reading, readList } from '../../reading.ts';
import { dateAndTime, number as figure } from '../../words/format.ts';
import { inBoth } from '../../words/in-both.ts';
import type { ConsoleVisit } from './console-page.tsx';

const WORDS = inBoth({
  nl: {
    events: 'Wat de toestellen deden, laatste 24 uur',
    noEvents: 'De toestellen deden de laatste 24 uur niets bijzonders.',
    when: 'Wanneer',
    what: 'Wat',
    heartbeat: 'Aanmeldingen, 7 dagen',
    hours: (seen: number, all: number) =>
      `In ${seen} van de ${all} uren meldde een toestel zich. Elk streepje is een uur, rechts is nu.`,
    median: (own: string, median: string, count: number) =>
      `Verbruik in 7 dagen: ${own} MB. De helft van de ${count} extensies die iets verbruikten, zit onder ${median} MB.`,
    compared: 'wat anderen gebruiken',
    none: 'Nog geen verbruik in de afgelopen 7 dagen.',
  },
  en: {
    events: 'What the phones did, the last 24 hours',
    noEvents: 'The phones did nothing special in the last 24 hours.',
    when: 'When',
    what: 'What',
    heartbeat: 'Registrations, 7 days',
    hours: (seen: number, all: number) =>
      `A phone registered in ${seen} of ${all} hours. Each bar is an hour, now is at the right.`,
    median: (own: string, median: string, count: number) =>
      `Used in 7 days: ${own} MB. Half of the ${count} extensions that used anything are below ${median} MB.`,
    compared: 'what others use',
    none: 'Nothing used in the last 7 days yet.',
  },
});

const HOURS = 7 * 24;
const MEGABYTE = 1_000_000;

export async function readExtensionHistory(visit: ConsoleVisit, number: string) {
  const own = `/extensions/${encodeURIComponent(number)}`;
  return {
    events: await readList(visit, `${own}/events?limit=50`, ownEventSchema),
    everyone: await readList(visit, '/usage?days=7', usageSchema),
  };
}

/** What its phones did, hour by hour and one by one, and whether it uses more than others. */
export function ExtensionHistory({
  visit,
  number,
  usage,
  history,
}: {
  readonly visit: ConsoleVisit;
  readonly number: string;
  readonly usage: Reading<UsageOfExtension>;
  readonly history: Awaited<ReturnType<typeof readExtensionHistory>>;
}) {
  const words = WORDS[visit.language];
  return (
    <>
      <section class="card">
        <h2>{words.heartbeat}</h2>
        <Known visit={visit} of={usage}>
          {(known) => <Heartbeat usage={known} hours={HOURS} nowMs={visit.nowMs} text={words.hours} />}
        </Known>
        <Known visit={visit} of={history.everyone} what={words.compared}>
          {(everyone) => <p>{againstMedian(visit, number, everyone)}</p>}
        </Known>
      </section>
      <section>
        <h2>{words.events}</h2>
        <Known visit={visit} of={history.events}>
          {(events) => (
            <Table
              caption={words.events}
              rows={events}
              keyOf={(event: OwnEvent) => String(event.number)}
              empty={words.noEvents}
              columns={[
                { title: words.when, cell: ({ at }) => dateAndTime(at, visit.language) },
                { title: words.what, cell: ({ text }) => text[visit.language] },
              ]}
            />
          )}
        </Known>
      </section>
    </>
  );
}

function againstMedian(
  visit: ConsoleVisit,
  number: string,
  everyone: readonly { readonly extension: string; readonly bytesIn: number; readonly bytesOut: number }[],
): string {
  const words = WORDS[visit.language];
  const sums = everyone.map(({ bytesIn, bytesOut }) => bytesIn + bytesOut).sort((a, b) => a - b);
  const own = everyone.find(({ extension }) => extension === number);
  if (own === undefined) return words.none;
  const middle = (sums.length - 1) / 2;
  const median = ((sums[Math.floor(middle)] ?? 0) + (sums[Math.ceil(middle)] ?? 0)) / 2;
  const megabytes = (bytes: number) => figure(Math.round(bytes / MEGABYTE), visit.language);
  return words.median(megabytes(own.bytesIn + own.bytesOut), megabytes(median), sums.length);
}
