import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { processTree } from '../machine/cpu-time.ts';

const STOP_WITHIN_MS = 5_000;

const running = new Set<ChildProcess>();

// A server that outlives the bench would answer in the next run's place, and nothing that it keeps is worth a wait.
process.on('exit', () => {
  for (const child of running) killTree(child);
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1));

/** A server process. What it says on stderr is kept for when it fails. */
export class Child {
  readonly #process: ChildProcess;
  #said = '';

  constructor(command: readonly string[], environment: Readonly<Record<string, string>> = {}) {
    const [program = '', ...args] = command;
    const child = spawn(program, args, {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, ...environment },
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#said = (this.#said + text).slice(-4_000);
    });
    running.add(child);
    child.once('exit', () => running.delete(child));
    this.#process = child;
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  /** Throws with its last words when it has ended. */
  assertRunning(name: string): void {
    const { exitCode, signalCode } = this.#process;
    if (exitCode !== null || signalCode !== null) throw new Error(`${name} ended: ${this.#said.trim()}`);
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (!running.has(this.#process)) return;
    const ended = once(this.#process, 'exit');
    this.#process.kill(signal);
    const impatience = setTimeout(() => killTree(this.#process), STOP_WITHIN_MS);
    await ended;
    clearTimeout(impatience);
  }
}

/** Workers of a killed server are nobody's children and would go on. */
function killTree({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  for (const each of processTree(pid)) {
    try {
      process.kill(each, 'SIGKILL');
    } catch {
      // It ended by itself meanwhile.
    }
  }
}
