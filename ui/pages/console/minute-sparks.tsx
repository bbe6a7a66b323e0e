import { type Minute, minuteSchema } from '../../../src/web/contract/history.ts';
import { listOf } from '../../../src/web/contract.ts';
import { read } from '../../acting-page.tsx';
import type { Series } from '../../components/course.ts';
import { Sparkline } from '../../components/sparkline.tsx';
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

/** The course of the exchange as a whole; nothing when it cannot be had at this moment. */
export async function readMinutes(visit: ConsoleVisit, span: 'hour' | 'day'): Promise<readonly Minute[]> {
  const minutes = span === 'hour' ? HOUR : DAY;
  return (await read(visit, `/metrics-history?minutes=${minutes}`, listOf(minuteSchema)))?.items ?? [];
}

/** Of a day. */
export function lastHour(minutes: readonly Minute[], nowMs: number): readonly Minute[] {
  const since = new Date(nowMs - HOUR_MS).toISOString();
  return minutes.filter(({ at }) => at > since);
}

interface Shown {
  readonly visit: ConsoleVisit;
  readonly minutes: readonly Minute[];
}

export function BandwidthSpark({ visit, minutes }: Shown) {
  const words = WORDS[visit.language];
  return (
    <Sparkline
      title={words.bandwidth}
      unit="kbit/s"
      language={visit.language}
      series={[seriesOf(words.from, minutes, 'kbitIn'), seriesOf(words.to, minutes, 'kbitOut')]}
    />
  );
}

export function AttackSpark({ visit, minutes }: Shown) {
  const words = WORDS[visit.language];
  return (
    <Sparkline
      title={words.attacks}
      language={visit.language}
      series={[seriesOf(words.tries, minutes, 'failedRegistrations')]}
    />
  );
}

export function CallsSpark({ visit, minutes }: Shown) {
  const words = WORDS[visit.language];
  return (
    <Sparkline
      title={words.calls}
      language={visit.language}
      series={[seriesOf(words.atOnce, minutes, 'calls')]}
    />
  );
}

function seriesOf(name: string, minutes: readonly Minute[], figure: Exclude<keyof Minute, 'at'>): Series {
  return { name, moments: minutes.map((minute) => ({ at: minute.at, value: minute[figure] })) };
}
