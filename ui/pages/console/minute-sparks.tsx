import { type Minute, minuteSchema } from '../../../src/web/contract/history.ts';
import type { Series } from '../../components/course.ts';
import { Known } from '../../components/known.tsx';
import { Sparkline } from '../../components/sparkline.tsx';
import { type ListReading, readList } from '../../reading.ts';
import { inBoth } from '../../words/in-both.ts';
import type { ConsoleVisit } from './console-page.tsx';

const WORDS = inBoth({
  nl: {
    bandwidth: 'Bandbreedte, laatste uur',
    from: 'Van toestellen',
    to: 'Naar toestellen',
    attacks: 'Foute wachtwoorden en onbekende nummers per minuut, laatste 24 uur',
    tries: 'Pogingen',
    calls: 'Gesprekken tegelijk, laatste 24 uur',
    atOnce: 'Gesprekken',
  },
  en: {
    bandwidth: 'Bandwidth, the last hour',
    from: 'From phones',
    to: 'To phones',
    attacks: 'Wrong passwords and unknown numbers a minute, the last 24 hours',
    tries: 'Attempts',
    calls: 'Calls at a time, the last 24 hours',
    atOnce: 'Calls',
  },
});

const HOUR_MS = 3_600_000;
const HOUR = 60;
const DAY = 1_440;

/** The course of the exchange as a whole. */
export function readMinutes(visit: ConsoleVisit, span: 'hour' | 'day'): Promise<ListReading<Minute>> {
  const minutes = span === 'hour' ? HOUR : DAY;
  return readList(visit, `/metrics-history?minutes=${minutes}`, minuteSchema);
}

/** Of a day. */
export function lastHour(minutes: ListReading<Minute>, nowMs: number): ListReading<Minute> {
  if (minutes.kind === 'unknown') return minutes;
  const since = new Date(nowMs - HOUR_MS).toISOString();
  return { kind: 'known', value: minutes.value.filter(({ at }) => at > since) };
}

interface Shown {
  readonly visit: ConsoleVisit;
  readonly minutes: ListReading<Minute>;
}

export function BandwidthSpark({ visit, minutes }: Shown) {
  const words = WORDS[visit.language];
  return (
    <Known visit={visit} of={minutes} what={words.bandwidth}>
      {(known) => (
        <Sparkline
          title={words.bandwidth}
          unit="kbit/s"
          language={visit.language}
          series={[seriesOf(words.from, known, 'kbitIn'), seriesOf(words.to, known, 'kbitOut')]}
        />
      )}
    </Known>
  );
}

export function AttackSpark({ visit, minutes }: Shown) {
  const words = WORDS[visit.language];
  return (
    <Known visit={visit} of={minutes} what={words.attacks}>
      {(known) => (
        <Sparkline
          title={words.attacks}
          language={visit.language}
          series={[seriesOf(words.tries, known, 'failedRegistrations')]}
        />
      )}
    </Known>
  );
}

export function CallsSpark({ visit, minutes }: Shown) {
  const words = WORDS[visit.language];
  return (
    <Known visit={visit} of={minutes} what={words.calls}>
      {(known) => (
        <Sparkline
          title={words.calls}
          language={visit.language}
          series={[seriesOf(words.atOnce, known, 'calls')]}
        />
      )}
    </Known>
  );
}

function seriesOf(name: string, minutes: readonly Minute[], figure: Exclude<keyof Minute, 'at'>): Series {
  return { name, moments: minutes.map((minute) => ({ at: minute.at, value: minute[figure] })) };
}
