import { type Fact, FanOutJournal } from '../src/base/journal.ts';

/** Keeps every fact, so that a test can ask what happened. */
export class RecordingJournal extends FanOutJournal {
  readonly facts: Fact[] = [];

  override record(fact: Fact): void {
    this.facts.push(fact);
    super.record(fact);
  }

  of<Kind extends Fact['kind']>(kind: Kind): Extract<Fact, { kind: Kind }>[] {
    return this.facts.filter((fact): fact is Extract<Fact, { kind: Kind }> => fact.kind === kind);
  }

  clear(): void {
    this.facts.length = 0;
  }
}
