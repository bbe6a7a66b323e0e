import { call, registerCallees } from '../load/calls.ts';
import { type LoadResult, register } from '../load/registrations.ts';
import type { BenchOptions } from '../options.ts';
import { measurePairs, median, sum } from '../pairs.ts';
import type { Figure, Row } from '../row.ts';
import { startHamvoip } from '../servers/hamvoip.ts';

const FEW = 1000;
const MANY = 10_000;
const REGISTRATIONS_PER_S = 2000;
const CALLS_PER_S = 200;

interface Cost {
  readonly register: LoadResult;
  readonly call: LoadResult;
}

export const growthRow: Row = {
  key: 'growth',
  async run(options): Promise<Figure[]> {
    const { ours: many, theirs: few } = await measurePairs(
      options.pairs,
      () => cost(MANY, options),
      () => cost(FEW, options),
    );
    return [figure('REGISTER', pick(many, 'register'), pick(few, 'register'))].concat(
      figure('Call', pick(many, 'call'), pick(few, 'call')),
    );
  },
};

function pick(costs: readonly Cost[], key: keyof Cost): LoadResult[] {
  return costs.map((cost) => cost[key]);
}

function figure(work: string, many: readonly LoadResult[], few: readonly LoadResult[]): Figure {
  const each = (results: readonly LoadResult[]): string =>
    median(results.map(({ cpuMsEach }) => cpuMsEach)).toPrecision(3);
  const failed = sum([...many, ...few].map((result) => result.failed));
  return {
    work: `${work} with ${MANY} extensions and bindings, compared with ${FEW}`,
    unit: '×',
    wanted: '≤ 1.15',
    atMost: 1.15,
    ours: many.map(({ cpuMsEach }, pair) => cpuMsEach / (few[pair]?.cpuMsEach ?? Number.NaN)),
    notes: [`${each(many)} and ${each(few)} ms CPU at equal load, by turns`, `${failed} failed`],
  };
}

async function cost(extensions: number, { seconds, profileFolder }: BenchOptions): Promise<Cost> {
  const server = await startHamvoip({ extensions, profileFolder });
  try {
    // As many registrations whatever the number of extensions: both servers are equally warm.
    for (let count = 0; count < MANY; count += extensions) await registerCallees(server, extensions);
    const count = REGISTRATIONS_PER_S * seconds;
    const registrations = await register(server, { extensions, rate: REGISTRATIONS_PER_S, count });
    await call(server, { extensions, rate: CALLS_PER_S, count: CALLS_PER_S * 3 });
    const calls = await call(server, { extensions, rate: CALLS_PER_S, count: CALLS_PER_S * seconds });
    return { register: registrations, call: calls };
  } finally {
    await server.stop();
  }
}
