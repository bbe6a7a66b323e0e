import { setTimeout as sleep } from 'node:timers/promises';
import { registerCallees } from '../load/calls.ts';
import type { Figure, Row } from '../row.ts';
import { startHamvoip } from '../servers/hamvoip.ts';

const EXTENSIONS = 10_000;
const SETTLING_MS = 1_000;

/** Kamailio keeps its bindings in memory, so there is nothing to compare with. */
export const startRow: Row = {
  key: 'start',
  async run({ pairs, profileFolder }): Promise<Figure[]> {
    const data = await dataWithBindings();
    const seconds: number[] = [];
    for (let round = 0; round < pairs; round += 1) {
      const server = await startHamvoip({ extensions: EXTENSIONS, data, profileFolder });
      seconds.push(server.readyAfterMs / 1000);
      // A profile is written by an orderly end, which the exchange promises a moment after its first answer.
      if (profileFolder !== undefined) await sleep(SETTLING_MS);
      await (profileFolder === undefined ? server.kill() : server.stop());
    }
    return [
      {
        work: `Start with ${EXTENSIONS} extensions and bindings after kill -9, to the first answer`,
        unit: 's',
        wanted: '≤ 2',
        atMost: 2,
        ours: seconds,
        notes: ['from `hamvoip start` to the answer to an OPTIONS'],
      },
    ];
  },
};

/** The data folder of an exchange that was killed while all its extensions were registered. */
async function dataWithBindings(): Promise<string> {
  const server = await startHamvoip({ extensions: EXTENSIONS });
  try {
    await registerCallees(server, EXTENSIONS);
    return server.data;
  } finally {
    await server.kill();
  }
}
