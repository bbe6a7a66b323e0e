import type { Scheduled } from '../../base/clock.ts';
import type { Journal } from '../../base/journal.ts';
import type { Log } from '../../base/log.ts';
import { fail, ok, type Result } from '../../base/result.ts';
import type { MediaAddresses } from '../media-engine.ts';
import type { MediaPlane, MediaStream, MediaTotals, OpenStreamOptions } from '../media-plane.ts';
import { openOnFreePort } from '../ports/open-on-free-port.ts';
import { PortPool, type PortRange } from '../ports/port-pool.ts';
import type { PromptId } from '../prompts/prompt.ts';
import type { MediaRadio, RadioFact, RadioPlan } from '../radio/radio-plan.ts';
import { MediaThread, type MediaThreadUser } from './media-thread.ts';
import { ThreadedStream } from './threaded-stream.ts';
import { loadPlatform, type WorkerPlatform } from './worker-platform.ts';

export interface ThreadedMediaOptions {
  /** How many threads. */
  readonly workers: number;
  readonly ports: PortRange;
  readonly addresses: MediaAddresses;
  /** A module that exports `createPlatform(): WorkerPlatform`; imported here and in every thread. */
  readonly platformModule: URL | string;
  /** What can be said; nothing when left out. */
  readonly prompts?: ReadonlyMap<PromptId, Uint8Array>;
  readonly journal: Journal;
  readonly log: Log;
}

/** A thread that has ended is replaced after this, so that one that cannot start does not spin. */
const RESTART_MS = 1000;

/** The media plane over worker threads. What must meet, two ends of a call or a conference, sits in one thread. */
export class ThreadedMedia implements MediaPlane, MediaThreadUser {
  readonly #options: ThreadedMediaOptions;
  readonly #platform: WorkerPlatform;
  readonly #pools: Readonly<Record<'ipv4' | 'ipv6', PortPool>>;
  readonly #threads: MediaThread[] = [];
  /** Where each conference lives while streams that were opened for it are open. */
  readonly #rooms = new Map<string, { readonly thread: MediaThread; streams: number }>();
  readonly #prompts = new Map<PromptId, Uint8Array>();
  /** Of threads that are gone. */
  #before = { packetsReceived: 0, packetsSent: 0, packetsLost: 0 };
  readonly #restarts = new Set<Scheduled>();

  private constructor(options: ThreadedMediaOptions, platform: WorkerPlatform) {
    this.#options = options;
    this.#platform = platform;
    for (const [id, file] of options.prompts ?? []) this.#prompts.set(id, shared(file));
    const pool = () => new PortPool({ ...platform, range: options.ports });
    this.#pools = { ipv4: pool(), ipv6: pool() };
  }

  /** Resolves when all threads take orders; rejects when one cannot start. */
  static async start(options: ThreadedMediaOptions): Promise<ThreadedMedia> {
    const media = new ThreadedMedia(options, await loadPlatform(String(options.platformModule)));
    const starting = Array.from({ length: Math.max(1, options.workers) }, () => media.#startThread());
    try {
      await Promise.all(starting.map((thread) => thread.ready));
    } catch (error) {
      await media.close();
      throw error;
    }
    return media;
  }

  #startThread(): MediaThread {
    const { platformModule, addresses } = this.#options;
    const data = { platformModule: String(platformModule), addresses, prompts: this.#prompts };
    const thread = new MediaThread('media', data, this, this.#platform);
    thread.ready.catch(() => {});
    this.#threads.push(thread);
    return thread;
  }

  async openStream(
    family: 'ipv4' | 'ipv6',
    options: OpenStreamOptions = {},
  ): Promise<Result<MediaStream, 'out-of-ports'>> {
    const thread = this.#choose(options);
    if (!thread || this.#options.addresses[family] === undefined) return fail('out-of-ports');
    const { conference } = options;
    if (conference !== undefined) this.#enter(conference, thread);
    const warm = thread.openWarm(family);
    const opened = warm ? ok(warm) : await this.#openAnew(thread, family);
    if (conference !== undefined) {
      if (opened.ok) opened.value.onClose = this.#leaving(conference, thread);
      else this.#leave(conference, thread);
    }
    return opened;
  }

  async #openAnew(
    thread: MediaThread,
    family: 'ipv4' | 'ipv6',
  ): Promise<Result<ThreadedStream, 'out-of-ports'>> {
    const opened = await openOnFreePort(
      this.#pools[family],
      (port) => thread.open(family, port),
      () => thread.isGone,
    );
    const last = opened.ok ? undefined : thread.openWarm(family, 1);
    return last ? ok(last) : opened;
  }

  #choose({ beside, conference }: OpenStreamOptions): MediaThread | undefined {
    if (beside instanceof ThreadedStream) {
      return this.#threads.includes(beside.thread) ? beside.thread : undefined;
    }
    const room = conference === undefined ? undefined : this.#rooms.get(conference);
    if (room) return room.thread;
    let least: MediaThread | undefined;
    for (const thread of this.#threads) if (!least || thread.load < least.load) least = thread;
    return least;
  }

  #enter(conference: string, thread: MediaThread): void {
    const room = this.#rooms.get(conference);
    if (room?.thread === thread) room.streams++;
    else this.#rooms.set(conference, { thread, streams: 1 });
  }

  #leaving(conference: string, thread: MediaThread): () => void {
    return () => this.#leave(conference, thread);
  }

  #leave(conference: string, thread: MediaThread): void {
    const room = this.#rooms.get(conference);
    if (room?.thread !== thread) return;
    room.streams--;
    if (room.streams === 0) this.#rooms.delete(conference);
  }

  openRadio(plan: RadioPlan, onFact: (fact: RadioFact) => void): MediaRadio {
    const { conference } = plan;
    const thread = this.#choose({ conference });
    if (thread === undefined) {
      queueMicrotask(() => onFact({ kind: 'gone' }));
      return { close() {} };
    }
    this.#enter(conference, thread);
    const radio = thread.openRadio(plan, onFact);
    let isOpen = true;
    return {
      close: () => {
        radio.close();
        if (isOpen) this.#leave(conference, thread);
        isOpen = false;
      },
    };
  }

  setPrompt(prompt: PromptId, given: Uint8Array): void {
    const file = shared(given);
    this.#prompts.set(prompt, file);
    for (const thread of this.#threads) thread.order({ kind: 'set-prompt', prompt, file });
  }

  get totals(): MediaTotals {
    let { packetsReceived, packetsSent, packetsLost } = this.#before;
    let conferenceParticipants = 0;
    for (const { totals } of this.#threads) {
      packetsReceived += totals.packetsReceived;
      packetsSent += totals.packetsSent;
      packetsLost += totals.packetsLost;
      conferenceParticipants += totals.conferenceParticipants;
    }
    let pairs = this.#pools.ipv4.used + this.#pools.ipv6.used;
    for (const { warm } of this.#threads) pairs -= warm.ipv4.size + warm.ipv6.size;
    const portsUsed = 2 * pairs;
    return { portsUsed, packetsReceived, packetsSent, packetsLost, conferenceParticipants };
  }

  get isHealthy(): boolean {
    return this.#threads.length >= Math.max(1, this.#options.workers);
  }

  async close(): Promise<void> {
    for (const restart of this.#restarts) restart.cancel();
    this.#restarts.clear();
    await Promise.all(this.#threads.splice(0).map((thread) => thread.close()));
    this.#rooms.clear();
    this.#pools.ipv4.close();
    this.#pools.ipv6.close();
  }

  /** From a thread. */
  released({ thread, family, port, uses }: ThreadedStream): void {
    if (thread.isGone) this.#pools[family].give(port);
    else if (!thread.warm[family].keep(port, uses)) thread.order({ kind: 'unbind', family, ports: [port] });
  }

  /** From a thread. */
  unbound(family: 'ipv4' | 'ipv6', ports: readonly number[]): void {
    for (const port of ports) this.#pools[family].give(port);
  }

  /** From a thread. */
  exception(error: unknown): void {
    this.#options.journal.record({ kind: 'handler-exception', where: 'media worker', error });
  }

  /** From a thread. */
  died(thread: MediaThread, error: unknown): void {
    const { totals } = thread;
    this.#before.packetsReceived += totals.packetsReceived;
    this.#before.packetsSent += totals.packetsSent;
    this.#before.packetsLost += totals.packetsLost;
    this.#threads.splice(this.#threads.indexOf(thread), 1);
    for (const [conference, room] of this.#rooms) {
      if (room.thread === thread) this.#rooms.delete(conference);
    }
    this.exception(error);
    this.#options.log.error('a media worker ended; the calls it carried are lost, a new one is started');
    const restart = this.#platform.clock.schedule(RESTART_MS, () => {
      this.#restarts.delete(restart);
      this.#startThread();
    });
    this.#restarts.add(restart);
  }
}

/** A copy that all threads read and none has to itself. */
function shared(file: Uint8Array): Uint8Array {
  const copy = new Uint8Array(new SharedArrayBuffer(file.length));
  copy.set(file);
  return copy;
}
