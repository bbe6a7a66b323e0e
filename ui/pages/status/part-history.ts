/** What the last 90 days were like for one part of the service, as administrators told of it. */
import type { Incident } from '../../../src/web/contract/incidents.ts';
import { clubDay } from '../../words/format.ts';
import type { ServicePart } from '../../words/service-parts.ts';

export const HISTORY_DAYS = 90;
const DAY_MS = 86_400_000;

export type DayState = 'good' | 'maintenance' | 'incident';

export interface PartHistory {
  /** The oldest first; the last one is today. */
  readonly days: readonly { readonly date: string; readonly state: DayState }[];
  /** How long it was troubled in these days; what overlaps counts once. */
  readonly incidentMs: number;
}

interface Span {
  readonly fromMs: number;
  readonly untilMs: number;
}

export function historyOf(part: ServicePart, incidents: readonly Incident[], nowMs: number): PartHistory {
  const concerned = incidents.filter(({ parts }) => parts.length === 0 || parts.includes(part));
  const incident = spansOf('incident', concerned, nowMs);
  const touched = {
    incident: incident.map(daysOf),
    maintenance: spansOf('maintenance', concerned, nowMs).map(daysOf),
  };
  const days = lastDates(nowMs).map((date) => {
    const isIn = ({ first, last }: { readonly first: string; readonly last: string }) =>
      first <= date && date <= last;
    const state: DayState = touched.incident.some(isIn)
      ? 'incident'
      : touched.maintenance.some(isIn)
        ? 'maintenance'
        : 'good';
    return { date, state };
  });
  return { days, incidentMs: unionMs(incident, nowMs - HISTORY_DAYS * DAY_MS) };
}

/** Days in a row of one state: `[first, last]`. */
export function runsOf({ days }: PartHistory, wanted: DayState): readonly (readonly [string, string])[] {
  const runs: [string, string][] = [];
  let isOpen = false;
  for (const { date, state } of days) {
    const run = isOpen ? runs.at(-1) : undefined;
    if (state === wanted && run) run[1] = date;
    else if (state === wanted) runs.push([date, date]);
    isOpen = state === wanted;
  }
  return runs;
}

/** As far as they have happened: maintenance to come is none yet, and what was called off never was. */
function spansOf(kind: Incident['kind'], incidents: readonly Incident[], nowMs: number): readonly Span[] {
  return incidents
    .filter((one) => one.kind === kind)
    .map(({ from, until }) => ({
      fromMs: Date.parse(from),
      untilMs: until === null ? nowMs : Math.min(Date.parse(until), nowMs),
    }))
    .filter(({ fromMs, untilMs }) => fromMs <= untilMs);
}

function daysOf({ fromMs, untilMs }: Span): { readonly first: string; readonly last: string } {
  // Over at midnight is over before that day.
  return { first: clubDay(fromMs), last: clubDay(Math.max(fromMs, untilMs - 1)) };
}

function lastDates(nowMs: number): readonly string[] {
  // In steps on the calendar: a day of the club has 23 or 25 hours twice a year.
  const todayMs = Date.parse(`${clubDay(nowMs)}T00:00:00Z`);
  return Array.from({ length: HISTORY_DAYS }, (_, index) =>
    new Date(todayMs - (HISTORY_DAYS - 1 - index) * DAY_MS).toISOString().slice(0, 10),
  );
}

function unionMs(spans: readonly Span[], sinceMs: number): number {
  let total = 0;
  let reachedMs = sinceMs;
  for (const { fromMs, untilMs } of spans.toSorted((a, b) => a.fromMs - b.fromMs)) {
    total += Math.max(0, untilMs - Math.max(fromMs, reachedMs));
    reachedMs = Math.max(reachedMs, untilMs);
  }
  return total;
}
