import { type Met, meetAtJanus, meetAtOurs } from '../load/meetings.ts';
import { canLoadRtp, type RtpResult } from '../load/rtp-load.ts';
import type { BenchOptions } from '../options.ts';
import { measurePairs, median, sum } from '../pairs.ts';
import type { Figure, Row } from '../row.ts';
import { janusIsMissing } from '../servers/janus.ts';

const PEOPLE = 100;
const ROOM_SIZE = 10;
const AUDIENCE = 1_000;
const SPEAKERS = 5;
const JANUS = 'Janus (AudioBridge, plain RTP)';

/** What one server was measured with, one after the other. */
interface Meetings {
  /** Rooms of ten: all talk, then bursts. */
  readonly small: Met;
  readonly large: Met;
  /** Ours only: beyond a core of Janus. */
  readonly huge?: Met;
}

export const conferenceRow: Row = {
  key: 'conference',
  async run(options): Promise<Figure[]> {
    if (!canLoadRtp()) throw new Error('gcc is missing, which compiles the RTP generator');
    const missing = janusIsMissing();
    const { ours, theirs } = await measurePairs(
      options.pairs,
      () => meetings(options, meetAtOurs, true),
      missing === undefined ? () => meetings(options, meetAtJanus, false) : undefined,
    );
    const compared = missing === undefined ? undefined : `not compared: ${missing}`;
    return [...cpuFigures(ours, theirs, compared), ...otherFigures(ours, theirs)];
  },
};

async function meetings(options: BenchOptions, meet: typeof meetAtOurs, isHuge: boolean): Promise<Meetings> {
  const ten = { people: PEOPLE, roomSize: ROOM_SIZE };
  const small = await meet(options, ten, ['conference', 'conference delay']);
  const large = await meet(options, { people: PEOPLE, roomSize: PEOPLE }, ['conference']);
  if (!isHuge) return { small, large };
  const thousand = { people: AUDIENCE, roomSize: AUDIENCE, talkers: SPEAKERS };
  return { small, large, huge: await meet(options, thousand, ['conference']) };
}

function cpuFigures(
  ours: readonly Meetings[],
  theirs: readonly Meetings[],
  compared: string | undefined,
): Figure[] {
  const talk = (all: readonly Meetings[], size: keyof Meetings): RtpResult[] =>
    all.flatMap((meetings) => meetings[size]?.results[0] ?? []);
  const figure = (work: string, atMost: number, size: keyof Meetings, people = PEOPLE): Figure => {
    const other = talk(theirs, size);
    return {
      work,
      unit: '% of a core',
      wanted: `≤ ${atMost}`,
      atMost,
      ours: talk(ours, size).map(({ server_cpu_pct }) => (server_cpu_pct * 100) / people),
      ...(other.length > 0 && {
        theirs: { name: JANUS, values: other.map(({ server_cpu_pct }) => (server_cpu_pct * 100) / people) },
      }),
      notes: [
        ...soundNotes(talk(ours, size)),
        ...(other.length > 0 ? [`theirs: ${soundNotes(other).join(', ')}`] : []),
        ...(compared === undefined ? [] : [compared]),
      ],
    };
  };
  return [
    figure(`Conferences of ${ROOM_SIZE}, all talk, per 100 people`, 5, 'small'),
    figure(`One conference of ${PEOPLE}, all talk, per 100 people`, 6, 'large'),
    figure(`One conference of ${AUDIENCE}, ${SPEAKERS} talk, per 100 people`, 4, 'huge', AUDIENCE),
  ];
}

function otherFigures(ours: readonly Meetings[], theirs: readonly Meetings[]): Figure[] {
  const delays = (all: readonly Meetings[]): number[] =>
    all.map(({ small }) => (small.results[1]?.delay_us?.p50 ?? Number.NaN) / 1000);
  return [
    {
      work: `Memory of ${AUDIENCE} calls into one conference`,
      unit: 'MB',
      wanted: '',
      ours: ours.flatMap(({ huge }) => (huge ? [huge.addedBytes / 2 ** 20] : [])),
      notes: ['resident memory of all processes, before the first call and after the sound was measured'],
    },
    {
      work: 'Delay through the mixer, p50, jitter buffer included',
      unit: 'ms',
      wanted: '≤ 45',
      atMost: 45,
      ours: delays(ours),
      ...(theirs.length > 0 && { theirs: { name: JANUS, values: delays(theirs) } }),
      notes: ['from the first sample of a burst sent to its reception'],
    },
  ];
}

function soundNotes(results: readonly RtpResult[]): string[] {
  const wrong = sum(results.map(({ mix }) => (mix?.tones_missing ?? 0) + (mix?.own_tone_heard ?? 0)));
  const legs = sum(results.map(({ mix }) => mix?.legs_checked ?? 0));
  const received = median(results.map(({ rx_ratio = Number.NaN }) => rx_ratio));
  return [
    `${wrong} voices wrong in what ${legs} people hear`,
    `${(received * 100).toFixed(2)} % of the packets received`,
  ];
}
