import type { Clock } from '../../base/clock.ts';
import type { StoredMessageNote } from '../../store/event-store.ts';

/** House rule: three days; who has not come by then has heard it otherwise. */
export const KEPT_MS = 72 * 3_600_000;

const MOST_FOR_ONE = 100;
const MOST_FROM_ONE = 100;
export const MOST_STORED = 10_000;

/** What is known of the messages in the store, without their texts: for whom, from whom, until when. */
export class WaitingMessages {
  readonly #clock: Pick<Clock, 'wallTime'>;
  /** In the order of their sequence. */
  readonly #byRecipient = new Map<string, StoredMessageNote[]>();
  readonly #bySender = new Map<string, number>();
  #size = 0;
  #lastSequence = 0;

  constructor(clock: Pick<Clock, 'wallTime'>) {
    this.#clock = clock;
  }

  get size(): number {
    return this.#size;
  }

  /** Extensions for which something waits. */
  get recipients(): readonly string[] {
    return [...this.#byRecipient.keys()];
  }

  has(recipient: string): boolean {
    return this.#byRecipient.has(recipient);
  }

  nextSequence(): number {
    this.#lastSequence += 1;
    return this.#lastSequence;
  }

  hasRoom(sender: string, recipient: string): boolean {
    this.sweep(recipient);
    return (
      this.#size < MOST_STORED &&
      (this.#byRecipient.get(recipient)?.length ?? 0) < MOST_FOR_ONE &&
      (this.#bySender.get(sender) ?? 0) < MOST_FROM_ONE
    );
  }

  add(note: StoredMessageNote): void {
    const notes = this.#byRecipient.get(note.recipient) ?? [];
    this.#byRecipient.set(note.recipient, notes);
    notes.push(note);
    this.#bySender.set(note.sender, (this.#bySender.get(note.sender) ?? 0) + 1);
    this.#size += 1;
    this.#lastSequence = Math.max(this.#lastSequence, note.sequence);
  }

  /** Whether it still waits: it may have been forgotten with its sender. */
  includes(recipient: string, sequence: number): boolean {
    return this.#byRecipient.get(recipient)?.some((note) => note.sequence === sequence) ?? false;
  }

  remove(recipient: string, sequence: number): void {
    this.#keep(recipient, (note) => note.sequence !== sequence);
  }

  /** Gives how many were too old; the store deletes them by itself. */
  sweep(recipient: string): number {
    const nowMs = this.#clock.wallTime();
    return this.#keep(recipient, ({ expiresAtMs }) => expiresAtMs > nowMs);
  }

  /** The extension is removed, and with it what it wrote and what was written to it. */
  forget(number: string): void {
    for (const recipient of this.recipients) {
      this.#keep(recipient, (note) => note.recipient !== number && note.sender !== number);
    }
  }

  #keep(recipient: string, isKept: (note: StoredMessageNote) => boolean): number {
    const notes = this.#byRecipient.get(recipient) ?? [];
    const kept = notes.filter(isKept);
    for (const note of notes) if (!kept.includes(note)) this.#discount(note);
    if (kept.length === 0) this.#byRecipient.delete(recipient);
    else if (kept.length < notes.length) this.#byRecipient.set(recipient, kept);
    return notes.length - kept.length;
  }

  #discount({ sender }: StoredMessageNote): void {
    this.#size -= 1;
    const left = (this.#bySender.get(sender) ?? 1) - 1;
    if (left === 0) this.#bySender.delete(sender);
    else this.#bySender.set(sender, left);
  }
}
