import { RelayedCalls } from '../load/relayed-calls.ts';
import { canLoadRtp, loadRtp, type RtpLeg, type RtpResult } from '../load/rtp-load.ts';
import { RtpengineCalls } from '../load/rtpengine-calls.ts';
import { isInstalled } from '../machine/programs.ts';
import type { BenchOptions } from '../options.ts';
import { measurePairs, median } from '../pairs.ts';
import type { Figure, Row } from '../row.ts';
import { startHamvoip } from '../servers/hamvoip.ts';
import { startRtpengine } from '../servers/rtpengine.ts';

/** Calls at a time, and microseconds a packet that are wanted. */
const STEPS = [
  { calls: 200, atMost: 8 },
  { calls: 500, atMost: 5.5 },
  { calls: 1000, atMost: 4.8 },
] as const;
const EXTENSIONS = 2000;

type Steps = readonly RtpResult[];

export const relayRow: Row = {
  key: 'relay',
  async run(options): Promise<Figure[]> {
    if (!canLoadRtp()) throw new Error('gcc is missing, which compiles the RTP generator');
    const { ours, theirs } = await measurePairs(
      options.pairs,
      () => loadOurs(options),
      isInstalled('rtpengine') ? () => loadTheirs(options) : undefined,
    );
    const name = 'rtpengine (user space)';
    const at = (results: readonly Steps[], step: number): RtpResult[] =>
      results.flatMap((steps) => steps[step] ?? []);
    return [
      ...STEPS.map(({ calls, atMost }, step) => ({
        work: `RTP relay G.711 20 ms, ${calls} calls, per packet`,
        unit: 'µs CPU',
        wanted: `≤ ${atMost}, loss ≤ 0.01 %`,
        atMost,
        ours: at(ours, step).map(microsecondsEach),
        theirs: { name, values: at(theirs, step).map(microsecondsEach) },
        notes: lossNotes(at(ours, step), at(theirs, step)),
      })),
      {
        work: `Delay through the relay, p50, ${STEPS[0].calls} calls`,
        unit: 'ms',
        wanted: '≤ 1.5',
        atMost: 1.5,
        ours: at(ours, 0).map(delayMs),
        theirs: { name, values: at(theirs, 0).map(delayMs) },
        notes: [],
      },
    ];
  },
};

async function loadOurs(options: BenchOptions): Promise<Steps> {
  const server = await startHamvoip({ extensions: EXTENSIONS, profileFolder: options.profileFolder });
  const calls = await RelayedCalls.open(server);
  try {
    return await climb(options, server.pids, (from, to) => calls.establish(from, to));
  } finally {
    calls.close();
    await server.stop();
  }
}

async function loadTheirs(options: BenchOptions): Promise<Steps> {
  const server = await startRtpengine();
  const calls = await RtpengineCalls.open(server);
  try {
    return await climb(options, server.pids, (from, to) => calls.establish(from, to));
  } finally {
    calls.close();
    await server.stop();
  }
}

/** The same server with more and more calls. */
async function climb(
  { seconds }: BenchOptions,
  serverPids: readonly number[],
  establish: (from: number, to: number) => Promise<readonly RtpLeg[]>,
): Promise<Steps> {
  const legs: RtpLeg[] = [];
  const results: RtpResult[] = [];
  for (const { calls } of STEPS) {
    legs.push(...(await establish(legs.length / 2, calls)));
    results.push(await loadRtp({ kind: 'relay', legs, seconds, serverPids }));
  }
  return results;
}

function microsecondsEach(result: RtpResult): number {
  return ((result.server_cpu_pct / 100) * result.window_s * 1e6) / result.received;
}

function delayMs({ delay_us }: RtpResult): number {
  return (delay_us?.p50 ?? Number.NaN) / 1000;
}

function lossNotes(ours: readonly RtpResult[], theirs: readonly RtpResult[]): string[] {
  const loss = (results: readonly RtpResult[]): string =>
    `${median(results.map(({ loss_pct = Number.NaN }) => loss_pct)).toFixed(3)} %`;
  const share = Math.round(median(ours.map(({ server_cpu_pct }) => server_cpu_pct)));
  const stolen = Math.round(median([...ours, ...theirs].map(({ stolen_pct }) => stolen_pct)));
  return [
    `${share} % of a core`,
    `loss ${loss(ours)}`,
    ...(theirs.length > 0 ? [`theirs ${loss(theirs)}`] : []),
    ...(stolen > 2 ? [`${stolen} % of a CPU stolen`] : []),
  ];
}
