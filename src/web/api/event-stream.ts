import type { Clock, Scheduled } from '../../base/clock.ts';
import type { FanOutJournal } from '../../base/journal.ts';
import type { TokenScope } from '../../policy/token-scopes.ts';
import type { EventSink } from './event-sink.ts';
import { type CallsignOf, eventOf, type LiveEvent } from './live-events.ts';

interface Kept {
  readonly number: number;
  readonly atMs: number;
  readonly event: LiveEvent;
}

/** Events that can be had again after a broken connection. */
const MOST_KEPT = 1_000;
/** So that boxes on the way see life, and a dead reader is found out. */
const HEARTBEAT_MS = 15_000;
const MOST_READERS = 100;

/**
 * Live facts as server-sent events (WHATWG HTML §9.2). An id is `<start>-<number>`: after a restart of the exchange,
 * or when more was missed than is kept, the reader gets `stream.reset` and knows that it has to read the state anew.
 */
export class EventStream {
  readonly #clock: Clock;
  readonly #start: string;
  readonly #leave: () => void;
  readonly #kept: Kept[] = [];
  readonly #readers = new Set<EventSink>();
  #last = 0;
  #heartbeat: Scheduled | undefined;

  constructor({
    journal,
    clock,
    callsignOf,
  }: {
    readonly journal: Pick<FanOutJournal, 'subscribe'>;
    readonly clock: Clock;
    readonly callsignOf: CallsignOf;
  }) {
    this.#clock = clock;
    this.#start = Math.round(clock.wallTime()).toString(36);
    this.#leave = journal.subscribe((fact) => {
      const event = eventOf(fact, callsignOf);
      if (event) this.#tell(event);
    });
  }

  get readers(): number {
    return this.#readers.size;
  }

  /** No more readers can be taken. */
  get full(): boolean {
    return this.#readers.size >= MOST_READERS;
  }

  /** `lastEventId` is what the reader has seen. */
  add(sink: EventSink, lastEventId: string | undefined): void {
    this.#readers.add(sink);
    // Tells the reader at once that it is connected, and where it stands.
    sink.write(`retry: 3000\n\n${this.#missedSince(sink, lastEventId)}`);
    this.#heartbeat ??= this.#clock.schedule(HEARTBEAT_MS, () => this.#beat());
  }

  remove(sink: EventSink): void {
    this.#readers.delete(sink);
    if (this.#readers.size > 0) return;
    this.#heartbeat?.cancel();
    this.#heartbeat = undefined;
  }

  /** Ends every stream. */
  close(): void {
    this.#leave();
    for (const sink of this.#readers) this.#drop(sink);
  }

  #tell(event: LiveEvent): void {
    if (event.isFleeting) return this.#mention(event);
    this.#last += 1;
    const kept = { number: this.#last, atMs: this.#clock.wallTime(), event };
    this.#kept.push(kept);
    if (this.#kept.length > MOST_KEPT) this.#kept.shift();
    if (this.#readers.size > 0) this.#send(this.#text(kept), scopeOf(event));
  }

  /** Without an id, because it is not kept. */
  #mention(event: LiveEvent): void {
    if (this.#readers.size === 0) return;
    const data = { at: new Date(this.#clock.wallTime()).toISOString(), ...event.data };
    this.#send(`event: ${event.name}\ndata: ${JSON.stringify(data)}\n\n`, scopeOf(event));
  }

  /** Written when somebody reads it: most of the time nobody does. */
  #text({ number, atMs, event }: Kept): string {
    return this.#frame(number, event.name, { at: new Date(atMs).toISOString(), ...event.data });
  }

  #frame(number: number, name: string, data: Readonly<Record<string, unknown>>): string {
    return `id: ${this.#start}-${number}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
  }

  #missedSince(sink: EventSink, lastEventId: string | undefined): string {
    if (lastEventId === undefined) return '';
    const [start, number = ''] = lastEventId.split('-');
    const seen = start === this.#start && /^\d{1,15}$/.test(number) ? Number(number) : undefined;
    const oldest = this.#kept[0]?.number ?? this.#last + 1;
    if (seen === undefined || seen > this.#last || seen < oldest - 1)
      return this.#frame(this.#last, 'stream.reset', {});
    return this.#kept
      .filter(({ number, event }) => number > seen && sink.mayHear(scopeOf(event)))
      .map((kept) => this.#text(kept))
      .join('');
  }

  #send(text: string, scope: TokenScope): void {
    for (const sink of this.#readers) {
      if (sink.mayHear(scope) && !sink.write(text)) this.#drop(sink);
    }
  }

  #drop(sink: EventSink): void {
    this.remove(sink);
    sink.end();
  }

  #beat(): void {
    this.#heartbeat = this.#clock.schedule(HEARTBEAT_MS, () => this.#beat());
    this.#send(': \n\n', 'read');
  }
}

function scopeOf({ scope = 'read' }: LiveEvent): TokenScope {
  return scope;
}
