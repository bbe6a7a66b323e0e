import type { Clock, Scheduled } from '../../base/clock.ts';
import type { Fact } from '../../base/journal.ts';
import { TextMap } from '../../base/text-map.ts';
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

/** A row of the store that is still counted. */
type Usage = { -readonly [Field in keyof UsageRecord]: UsageRecord[Field] };

/** Makes call records and hourly usage out of the journal. Both are kept 30 days and hold no address. */
export class CallHistory {
  readonly #store: Pick<Store, 'addHistory'>;
  readonly #clock: Clock;
  readonly #running = new TextMap<string, Running>();
  #ended: CallRecord[] = [];
  /** Of this hour, by extension. */
  #usage = new Map<string, Usage>();
  /** Of hours that are over. */
  #earlier: UsageRecord[] = [];
  #timer: Scheduled | undefined;
  #writing: Promise<void> | undefined;
  #isClosed = false;
  /** False for a holder who wants no call of his kept. */
  keeps: (extension: string) => boolean = () => true;

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
        this.#use(fact.extension).registerCount += 1;
        break;
      case 'media-measured':
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
    this.#usage.delete(extension);
    this.#earlier = this.#earlier.filter((usage) => usage.extension !== extension);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#writing;
    await this.flush();
  }

  #onMeasured({
    call,
    extension,
    bytesIn,
    bytesOut,
    packetsReceived,
    packetsLost,
    jitterMs,
  }: Extract<Fact, { kind: 'media-measured' }>): void {
    const usage = this.#use(extension);
    usage.bytesIn += bytesIn;
    usage.bytesOut += bytesOut;
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
    const parties = [call.caller, call.dialled, ...(call.reached === null ? [] : [call.reached])];
    if (!parties.every((party) => this.keeps(party))) return;
    this.#ended.push({ id, result, endedAtMs: this.#nowMs(), ...call });
    if (this.#ended.length > MOST_WAITING) this.#ended = this.#ended.slice(-MOST_WAITING);
    this.#writeLater();
  }

  /** What is counted for an extension in this hour. */
  #use(extension: string): Usage {
    this.#writeLater();
    const nowMs = this.#nowMs();
    const hourMs = nowMs - (nowMs % HOUR_MS);
    const known = this.#usage.get(extension);
    if (known?.hourMs === hourMs) return known;
    if (known !== undefined) this.#earlier.push(known);
    const usage = { extension, hourMs, bytesIn: 0, bytesOut: 0, registerCount: 0 };
    this.#usage.set(extension, usage);
    return usage;
  }

  #writeLater(): void {
    if (this.#isClosed || this.#timer !== undefined) return;
    this.#timer = this.#clock.schedule(GATHER_MS, () => void this.flush());
  }

  async #write(): Promise<void> {
    const calls = this.#ended;
    const usage: readonly UsageRecord[] = [...this.#earlier, ...this.#usage.values()];
    if (calls.length === 0 && usage.length === 0) return;
    this.#ended = [];
    this.#earlier = [];
    this.#usage = new Map();
    try {
      await this.#store.addHistory({ calls, usage });
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      this.#takeBack(calls, usage);
    }
  }

  #takeBack(calls: readonly CallRecord[], usage: readonly UsageRecord[]): void {
    this.#ended = [...calls, ...this.#ended].slice(-MOST_WAITING);
    for (const used of usage) {
      const newer = this.#usage.get(used.extension);
      if (newer?.hourMs === used.hourMs) {
        newer.bytesIn += used.bytesIn;
        newer.bytesOut += used.bytesOut;
        newer.registerCount += used.registerCount;
      } else this.#earlier.push(used);
    }
    this.#writeLater();
  }

  #nowMs(): number {
    return Math.round(this.#clock.wallTime());
  }
}
