import type { Finding, InstructionCheck } from '../../policy/instruction-checks.ts';
import type { InstructionFigures } from '../../policy/instruction-figures.ts';
import type { InstructionTarget } from '../../policy/instruction-targets.ts';
import type { TemplateValues } from '../../policy/instruction-templates.ts';
import type { PhoneToTalkTo } from '../../policy/phones-to-talk-to.ts';
import type { Outcome } from './outcome.ts';

/** How far one extension is, with what the checks see at this moment. */
export interface InstructionProgressView {
  readonly extension: string;
  readonly state: 'open' | 'done' | 'overdue';
  readonly sinceMs: number;
  readonly doneAtMs: number | null;
  /** When the instruction was given, when it was carried out, and at this moment. */
  readonly before: InstructionFigures | null;
  readonly after: InstructionFigures | null;
  readonly now: InstructionFigures;
  /** In the order of the instruction's checks. */
  readonly findings: readonly Finding[];
}

export interface InstructionView {
  readonly id: string;
  readonly template: string | null;
  readonly text: string;
  readonly targets: InstructionTarget;
  readonly checks: readonly InstructionCheck[];
  readonly deadlineMs: number | null;
  readonly createdAtMs: number;
  readonly createdBy: string;
  readonly closedAtMs: number | null;
  /** `done` when everyone meant has done it, `overdue` when someone is late. */
  readonly state: 'open' | 'done' | 'overdue' | 'closed';
  /** By number of the extension. */
  readonly progress: readonly InstructionProgressView[];
}

export interface ObservationView {
  readonly extension: string;
  readonly registersPerHour: number;
  /** By programs that were registered here before, and by others. */
  readonly wrongPasswordsPerHour: { readonly own: number; readonly others: number };
  /** What it wants of SRTP, in the last offer of its own; null before there was one. */
  readonly srtp: 'none' | 'optional' | 'required' | null;
  /** Whether an address that a phone of it is registered from is banned. */
  readonly banned: boolean;
  /** How its last call sounded, or sounds; null when there was none since the exchange started. */
  readonly lastCall: {
    /** Of the phone's sound nothing arrived, a part, or all. */
    readonly fromPhone: Heard;
    /** As the phone reports; null when it does not. */
    readonly toPhone: Heard | null;
  } | null;
}

/** Whether sound arrives: `badly` is less than nine packets of ten. */
export type Heard = 'well' | 'badly' | 'nothing';

export interface NewInstruction {
  /** Gives text and checks. */
  readonly template?: string | undefined;
  /** What the template is filled with. */
  readonly values?: TemplateValues | undefined;
  readonly language?: 'nl' | 'en' | undefined;
  /** Needed without a template; with one it takes the place of its words. */
  readonly text?: string | undefined;
  /** Only without a template. None: whether it was done is told by hand. */
  readonly checks?: readonly InstructionCheck[] | undefined;
  readonly targets: InstructionTarget;
  readonly deadlineMs?: number | undefined;
  /** Instead of a deadline: so long from now. */
  readonly withinMs?: number | undefined;
}

/** What became of sending an instruction by mail. */
export interface InstructionMailing {
  readonly mailed: number;
  /** They had it within the last hour. */
  readonly mailedBefore: number;
  /** Extensions without a mail address. */
  readonly withoutAddress: readonly string[];
}

/** What holders are asked to change in their phones, checked on the wire (house rule H3). */
export interface InstructionConsole {
  add(instruction: NewInstruction): Promise<Outcome<InstructionView>>;
  /** The newest first; those in one state when it is given. */
  list(state?: InstructionView['state']): readonly InstructionView[];
  /** Those that mean an extension and are not closed, each with its own progress and no other's. */
  listOf(extension: string): readonly InstructionView[];
  show(id: string): Outcome<InstructionView>;
  /** Nothing is checked any more; what was reached stays to be read. */
  close(id: string): Promise<Outcome<InstructionView>>;
  /** For an instruction without checks. */
  markDone(id: string, extension: string): Promise<Outcome<InstructionView>>;
  /** To those who have not carried it out. */
  mail(id: string): Promise<Outcome<InstructionMailing>>;
  /** What is seen of one extension's phones since the exchange started. */
  observationOf(number: string): Outcome<ObservationView>;
  /** Extensions whose phones cost others something, the worst first, with the evidence. */
  phonesToTalkTo(): readonly PhoneToTalkTo[];
}
