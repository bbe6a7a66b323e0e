import type { Clock, Scheduled } from '../../base/clock.ts';
import type { Fact } from '../../base/journal.ts';
import { type Store, StoreError } from '../../store/store.ts';
import type { CallQuality, CallRecord, UsageRecord } from '../../store/watch-store.ts';

const HOUR_MS = 3_600_000;
/** What happened is written together, so long after the first of it. */
const GATHER_MS = 5_000;
/** What a disk that takes nothing may leave waiting; the oldest calls are given up then. */
const MOST_WAITING = 10_000;

interface Running {
  readonly caller: string;
  readonly dialled: string;
  readonly startedAtMs: number;
  answeredAtMs: number | null;
  quality: CallQuality | null;
  reached: string | null;
}

/** Makes call records and hourly usage out of the journal. Both are kept 30 days and hold no address. */
export class CallHistory {
  readonly #store: Pick<Store, 'addHistory'>;
  readonly #clock: Clock;
  readonly #running = new Map<string, Running>();
  #ended: CallRecord[] = [];
  #usage = new Map<string, UsageRecord>();
  #timer: Scheduled | undefined;
  #writing: Promise<void> | undefined;
  #isClosed = false;

  constructor(parts: { readonly store: Pick<Store, 'addHistory'>; readonly clock: Clock }) {
    this.#store = parts.store;
    this.#clock = parts.clock;
  }

  hear(fact: Fact): void {
    switch (fact.kind) {
      case 'call-began': {
        const startedAtMs = this.#nowMs();
        const { from: caller, to: dialled } = fact;
        this.#running.set(fact.call, {
          caller,
          dialled,
          startedAtMs,
          answeredAtMs: null,
          quality: null,
          reached: null,
        });
        break;
      }
      case 'call-forwarded': {
        const call = this.#running.get(fact.call);
        if (call !== undefined) call.reached = fact.to;
        break;
      }
      case 'call-picked-up': {
        const call = this.#running.get(fact.call);
        if (call !== undefined) call.reached = fact.by;
        break;
      }
      case 'call-answered': {
        const call = this.#running.get(fact.call);
        if (call !== undefined) call.answeredAtMs = this.#nowMs();
        break;
      }
      case 'call-ended':
        this.#onEnded(fact.call, fact.result);
        break;
      case 'registered':
        this.#use(fact.extension, { registerCount: 1 });
        break;
      case 'media-measured':
        this.#use(fact.extension, { bytesIn: fact.bytesIn, bytesOut: fact.bytesOut });
        this.#onMeasured(fact);
        break;
    }
  }

  /** Writes what happened so far; also asked before it is read. */
  flush(): Promise<void> {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#writing ??= this.#write().finally(() => {
      this.#writing = undefined;
    });
    return this.#writing;
  }

  /** The extension is removed: nothing more is written of it. */
  forget(extension: string): void {
    this.#ended = this.#ended.filter(
      ({ caller, dialled, reached }) => ![caller, dialled, reached].includes(extension),
    );
    for (const [name, usage] of this.#usage) if (usage.extension === extension) this.#usage.delete(name);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#writing;
    await this.flush();
  }

  #onMeasured({
    call,
    packetsReceived,
    packetsLost,
    jitterMs,
  }: Extract<Fact, { kind: 'media-measured' }>): void {
    const running = this.#running.get(call);
    if (running === undefined) return;
    const { packets, lost, jitterMs: worst } = running.quality ?? { packets: 0, lost: 0, jitterMs: 0 };
    running.quality = {
      packets: packets + packetsReceived,
      lost: Math.max(0, lost + packetsLost),
      jitterMs: Math.max(worst, jitterMs),
    };
  }

  #onEnded(id: string, result: string): void {
    const call = this.#running.get(id);
    if (call === undefined) return;
    this.#running.delete(id);
    this.#ended.push({ id, result, endedAtMs: this.#nowMs(), ...call });
    if (this.#ended.length > MOST_WAITING) this.#ended = this.#ended.slice(-MOST_WAITING);
    this.#writeLater();
  }

  #use(extension: string, more: Partial<Omit<UsageRecord, 'extension' | 'hourMs'>>): void {
    const { bytesIn = 0, bytesOut = 0, registerCount = 0 } = more;
    const nowMs = this.#nowMs();
    const hourMs = nowMs - (nowMs % HOUR_MS);
    const name = `${extension} ${hourMs}`;
    const known = this.#usage.get(name) ?? { extension, hourMs, bytesIn: 0, bytesOut: 0, registerCount: 0 };
    this.#usage.set(name, {
      ...known,
      bytesIn: known.bytesIn + bytesIn,
      bytesOut: known.bytesOut + bytesOut,
      registerCount: known.registerCount + registerCount,
    });
    this.#writeLater();
  }

  #writeLater(): void {
    if (this.#isClosed || this.#timer !== undefined) return;
    this.#timer = this.#clock.schedule(GATHER_MS, () => void this.flush());
  }

  async #write(): Promise<void> {
    const calls = this.#ended;
    const usage = this.#usage;
    if (calls.length === 0 && usage.size === 0) return;
    this.#ended = [];
    this.#usage = new Map();
    try {
      await this.#store.addHistory({ calls, usage: [...usage.values()] });
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      this.#takeBack(calls, usage);
    }
  }

  #takeBack(calls: readonly CallRecord[], usage: ReadonlyMap<string, UsageRecord>): void {
    this.#ended = [...calls, ...this.#ended].slice(-MOST_WAITING);
    for (const { extension, hourMs, ...used } of usage.values()) {
      const name = `${extension} ${hourMs}`;
      const newer = this.#usage.get(name);
      const { bytesIn = 0, bytesOut = 0, registerCount = 0 } = newer ?? {};
      this.#usage.set(name, {
        extension,
        hourMs,
        bytesIn: used.bytesIn + bytesIn,
        bytesOut: used.bytesOut + bytesOut,
        registerCount: used.registerCount + registerCount,
      });
    }
    this.#writeLater();
  }

  #nowMs(): number {
    return Math.round(this.#clock.wallTime());
  }
}
