import {
  canLoadRtp,
  loadRtp,
  MEDIA_PORT,
  type RtpLeg,
  type RtpLoad,
  type RtpResult,
} from '../load/rtp-load.ts';
import { UserAgent } from '../load/user-agent.ts';
import type { BenchOptions } from '../options.ts';
import { median, sum } from '../pairs.ts';
import type { Figure, Row } from '../row.ts';
import { CONFERENCES, startHamvoip } from '../servers/hamvoip.ts';

const PEOPLE = 100;
const ROOM_SIZE = 10;
const OWN_PORT = 17_078;

export const conferenceRow: Row = {
  key: 'conference',
  async run(options): Promise<Figure[]> {
    if (!canLoadRtp()) throw new Error('gcc is missing, which compiles the RTP generator');
    const small: RtpResult[] = [];
    const delays: RtpResult[] = [];
    const large: RtpResult[] = [];
    for (let pair = 0; pair < options.pairs; pair += 1) {
      const [talk, pulses] = await meet(options, ROOM_SIZE, ['conference', 'conference delay']);
      if (talk) small.push(talk);
      if (pulses) delays.push(pulses);
      large.push(...(await meet(options, PEOPLE, ['conference'])));
    }
    return [
      cpuFigure(`Conferences of ${ROOM_SIZE}, all talk, per 100 people`, 5, small),
      cpuFigure(`One conference of ${PEOPLE}, all talk, per 100 people`, 6, large),
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

/** 100 people in rooms of this size; all talk, or one of each room sends bursts. */
async function meet(
  options: BenchOptions,
  roomSize: number,
  kinds: readonly RtpLoad['kind'][],
): Promise<RtpResult[]> {
  const server = await startHamvoip({ extensions: PEOPLE, profileFolder: options.profileFolder });
  const userAgent = await UserAgent.open(server, OWN_PORT, MEDIA_PORT);
  try {
    const legs: RtpLeg[] = [];
    for (let id = 0; id < PEOPLE; id += 1) {
      const room = Math.floor(id / roomSize);
      const { media } = await userAgent.call(id, CONFERENCES[room] ?? '');
      legs.push({ id, room, target: media });
    }
    const results: RtpResult[] = [];
    const { seconds } = options;
    for (const kind of kinds) results.push(await loadRtp({ kind, legs, seconds, serverPids: server.pids }));
    return results;
  } finally {
    userAgent.close();
    await server.stop();
  }
}

function cpuFigure(work: string, atMost: number, results: readonly RtpResult[]): Figure {
  const wrong = sum(results.map(({ mix }) => (mix?.tones_missing ?? 0) + (mix?.own_tone_heard ?? 0)));
  const legs = sum(results.map(({ mix }) => mix?.legs_checked ?? 0));
  const received = median(results.map(({ rx_ratio = Number.NaN }) => rx_ratio));
  return {
    work,
    unit: '% of a core',
    wanted: `≤ ${atMost}`,
    atMost,
    ours: results.map(({ server_cpu_pct }) => (server_cpu_pct * 100) / PEOPLE),
    notes: [
      `${wrong} voices wrong in what ${legs} people hear`,
      `${(received * 100).toFixed(2)} % of the packets received`,
    ],
  };
}
