import { call, registerCallees } from '../load/calls.ts';
import { register } from '../load/registrations.ts';
import type { BenchOptions } from '../options.ts';
import { measurePairs } from '../pairs.ts';
import type { Figure, Row } from '../row.ts';
import { startHamvoip } from '../servers/hamvoip.ts';

const FEW = 1000;
const MANY = 10_000;
const REGISTRATIONS_PER_S = 2000;
const CALLS_PER_S = 200;

interface Cost {
  readonly registerMs: number;
  readonly callMs: number;
}

export const growthRow: Row = {
  key: 'growth',
  async run(options): Promise<Figure[]> {
    const { ours: many, theirs: few } = await measurePairs(
      options.pairs,
      () => cost(MANY, options),
      () => cost(FEW, options),
    );
    const figure = (work: string, ratios: readonly number[]): Figure => ({
      work: `${work} with ${MANY} extensions and bindings, compared with ${FEW}`,
      unit: '×',
      wanted: '≤ 1.15',
      atMost: 1.15,
      ours: ratios,
      notes: ['CPU each, same load, by turns'],
    });
    const ratios = (key: keyof Cost): number[] =>
      many.map((cost, index) => cost[key] / (few[index]?.[key] ?? Number.NaN));
    return [figure('REGISTER', ratios('registerMs')), figure('Call', ratios('callMs'))];
  },
};

async function cost(extensions: number, { seconds, profileFolder }: BenchOptions): Promise<Cost> {
  const server = await startHamvoip({ extensions, profileFolder });
  try {
    // As many registrations whatever the number of extensions: both servers are equally warm.
    for (let count = 0; count < MANY; count += extensions) await registerCallees(server, extensions);
    const count = REGISTRATIONS_PER_S * seconds;
    const registrations = await register(server, { extensions, rate: REGISTRATIONS_PER_S, count });
    await call(server, { extensions, rate: CALLS_PER_S, count: CALLS_PER_S * 3 });
    const calls = await call(server, { extensions, rate: CALLS_PER_S, count: CALLS_PER_S * seconds });
    return { registerMs: registrations.cpuMsEach, callMs: calls.cpuMsEach };
  } finally {
    await server.stop();
  }
}
