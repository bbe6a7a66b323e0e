import { setTimeout as pause } from 'node:timers/promises';
import { NodeRandom } from '../../src/platform/node-random.ts';
import { ExchangeProcess } from '../faults/exchange-process.ts';
import { answerLike, Calls, CONFERENCES } from './calls.ts';
import { Desk } from './desk.ts';
import { LiveHeap } from './live-heap.ts';
import { Members } from './members.ts';
import type { SoakOptions } from './options.ts';
import { Probe } from './probe.ts';
import type { ProbeFigures } from './prober.ts';
import { type Sample, takeSample } from './samples.ts';
import { ATTEMPTS, BAN_S, Garbler, Guessers } from './strangers.ts';
import { Tally } from './tally.ts';
import { EMPTY_WITHIN_MS } from './verdicts.ts';

const SAMPLE_EVERY_MS = 10_000;
const LOOKS_AT_LIVE_HEAP = 8;
const LONGEST_WARM_UP_S = 300;
const WARM_UP_SHARE = 0.25;
const RTP_PORTS = 4_000;

/** All that a run found. */
export interface Run {
  readonly tally: Tally;
  readonly samples: readonly Sample[];
  readonly liveHeap: readonly { readonly atS: number; readonly bytes: number }[];
  /** When the load had lasted long enough for caches and code to be what they will be. */
  readonly warmS: number;
  /** How many calls had been made by then. */
  readonly callsAt: (atS: number) => number;
  readonly cutOffMs: readonly number[];
  readonly apiMs: readonly number[];
  readonly probe: ProbeFigures;
  /** When we held the exchange up to look at its heap, on the wall clock. */
  readonly looks: readonly { readonly fromMs: number; readonly toMs: number }[];
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
  readonly #liveHeap: { atS: number; bytes: number }[] = [];
  readonly #looks: { fromMs: number; toMs: number }[] = [];
  readonly #callsAt: [atS: number, calls: number][] = [];
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
        NODE_OPTIONS: `--inspect-port=127.0.0.1:${firstPort + 3}`,
      },
    });
    for (const [index, number] of CONFERENCES.slice(1).entries())
      await exchange.api('POST', '/conferences', { number, name: `Soak ${index}` });
    const heap = await LiveHeap.open(exchange.pid, firstPort + 3);
    await this.#touch(exchange);
    const before = await takeSample(exchange, 0);
    this.#beganAt = performance.now();
    const seconds = minutes * 60;
    const warmS = Math.min(LONGEST_WARM_UP_S, seconds * WARM_UP_SHARE);
    const load = await this.#load(exchange);
    await this.#watch(exchange, heap, seconds, warmS);
    const { probe, desk } = await load.stop();
    heap.close();
    const { after, emptyAfterMs } = await this.#becomesEmpty(exchange, before);
    const stoppedAt = performance.now();
    const code = await exchange.end('SIGTERM');
    return {
      tally: this.#tally,
      samples: this.#samples,
      liveHeap: this.#liveHeap,
      warmS,
      callsAt: (atS) => this.#callsAt.findLast(([at]) => at <= atS)?.[1] ?? 0,
      cutOffMs: desk.cutOffMs,
      apiMs: desk.answerMs,
      probe,
      looks: this.#looks,
      before,
      after,
      emptyAfterMs,
      stop: { code, ms: performance.now() - stoppedAt },
    };
  }

  /** What the first of everything leaves behind is no leak: it is there before the counting. */
  async #touch(exchange: ExchangeProcess): Promise<void> {
    for (const transport of ['UDP', 'TCP'] as const) {
      const phone = await exchange.registered('199', { transport });
      const call = await phone.call('9043');
      while (call.state === 'calling') await pause(10);
      await call.hangUp();
      await phone.unregister();
      exchange.discard(phone);
    }
    await this.#isEmpty(exchange);
  }

  async #load(exchange: ExchangeProcess): Promise<{ stop(): Promise<{ probe: ProbeFigures; desk: Desk }> }> {
    const { registrations, calls: callRate, sound, wrong, malformed, probes, phones } = this.#options;
    const random = new NodeRandom();
    const tally = this.#tally;
    const { sipPort } = exchange;
    const members = new Members({ exchange, random, tally, onCall: answerLike(random) });
    await members.add(phones);
    const calls = new Calls({ members, random, tally, sound });
    const desk = new Desk({ exchange, calls, random, tally });
    const guessers = await Guessers.begin({ sipPort, random, tally, perSecond: registrations * wrong });
    const garbler = await Garbler.begin({ sipPort, random, tally, perSecond: malformed });
    const probe = await Probe.begin(sipPort, probes);
    members.start(registrations);
    calls.start(callRate);
    desk.start();
    return {
      async stop() {
        const figures = await probe.finish();
        await desk.stop();
        await calls.stop();
        members.stop();
        guessers.stop();
        garbler.stop();
        while (members.all.some(({ isBusy }) => isBusy)) await pause(100);
        await members.leave();
        return { probe: figures, desk };
      },
    };
  }

  async #watch(exchange: ExchangeProcess, heap: LiveHeap, seconds: number, warmS: number): Promise<void> {
    const lookEveryS = (seconds - warmS) / (LOOKS_AT_LIVE_HEAP - 1);
    let nextLookS = warmS;
    for (let n = 1; this.#elapsedS < seconds; n += 1) {
      await pause(Math.max(0, this.#beganAt + n * SAMPLE_EVERY_MS - performance.now()));
      const sample = await takeSample(exchange, this.#elapsedS);
      this.#samples.push(sample);
      this.#callsAt.push([sample.atS, this.#tally.sum('done: call')]);
      this.#tell(line(sample));
      if (sample.atS < nextLookS) continue;
      nextLookS += lookEveryS;
      const fromMs = Date.now();
      this.#liveHeap.push({ atS: sample.atS, bytes: await heap.measure() });
      this.#looks.push({ fromMs, toMs: Date.now() });
    }
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
    for (;;) {
      const after = await takeSample(exchange, this.#elapsedS);
      const ms = performance.now() - beganAt;
      const asBefore = after.descriptors <= before.descriptors && after.handles <= before.handles;
      if (isEmpty(after) && asBefore) return { after, emptyAfterMs: ms };
      if (ms > EMPTY_WITHIN_MS) return { after, emptyAfterMs: undefined };
      await pause(500);
    }
  }

  async #isEmpty(exchange: ExchangeProcess): Promise<void> {
    const beganAt = performance.now();
    while (!isEmpty(await takeSample(exchange, 0))) {
      if (performance.now() - beganAt > 2 * EMPTY_WITHIN_MS)
        throw new Error('one call leaves something behind');
      await pause(500);
    }
  }
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
