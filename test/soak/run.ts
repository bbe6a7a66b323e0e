/**
 * `npm run soak -- [--minutes 30] [--registrations 20] [--calls 5] …`: loads an exchange for so long, looks at it all
 * the while, and says whether all that must hold held; ends with 1 when it did not. Thirty minutes or more write
 * docs/operate/reliability.md. `--faults` only writes the faults of that page anew.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describeCommit, describeMachine } from '../../bench/machine/description.ts';
import { ExchangeProcess } from '../faults/exchange-process.ts';
import { type FloodFigures, flood } from '../faults/forged-flood.ts';
import { REPORT, readOptions, type SoakOptions } from './options.ts';
import { takePriority } from './priority.ts';
import { renderPage, renderWithoutFigures, withFaults } from './report.ts';
import { judge, judgeFlood, type Verdict } from './verdicts.ts';
import { soak } from './workload.ts';

const ROOT = new URL('../../', import.meta.url).pathname;
const FLOOD_PER_SECOND = 8_000;

process.exit(await main(process.argv.slice(2)));

async function main(args: readonly string[]): Promise<number> {
  if (args[0] === '--faults') {
    const page = existsSync(REPORT) ? withFaults(readFileSync(REPORT, 'utf8')) : renderWithoutFigures();
    writeFileSync(REPORT, page);
    return 0;
  }
  let options: SoakOptions;
  try {
    options = readOptions(args);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 64;
  }
  return measure(options);
}

async function measure(options: SoakOptions): Promise<number> {
  const isFirst = takePriority();
  const begun = { date: new Date().toISOString().slice(0, 10), commit: describeCommit(ROOT) };
  const tell = (line: string): void => console.error(line);
  const run = await soak(options, tell);
  const verdicts = [...judge(run)];
  verdicts.forEach(print);
  const flooded = options.sources === 0 ? undefined : await floodFresh(options);
  if (flooded !== undefined) {
    const more = judgeFlood(flooded);
    more.forEach(print);
    verdicts.push(...more);
  }
  console.log(`done: ${run.tally.describe('done: ')}\nskipped: ${run.tally.describe('skipped: ')}`);
  if (options.report !== undefined) {
    const machine = machineLine(isFirst);
    const { samples, tally } = run;
    const page = {
      ...begun,
      machine,
      options,
      verdicts,
      samples,
      tally,
      flood: flooded,
      perSecond: FLOOD_PER_SECOND,
    };
    writeFileSync(options.report, renderPage(page));
    tell(`written: ${options.report}`);
  }
  return verdicts.every(({ holds }) => holds) ? 0 : 1;
}

function print({ holds, what, wanted, found }: Verdict): void {
  console.log(`${holds ? 'holds ' : 'FAILED'}  ${what}: ${found} (wanted: ${wanted})`);
}

async function floodFresh({ firstPort, sources }: SoakOptions): Promise<FloodFigures> {
  const closers: (() => unknown)[] = [];
  try {
    const owner = { after: (close: unknown) => void closers.push(close as () => unknown) };
    const exchange = await ExchangeProcess.start(owner, { firstPort: firstPort + 20 });
    const phone = await exchange.registered('200');
    return await flood(exchange, phone, { sources, perSecond: FLOOD_PER_SECOND });
  } finally {
    for (const close of closers) await close();
  }
}

function machineLine(isFirst: boolean): string {
  const { cpu, cores, memoryGb, kernel, node } = describeMachine();
  const priority = isFirst ? 'ahead of other work of the machine' : 'beside other work of the machine';
  return `${cpu}, ${cores} cores, ${memoryGb} GB, Linux ${kernel}, Node ${node}, exchange and load on the same cores, ${priority}`;
}
