import type { Output } from './parts.ts';

const CELLS = 20;
const STEP = 10;

/** Long work on stderr: a bar that fills for a person, a line for every 10 % elsewhere (product 5.2). */
export class ProgressBar {
  readonly #output: Output;
  readonly #isTerminal: boolean;
  readonly #label: string;
  readonly #cells: readonly [full: string, empty: string];
  #shown = -1;

  constructor(parts: {
    readonly output: Output;
    readonly isTerminal: boolean;
    readonly label: string;
    readonly plain: boolean;
  }) {
    this.#output = parts.output;
    this.#isTerminal = parts.isTerminal;
    this.#label = parts.label;
    this.#cells = parts.plain ? ['#', '.'] : ['█', '░'];
  }

  show(done: number, total: number): void {
    const percent = total === 0 ? 100 : Math.floor((100 * done) / total);
    const step = this.#isTerminal ? percent : percent - (percent % STEP);
    if (step <= this.#shown) return;
    this.#shown = step;
    const [full, empty] = this.#cells;
    const filled = Math.floor((CELLS * step) / 100);
    const bar = full.repeat(filled) + empty.repeat(CELLS - filled);
    const line = `  ${this.#label}  ${bar} ${String(step).padStart(3)} %`;
    this.#output.write(this.#isTerminal ? `\r${line}${step === 100 ? '\n' : ''}` : `${line}\n`);
  }

  /** The work ended before it was done: what comes next begins on a line of its own. */
  abandon(): void {
    if (this.#isTerminal && this.#shown >= 0 && this.#shown < 100) this.#output.write('\n');
  }
}
