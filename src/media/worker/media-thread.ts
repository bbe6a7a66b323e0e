import { Worker } from 'node:worker_threads';
import type { Clock } from '../../base/clock.ts';
import { NumberMap } from '../../base/number-map.ts';
import type { Random } from '../../base/random.ts';
import type { EngineTotals } from '../media-engine.ts';
import { WarmPorts } from '../ports/warm-ports.ts';
import type { MediaRadio, RadioFact, RadioPlan } from '../radio/radio-plan.ts';
import { ThreadedStream } from './threaded-stream.ts';
import type { MediaNews, MediaOrder, MediaWorkerData } from './worker-protocol.ts';

const NOTHING_YET: EngineTotals = {
  packetsReceived: 0,
  packetsSent: 0,
  packetsLost: 0,
  conferenceParticipants: 0,
};

/** What a thread tells its owner. */
export interface MediaThreadUser {
  /** Its ports have drained; the thread has them still, unless it is gone. */
  released(stream: ThreadedStream): void;
  /** Ports of a thread are free for anybody. */
  unbound(family: 'ipv4' | 'ipv6', ports: readonly number[]): void;
  exception(error: unknown): void;
  /** The thread has ended by itself; its streams are gone with it. */
  died(thread: MediaThread, error: unknown): void;
}

/** One media worker as the main thread sees it. */
export class MediaThread {
  readonly #worker: Worker;
  readonly #user: MediaThreadUser;
  readonly #opening = new NumberMap<(bound: boolean) => void>();
  /** Open and draining ones. */
  readonly #streams = new NumberMap<ThreadedStream>();
  readonly #radios = new Map<number, (fact: RadioFact) => void>();
  /** Resolves when the thread takes orders; rejects when it ends before. */
  readonly ready: Promise<void>;
  /** Bound and nobody's. */
  readonly warm: Readonly<Record<'ipv4' | 'ipv6', WarmPorts>>;
  #orders: MediaOrder[] = [];
  readonly #flush = (): void => {
    const orders = this.#orders;
    this.#orders = [];
    this.#worker.postMessage(orders);
  };
  #nextStream = 1;
  #closing = false;
  #gone = false;
  /** Since this thread began. */
  totals: EngineTotals = NOTHING_YET;
  /** Streams that are open or being opened. */
  load = 0;

  constructor(
    name: string,
    data: MediaWorkerData,
    user: MediaThreadUser,
    platform: { readonly clock: Clock; readonly random: Random },
  ) {
    this.#user = user;
    const warm = (family: 'ipv4' | 'ipv6') =>
      new WarmPorts({ ...platform, onLapsed: (ports) => this.order({ kind: 'unbind', family, ports }) });
    this.warm = { ipv4: warm('ipv4'), ipv6: warm('ipv6') };
    this.#worker = new Worker(new URL('./media-worker.ts', import.meta.url), { name, workerData: data });
    this.ready = new Promise((resolve, reject) => {
      let failure: unknown;
      this.#worker.on('message', (news: readonly MediaNews[]) => {
        for (const one of news) {
          if (one.kind === 'ready') resolve();
          else this.#hear(one);
        }
      });
      this.#worker.on('error', (error) => {
        failure = error;
      });
      this.#worker.on('exit', (code) => {
        const error = failure ?? new Error(`media worker ended with code ${code}`);
        reject(error);
        if (!this.#closing) this.#die(error);
      });
    });
  }

  /** Goes at the end of the turn, together with what else is ordered by then. */
  order(order: MediaOrder): void {
    this.#orders.push(order);
    if (this.#orders.length === 1) queueMicrotask(this.#flush);
  }

  /** Undefined when the port cannot be bound. */
  async open(family: 'ipv4' | 'ipv6', port: number): Promise<ThreadedStream | undefined> {
    if (this.#gone) return undefined;
    const number = this.#nextStream++;
    this.load++;
    const bound = await new Promise<boolean>((resolve) => {
      this.#opening.set(number, resolve);
      this.order({ kind: 'open', stream: number, family, port, isWarm: false });
    });
    if (bound) return this.#enter(new ThreadedStream(this, { number, family, port, uses: 1 }));
    this.load--;
    return undefined;
  }

  /** On ports the thread has; undefined when there are fewer than `leastChoice`. */
  openWarm(family: 'ipv4' | 'ipv6', leastChoice?: number): ThreadedStream | undefined {
    const warm = this.#gone ? undefined : this.warm[family].take(leastChoice);
    if (warm === undefined) return undefined;
    const { port, uses } = warm;
    const number = this.#nextStream++;
    this.load++;
    this.order({ kind: 'open', stream: number, family, port, isWarm: true });
    return this.#enter(new ThreadedStream(this, { number, family, port, uses: uses + 1 }));
  }

  #enter(stream: ThreadedStream): ThreadedStream {
    this.#streams.set(stream.number, stream);
    return stream;
  }

  openRadio(plan: RadioPlan, onFact: (fact: RadioFact) => void): MediaRadio {
    const radio = this.#nextStream++;
    this.#radios.set(radio, onFact);
    this.order({ kind: 'open-radio', radio, plan });
    return {
      close: () => {
        if (this.#radios.delete(radio)) this.order({ kind: 'close-radio', radio });
      },
    };
  }

  async close(): Promise<void> {
    this.#closing = true;
    this.#gone = true;
    await this.#worker.terminate();
    this.#fail();
  }

  #hear(news: Exclude<MediaNews, { kind: 'ready' }>): void {
    switch (news.kind) {
      case 'opened':
        this.#opening.get(news.stream)?.(news.bound);
        this.#opening.delete(news.stream);
        return;
      case 'fact':
        this.#streams.get(news.stream)?.hear(news.fact);
        return;
      case 'radio':
        this.#radios.get(news.radio)?.(news.fact);
        return;
      case 'report':
        this.totals = news.totals;
        for (const { stream, fact } of news.facts) this.#streams.get(stream)?.hear(fact);
        return;
      case 'released':
        for (const number of news.streams) {
          const stream = this.#streams.get(number);
          this.#streams.delete(number);
          if (stream) this.#user.released(stream);
        }
        return;
      case 'unbound':
        this.#user.unbound(news.family, news.ports);
        return;
      case 'exception':
        this.#user.exception(news.error);
        return;
    }
  }

  #die(error: unknown): void {
    const streams = [...this.#streams.values()];
    const radios = [...this.#radios.values()];
    this.#radios.clear();
    const warm = { ipv4: this.warm.ipv4.clear(), ipv6: this.warm.ipv6.clear() };
    this.#fail();
    this.#user.died(this, error);
    this.#user.unbound('ipv4', warm.ipv4);
    this.#user.unbound('ipv6', warm.ipv6);
    for (const onFact of radios) onFact({ kind: 'gone' });
    for (const stream of streams) {
      this.#user.released(stream);
      // Whoever waits for sound learns that none will come.
      stream.hear({ kind: 'silent', forMs: Number.POSITIVE_INFINITY });
    }
  }

  /** The thread has ended, or is being ended. */
  get isGone(): boolean {
    return this.#gone;
  }

  #fail(): void {
    this.#gone = true;
    this.warm.ipv4.clear();
    this.warm.ipv6.clear();
    for (const resolve of this.#opening.values()) resolve(false);
    this.#opening.clear();
    this.#streams.clear();
    this.totals = { ...this.totals, conferenceParticipants: 0 };
  }
}
