import { call, registerCallees } from '../load/calls.ts';
import type { LoadResult } from '../load/registrations.ts';
import { isInstalled } from '../machine/programs.ts';
import type { BenchOptions } from '../options.ts';
import { measurePairs } from '../pairs.ts';
import type { Figure, Row } from '../row.ts';
import { startHamvoip } from '../servers/hamvoip.ts';
import { startKamailio } from '../servers/kamailio.ts';
import type { RunningServer } from '../servers/server.ts';
import { loadNotes } from './load-notes.ts';

const EXTENSIONS = 1000;
const RATE = 300;
const WARMING_CALLS = 1500;

export const callRow: Row = {
  key: 'call',
  async run(options): Promise<Figure[]> {
    const { ours, theirs } = await measurePairs(
      options.pairs,
      async () =>
        load(await startHamvoip({ extensions: EXTENSIONS, profileFolder: options.profileFolder }), options),
      isInstalled('kamailio') ? async () => load(await startKamailio(), options) : undefined,
    );
    return [
      {
        work: `Call INVITE-180-200-ACK-BYE with digest, media anchored, ${RATE * options.load}/s`,
        unit: 'ms CPU',
        wanted: '≤ 0.5',
        atMost: 0.5,
        ours: ours.map((result) => result.cpuMsEach),
        theirs: { name: 'Kamailio (no media)', values: theirs.map((result) => result.cpuMsEach) },
        notes: loadNotes(ours),
      },
    ];
  },
};

async function load(server: RunningServer, options: BenchOptions): Promise<LoadResult> {
  try {
    await registerCallees(server, EXTENSIONS);
    await call(server, { extensions: EXTENSIONS, rate: RATE, count: WARMING_CALLS });
    const rate = RATE * options.load;
    return await call(server, { extensions: EXTENSIONS, rate, count: Math.ceil(rate * options.seconds) });
  } finally {
    await server.stop();
  }
}
