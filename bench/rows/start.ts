import { registerCallees } from '../load/calls.ts';
import type { Figure, Row } from '../row.ts';
import { startHamvoip } from '../servers/hamvoip.ts';

const EXTENSIONS = 10_000;

/** Kamailio keeps its bindings in memory, so there is nothing to compare with. */
export const startRow: Row = {
  key: 'start',
  async run({ pairs, profileFolder }): Promise<Figure[]> {
    const first = await startHamvoip({ extensions: EXTENSIONS });
    await registerCallees(first, EXTENSIONS);
    await first.kill();
    const seconds: number[] = [];
    for (let round = 0; round < pairs; round += 1) {
      const server = await startHamvoip({ extensions: EXTENSIONS, data: first.data, profileFolder });
      seconds.push(server.readyAfterMs / 1000);
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
