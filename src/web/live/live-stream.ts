import type { Clock, Scheduled } from '../../base/clock.ts';
import type { Fact, FanOutJournal } from '../../base/journal.ts';
import type { EventSink } from '../api/event-sink.ts';
import type { LivePart } from './live-part.ts';

/** Facts after which something looks different: what is one holder's own, everyone's own, or only what all share. */
const CHANGES: { readonly [Kind in Fact['kind']]?: 'own' | 'everyone' | 'shared' } = {
  registered: 'own',
  unregistered: 'own',
  'phone-silent': 'own',
  'phone-answers': 'own',
  'router-signs': 'own',
  'authentication-failed': 'own',
  'limit-reached': 'own',
  'suspended-refused': 'own',
  // A ban is of an address, and others may be behind it; a suspension may mean everyone.
  banned: 'everyone',
  unbanned: 'everyone',
  'suspension-began': 'everyone',
  'suspension-ended': 'everyone',
  'call-began': 'shared',
  'call-forwarded': 'shared',
  'call-transferred': 'shared',
  'call-picked-up': 'shared',
  'call-ringing': 'shared',
  'call-answered': 'shared',
  'call-ended': 'shared',
  'call-feature-set': 'shared',
  'conference-joined': 'shared',
  'conference-left': 'shared',
  'conference-talking': 'shared',
  'conference-hand': 'shared',
  'conference-state': 'shared',
};

/** Facts come in crowds: what they changed is told once. */
const GATHER_MS = 150;
const AT_MOST_EVERY_MS = 1_000;
/** Readers say "old" after 15 s. */
const BEAT_MS = 5_000;
const MOST_WATCHERS = 200;
/** Of one session or key. Browsers open six connections to a host over HTTP/1.1, and pages need some of them. */
const MOST_OF_ONE = 4;

/** Somebody who looks. */
export interface Watcher {
  readonly sink: EventSink;
  /** Session or key: how many streams of one there may be is bounded. */
  readonly holder: string;
  readonly parts: readonly LivePart[];
}

/**
 * Tells everyone who looks what changed, at most once a second: each part is read and written once, however many look
 * at it, and not at all when nobody does. Who comes gets everything first, so that nothing need be kept for who was
 * away.
 */
export class LiveStream {
  readonly #clock: Clock;
  readonly #leave: () => void;
  /** With the parts each may see. */
  readonly #watchers = new Map<Watcher, readonly LivePart[]>();
  /** With how many watch each. */
  readonly #parts = new Map<LivePart, number>();
  /** Extensions that something was told about. */
  readonly #touched = new Set<string>();
  #isEveryoneTouched = false;
  /** Somebody may have lost the right to look. */
  #mustProve = false;
  #flushedAtMs = Number.NEGATIVE_INFINITY;
  #flush: Scheduled | undefined;
  #beat: Scheduled | undefined;

  constructor({
    journal,
    clock,
  }: { readonly journal: Pick<FanOutJournal, 'subscribe'>; readonly clock: Clock }) {
    this.#clock = clock;
    this.#leave = journal.subscribe((fact) => this.#hear(fact));
  }

  get watchers(): number {
    return this.#watchers.size;
  }

  /** Whether one more of this holder can be taken. */
  hasRoomFor(holder: string): boolean {
    if (this.#watchers.size >= MOST_WATCHERS) return false;
    let own = 0;
    for (const watcher of this.#watchers.keys()) if (watcher.holder === holder) own += 1;
    return own < MOST_OF_ONE;
  }

  add(watcher: Watcher): void {
    const mine = watcher.parts.filter(({ scope }) => scope === undefined || watcher.sink.mayHear(scope));
    this.#watchers.set(watcher, mine);
    for (const part of mine) {
      const watching = this.#parts.get(part) ?? 0;
      // Others hear of a change with the next flush, and so does he.
      if (watching === 0) part.renew();
      this.#parts.set(part, watching + 1);
    }
    this.#beat ??= this.#clock.schedule(BEAT_MS, () => this.#onBeat());
    watcher.sink.write(`retry: 3000\n\n${this.#beatText()}${mine.map(({ text }) => text).join('')}`);
  }

  remove(watcher: Watcher): void {
    const mine = this.#watchers.get(watcher);
    if (mine === undefined) return;
    this.#watchers.delete(watcher);
    for (const part of mine) {
      const watching = this.#parts.get(part) ?? 0;
      if (watching > 1) this.#parts.set(part, watching - 1);
      else this.#parts.delete(part);
    }
    if (this.#watchers.size === 0) this.#rest();
  }

  /** Something changed that no fact tells. */
  lookAgain(): void {
    if (this.#watchers.size === 0) return;
    this.#isEveryoneTouched = true;
    this.#flushSoon();
  }

  /** Ends every stream. */
  close(): void {
    this.#leave();
    for (const watcher of this.#watchers.keys()) this.#drop(watcher);
  }

  #hear(fact: Fact): void {
    if (this.#watchers.size === 0) return;
    const change = CHANGES[fact.kind];
    if (change === undefined || (fact.kind === 'registered' && fact.refresh)) return;
    if (change === 'everyone') this.#isEveryoneTouched = true;
    if (change === 'own') {
      if (!('extension' in fact) || fact.extension === undefined) return;
      this.#touched.add(fact.extension);
    }
    if (fact.kind === 'suspension-began') this.#mustProve = true;
    this.#flushSoon();
  }

  #flushSoon(): void {
    const inMs = this.#flushedAtMs + AT_MOST_EVERY_MS - this.#clock.now();
    this.#flush ??= this.#clock.schedule(Math.max(GATHER_MS, inMs), () => this.#onFlush());
  }

  #onFlush(): void {
    this.#flush = undefined;
    this.#flushedAtMs = this.#clock.now();
    const changed = new Set<LivePart>();
    for (const part of this.#parts.keys()) {
      if (this.#concerns(part) && part.renew()) changed.add(part);
    }
    this.#touched.clear();
    this.#isEveryoneTouched = false;
    const proof = this.#mustProve ? this.#beatText() : '';
    this.#mustProve = false;
    if (changed.size > 0 || proof !== '') this.#tell(changed, proof);
  }

  #concerns({ extension }: LivePart): boolean {
    return extension === undefined || this.#isEveryoneTouched || this.#touched.has(extension);
  }

  #tell(changed: ReadonlySet<LivePart>, first: string): void {
    for (const [watcher, mine] of this.#watchers) {
      const { sink } = watcher;
      let text = first;
      for (const part of mine) {
        if (changed.has(part) && (part.scope === undefined || sink.mayHear(part.scope))) text += part.text;
      }
      if (text !== '' && !sink.write(text)) this.#drop(watcher);
    }
  }

  /** Shows that the line is alive, and finds out who may look no longer. */
  #onBeat(): void {
    this.#beat = this.#clock.schedule(BEAT_MS, () => this.#onBeat());
    // How calls sound, and what an administrator changed, no fact of ours tells.
    this.lookAgain();
    this.#tell(NOTHING, this.#beatText());
  }

  #beatText(): string {
    const at = new Date(this.#clock.wallTime()).toISOString();
    return `event: beat\ndata: {"at":"${at}"}\n\n`;
  }

  #drop(watcher: Watcher): void {
    this.remove(watcher);
    watcher.sink.end();
  }

  #rest(): void {
    this.#flush?.cancel();
    this.#beat?.cancel();
    this.#flush = undefined;
    this.#beat = undefined;
    this.#touched.clear();
    this.#isEveryoneTouched = false;
    this.#mustProve = false;
  }
}

const NOTHING: ReadonlySet<LivePart> = new Set();
