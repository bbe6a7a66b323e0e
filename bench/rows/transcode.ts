import { RelayedCalls } from '../load/relayed-calls.ts';
import type { RtpLeg } from '../load/rtp-load.ts';
import { RtpengineCalls } from '../load/rtpengine-calls.ts';
import { OPUS } from '../load/sip-text.ts';
import { CALLEE_MEDIA_PORT, codecFloorPercent, loadVoice, type VoiceResult } from '../load/voice-load.ts';
import { isInstalled } from '../machine/programs.ts';
import type { BenchOptions } from '../options.ts';
import { measurePairs, median } from '../pairs.ts';
import type { Figure, Row } from '../row.ts';
import { startHamvoip } from '../servers/hamvoip.ts';
import { startRtpengine } from '../servers/rtpengine.ts';

const CALLS = 20;
const CALLEES = { mediaPort: CALLEE_MEDIA_PORT, payload: OPUS } as const;
/** To what the codec takes by itself. */
const FACTOR = 1.3;

export const transcodeRow: Row = {
  key: 'transcode',
  async run(options): Promise<Figure[]> {
    const floor = codecFloorPercent();
    const { ours, theirs } = await measurePairs(
      options.pairs,
      () => loadOurs(options),
      isInstalled('rtpengine') ? () => loadTheirs(options) : undefined,
    );
    const arrived = (results: readonly VoiceResult[]): string =>
      `${(100 * median(results.map((result) => result.arrived))).toFixed(2)} % arrive`;
    return [
      {
        work: `Opus-G.711 transcoded call, speech both ways, ${Math.max(1, Math.round(CALLS * options.load))} calls`,
        unit: '% of a core a call',
        wanted: `≤ ${FACTOR} of the codec`,
        atMost: FACTOR * floor,
        ours: ours.map(({ cpuPercent }) => cpuPercent),
        theirs: { name: 'rtpengine (user space)', values: theirs.map(({ cpuPercent }) => cpuPercent) },
        notes: [
          `libopus alone, as we run it: ${floor.toFixed(2)} %`,
          arrived(ours),
          ...(theirs.length > 0 ? [`theirs ${arrived(theirs)}`] : []),
        ],
      },
    ];
  },
};

async function loadOurs(options: BenchOptions): Promise<VoiceResult> {
  const server = await startHamvoip({ extensions: 2 * CALLS, profileFolder: options.profileFolder });
  const calls = await RelayedCalls.open(server, CALLEES);
  try {
    return await talk(options, server.pids, (to) => calls.establish(0, to));
  } finally {
    calls.close();
    await server.stop();
  }
}

async function loadTheirs(options: BenchOptions): Promise<VoiceResult> {
  const server = await startRtpengine();
  const calls = await RtpengineCalls.open(server);
  try {
    return await talk(options, server.pids, (to) => calls.establish(0, to, CALLEES));
  } finally {
    calls.close();
    await server.stop();
  }
}

async function talk(
  { seconds, load }: BenchOptions,
  pids: readonly number[],
  establish: (to: number) => Promise<readonly RtpLeg[]>,
): Promise<VoiceResult> {
  return loadVoice(await establish(Math.max(1, Math.round(CALLS * load))), seconds, pids);
}
