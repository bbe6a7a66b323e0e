import type { Clock } from '../../base/clock.ts';
import { type Fact, FanOutJournal, type Journal } from '../../base/journal.ts';
import { PhoneObservations } from '../../policy/phone-observations.ts';
import type { Snapshot, Store } from '../../store/store.ts';
import { CallHistory } from './call-history.ts';
import { InstructionBook } from './instruction-book.ts';

/** What watches the journal: what phones do, whether instructions are carried out, which calls there were. */
export class Watch {
  readonly observations: PhoneObservations;
  readonly instructions: InstructionBook;
  readonly history: CallHistory;
  #extensions: () => readonly string[] = () => [];

  constructor(parts: { readonly store: Store; readonly clock: Clock; readonly journal: Journal }) {
    this.observations = new PhoneObservations(parts.clock);
    this.instructions = new InstructionBook({ ...parts, observations: this.observations });
    this.history = new CallHistory(parts);
  }

  /** `extensions` gives the numbers there are. */
  restore(
    { instructions, instructionProgress }: Snapshot,
    extensions: () => readonly string[] = () => [],
  ): void {
    this.instructions.restore(instructions, instructionProgress);
    this.#extensions = extensions;
  }

  /** Gives a journal that passes everything on and is watched. */
  listenIn(journal: Journal): Journal {
    const both = new FanOutJournal();
    both.subscribe((fact) => journal.record(fact));
    both.subscribe((fact) => this.#hear(fact));
    return both;
  }

  /** From now on time counts: deadlines, loops that end. */
  start(): void {
    this.instructions.watch(this.#extensions);
  }

  #hear(fact: Fact): void {
    this.history.hear(fact);
    const changed = this.observations.hear(fact);
    // How much was talked is asked by no instruction.
    if (changed !== undefined && fact.kind !== 'media-measured') this.instructions.look(changed);
  }

  /** The extension is removed. */
  forget(extension: string): void {
    this.observations.forget(extension);
    this.instructions.forget(extension);
    this.history.forget(extension);
  }

  async close(): Promise<void> {
    await this.instructions.stop();
    await this.history.close();
  }
}
