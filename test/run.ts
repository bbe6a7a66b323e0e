/**
 * Runs a group of tests and says briefly what came of it: `node test/run.ts unit|peers|browser|faults|architecture [part of a
 * path]...`. The last line is `N passed, N failed`, with `, N skipped` when there were any; the exit code is 1 when
 * a test failed or none ran.
 */
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { relative, resolve } from 'node:path';
import { run } from 'node:test';
import { inspect } from 'node:util';

interface Group {
  readonly patterns: readonly string[];
  /** Files at a time. */
  readonly concurrency: number;
  readonly needsPages?: true;
  /** A file that takes longer hangs. */
  readonly timeoutMs: number;
}

interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

interface Failure {
  readonly name: string;
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly details: { readonly error: Error };
}

const GROUPS: Readonly<Record<string, Group>> = {
  unit: {
    patterns: [
      'src/**/*.test.ts',
      'ui/**/*.test.ts',
      'testkit/**/*.test.ts',
      'test/scenario/**/*.test.ts',
      'test/conformance/**/*.test.ts',
      'test/soak/**/*.test.ts',
    ],
    concurrency: availableParallelism(),
    needsPages: true,
    timeoutMs: 180_000,
  },
  peers: { patterns: ['test/peers/**/*.test.ts'], concurrency: 1, timeoutMs: 900_000 },
  browser: {
    patterns: ['test/browser/**/*.test.ts'],
    concurrency: 1,
    needsPages: true,
    timeoutMs: 300_000,
  },
  faults: { patterns: ['test/faults/**/*.test.ts'], concurrency: 1, timeoutMs: 300_000 },
  architecture: { patterns: ['test/architecture.test.ts'], concurrency: 1, timeoutMs: 60_000 },
};

const root = new URL('..', import.meta.url).pathname;
process.chdir(root);
process.exitCode = await main(process.argv[2] ?? 'unit', process.argv.slice(3));

async function main(name: string, filters: readonly string[]): Promise<number> {
  const group = GROUPS[name];
  if (!group) {
    console.error(`no group of tests is called ${name}; there are ${Object.keys(GROUPS).join(', ')}`);
    return 64;
  }
  const files = globSync(group.patterns)
    .filter((file) => filters.length === 0 || filters.some((filter) => file.includes(filter)))
    .sort();
  // For who runs a few files without npm: the pages are built from the sources as they are now.
  if (group.needsPages && spawnSync(process.execPath, ['bin/prepare.js'], { stdio: 'inherit' }).status !== 0)
    return 1;
  const tally: Tally = { passed: 0, failed: 0, skipped: 0 };
  if (files.length > 0) await runFiles(files, group, tally);
  else console.log('no test file matches');
  const skipped = tally.skipped > 0 ? `, ${tally.skipped} skipped` : '';
  console.log(`${tally.passed} passed, ${tally.failed} failed${skipped}`);
  return tally.failed > 0 || tally.passed === 0 ? 1 : 0;
}

async function runFiles(files: readonly string[], group: Group, tally: Tally): Promise<void> {
  const output = new Map<string, string[]>();
  const stream = run({
    files: [...files],
    concurrency: group.concurrency,
    timeout: group.timeoutMs,
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  const failedFiles = new Set<string>();
  stream.on('test:stdout', ({ file, message }) => keep(output, file, message));
  stream.on('test:stderr', ({ file, message }) => keep(output, file, message));
  // Figures a test tells people about; nothing is judged by them.
  stream.on('test:diagnostic', ({ file, message }) => {
    if (file !== undefined && !/^(tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) /.test(message))
      console.log(message);
  });
  stream.on('test:fail', (failure) => {
    // A test that fails only because a test inside it did is told by that one.
    if (isOnlyParentOfFailure(failure.details.error)) return;
    if (failure.file) failedFiles.add(failure.file);
    printFailure(failure);
  });
  for await (const event of stream) {
    if (event.type !== 'test:summary' || event.data.file !== undefined) continue;
    tally.passed = event.data.counts.passed;
    tally.failed = event.data.counts.failed + event.data.counts.cancelled;
    tally.skipped = event.data.counts.skipped + event.data.counts.todo;
  }
  for (const file of failedFiles) printOutput(file, output.get(resolve(file)));
}

function keep(output: Map<string, string[]>, file: string | undefined, message: string): void {
  if (file === undefined) return;
  const path = resolve(file);
  const lines = output.get(path);
  if (lines) lines.push(message);
  else output.set(path, [message]);
}

function isOnlyParentOfFailure(error: Error): boolean {
  return 'failureType' in error && error.failureType === 'subtestsFailed';
}

function printFailure({ name, file, line, details }: Failure): void {
  const place = file ? `${relative(root, file)}${line === undefined ? '' : `:${line}`}` : '';
  const cause = details.error.cause ?? details.error;
  console.log(`\nFAILED ${name}\n  ${place}`);
  console.log(indent(cause instanceof Error ? (cause.stack ?? cause.message) : inspect(cause)));
}

function printOutput(file: string, lines: readonly string[] | undefined): void {
  const text = lines?.join('').trim();
  if (text) console.log(`\noutput of ${relative(root, file)}\n${indent(text)}`);
}

function indent(text: string): string {
  return text.replace(/^/gm, '  ');
}
