import { setTimeout as sleep } from 'node:timers/promises';
import { residentBytes } from '../machine/cpu-time.ts';
import type { BenchOptions } from '../options.ts';
import { CONFERENCES, startHamvoip } from '../servers/hamvoip.ts';
import { startJanus } from '../servers/janus.ts';
import { JanusRooms } from './janus-rooms.ts';
import { loadRtp, MEDIA_PORT, type RtpLeg, type RtpLoad, type RtpResult } from './rtp-load.ts';
import { UserAgent } from './user-agent.ts';

/** Until the last to come has been told that talk is not private, and is in. */
const NOTICE_MS = 6_000;
const OWN_PORT = 17_078;

/** People in rooms; all talk, or some of each room, or one of each sends bursts. */
export interface Meeting {
  readonly people: number;
  readonly roomSize: number;
  readonly talkers?: number;
}

export interface Met {
  /** By kind of load. */
  readonly results: readonly RtpResult[];
  readonly addedBytes: number;
}

type Kinds = readonly RtpLoad['kind'][];

export async function meetAtOurs(options: BenchOptions, meeting: Meeting, kinds: Kinds): Promise<Met> {
  const { people, roomSize } = meeting;
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
    const results = await talk(options, meeting, { legs, kinds, serverPids: server.pids });
    return { results, addedBytes: residentBytes(server.pids) - before };
  } finally {
    userAgent.close();
    await server.stop();
  }
}

export async function meetAtJanus(options: BenchOptions, meeting: Meeting, kinds: Kinds): Promise<Met> {
  const server = await startJanus();
  const rooms = await JanusRooms.open(server);
  try {
    const before = residentBytes(server.pids);
    const legs = await rooms.seat(meeting.people, meeting.roomSize);
    const results = await talk(options, meeting, { legs, kinds, serverPids: server.pids });
    return { results, addedBytes: residentBytes(server.pids) - before };
  } finally {
    await rooms.close();
    await server.stop();
  }
}

async function talk(
  { seconds }: BenchOptions,
  { talkers }: Meeting,
  { legs, kinds, serverPids }: { legs: readonly RtpLeg[]; kinds: Kinds; serverPids: readonly number[] },
): Promise<RtpResult[]> {
  const load = { legs, seconds, serverPids, ...(talkers !== undefined && { talkers }) };
  const results: RtpResult[] = [];
  for (const kind of kinds) results.push(await loadRtp({ kind, ...load }));
  return results;
}
