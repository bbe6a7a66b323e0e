import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningServer } from '../servers/server.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const SCENARIOS = new URL('../sipp/', import.meta.url).pathname;
const MOST_OPEN_CALLS = 8_000;
/** SIPp waits for ever for an answer that was lost after a provisional one: such a call has failed. */
const ANSWER_WITHIN_MS = 10_000;

export interface SippRun {
  readonly scenario: 'register' | 'caller' | 'callee';
  readonly ownPort: number;
  readonly injection?: string;
  /** Calls a second, and how many in all; without them SIPp waits for calls. */
  readonly rate?: number;
  readonly count?: number;
}

export interface SippResult {
  readonly successful: number;
  readonly failed: number;
  readonly retransmissions: number;
  readonly seconds: number;
}

export class Sipp {
  readonly #process: ChildProcess;
  readonly #statistics: string;
  readonly #ended: Promise<unknown>;

  constructor(server: RunningServer, run: SippRun) {
    const folder = mkdtempSync(join(temporaryFolder(), 'sipp-'));
    this.#statistics = join(folder, 'statistics.csv');
    const args = ['-sf', `${SCENARIOS}${run.scenario}.xml`, '-i', '127.0.0.1', '-p', `${run.ownPort}`];
    args.push('-nostdin', '-buff_size', '4194304', '-l', `${MOST_OPEN_CALLS}`);
    if (run.rate !== undefined) args.push('-recv_timeout', `${ANSWER_WITHIN_MS}`);
    args.push('-trace_stat', '-stf', this.#statistics, '-fd', '1');
    if (run.injection !== undefined) args.push('-inf', run.injection);
    if (run.rate !== undefined) args.push('-r', `${run.rate}`);
    if (run.count !== undefined) args.push('-m', `${run.count}`, '-timeout', '60');
    args.push(`${server.address}:${server.port}`);
    this.#process = spawn('sipp', args, { stdio: 'ignore', cwd: folder });
    this.#ended = once(this.#process, 'exit');
  }

  /** When all calls are over. */
  async finished(): Promise<SippResult> {
    await this.#ended;
    return this.#result();
  }

  async stop(): Promise<void> {
    this.#process.kill('SIGKILL');
    await this.#ended;
  }

  #result(): SippResult {
    if (!existsSync(this.#statistics)) throw new Error('sipp did not run');
    const lines = readFileSync(this.#statistics, 'utf8').trim().split('\n');
    const names = lines[0]?.split(';') ?? [];
    const values = lines.at(-1)?.split(';') ?? [];
    const total = (name: string): string => values[names.indexOf(`${name}(C)`)] ?? '';
    const [hours = 0, minutes = 0, seconds = 0] = total('ElapsedTime').split(':').map(Number);
    return {
      successful: Number(total('SuccessfulCall')),
      failed: Number(total('FailedCall')),
      retransmissions: Number(total('Retransmissions')),
      seconds: hours * 3600 + minutes * 60 + seconds,
    };
  }
}
