import type { Clock } from '../../base/clock.ts';
import { type Fact, FanOutJournal, type Journal } from '../../base/journal.ts';
import { PhoneObservations } from '../../policy/phone-observations.ts';
import type { Snapshot, Store } from '../../store/store.ts';
import { CallHistory } from './call-history.ts';
import { InstructionBook } from './instruction-book.ts';
import { MinuteHistory } from './minute-history.ts';
import { SoundBook } from './sound-book.ts';

/** The extensions there are. */
interface ExtensionNumbers {
  list(): readonly { readonly number: string }[];
  has(number: string): boolean;
}

/** What watches the journal: what phones do, whether instructions are carried out, which calls there were. */
export class Watch {
  readonly observations: PhoneObservations;
  readonly instructions: InstructionBook;
  readonly history: CallHistory;
  readonly minutes: MinuteHistory;
  readonly sound = new SoundBook();
  #extensions: ExtensionNumbers = { list: () => [], has: () => true };

  constructor(parts: { readonly store: Store; readonly clock: Clock; readonly journal: Journal }) {
    this.observations = new PhoneObservations(parts.clock);
    this.instructions = new InstructionBook({ ...parts, observations: this.observations });
    this.history = new CallHistory(parts);
    this.minutes = new MinuteHistory(parts.clock);
  }

  restore(
    { instructions, instructionProgress }: Pick<Snapshot, 'instructions' | 'instructionProgress'>,
    extensions: ExtensionNumbers = this.#extensions,
  ): void {
    this.instructions.restore(instructions, instructionProgress);
    this.#extensions = extensions;
  }

  /** Gives a journal that passes everything on and is watched. */
  listenIn(journal: Journal): FanOutJournal {
    const both = new FanOutJournal();
    both.subscribe((fact) => journal.record(fact));
    both.subscribe((fact) => this.#hear(fact));
    return both;
  }

  /** From now on time counts: deadlines, loops that end. */
  start(): void {
    this.instructions.watch(() => this.#extensions.list().map(({ number }) => number));
  }

  #hear(fact: Fact): void {
    // They come with every message and concern nobody here.
    if (fact.kind === 'sip-request' || fact.kind === 'authenticated') return;
    this.minutes.hear(fact);
    // The last figures of a call may come after its extension was removed.
    if ('extension' in fact && fact.extension !== undefined && !this.#extensions.has(fact.extension)) return;
    this.history.hear(fact);
    this.sound.hear(fact);
    const changed = this.observations.hear(fact);
    // How much was talked is asked by no instruction.
    if (changed !== undefined && fact.kind !== 'media-measured') this.instructions.look(changed);
  }

  /** The extension is removed. */
  forget(extension: string): void {
    this.observations.forget(extension);
    this.instructions.forget(extension);
    this.history.forget(extension);
    this.sound.forget(extension);
  }

  async close(): Promise<void> {
    this.minutes.close();
    await this.instructions.stop();
    await this.history.close();
  }
}
