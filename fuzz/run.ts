import { parseArgs } from 'node:util';
import { seededRandom } from '../testkit/seeded-random.ts';
import { mutate } from './mutate.ts';
import { SIP_MESSAGE } from './sip-message.ts';
import type { FuzzTarget } from './target.ts';

/**
 * Mutation fuzzing: `node fuzz/run.ts --seconds 60 --seed 1 [--target sip-message]`. Exit 1 with the input in
 * hexadecimal when a target throws or takes longer than its input's size allows.
 */
const TARGETS: readonly FuzzTarget[] = [SIP_MESSAGE];

/** A datagram of 64 kB may take this long; repeated, because the machine has pauses of its own. */
const SLOW_MS = 25;
const REPETITIONS = 5;

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    target: { type: 'string' },
  },
});

const targets = TARGETS.filter(({ name }) => values.target === undefined || name === values.target);
const seconds = Number(values.seconds);
const seed = Number(values.seed);
if (targets.length === 0 || !(seconds > 0) || !Number.isSafeInteger(seed)) {
  console.error(
    `usage: node fuzz/run.ts [--seconds N] [--seed N] [--target ${TARGETS.map(({ name }) => name).join('|')}]`,
  );
  process.exit(2);
}

for (const target of targets) {
  const cases = fuzz(target, (seconds * 1000) / targets.length);
  console.log(`${target.name}: ${cases} cases, seed ${seed}, nothing found`);
}

function fuzz(target: FuzzTarget, durationMs: number): number {
  const random = seededRandom(seed);
  const end = performance.now() + durationMs;
  let cases = 0;
  for (const input of target.seeds) examine(target, input, cases++);
  while (performance.now() < end) {
    const input = mutate(pick(target), pick(target), random);
    examine(target, input, cases++);
  }
  return cases;

  function pick({ seeds }: FuzzTarget): Uint8Array {
    return seeds[random.integer(seeds.length)] ?? new Uint8Array(0);
  }
}

function examine(target: FuzzTarget, input: Uint8Array, index: number): void {
  try {
    if (timed(target, input) < SLOW_MS) return;
    let bestMs = Number.POSITIVE_INFINITY;
    for (let i = 0; i < REPETITIONS; i++) bestMs = Math.min(bestMs, timed(target, input));
    if (bestMs >= SLOW_MS) report(target, input, index, `${bestMs.toFixed(1)} ms for ${input.length} bytes`);
  } catch (error) {
    report(target, input, index, error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}

function timed(target: FuzzTarget, input: Uint8Array): number {
  const start = performance.now();
  target.run(input);
  return performance.now() - start;
}

function report(target: FuzzTarget, input: Uint8Array, index: number, what: string): never {
  console.error(
    `${target.name}: seed ${seed}, case ${index}: ${what}\n${Buffer.from(input).toString('hex')}`,
  );
  process.exit(1);
}
