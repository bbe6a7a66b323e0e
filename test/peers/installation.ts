import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Outcome, Program, runProgram } from './programs.ts';
import { pause, until } from './waiting.ts';

const ROOT = new URL('../..', import.meta.url).pathname;
const READY_MS = 60_000;
const READY_WITH_INSTALL_MS = 240_000;

export const SIP_PORT = 21060;

export interface InstallationOptions {
  /** Its SIP port, when two run at once; TLS, web and metrics have 1, 10 and 20 more. */
  readonly port?: number;
  /** Further settings, for instance `{ HAMVOIP_LIMITS: 'off' }`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Where the program is; without it this checkout itself. */
  readonly folder?: string;
  /** Give commands as people type them, with npx, which takes longer. */
  readonly withNpx?: boolean;
  /** The data folder; without it a new one, which `remove` removes. */
  readonly data?: string;
}

/** An exchange as a club has it: started with `npm start`, administered with `npx hamvoip`, on 127.0.0.1. */
export class Installation {
  readonly folder: string;
  readonly data: string;
  readonly sipPort: number;
  readonly sipsPort: number;
  readonly httpPort: number;
  readonly metricsPort: number;
  readonly environment: NodeJS.ProcessEnv;
  #program: Program | undefined;
  readonly #command: readonly [program: string, ...args: string[]];
  #past = '';

  private constructor(
    folder: string,
    data: string,
    { settings, withNpx, port = SIP_PORT }: InstallationOptions,
  ) {
    this.folder = folder;
    this.sipPort = port;
    this.sipsPort = port + 1;
    this.httpPort = port + 10;
    this.metricsPort = port + 20;
    this.#command = withNpx ? ['npx', 'hamvoip'] : ['node', join('bin', 'hamvoip.js')];
    this.data = data;
    this.environment = {
      ...withoutNpm(process.env),
      HAMVOIP_DATA: data,
      HAMVOIP_BIND: '127.0.0.1',
      HAMVOIP_DOMAIN: '127.0.0.1',
      HAMVOIP_SIP_PORT: `${this.sipPort}`,
      HAMVOIP_SIPS_PORT: `${this.sipsPort}`,
      HAMVOIP_HTTP_PORT: `${this.httpPort}`,
      HAMVOIP_METRICS: `127.0.0.1:${this.metricsPort}`,
      HAMVOIP_RTP_PORTS: '24000-27999',
      HAMVOIP_LANG: 'en',
      ...settings,
    };
  }

  static async create(options: InstallationOptions = {}): Promise<Installation> {
    const data = options.data ?? (await mkdtemp(join(tmpdir(), 'hamvoip-peers-')));
    return new Installation(options.folder ?? ROOT, data, options);
  }

  /** Everything it has printed, over all its starts. */
  get output(): string {
    return this.#past + (this.#program?.output ?? '');
  }

  /** The process that does the work, not npm and not the launcher. */
  get pid(): number {
    return Number.parseInt(readFileSync(join(this.data, 'pid'), 'utf8'), 10);
  }

  /** The exchange's own exit code as npm passes it on. */
  get exitCode(): number | null {
    return this.#program?.exitCode ?? null;
  }

  /** `npm start`, until `/readyz` says 200. */
  async start(): Promise<void> {
    const isInstalled = existsSync(join(this.folder, 'node_modules'));
    this.launch('npm', ['start']);
    await this.ready(isInstalled ? READY_MS : READY_WITH_INSTALL_MS);
  }

  /** Starts it without waiting for anything. */
  launch(program: string, args: readonly string[]): void {
    this.#past = this.output;
    this.#program = new Program(program, args, { cwd: this.folder, env: this.environment });
  }

  async ready(withinMs = READY_MS): Promise<void> {
    const deadline = performance.now() + withinMs;
    for (;;) {
      const readiness = await this.#readiness();
      // Otherwise it would be another one, at the same ports, that is ready.
      if (this.#program?.hasEnded) throw new Error(`the exchange ended:\n${this.output}`);
      if (readiness === 200 && existsSync(join(this.data, 'pid'))) return;
      if (performance.now() > deadline) throw new Error(`not ready within ${withinMs} ms:\n${this.output}`);
      await pause(50);
    }
  }

  /** `hamvoip …` */
  run(...args: readonly string[]): Promise<Outcome> {
    const [program, ...first] = this.#command;
    return runProgram(program, [...first, ...args], { cwd: this.folder, env: this.environment });
  }

  /** Runs `hamvoip … --json` and gives what it printed. */
  async hamvoip(...args: readonly string[]): Promise<unknown> {
    const { code, stdout, stderr } = await this.run(...args, '--json');
    assert.equal(code, 0, `hamvoip ${args.join(' ')}: ${stdout}${stderr}`);
    return JSON.parse(stdout);
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
    return (added as { password: string }).password;
  }

  /** The value of a metric; with labels, the sum over every series that has them. */
  async metric(name: string, labels = ''): Promise<number> {
    const text = await (await fetch(`http://127.0.0.1:${this.metricsPort}/metrics`)).text();
    const series = text
      .split('\n')
      .filter((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`))
      .filter((line) => line.includes(labels));
    assert.ok(series.length > 0, `there is no metric ${name} with ${labels}`);
    return series.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
  }

  async health(): Promise<{ status: number; text: string }> {
    const answer = await fetch(`http://127.0.0.1:${this.httpPort}/healthz`);
    return { status: answer.status, text: await answer.text() };
  }

  /** The power fails: the process that does the work is gone, and with it its launcher and npm. */
  async kill(): Promise<void> {
    process.kill(this.pid, 'SIGKILL');
    await this.#program?.ended();
  }

  /** Ctrl-C of a supervisor; 0 is a good end. */
  async stop(): Promise<void> {
    const program = this.#program;
    if (program === undefined || program.hasEnded) return;
    program.kill('SIGTERM');
    await program.ended(20_000);
  }

  /** Stops it and removes its data. */
  async remove(): Promise<void> {
    await this.stop();
    await rm(this.data, { recursive: true, force: true });
  }

  async #readiness(): Promise<number> {
    try {
      const scheme = this.environment['HAMVOIP_HTTPS'] === 'true' ? 'https' : 'http';
      return await statusOf(`${scheme}://127.0.0.1:${this.httpPort}/readyz`);
    } catch {
      return 0;
    }
  }
}

/** The certificate is of its own making. */
async function statusOf(url: string): Promise<number> {
  if (url.startsWith('http:')) return (await fetch(url)).status;
  const [answer] = await once(get(url, { rejectUnauthorized: false }), 'response');
  answer.resume();
  return answer.statusCode;
}

/** When nobody uses it any more, nothing may be left of it (security 2.20): 64*T1 and a little later. */
export const EMPTY_WITHIN_MS = 37_000;

/** Waits until the exchange holds no call, dialog, transaction and port any more. */
export async function assertBecomesEmpty(installation: Installation): Promise<void> {
  const names = [
    'hamvoip_sip_transactions',
    'hamvoip_dialogs',
    'hamvoip_calls_active',
    'hamvoip_rtp_ports_used',
  ];
  const left = async (): Promise<string[]> => {
    const values = await Promise.all(names.map((name) => installation.metric(name)));
    return names.flatMap((name, index) => (values[index] === 0 ? [] : [`${name} ${values[index]}`]));
  };
  await until('the tables are empty', async () => (await left()).length === 0, EMPTY_WITHIN_MS).catch(
    () => {},
  );
  assert.deepEqual(await left(), [], 'still there after 37 s');
}

/** What a newcomer gets: the files under version control and nothing else, in an empty folder. */
export async function freshClone(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hamvoip-clone-'));
  const { stdout } = await runProgram('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
  });
  for (const file of stdout.split('\n').filter((name) => name !== '' && existsSync(join(ROOT, name)))) {
    await cp(join(ROOT, file), join(folder, file));
  }
  return folder;
}

/** The tests run under npm themselves; what it put into the environment must not steer the npm of the installation. */
function withoutNpm(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !/^npm_(?!config_)/i.test(name)));
}
