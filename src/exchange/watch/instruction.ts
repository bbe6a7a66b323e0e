import type { InstructionCheck } from '../../policy/instruction-checks.ts';
import type { InstructionFigures } from '../../policy/instruction-figures.ts';
import type { InstructionTarget } from '../../policy/instruction-targets.ts';
import type { InstructionProgressRecord, InstructionRecord } from '../../store/watch-store.ts';

/** What an administrator asks of holders about their phones (mission H3). */
export interface Instruction extends Omit<InstructionRecord, 'targets' | 'checks'> {
  readonly targets: InstructionTarget;
  /** None: whether it was done is told by hand. */
  readonly checks: readonly InstructionCheck[];
}

/** How far one extension has carried out an instruction. */
export interface Progress extends Omit<InstructionProgressRecord, 'before' | 'after'> {
  readonly before: InstructionFigures | null;
  readonly after: InstructionFigures | null;
}

export function toInstructionRecord(instruction: Instruction): InstructionRecord {
  return {
    ...instruction,
    targets: JSON.stringify(instruction.targets),
    checks: JSON.stringify(instruction.checks),
  };
}

/** What the store holds is what `toInstructionRecord` wrote. */
export function readInstruction(record: InstructionRecord): Instruction {
  return {
    ...record,
    targets: JSON.parse(record.targets) as InstructionTarget,
    checks: JSON.parse(record.checks) as readonly InstructionCheck[],
  };
}

export function toProgressRecord(progress: Progress): InstructionProgressRecord {
  return {
    ...progress,
    before: progress.before === null ? null : JSON.stringify(progress.before),
    after: progress.after === null ? null : JSON.stringify(progress.after),
  };
}

export function readProgress(record: InstructionProgressRecord): Progress {
  return { ...record, before: readFigures(record.before), after: readFigures(record.after) };
}

function readFigures(text: string | null): InstructionFigures | null {
  return text === null ? null : (JSON.parse(text) as InstructionFigures);
}
