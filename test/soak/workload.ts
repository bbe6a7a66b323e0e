import { setTimeout as pause } from 'node:timers/promises';
import { ExchangeProcess } from '../faults/exchange-process.ts';
import { CONFERENCES } from './calls.ts';
import { LiveHeap } from './live-heap.ts';
import { Load } from './load.ts';
import type { SoakOptions } from './options.ts';
import type { ProbeFigures } from './prober.ts';
import { type Sample, takeSample } from './samples.ts';
import { ATTEMPTS, BAN_S } from './strangers.ts';
import { Tally } from './tally.ts';
import { EMPTY_WITHIN_MS } from './verdicts.ts';

const SAMPLE_EVERY_MS = 10_000;
/** Seldom: each look has the exchange make thousands of labels of metrics, which are garbage of ours. */
const LOOK_EVERY_MS = 2_000;
/** The first when it is warm, the last at the end. */
const RESTS = 5;
/** Functions that are seldom called are compiled late, and what V8 keeps beside compiled code counts as heap. */
const LONGEST_WARM_UP_S = 600;
const WARM_UP_SHARE = 1 / 3;
const LONGEST_EXERCISE_S = 150;
const EXERCISE_SHARE = 1 / 12;
const RTP_PORTS = 4_000;
/** Behind SIP, web, metrics and SIP over TLS. */
const INSPECTOR = 4;

/** A time without calls and without registered phones, for a look at what they left. */
export interface Rest {
  /** On the wall clock. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly atS: number;
  /** Made by then. */
  readonly calls: number;
  /** With the garbage collected. */
  readonly heapBytes: number;
  readonly sample: Sample;
}

/** All that a run found. */
export interface Run {
  readonly tally: Tally;
  readonly samples: readonly Sample[];
  readonly rests: readonly Rest[];
  /** When the load had lasted long enough for caches and code to be what they will be. */
  readonly warmS: number;
  readonly cutOffMs: readonly number[];
  readonly apiMs: readonly number[];
  readonly probe: ProbeFigures;
  /** Without load, before and after. */
  readonly before: Sample;
  readonly after: Sample;
  /** Undefined when something was left. */
  readonly emptyAfterMs: number | undefined;
  readonly stop: { readonly code: number | null; readonly ms: number };
}

/** Starts an exchange, loads it for so long, looks at it all the while, and stops it. */
export async function soak(options: SoakOptions, tell: (line: string) => void): Promise<Run> {
  const closers: (() => unknown)[] = [];
  try {
    return await new Workload(options, tell).run({
      after: (close) => void closers.push(close as () => unknown),
    });
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

class Workload {
  readonly #options: SoakOptions;
  readonly #tell: (line: string) => void;
  readonly #tally = new Tally();
  readonly #samples: Sample[] = [];
  readonly #rests: Rest[] = [];
  #beganAt = 0;

  constructor(options: SoakOptions, tell: (line: string) => void) {
    this.#options = options;
    this.#tell = tell;
  }

  async run(owner: Parameters<typeof ExchangeProcess.start>[0]): Promise<Run> {
    const { firstPort, minutes } = this.#options;
    const exchange = await ExchangeProcess.start(owner, {
      firstPort,
      settings: {
        HAMVOIP_BAN: `${ATTEMPTS}/300/${BAN_S}`,
        HAMVOIP_RTP_PORTS: `${firstPort + 1000}-${firstPort + 1000 + RTP_PORTS - 1}`,
        NODE_OPTIONS: `--inspect-port=127.0.0.1:${firstPort + INSPECTOR}`,
      },
    });
    for (const [index, number] of CONFERENCES.slice(1).entries())
      await exchange.api('POST', '/conferences', { number, name: `Soak ${index}` });
    const heap = await LiveHeap.open(exchange.pid, firstPort + INSPECTOR);
    await this.#touch(exchange);
    const before = await takeSample(exchange, 0);
    const load = await Load.begin(exchange, this.#options, this.#tally);
    await load.exercise(Math.min(LONGEST_EXERCISE_S, minutes * 60 * EXERCISE_SHARE));
    this.#beganAt = performance.now();
    const warmS = Math.min(LONGEST_WARM_UP_S, minutes * 60 * WARM_UP_SHARE);
    const stretches = [warmS, ...Array<number>(RESTS - 1).fill((minutes * 60 - warmS) / (RESTS - 1))];
    for (const seconds of stretches) {
      await load.start();
      await this.#watch(exchange, seconds);
      await this.#rest(exchange, load, heap);
    }
    const figures = await load.end();
    heap.close();
    const { after, emptyAfterMs } = await this.#becomesEmpty(exchange, before);
    const stoppedAt = performance.now();
    const code = await exchange.end('SIGTERM');
    const stop = { code, ms: performance.now() - stoppedAt };
    const found = { tally: this.#tally, samples: this.#samples, rests: this.#rests, warmS };
    return { ...found, ...figures, before, after, emptyAfterMs, stop };
  }

  /** What the first of everything leaves behind is no leak: it is there before the counting. */
  async #touch(exchange: ExchangeProcess): Promise<void> {
    for (const transport of ['UDP', 'TCP', 'TLS', 'WS'] as const) {
      const phone = await exchange.registered('199', { transport });
      const call = await phone.call('9043');
      while (call.state === 'calling') await pause(10);
      await call.hangUp();
      await phone.unregister();
      exchange.discard(phone);
    }
    if (!(await until(async () => isEmpty(await takeSample(exchange, 0)), 2 * EMPTY_WITHIN_MS)))
      throw new Error('one call leaves something behind');
  }

  async #watch(exchange: ExchangeProcess, seconds: number): Promise<void> {
    const beganAt = performance.now();
    for (let n = 1; performance.now() - beganAt < seconds * 1000; n += 1) {
      await pause(Math.max(0, beganAt + n * SAMPLE_EVERY_MS - performance.now()));
      const sample = await takeSample(exchange, this.#elapsedS);
      this.#samples.push(sample);
      this.#tell(line(sample));
    }
  }

  /** What calls and registrations hold while they last would hide what they leave: nobody calls for a while. */
  async #rest(exchange: ExchangeProcess, load: Load, heap: LiveHeap): Promise<void> {
    const fromMs = Date.now();
    await load.pause();
    const isQuiet = async () => isQuietNow(await takeSample(exchange, this.#elapsedS));
    if (!(await until(isQuiet, EMPTY_WITHIN_MS))) this.#tally.add('wrong: a rest in which calls go on');
    const heapBytes = await heap.measure();
    const sample = await takeSample(exchange, this.#elapsedS);
    const calls = this.#tally.sum('done: call');
    this.#rests.push({ fromMs, toMs: Date.now(), atS: this.#elapsedS, calls, heapBytes, sample });
    const { rssBytes, descriptors, handles, timers, connections } = sample;
    const [heapMb, rssMb] = [heapBytes, rssBytes].map((bytes) => (bytes / 1e6).toFixed(2));
    this.#tell(
      `at rest: live heap ${heapMb} MB, RSS ${rssMb} MB, ${descriptors} descriptors, ${handles} handles, ` +
        `${timers} timers, ${connections} connections, ${calls} calls done`,
    );
  }

  get #elapsedS(): number {
    return (performance.now() - this.#beganAt) / 1000;
  }

  /** `emptyAfterMs` is undefined when something is left of the load when the time for it is over. */
  async #becomesEmpty(
    exchange: ExchangeProcess,
    before: Sample,
  ): Promise<{ after: Sample; emptyAfterMs: number | undefined }> {
    const beganAt = performance.now();
    let after = before;
    const isAsBefore = await until(async () => {
      after = await takeSample(exchange, this.#elapsedS);
      return isEmpty(after) && after.descriptors <= before.descriptors && after.handles <= before.handles;
    }, EMPTY_WITHIN_MS);
    return { after, emptyAfterMs: isAsBefore ? performance.now() - beganAt : undefined };
  }
}

/** Whether it comes true within that time. */
async function until(condition: () => Promise<boolean>, limitMs: number): Promise<boolean> {
  const beganAt = performance.now();
  while (!(await condition())) {
    if (performance.now() - beganAt > limitMs) return false;
    await pause(LOOK_EVERY_MS);
  }
  return true;
}

function isQuietNow({ registrations, calls, dialogs, transactions }: Sample): boolean {
  return registrations + calls + dialogs + transactions === 0;
}

function isEmpty(sample: Sample): boolean {
  const { registrations, calls, dialogs, transactions, rtpPorts, connections, participants } = sample;
  return [registrations, calls, dialogs, transactions, rtpPorts, connections, participants].every(
    (n) => n === 0,
  );
}

function line(sample: Sample): string {
  const mb = (bytes: number): string => (bytes / 1e6).toFixed(1);
  const { atS, rssBytes, heapUsedBytes, descriptors, handles, timers, lagMs, registrations, calls } = sample;
  return (
    `${Math.round(atS)} s: RSS ${mb(rssBytes)} MB, heap ${mb(heapUsedBytes)} MB, ${descriptors} descriptors, ` +
    `${handles} handles, ${timers} timers, longest lag ${lagMs.toFixed(1)} ms, ${registrations} bindings, ` +
    `${calls} calls, ${sample.bans} bans, ${sample.exceptions} exceptions`
  );
}
