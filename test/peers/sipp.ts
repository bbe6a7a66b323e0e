import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SIP_PORT } from './installation.ts';
import { Program } from './programs.ts';

const SCENARIOS = new URL('sipp/', import.meta.url).pathname;
const LONGEST_S = 180;

export interface SippOptions {
  readonly scenario: 'register' | 'caller' | 'callee';
  readonly port: number;
  /** How many calls in all; it ends after them. */
  readonly calls: number;
  /** A second; without it SIPp waits to be called. */
  readonly rate?: number;
  /** Its injection file. */
  readonly users?: string;
}

export interface SippStatistics {
  readonly successful: number;
  readonly failed: number;
  readonly unexpected: number;
  readonly retransmissions: number;
}

/** A run of SIPp, which fails every call that does not go to the letter of its scenario. */
export class Sipp {
  readonly #options: SippOptions;
  readonly #folder: string;
  readonly #program: Program;

  private constructor(options: SippOptions, folder: string) {
    this.#options = options;
    this.#folder = folder;
    const args = [
      '-sf',
      join(SCENARIOS, `${options.scenario}.xml`),
      '-i',
      '127.0.0.1',
      '-p',
      `${options.port}`,
    ];
    args.push('-m', `${options.calls}`, '-nostdin', '-buff_size', '4194304', '-timeout', `${LONGEST_S}`);
    args.push('-trace_stat', '-stf', 'statistics.csv', '-trace_err', '-error_file', 'errors.log');
    if (options.rate !== undefined) args.push('-r', `${options.rate}`, '-l', '5000');
    if (options.users !== undefined) args.push('-inf', options.users);
    args.push(`127.0.0.1:${SIP_PORT}`);
    this.#program = new Program('sipp', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  }

  static async start(options: SippOptions): Promise<Sipp> {
    return new Sipp(options, await mkdtemp(join(tmpdir(), 'hamvoip-sipp-')));
  }

  /** Waits for its end. Every one of its calls must have succeeded, and nothing else may have come. */
  async assertAllWell(): Promise<SippStatistics> {
    await this.#program.ended((LONGEST_S + 10) * 1000);
    const statistics = readStatistics(await readFile(join(this.#folder, 'statistics.csv'), 'utf8'));
    const errors = await readFile(join(this.#folder, 'errors.log'), 'utf8').catch(() => '');
    const { scenario, calls } = this.#options;
    const report = `${scenario}: ${JSON.stringify(statistics)}\n${errors.slice(0, 3000)}`;
    assert.equal(statistics.failed, 0, report);
    assert.equal(statistics.unexpected, 0, report);
    assert.equal(statistics.successful, calls, report);
    await rm(this.#folder, { recursive: true });
    return statistics;
  }
}

/** Names and values of the last line; `(C)` is the sum since the start. */
function readStatistics(csv: string): SippStatistics {
  const lines = csv.trim().split('\n');
  const names = lines[0]?.split(';') ?? [];
  const values = lines.at(-1)?.split(';') ?? [];
  const total = (name: string): number => {
    const index = names.indexOf(`${name}(C)`);
    assert.ok(index >= 0, `SIPp counts no ${name}`);
    return Number(values[index]);
  };
  const unexpected = [
    'FailedUnexpectedMessage',
    'FailedCmdNotSent',
    'FailedRegexpDoesntMatch',
    'OutOfCallMsgs',
  ];
  return {
    successful: total('SuccessfulCall'),
    failed: total('FailedCall'),
    unexpected: unexpected.reduce((sum, name) => sum + total(name), 0),
    retransmissions: total('Retransmissions'),
  };
}
