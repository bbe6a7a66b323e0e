import { Worker } from 'node:worker_threads';
import type { EngineTotals } from './media-engine.ts';
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
  released(stream: ThreadedStream): void;
  exception(error: unknown): void;
  /** The thread has ended by itself; its streams are gone with it. */
  died(thread: MediaThread, error: unknown): void;
}

/** One media worker as the main thread sees it. */
export class MediaThread {
  readonly #worker: Worker;
  readonly #user: MediaThreadUser;
  readonly #opening = new Map<number, (bound: boolean) => void>();
  /** Open and draining ones. */
  readonly #streams = new Map<number, ThreadedStream>();
  /** Resolves when the thread takes orders; rejects when it ends before. */
  readonly ready: Promise<void>;
  #nextStream = 1;
  #closing = false;
  #gone = false;
  /** Since this thread began. */
  totals: EngineTotals = NOTHING_YET;
  /** Streams that are open or being opened. */
  load = 0;

  constructor(name: string, data: MediaWorkerData, user: MediaThreadUser) {
    this.#user = user;
    this.#worker = new Worker(new URL('./media-worker.ts', import.meta.url), { name, workerData: data });
    this.ready = new Promise((resolve, reject) => {
      let failure: unknown;
      this.#worker.on('message', (news: MediaNews) => {
        if (news.kind === 'ready') resolve();
        else this.#hear(news);
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

  order(order: MediaOrder): void {
    this.#worker.postMessage(order);
  }

  /** Undefined when the port cannot be bound. */
  async open(family: 'ipv4' | 'ipv6', port: number): Promise<ThreadedStream | undefined> {
    if (this.#gone) return undefined;
    const number = this.#nextStream++;
    this.load++;
    const bound = await new Promise<boolean>((resolve) => {
      this.#opening.set(number, resolve);
      this.order({ kind: 'open', stream: number, family, port });
    });
    if (!bound) {
      this.load--;
      return undefined;
    }
    const stream = new ThreadedStream(this, { number, family, port });
    this.#streams.set(number, stream);
    return stream;
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
      case 'report':
        this.totals = news.totals;
        for (const { stream, fact } of news.facts) this.#streams.get(stream)?.hear(fact);
        return;
      case 'released': {
        const stream = this.#streams.get(news.stream);
        this.#streams.delete(news.stream);
        if (stream) this.#user.released(stream);
        return;
      }
      case 'exception':
        this.#user.exception(news.error);
        return;
    }
  }

  #die(error: unknown): void {
    const streams = [...this.#streams.values()];
    this.#fail();
    this.#user.died(this, error);
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
    for (const resolve of this.#opening.values()) resolve(false);
    this.#opening.clear();
    this.#streams.clear();
    this.totals = { ...this.totals, conferenceParticipants: 0 };
  }
}
