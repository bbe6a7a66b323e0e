import { type ChildProcess, execFile, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { after } from 'node:test';

/** Which Debian package brings a program; `.ci/run` installs all of them. */
const PACKAGES: Readonly<Record<string, string>> = {
  baresip: 'baresip-core',
  chromium: 'chromium',
  linphonec: 'linphone-cli',
  sipp: 'sip-tester',
  svcrack: 'sipvicious',
  tshark: 'tshark',
  dumpcap: 'wireshark-common',
  sox: 'sox',
  mount: 'mount',
  umount: 'mount',
  nft: 'nftables',
  ip: 'iproute2',
  qpdf: 'qpdf',
  pdftotext: 'poppler-utils',
  pdfinfo: 'poppler-utils',
  pdffonts: 'poppler-utils',
  svmap: 'sipvicious',
  svwar: 'sipvicious',
};

/** A missing peer is a failure, never a skip: a story that did not happen shows nothing. */
export function needProgram(name: string): void {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  if (folders.some((folder) => isExecutable(join(folder, name)))) return;
  throw new Error(`${name} is missing; install it with: apt-get install ${PACKAGES[name] ?? name}`);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Programs still running. None outlives the tests: one that a failed test leaves behind would keep them from ending. */
const running = new Set<ChildProcess>();
after(killAll);
process.on('exit', killAll);
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => process.exit(1));

function killAll(): void {
  for (const child of running) child.kill('SIGKILL');
}

/** A program that runs beside the test, with everything it printed. */
export class Program {
  output = '';
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;

  constructor(name: string, args: readonly string[], options: SpawnOptions = {}) {
    needProgram(name);
    this.#child = spawn(name, args, { stdio: ['pipe', 'pipe', 'pipe'], ...options });
    running.add(this.#child);
    this.#ended = once(this.#child, 'exit').finally(() => running.delete(this.#child));
    const keep = (bytes: Buffer): void => {
      this.output += bytes.toString();
    };
    this.#child.stdout?.on('data', keep);
    this.#child.stderr?.on('data', keep);
    // A program that has gone does not read what we write to it.
    this.#child.stdin?.on('error', () => {});
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get exitCode(): number | null {
    return this.#child.exitCode;
  }

  get hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  type(line: string): void {
    this.#child.stdin?.write(`${line}\n`);
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Waits for its end; one that takes longer is killed. */
  async ended(withinMs = 10_000): Promise<void> {
    const late = setTimeout(() => this.#child.kill('SIGKILL'), withinMs);
    await this.#ended;
    clearTimeout(late);
  }
}

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end, whatever its exit code. */
export function runProgram(
  name: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; timeoutMs?: number } = {},
): Promise<Outcome> {
  needProgram(name);
  const { timeoutMs = 120_000, ...rest } = options;
  return new Promise((resolve) => {
    const child = execFile(
      name,
      args,
      { ...rest, maxBuffer: 256 * 1024 * 1024, timeout: timeoutMs, killSignal: 'SIGKILL' },
      (_error, stdout, stderr) => {
        running.delete(child);
        resolve({ code: child.exitCode ?? -1, stdout, stderr });
      },
    );
    running.add(child);
  });
}
