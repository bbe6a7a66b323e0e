import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Program } from '../programs.ts';
import { until } from '../waiting.ts';
import type { Seat } from './peer.ts';

const LONGEST_MS = 90_000;

/** One call of SIPp, to the letter of its scenario. */
export class SippRun {
  readonly #folder: string;
  readonly #program: Program;

  private constructor(folder: string, program: Program) {
    this.#folder = folder;
    this.#program = program;
  }

  /** `incoming`: the scenario for a call from outside while the first one goes on. */
  static async start(seat: Seat, main: string, incoming?: string): Promise<SippRun> {
    const folder = await mkdtemp(join(tmpdir(), 'hamvoip-sipp-'));
    await writeFile(join(folder, 'main.xml'), main);
    if (incoming !== undefined) await writeFile(join(folder, 'incoming.xml'), incoming);
    const address = seat.host.replace(/[[\]]/g, '');
    const args = [
      ...['-sf', 'main.xml', ...(incoming === undefined ? [] : ['-oocsf', 'incoming.xml'])],
      ...['-t', seat.transport === 'UDP' ? 'u1' : 't1', '-i', address, '-p', `${seat.port}`],
      // It would leave the brackets of an IPv6 address out of the digest's uri.
      ...['-auth_uri', `${seat.host}:${seat.exchangePort}`],
      ...['-m', '1', '-nostdin', '-cid_str', `%u-${seat.number}-%p`],
      // How late it is itself is no fault of the exchange.
      ...['-watchdog_minor_threshold', `${LONGEST_MS}`, '-watchdog_major_threshold', `${LONGEST_MS}`],
      ...['-trace_err', '-error_file', 'errors.log', '-trace_msg', '-message_file', 'messages.log'],
      `${seat.host}:${seat.exchangePort}`,
    ];
    const program = new Program('sipp', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    return new SippRun(folder, program);
  }

  /** Waits until it was sent or has sent this. */
  async exchanged(words: RegExp): Promise<void> {
    await this.#watched(`${words.source} to be exchanged`, () => words.test(this.#read('messages.log')));
  }

  /** Waits for its end, which must be a good one. */
  async done(): Promise<void> {
    await this.#watched('SIPp to end', () => this.#program.hasEnded);
    this.#assertNoErrors();
    if (this.#program.exitCode !== 0) throw new Error(`SIPp ended with ${this.#program.exitCode}`);
  }

  /** Ends what would go on; nothing that came may have been unexpected. */
  async stop(): Promise<void> {
    try {
      this.#assertNoErrors();
    } finally {
      await this.remove();
    }
  }

  async remove(): Promise<void> {
    if (!this.#program.hasEnded) this.#program.kill('SIGKILL');
    await this.#program.ended();
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** The last messages, for people. */
  get seen(): string {
    return `${this.#program.output.slice(-300)}${this.#read('messages.log').slice(-3000)}`;
  }

  async #watched(what: string, isSo: () => boolean): Promise<void> {
    await until(what, () => isSo() || this.#errors !== '' || this.#program.hasEnded, LONGEST_MS);
    this.#assertNoErrors();
    if (!isSo()) throw new Error(`SIPp ended before ${what}`);
  }

  #assertNoErrors(): void {
    if (this.#errors !== '') throw new Error(`SIPp: ${this.#errors.slice(0, 1000)}`);
  }

  /** What it complains about, without its head line and the note that a call came in. */
  get #errors(): string {
    return this.#read('errors.log')
      .split('\n')
      .filter((line) => !/^The following events|using the out-of-call scenario$/.test(line))
      .join('\n')
      .trim();
  }

  #read(name: string): string {
    const file = join(this.#folder, name);
    return existsSync(file) ? readFileSync(file, 'latin1') : '';
  }
}
