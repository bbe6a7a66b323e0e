import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const exec = promisify(execFile);
const ROOT = new URL('../..', import.meta.url).pathname;
const READY_MS = 180_000;

export interface InstallationOptions {
  /** Further settings, for instance `{ HAMVOIP_LIMITS: 'off' }`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Where the program is; without it this checkout itself. */
  readonly folder?: string;
  readonly sipPort?: number;
}

/** An exchange as a club has it: started with `npm start`, administered with `npx hamvoip`, on 127.0.0.1. */
export class Installation {
  readonly folder: string;
  readonly data: string;
  readonly sipPort: number;
  readonly httpPort: number;
  readonly metricsPort: number;
  /** Everything it has printed. */
  output = '';
  readonly #environment: NodeJS.ProcessEnv;
  #process: ChildProcess | undefined;

  private constructor(folder: string, data: string, options: InstallationOptions) {
    this.folder = folder;
    this.data = data;
    this.sipPort = options.sipPort ?? 15060;
    this.httpPort = this.sipPort + 3000;
    this.metricsPort = this.sipPort + 4000;
    this.#environment = {
      ...withoutNpm(process.env),
      HAMVOIP_DATA: data,
      HAMVOIP_BIND: '127.0.0.1,::1',
      HAMVOIP_DOMAIN: '127.0.0.1',
      HAMVOIP_SIP_PORT: `${this.sipPort}`,
      HAMVOIP_HTTP_PORT: `${this.httpPort}`,
      HAMVOIP_METRICS: `127.0.0.1:${this.metricsPort}`,
      HAMVOIP_RTP_PORTS: '30000-33999',
      HAMVOIP_LANG: 'en',
      ...options.settings,
    };
  }

  static async create(options: InstallationOptions = {}): Promise<Installation> {
    const data = await mkdtemp(join(tmpdir(), 'hamvoip-peers-'));
    return new Installation(options.folder ?? ROOT, data, options);
  }

  get pid(): number {
    return this.#process?.pid ?? 0;
  }

  /** `npm start`, until `/readyz` says 200. */
  async start(): Promise<void> {
    const child = spawn('npm', ['start', '--silent'], { cwd: this.folder, env: this.#environment });
    this.#process = child;
    const keep = (bytes: Buffer): void => {
      this.output += bytes.toString();
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const deadline = performance.now() + READY_MS;
    while (!(await this.#isReady())) {
      if (child.exitCode !== null)
        throw new Error(`the exchange ended with ${child.exitCode}:\n${this.output}`);
      if (performance.now() > deadline) throw new Error(`not ready in time:\n${this.output}`);
      await pause(100);
    }
  }

  /** Runs `npx hamvoip … --json` and gives what it printed. */
  async hamvoip(...args: readonly string[]): Promise<Record<string, unknown>> {
    const { stdout } = await exec('npx', ['hamvoip', ...args, '--json'], {
      cwd: this.folder,
      env: this.#environment,
    });
    return JSON.parse(stdout) as Record<string, unknown>;
  }

  /** A new extension and its password. */
  async addExtension(number: string): Promise<string> {
    const callsign = `PX0${String.fromCharCode(65 + (Number(number) % 26))}AA`;
    const added = await this.hamvoip(
      'extension',
      'add',
      number,
      '--callsign',
      callsign,
      '--name',
      `Holder ${number}`,
    );
    return String(added['password']);
  }

  /** The value of a metric without labels. */
  async metric(name: string): Promise<number> {
    const text = await (await fetch(`http://127.0.0.1:${this.metricsPort}/metrics`)).text();
    const line = text.split('\n').find((candidate) => candidate.startsWith(`${name} `));
    return line === undefined ? Number.NaN : Number(line.split(' ')[1]);
  }

  /** The sum of a metric over its labels. */
  async metricSum(name: string, labels = ''): Promise<number> {
    const text = await (await fetch(`http://127.0.0.1:${this.metricsPort}/metrics`)).text();
    return text
      .split('\n')
      .filter((line) => line.startsWith(`${name}{`) && line.includes(labels))
      .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
  }

  async stop(): Promise<void> {
    const child = this.#process;
    if (child === undefined || child.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  }

  /** Stops it and removes its data. */
  async remove(): Promise<void> {
    await this.stop();
    await rm(this.data, { recursive: true, force: true });
  }

  async #isReady(): Promise<boolean> {
    try {
      return (await fetch(`http://127.0.0.1:${this.httpPort}/readyz`)).status === 200;
    } catch {
      return false;
    }
  }
}

/** What a newcomer gets: the files under version control and nothing else, in an empty folder. */
export async function freshClone(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hamvoip-clone-'));
  const { stdout } = await exec('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
  });
  for (const file of stdout.split('\n').filter((name) => name !== '')) {
    await cp(join(ROOT, file), join(folder, file));
  }
  return folder;
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Waits until something is so, because other programs tell nobody when they are done. */
export async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  withinMs = 20_000,
): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`did not happen within ${withinMs} ms: ${what}`);
    await pause(50);
  }
}

/** The tests run under npm themselves; what it put into the environment must not steer the npm of the installation. */
function withoutNpm(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !/^npm_(?!config_)/i.test(name)));
}
