import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MachineDescription } from './machine/description.ts';
import { median } from './pairs.ts';
import type { Figure } from './row.ts';

export interface Report {
  readonly date: string;
  readonly commit: string;
  readonly machine: MachineDescription;
  readonly pairs: number;
  readonly seconds: number;
  readonly figures: readonly Figure[];
  /** Rows that could not be measured, and why. */
  readonly missing: readonly string[];
}

const RESULTS = new URL('results/', import.meta.url).pathname;
/** Fewer are enough to work with, and not to publish. */
const PAIRS_TO_PUBLISH = 5;

export function toMarkdown(report: Report): string {
  const { machine } = report;
  const lines = [
    `# Figures of ${report.date}, commit ${report.commit}`,
    '',
    `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB, Linux ${machine.kernel}, Node ${machine.node}. ${
      machine.pinned ? 'Server on one CPU, generators on another.' : 'Server and generators share the CPUs.'
    } ${report.pairs} pairs of ${report.seconds} s; the figure is the median, the range in brackets.`,
    ...(report.pairs < PAIRS_TO_PUBLISH
      ? ['', `Fewer than ${PAIRS_TO_PUBLISH} pairs: not for publication.`]
      : []),
    '',
    '| Work | Unit | Ours | Wanted | Theirs | |',
    '|---|---|---|---|---|---|',
    ...report.figures.map(toLine),
    ...report.missing.map((text) => `\nNot measured: ${text}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** Writes results/<date>-<commit>.md and .json, and returns the path without extension. */
export function writeReport(report: Report): string {
  mkdirSync(RESULTS, { recursive: true });
  const path = join(RESULTS, `${report.date}-${report.commit}`);
  writeFileSync(`${path}.md`, toMarkdown(report));
  writeFileSync(`${path}.json`, `${JSON.stringify(report, undefined, 1)}\n`);
  return path;
}

function toLine(figure: Figure): string {
  const { theirs, atMost } = figure;
  const met = atMost === undefined || median(figure.ours) <= atMost ? '' : ' (not met)';
  const other = theirs === undefined ? '' : `${theirs.name}: ${range(theirs.values)}`;
  return `| ${figure.work} | ${figure.unit} | **${range(figure.ours)}** | ${figure.wanted}${met} | ${other} | ${figure.notes.join(', ')} |`;
}

function range(values: readonly number[]): string {
  if (values.length === 0) return 'not measured';
  const middle = short(median(values));
  return values.length === 1
    ? middle
    : `${middle} (${short(Math.min(...values))}–${short(Math.max(...values))})`;
}

/** Three significant digits. */
function short(value: number): string {
  return value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}
