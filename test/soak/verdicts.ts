import type { FloodFigures } from '../faults/forged-flood.ts';
import type { Sample } from './samples.ts';
import { quantile, slope } from './statistics.ts';
import type { Run } from './workload.ts';

/** One thing that must hold, and what came of it. */
export interface Verdict {
  readonly what: string;
  readonly wanted: string;
  readonly found: string;
  readonly holds: boolean;
}

const MEGABYTE = 1e6;
/** Registrations and calls come about twenty times as often as in a club of a few hundred on a busy evening. */
const TIMES_NORMAL = 20;
const MOST_MB_AN_HOUR = 1;
const MOST_LIVE_SHARE = 0.005;
const CALLS_OF_SHARE = 10_000;
const MOST_P99_MS = 10;
const MOST_CUT_OFF_MS = 1_000;
const MOST_FLOOD_MB = 64;
const MOST_REGISTRATION_MS = 200;
export const EMPTY_WITHIN_MS = 37_000;
export const STOP_WITHIN_MS = 15_000;

export function judge(run: Run): readonly Verdict[] {
  return [...judgeBehaviour(run), ...judgeLatency(run), ...judgeMemory(run), ...judgeEnd(run)];
}

export function judgeFlood({
  growthBytes,
  residentBytes,
  registrationMs,
  answered,
  turnedAway,
}: FloodFigures): readonly Verdict[] {
  const slowest = Math.max(...registrationMs);
  return [
    verdict(
      'Resident memory in a flood of forged sources',
      `< ${MOST_FLOOD_MB} MB more`,
      `${mb(growthBytes)} MB more than ${mb(residentBytes)} MB, ${answered.toLocaleString('en')} requests answered, ${turnedAway.toLocaleString('en')} turned away`,
      growthBytes < MOST_FLOOD_MB * 2 ** 20,
    ),
    verdict(
      'A phone registers in that flood',
      `< ${MOST_REGISTRATION_MS} ms`,
      `p50 ${ms(quantile(registrationMs, 0.5))}, p99 ${ms(quantile(registrationMs, 0.99))}, slowest ${ms(slowest)} of ${registrationMs.length}`,
      slowest < MOST_REGISTRATION_MS,
    ),
  ];
}

function judgeBehaviour({ tally, samples, cutOffMs }: Run): Verdict[] {
  const exceptions = samples.at(-1)?.exceptions ?? Number.NaN;
  const wrong = tally.sum('wrong: ');
  const fell = tally.get('done: ban fell, then silence');
  const slowest = Math.max(0, ...cutOffMs);
  const fullest = fullestTable(samples);
  return [
    verdict('Exceptions of message handlers', '0', String(exceptions), exceptions === 0),
    verdict(
      'Answers, calls, sound and messages that were not as they must be',
      '0',
      wrong === 0 ? '0' : tally.describe('wrong: '),
      wrong === 0,
    ),
    verdict(
      'Bans: the third wrong password is answered 403, then silence, then the ban passes',
      'every time',
      `${fell} fell, ${tally.get('done: ban passed')} passed while it ran`,
      fell > 0,
    ),
    verdict(
      'Cut off at once: from the command to the BYE of both phones',
      `≤ ${MOST_CUT_OFF_MS} ms`,
      `${cutOffMs.length} times, slowest ${ms(slowest)}`,
      cutOffMs.length > 0 && slowest <= MOST_CUT_OFF_MS,
    ),
    verdict(
      'Tables that strangers can fill: the fullest',
      '≤ 100 % of its bound',
      fullest.text,
      fullest.share <= 1,
    ),
  ];
}

function fullestTable(samples: Run['samples']): { text: string; share: number } {
  const shares = samples.flatMap(({ tables }) =>
    [...tables].map(([name, { entries, capacity }]) => ({
      name,
      entries,
      capacity,
      share: entries / capacity,
    })),
  );
  const fullest = shares.toSorted((a, b) => b.share - a.share)[0];
  if (fullest === undefined) return { text: 'none', share: Number.NaN };
  const { name, entries, capacity, share } = fullest;
  return { text: `${name}: ${entries} of ${capacity}`, share };
}

function judgeLatency({ probe, rests }: Run): Verdict[] {
  // At rest there is no load to be measured under, and we have the exchange collect its garbage.
  const answers = probe.answers
    .filter(
      ({ askedAtMs, ms }) => !rests.some(({ fromMs, toMs }) => askedAtMs <= toMs && askedAtMs + ms >= fromMs),
    )
    .map((answer) => answer.ms);
  const p99 = quantile(answers, 0.99);
  const lost = probe.asked - probe.answers.length;
  return [
    verdict(
      'Time to a 401, p99',
      `< ${MOST_P99_MS} ms`,
      `p50 ${ms(quantile(answers, 0.5))}, p99 ${ms(p99)}, p99.9 ${ms(quantile(answers, 0.999))} of ` +
        `${answers.length}; a bare echo beside it: p99 ${ms(quantile(probe.echoMs, 0.99))}, ` +
        `p99.9 ${ms(quantile(probe.echoMs, 0.999))}`,
      p99 < MOST_P99_MS,
    ),
    verdict(
      'Questions without a 401',
      '0',
      `${lost} lost, ${probe.others} answered otherwise`,
      lost + probe.others === 0,
    ),
  ];
}

function judgeMemory({ samples, rests, warmS }: Run): Verdict[] {
  const warm = samples.filter(({ atS }) => atS >= warmS);
  const rss = slope(rests.map(({ atS, sample }) => ({ x: atS / 3600, y: sample.rssBytes / MEGABYTE })));
  const heap = rests.map(({ calls, heapBytes }) => ({ x: calls, y: heapBytes }));
  const [first] = rests;
  const last = rests.at(-1);
  const share = (slope(heap) * CALLS_OF_SHARE) / (first?.heapBytes ?? Number.NaN);
  const resident = warm.map(({ rssBytes }) => rssBytes);
  // Phones keep their connections while they are not registered, now more of them, now fewer.
  const flat = (name: 'descriptors' | 'handles' | 'timers', found: (sample: Sample) => number): Verdict => {
    const values = rests.map(({ sample }) => found(sample));
    const grown = slope(rests.map(({ atS, sample }) => ({ x: atS, y: found(sample) }))) * (last?.atS ?? 0);
    const under = quantile(
      warm.map((sample) => sample[name]),
      0.5,
    );
    return verdict(
      `${name[0]?.toUpperCase()}${name.slice(1)} that belong to no connection, in pauses of the load`,
      'flat: less than a tenth more over the whole run',
      `${values.join(', ')}; under load ${under} in the middle`,
      grown < (values[0] ?? Number.NaN) / 10,
    );
  };
  return [
    verdict(
      'Resident memory after warming up, looked at in pauses of the load',
      `slope < ${MOST_MB_AN_HOUR} MB an hour of normal load`,
      `${(rss / TIMES_NORMAL).toFixed(2)} MB (${rss.toFixed(1)} MB an hour of this load), from ${mb(first?.sample.rssBytes)} to ` +
        `${mb(last?.sample.rssBytes)} MB; under load ${mb(Math.min(...resident))} to ${mb(Math.max(...resident))} MB`,
      rss / TIMES_NORMAL < MOST_MB_AN_HOUR,
    ),
    verdict(
      'Live heap of the main thread, in pauses of the load',
      `< ${MOST_LIVE_SHARE * 100} % more in ${CALLS_OF_SHARE.toLocaleString('en')} calls`,
      `${(share * 100).toFixed(2)} %, from ${mb(first?.heapBytes)} to ${mb(last?.heapBytes)} MB over ` +
        `${((last?.calls ?? 0) - (first?.calls ?? 0)).toLocaleString('en')} calls`,
      share < MOST_LIVE_SHARE,
    ),
    flat('descriptors', ({ descriptors, connections }) => descriptors - connections),
    flat('handles', ({ handles, connections }) => handles - connections),
    flat('timers', ({ timers }) => timers),
  ];
}

function judgeEnd({ before, after, emptyAfterMs, stop, tally, apiMs }: Run): Verdict[] {
  const left = `${after.registrations} bindings, ${after.calls} calls, ${after.dialogs} dialogs, ${after.transactions} transactions, ${after.rtpPorts} ports, ${after.connections} connections`;
  const rest = after.descriptors - before.descriptors;
  return [
    verdict(
      'Everything empty after the load, descriptors and handles as before it',
      `within ${EMPTY_WITHIN_MS / 1000} s`,
      emptyAfterMs === undefined
        ? `${left}; ${rest} descriptors, ${after.handles - before.handles} handles, ${after.timers - before.timers} timers more`
        : `after ${(emptyAfterMs / 1000).toFixed(1)} s; ${after.timers - before.timers} timers more than before`,
      emptyAfterMs !== undefined,
    ),
    verdict(
      'API meanwhile',
      'every answer 200',
      `${tally.get('done: API answer')} answers, p50 ${ms(quantile(apiMs, 0.5))}, p99 ${ms(quantile(apiMs, 0.99))}`,
      tally.get('done: API answer') > 0 && tally.sum('wrong: API') === 0,
    ),
    verdict(
      'SIGTERM at the end',
      `exit 0 within ${STOP_WITHIN_MS / 1000} s`,
      `exit ${stop.code} after ${ms(stop.ms)}`,
      stop.code === 0 && stop.ms <= STOP_WITHIN_MS,
    ),
  ];
}

function verdict(what: string, wanted: string, found: string, holds: boolean): Verdict {
  return { what, wanted, found, holds };
}

function ms(value: number): string {
  return `${value >= 100 ? Math.round(value) : Number(value.toPrecision(3))} ms`;
}

function mb(bytes: number | undefined): string {
  return ((bytes ?? Number.NaN) / MEGABYTE).toFixed(1);
}
