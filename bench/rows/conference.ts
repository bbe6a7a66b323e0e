import { setTimeout as sleep } from 'node:timers/promises';
import {
  canLoadRtp,
  loadRtp,
  MEDIA_PORT,
  type RtpLeg,
  type RtpLoad,
  type RtpResult,
} from '../load/rtp-load.ts';
import { UserAgent } from '../load/user-agent.ts';
import { residentBytes } from '../machine/cpu-time.ts';
import type { BenchOptions } from '../options.ts';
import { median, sum } from '../pairs.ts';
import type { Figure, Row } from '../row.ts';
import { CONFERENCES, startHamvoip } from '../servers/hamvoip.ts';

const PEOPLE = 100;
const ROOM_SIZE = 10;
const AUDIENCE = 1_000;
const SPEAKERS = 5;
/** Until the last to come has been told that talk is not private, and is in. */
const NOTICE_MS = 6_000;
const OWN_PORT = 17_078;

export const conferenceRow: Row = {
  key: 'conference',
  async run(options): Promise<Figure[]> {
    if (!canLoadRtp()) throw new Error('gcc is missing, which compiles the RTP generator');
    const small: RtpResult[] = [];
    const delays: RtpResult[] = [];
    const large: RtpResult[] = [];
    const huge: RtpResult[] = [];
    const megabytes: number[] = [];
    for (let pair = 0; pair < options.pairs; pair += 1) {
      const ten = { people: PEOPLE, roomSize: ROOM_SIZE };
      const [talk, pulses] = (await meet(options, ten, ['conference', 'conference delay'])).results;
      if (talk) small.push(talk);
      if (pulses) delays.push(pulses);
      const hundred = { people: PEOPLE, roomSize: PEOPLE };
      large.push(...(await meet(options, hundred, ['conference'])).results);
      const thousand = { people: AUDIENCE, roomSize: AUDIENCE, talkers: SPEAKERS };
      const meeting = await meet(options, thousand, ['conference']);
      huge.push(...meeting.results);
      megabytes.push(meeting.addedBytes / 2 ** 20);
    }
    return [
      cpuFigure(`Conferences of ${ROOM_SIZE}, all talk, per 100 people`, 5, small),
      cpuFigure(`One conference of ${PEOPLE}, all talk, per 100 people`, 6, large),
      cpuFigure(`One conference of ${AUDIENCE}, ${SPEAKERS} talk, per 100 people`, 4, huge, AUDIENCE),
      {
        work: `Memory of ${AUDIENCE} calls into one conference`,
        unit: 'MB',
        wanted: '',
        ours: megabytes,
        notes: ['resident memory of all processes, before the first call and after the sound was measured'],
      },
      {
        work: 'Delay through the mixer, p50, jitter buffer included',
        unit: 'ms',
        wanted: '≤ 45',
        atMost: 45,
        ours: delays.map(({ delay_us }) => (delay_us?.p50 ?? Number.NaN) / 1000),
        notes: ['from the first sample of a burst sent to its reception'],
      },
    ];
  },
};

interface Meeting {
  readonly people: number;
  readonly roomSize: number;
  readonly talkers?: number;
}

/** People in rooms; all talk, or some of each room, or one of each sends bursts. */
async function meet(
  options: BenchOptions,
  { people, roomSize, talkers }: Meeting,
  kinds: readonly RtpLoad['kind'][],
): Promise<{ readonly results: readonly RtpResult[]; readonly addedBytes: number }> {
  const server = await startHamvoip({ extensions: people, profileFolder: options.profileFolder });
  const userAgent = await UserAgent.open(server, OWN_PORT, MEDIA_PORT);
  try {
    const legs: RtpLeg[] = [];
    const before = residentBytes(server.pids);
    for (let id = 0; id < people; id += 1) {
      const room = Math.floor(id / roomSize);
      const { media } = await userAgent.call(id, CONFERENCES[room] ?? '');
      legs.push({ id, room, target: media });
    }
    await sleep(NOTICE_MS);
    const results: RtpResult[] = [];
    const { seconds } = options;
    const load = { legs, seconds, serverPids: server.pids, ...(talkers !== undefined && { talkers }) };
    for (const kind of kinds) results.push(await loadRtp({ kind, ...load }));
    return { results, addedBytes: residentBytes(server.pids) - before };
  } finally {
    userAgent.close();
    await server.stop();
  }
}

function cpuFigure(work: string, atMost: number, results: readonly RtpResult[], people = PEOPLE): Figure {
  const wrong = sum(results.map(({ mix }) => (mix?.tones_missing ?? 0) + (mix?.own_tone_heard ?? 0)));
  const legs = sum(results.map(({ mix }) => mix?.legs_checked ?? 0));
  const received = median(results.map(({ rx_ratio = Number.NaN }) => rx_ratio));
  return {
    work,
    unit: '% of a core',
    wanted: `≤ ${atMost}`,
    atMost,
    ours: results.map(({ server_cpu_pct }) => (server_cpu_pct * 100) / people),
    notes: [
      `${wrong} voices wrong in what ${legs} people hear`,
      `${(received * 100).toFixed(2)} % of the packets received`,
    ],
  };
}
