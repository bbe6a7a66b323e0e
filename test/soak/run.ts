import { readOptions } from './options.ts';
import { takePriority } from './priority.ts';
import { judge } from './verdicts.ts';
import { soak } from './workload.ts';

takePriority();
const options = readOptions(process.argv.slice(2));
const run = await soak(options, (line) => console.error(line));
const verdicts = judge(run);
for (const { holds, what, wanted, found } of verdicts)
  console.log(`${holds ? 'ok  ' : 'FAIL'} ${what}: ${found} (wanted: ${wanted})`);
console.log(run.tally.describe('done: '));
console.log(run.tally.describe('skipped: '));
process.exit(verdicts.every(({ holds }) => holds) ? 0 : 1);
