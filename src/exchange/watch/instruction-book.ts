import type { Clock, Scheduled } from '../../base/clock.ts';
import type { Journal } from '../../base/journal.ts';
import { type Finding, judge, verdictOf } from '../../policy/instruction-checks.ts';
import { figuresOf, type InstructionFigures } from '../../policy/instruction-figures.ts';
import { isMeant } from '../../policy/instruction-targets.ts';
import type { Observation, PhoneObservations } from '../../policy/phone-observations.ts';
import type { Store } from '../../store/store.ts';
import type { InstructionProgressRecord } from '../../store/watch-store.ts';
import { OwedWrites } from '../commit/owed-writes.ts';
import { byNumber } from '../tables/directory-tables.ts';
import {
  type Instruction,
  type Progress,
  readInstruction,
  readProgress,
  toProgressRecord,
} from './instruction.ts';

/** Checks that time alone can change (a keep-alive that stops, a loop that ends) are looked at so often. */
const LOOK_MS = 60_000;
const RETRY_MS = 5_000;

/** One extension's part in an instruction, with what the checks see at this moment. */
export interface ProgressView extends Progress {
  readonly findings: readonly Finding[];
  readonly now: InstructionFigures;
}

/**
 * The instructions there are and how far each extension has carried them out. What the phones do decides: a row is
 * done by itself when every check is met, and no longer done when the phone falls back (mission H3).
 */
export class InstructionBook {
  readonly #clock: Clock;
  readonly #journal: Journal;
  readonly #observations: PhoneObservations;
  readonly #instructions = new Map<string, Instruction>();
  readonly #progress = new Map<string, Map<string, Progress>>();
  /** Rows that memory holds and the store does not. */
  readonly #unwritten: OwedWrites<Progress>;
  #extensions: () => readonly string[] = () => [];
  #isWatching = false;
  #look: Scheduled | undefined;

  constructor(parts: {
    readonly store: Pick<Store, 'putInstructionProgress'>;
    readonly clock: Clock;
    readonly journal: Journal;
    readonly observations: PhoneObservations;
  }) {
    this.#clock = parts.clock;
    this.#journal = parts.journal;
    this.#observations = parts.observations;
    this.#unwritten = new OwedWrites({
      clock: parts.clock,
      write: (rows) => parts.store.putInstructionProgress(rows.map(toProgressRecord)),
      keyOf: ({ instruction, extension }) => `${instruction} ${extension}`,
      retryMs: RETRY_MS,
    });
  }

  restore(
    instructions: readonly Parameters<typeof readInstruction>[0][],
    progress: readonly InstructionProgressRecord[],
  ): void {
    for (const record of instructions) this.#instructions.set(record.id, readInstruction(record));
    for (const record of progress)
      this.#rowsOf(record.instruction).set(record.extension, readProgress(record));
  }

  /** From now on what phones do is looked at. `extensions` gives the numbers there are. */
  watch(extensions: () => readonly string[]): void {
    this.#extensions = extensions;
    this.#isWatching = true;
    this.#lookLater();
  }

  list(): readonly Instruction[] {
    return [...this.#instructions.values()];
  }

  get(id: string): Instruction | undefined {
    return this.#instructions.get(id);
  }

  progressOf(instruction: Instruction): readonly ProgressView[] {
    return [...this.#rowsOf(instruction.id).values()]
      .map((row) => this.#asSeen(instruction, row))
      .sort((a, b) => byNumber(a.extension, b.extension));
  }

  /** Of one extension; undefined when it is not meant. */
  progressOfOne(instruction: Instruction, extension: string): ProgressView | undefined {
    const row = this.#rowsOf(instruction.id).get(extension);
    return row && this.#asSeen(instruction, row);
  }

  #asSeen(instruction: Instruction, row: Progress): ProgressView {
    const observation = this.#observations.of(row.extension);
    const findings = instruction.checks.map((check) => judge(check, observation));
    const isLate = row.state === 'open' && isOver(instruction, this.#clock.wallTime());
    return { ...row, state: isLate ? 'overdue' : row.state, findings, now: figuresOf(observation) };
  }

  /** Who is meant at this moment, each as it stands. Nothing is kept. */
  begin(instruction: Instruction, extensions: readonly string[]): readonly Progress[] {
    return extensions
      .map((extension) => this.#observations.of(extension))
      .filter((observation) => isMeant(instruction.targets, instruction.checks, observation))
      .map((observation) => this.#newRow(instruction, observation));
  }

  /** The store holds it already. */
  add(instruction: Instruction, progress: readonly Progress[]): void {
    this.#instructions.set(instruction.id, instruction);
    const rows = this.#rowsOf(instruction.id);
    for (const row of progress) {
      rows.set(row.extension, row);
      if (row.state === 'done') this.#tell('instruction-done', row);
    }
    this.#lookLater();
  }

  /** The store holds it already. */
  close(id: string, atMs: number): Instruction | undefined {
    const instruction = this.#instructions.get(id);
    if (instruction === undefined) return undefined;
    const closed = { ...instruction, closedAtMs: atMs };
    this.#instructions.set(id, closed);
    return closed;
  }

  /** For what no check can see. The store holds it already. */
  put(row: Progress): void {
    this.#rowsOf(row.instruction).set(row.extension, row);
    this.#tell('instruction-done', row);
  }

  /** The extension is removed. */
  forget(extension: string): void {
    for (const rows of this.#progress.values()) {
      const row = rows.get(extension);
      if (row === undefined) continue;
      rows.delete(extension);
      this.#unwritten.forget(row);
    }
  }

  /** Something about the phones of an extension has changed. */
  look(extension: string): void {
    if (!this.#isWatching) return;
    let observation: Observation | undefined;
    for (const instruction of this.#instructions.values()) {
      if (instruction.closedAtMs !== null) continue;
      observation ??= this.#observations.of(extension);
      this.#update(instruction, observation);
    }
    if (this.#unwritten.size > 0) void this.#unwritten.flush();
  }

  /** Writes what is owed a last time and lets go of the clock. */
  async stop(): Promise<void> {
    this.#isWatching = false;
    this.#look?.cancel();
    await this.#unwritten.close();
  }

  #update(instruction: Instruction, observation: Observation): void {
    const rows = this.#rowsOf(instruction.id);
    const row = rows.get(observation.extension);
    if (row === undefined) {
      if (instruction.targets.kind === 'extensions') return;
      if (!isMeant(instruction.targets, instruction.checks, observation)) return;
      const added = this.#newRow(instruction, observation);
      return this.#change(rows, added, added.state === 'done' ? 'instruction-done' : undefined);
    }
    if (instruction.checks.length === 0) return this.#updateDeadline(instruction, rows, row);
    const verdict = verdictOf(instruction.checks.map((check) => judge(check, observation)));
    const nowMs = this.#clock.wallTime();
    if (row.state !== 'done' && verdict === 'met') {
      const done = {
        ...row,
        state: 'done',
        sinceMs: nowMs,
        doneAtMs: nowMs,
        after: figuresOf(observation),
      } as const;
      return this.#change(rows, done, 'instruction-done');
    }
    if (row.state === 'done' && verdict === 'not-met') {
      const state = isOver(instruction, nowMs) ? 'overdue' : 'open';
      const undone = { ...row, state, sinceMs: nowMs, doneAtMs: null, after: null } as const;
      return this.#change(rows, undone, 'instruction-undone');
    }
    this.#updateDeadline(instruction, rows, row);
  }

  #updateDeadline(instruction: Instruction, rows: Map<string, Progress>, row: Progress): void {
    const nowMs = this.#clock.wallTime();
    if (row.state !== 'open' || !isOver(instruction, nowMs)) return;
    this.#change(rows, { ...row, state: 'overdue', sinceMs: nowMs }, 'instruction-overdue');
  }

  #change(
    rows: Map<string, Progress>,
    after: Progress,
    fact: 'instruction-done' | 'instruction-undone' | 'instruction-overdue' | undefined,
  ): void {
    rows.set(after.extension, after);
    this.#unwritten.add(after);
    if (fact !== undefined) this.#tell(fact, after);
  }

  #newRow(instruction: Instruction, observation: Observation): Progress {
    const nowMs = this.#clock.wallTime();
    const isDone = verdictOf(instruction.checks.map((check) => judge(check, observation))) === 'met';
    const figures = figuresOf(observation);
    return {
      instruction: instruction.id,
      extension: observation.extension,
      state: isDone ? 'done' : 'open',
      sinceMs: nowMs,
      doneAtMs: isDone ? nowMs : null,
      before: figures,
      after: isDone ? figures : null,
    };
  }

  #tell(
    kind: 'instruction-done' | 'instruction-undone' | 'instruction-overdue',
    { instruction, extension }: Progress,
  ): void {
    this.#journal.record({ kind, instruction, extension });
  }

  #rowsOf(id: string): Map<string, Progress> {
    const known = this.#progress.get(id);
    if (known !== undefined) return known;
    const rows = new Map<string, Progress>();
    this.#progress.set(id, rows);
    return rows;
  }

  /** While something is open: deadlines pass and loops end without a fact. */
  #lookLater(): void {
    this.#look?.cancel();
    const nowMs = this.#clock.wallTime();
    let delayMs = Number.POSITIVE_INFINITY;
    for (const { closedAtMs, deadlineMs } of this.#instructions.values()) {
      if (closedAtMs !== null) continue;
      delayMs = Math.min(delayMs, LOOK_MS);
      if (deadlineMs !== null && deadlineMs > nowMs) delayMs = Math.min(delayMs, deadlineMs - nowMs);
    }
    if (!this.#isWatching || delayMs === Number.POSITIVE_INFINITY) return;
    this.#look = this.#clock.schedule(delayMs, () => {
      for (const extension of this.#extensions()) this.look(extension);
      this.#lookLater();
    });
  }
}

function isOver({ deadlineMs }: Instruction, nowMs: number): boolean {
  return deadlineMs !== null && nowMs >= deadlineMs;
}
