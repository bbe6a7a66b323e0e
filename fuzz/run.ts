import { parseArgs } from 'node:util';
import type { Random } from '../src/base/random.ts';
import { seededRandom } from '../testkit/seeded-random.ts';
import { MemoryWatch } from './memory.ts';
import { mutate } from './mutate.ts';
import type { FuzzTarget } from './target.ts';
import { DIGEST } from './targets/digest.ts';
import { EXCHANGE_CALLS } from './targets/exchange-calls.ts';
import { EXCHANGE_STRANGERS } from './targets/exchange-strangers.ts';
import { RTP } from './targets/rtp.ts';
import { SDP } from './targets/sdp.ts';
import { SIP_MESSAGE } from './targets/sip-message.ts';
import { SIP_VALUES } from './targets/sip-values.ts';
import { STREAM_FRAMING } from './targets/stream-framing.ts';
import { WEB_SOCKET } from './targets/web-socket.ts';

/**
 * Mutation fuzzing: `npm run fuzz -- --seconds 60 [--seed 1] [--target sip-message]`. The seconds are shared out among
 * the targets, the seed is printed. Exit 1 with the input in hexadecimal when a target throws, leaves something behind
 * or takes longer than its input's size allows.
 */
const TARGETS: readonly FuzzTarget[] = [
  SIP_MESSAGE,
  SIP_VALUES,
  DIGEST,
  SDP,
  STREAM_FRAMING,
  WEB_SOCKET,
  RTP,
  EXCHANGE_STRANGERS,
  EXCHANGE_CALLS,
];

/** A datagram of 64 kB may take this long of the processor; repeated, because a collection may fall into one run. */
const SLOW_MS = 25;
const REPETITIONS = 5;
const SETTLE_AFTER = 1000;

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
    `usage: npm run fuzz -- [--seconds N] [--seed N] [--target ${TARGETS.map(({ name }) => name).join('|')}]`,
  );
  process.exit(2);
}

const shares = targets.reduce((sum, { share = 1 }) => sum + share, 0);
console.log(`seed ${seed}, ${seconds} s`);
for (const target of targets) {
  const { cases, memory } = await fuzz(target, (seconds * 1000 * (target.share ?? 1)) / shares);
  console.log(`${target.name}: ${cases} cases, nothing found${target.settle ? `; heap ${memory}` : ''}`);
}

async function fuzz(target: FuzzTarget, durationMs: number): Promise<{ cases: number; memory: MemoryWatch }> {
  const random = seededRandom(seed);
  const memory = new MemoryWatch();
  const end = performance.now() + durationMs;
  let cases = 0;
  for (const input of target.seeds) await examine(target, input, random, cases++);
  while (performance.now() < end) {
    const input = mutate(pick(), pick(), random);
    await examine(target, input, random, cases++);
    if (cases % (target.settleAfter ?? SETTLE_AFTER) === 0) await settle(target, memory, cases);
  }
  await settle(target, memory, cases);
  return { cases, memory };

  function pick(): Uint8Array {
    return target.seeds[random.integer(target.seeds.length)] ?? new Uint8Array(0);
  }
}

async function settle(target: FuzzTarget, memory: MemoryWatch, cases: number): Promise<void> {
  if (!target.settle) return;
  try {
    await target.settle();
    memory.look();
  } catch (error) {
    report(target, undefined, cases, textOf(error));
  }
}

async function examine(target: FuzzTarget, input: Uint8Array, random: Random, index: number): Promise<void> {
  try {
    const start = performance.now();
    const result = target.run(input, random);
    if (result) return await result;
    if (performance.now() - start < SLOW_MS) return;
    const bestMs = Math.min(...Array.from({ length: REPETITIONS }, () => timed(target, input, random)));
    if (bestMs >= SLOW_MS) report(target, input, index, `${bestMs.toFixed(1)} ms for ${input.length} bytes`);
  } catch (error) {
    report(target, input, index, textOf(error));
  }
}

function timed(target: FuzzTarget, input: Uint8Array, random: Random): number {
  const start = process.threadCpuUsage();
  target.run(input, random);
  const { user, system } = process.threadCpuUsage(start);
  return (user + system) / 1000;
}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function report(target: FuzzTarget, input: Uint8Array | undefined, index: number, what: string): never {
  const bytes = input === undefined ? 'after the last input' : Buffer.from(input).toString('hex');
  console.error(`${target.name}: seed ${seed}, case ${index}: ${what}\n${bytes}`);
  process.exit(1);
}
