/**
 * `npm run bench -- [--rows register,call] [--pairs N] [--seconds N] [--profile FOLDER]`: measures our exchange, and
 * where Debian's packages are installed its rivals by turns, and writes bench/results/.
 */
import { describeCommit, describeMachine } from './machine/description.ts';
import { pinGenerators } from './machine/pinning.ts';
import { readOptions } from './options.ts';
import { toMarkdown, writeReport } from './report.ts';
import type { Figure, Row } from './row.ts';
import { callRow } from './rows/call.ts';
import { conferenceRow } from './rows/conference.ts';
import { growthRow } from './rows/growth.ts';
import { memoryRow } from './rows/memory.ts';
import { pagesRow } from './rows/pages.ts';
import { registerRow } from './rows/register.ts';
import { relayRow } from './rows/relay.ts';
import { startRow } from './rows/start.ts';
import { transcodeRow } from './rows/transcode.ts';

const ROWS: readonly Row[] = [
  registerRow,
  callRow,
  relayRow,
  transcodeRow,
  conferenceRow,
  memoryRow,
  startRow,
  growthRow,
  pagesRow,
];

const options = readOptions(process.argv.slice(2));
const unknown = options.rows.filter((key) => !ROWS.some((row) => row.key === key));
if (unknown.length > 0) {
  console.error(`no row is called ${unknown.join(', ')}; there are ${ROWS.map((row) => row.key).join(', ')}`);
  process.exit(64);
}
pinGenerators();
const begun = {
  date: new Date().toISOString().slice(0, 10),
  commit: describeCommit(new URL('..', import.meta.url).pathname),
};
const figures: Figure[] = [];
const missing: string[] = [];
for (const row of ROWS) {
  if (options.rows.length > 0 && !options.rows.includes(row.key)) continue;
  console.error(`measuring ${row.key} …`);
  try {
    figures.push(...(await row.run(options)));
  } catch (error) {
    missing.push(`${row.key}: ${error instanceof Error ? error.message : error}`);
  }
}
const report = {
  ...begun,
  machine: describeMachine(),
  pairs: options.pairs,
  seconds: options.seconds,
  figures,
  missing,
};
console.log(toMarkdown(report));
// A profiled exchange is slower: its figures are nobody's.
if (options.profileFolder === undefined) console.error(`written: ${writeReport(report)}.md`);
process.exit(missing.length > 0 ? 1 : 0);
