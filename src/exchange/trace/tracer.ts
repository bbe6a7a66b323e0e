import type { Clock, Scheduled } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import { parseMessage } from '../../sip/message/parse.ts';
import type { MessageTap } from '../../sip/transport/message-tap.ts';
import type { TraceMessageRecord, TraceRecord } from '../../store/guard-store.ts';
import { type Store, StoreError } from '../../store/store.ts';
import { phoneOf, withoutSecrets } from './trace-text.ts';

/** A trace is for looking at one phone; more than this is a flood, or somebody else's attack. */
const MOST_MESSAGES = 5_000;
const WRITE_EVERY_MS = 500;

interface Running {
  readonly trace: TraceRecord;
  /** On the monotonic clock. */
  readonly until: number;
  messages: number;
}

/** Keeps the SIP messages of the extensions an administrator asked for (security 2.21). Off, it costs one look. */
export class Tracer implements MessageTap {
  readonly #clock: Clock;
  readonly #store: Pick<Store, 'appendTraceMessages'>;
  readonly #log: Log;
  /** By extension: one at a time each. */
  readonly #running = new Map<string, Running>();
  #waiting: TraceMessageRecord[] = [];
  #write: Scheduled | undefined;

  constructor(parts: { clock: Clock; store: Pick<Store, 'appendTraceMessages'>; log: Log }) {
    this.#clock = parts.clock;
    this.#store = parts.store;
    this.#log = parts.log;
  }

  /** Begins or goes on; the wall clock only says how long there is left. */
  start(trace: TraceRecord): void {
    const leftMs = Math.min(trace.untilMs - this.#clock.wallTime(), trace.untilMs - trace.fromMs);
    if (leftMs <= 0) return;
    this.#running.set(trace.extension, { trace, until: this.#clock.now() + leftMs, messages: 0 });
  }

  /** Nothing more is kept; resolves when what was kept is stored. */
  async stop(id: string): Promise<void> {
    for (const [extension, { trace }] of this.#running) if (trace.id === id) this.#running.delete(extension);
    await this.flush();
  }

  received(bytes: Uint8Array): void {
    if (this.#running.size > 0) this.#look(bytes, 'in');
  }

  sent(bytes: Uint8Array): void {
    if (this.#running.size > 0) this.#look(bytes, 'out');
  }

  /** Stores what waits. A disk that does not take it loses it: a trace is no reason to fill the memory. */
  async flush(): Promise<void> {
    this.#write?.cancel();
    this.#write = undefined;
    const messages = this.#waiting;
    this.#waiting = [];
    if (messages.length === 0) return;
    try {
      await this.#store.appendTraceMessages(messages);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      this.#log.warn('messages of a trace could not be stored', {
        reason: error.reason,
        messages: messages.length,
      });
    }
  }

  async close(): Promise<void> {
    this.#running.clear();
    await this.flush();
  }

  #look(bytes: Uint8Array, direction: 'in' | 'out'): void {
    const parsed = parseMessage(bytes);
    const message = parsed.ok ? parsed.value : parsed.error.request;
    const extension = message === undefined ? undefined : phoneOf(message, direction);
    const running = extension === undefined ? undefined : this.#running.get(extension);
    if (extension === undefined || running === undefined) return;
    if (this.#clock.now() >= running.until || running.messages >= MOST_MESSAGES) {
      this.#running.delete(extension);
      return;
    }
    running.messages += 1;
    const atMs = this.#clock.wallTime();
    this.#waiting.push({ trace: running.trace.id, atMs, direction, text: withoutSecrets(bytes) });
    this.#write ??= this.#clock.schedule(WRITE_EVERY_MS, () => void this.flush());
  }
}
