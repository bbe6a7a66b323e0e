import { type LoadResult, register } from '../load/registrations.ts';
import { isInstalled } from '../machine/programs.ts';
import type { BenchOptions } from '../options.ts';
import { measurePairs } from '../pairs.ts';
import type { Figure, Row } from '../row.ts';
import { startHamvoip } from '../servers/hamvoip.ts';
import { startKamailio } from '../servers/kamailio.ts';
import type { RunningServer } from '../servers/server.ts';
import { loadNotes } from './load-notes.ts';

const EXTENSIONS = 1000;
const RATE = 4000;
/** Compiled code and filled tables are what a server has after its first minute. */
const WARMING = { extensions: EXTENSIONS, rate: 2000, count: 6000 };

export const registerRow: Row = {
  key: 'register',
  async run(options): Promise<Figure[]> {
    const { ours, theirs } = await measurePairs(
      options.pairs,
      async () =>
        load(await startHamvoip({ extensions: EXTENSIONS, profileFolder: options.profileFolder }), options),
      isInstalled('kamailio') ? async () => load(await startKamailio(), options) : undefined,
    );
    return [
      {
        work: `REGISTER with digest, ${RATE * options.load}/s, ${EXTENSIONS} extensions, committed`,
        unit: 'ms CPU',
        wanted: '≤ 0.08',
        atMost: 0.08,
        ours: ours.map((result) => result.cpuMsEach),
        theirs: { name: 'Kamailio (memory only)', values: theirs.map((result) => result.cpuMsEach) },
        notes: loadNotes(ours),
      },
    ];
  },
};

async function load(server: RunningServer, options: BenchOptions): Promise<LoadResult> {
  try {
    await register(server, WARMING);
    const rate = RATE * options.load;
    return await register(server, { extensions: EXTENSIONS, rate, count: rate * options.seconds });
  } finally {
    await server.stop();
  }
}
