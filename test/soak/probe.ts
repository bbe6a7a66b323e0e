import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { ProbeFigures } from './prober.ts';

const PROBER = new URL('./prober.ts', import.meta.url).pathname;

/** The process that times challenges, seen from the one that began it. */
export class Probe {
  readonly #process: ChildProcess;

  static async begin(sipPort: number, perSecond: number): Promise<Probe> {
    const child = fork(PROBER, [String(sipPort), String(perSecond)], { serialization: 'advanced' });
    await once(child, 'message');
    return new Probe(child);
  }

  private constructor(child: ChildProcess) {
    this.#process = child;
    process.once('exit', () => child.kill('SIGKILL'));
  }

  async finish(): Promise<ProbeFigures> {
    const figures = once(this.#process, 'message') as Promise<[ProbeFigures]>;
    this.#process.send('stop');
    const [found] = await figures;
    return found;
  }
}
