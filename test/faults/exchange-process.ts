import assert from 'node:assert/strict';
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { NodeClock } from '../../src/platform/node-clock.ts';
import { NodeRandom } from '../../src/platform/node-random.ts';
import { requestOverSocket } from '../../src/web/control-socket.ts';
import { Phone } from '../../testkit/phone.ts';
import type { TransportKind } from '../../testkit/phone-transport.ts';
import type { PhoneOptions } from '../../testkit/phone-types.ts';
import { RealNetwork } from '../../testkit/real-network.ts';
import { until } from './waiting.ts';

const MAIN = new URL('../../src/main.ts', import.meta.url).pathname;
const HOST = '127.0.0.1';
const COMMAND = new URL('../../bin/hamvoip.js', import.meta.url).pathname;
const READY_MS = 20_000;
const STOP_MS = 20_000;

/** Exchanges that run; none outlives the tests. */
const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

export interface ProcessOptions {
  readonly settings?: Readonly<Record<string, string>>;
  /** Ports from here on: SIP, web, metrics, SIP over TLS, and sound. */
  readonly firstPort: number;
  /** A shell line that ends in `exec "$@"`: limits of the system the exchange is to run under. */
  readonly shell?: string;
}

/** What a phone of a test may choose. Without an address it gets one of its own: the ports of its sound are fixed. */
export type PhoneChoices = Partial<
  Pick<PhoneOptions, 'address' | 'port' | 'transport' | 'password' | 'personality'>
>;

/** An exchange in a process of its own, as it is started in earnest, on 127.0.0.1. */
export class ExchangeProcess {
  /** As seen from here. */
  data: string;
  readonly sipPort: number;
  readonly httpPort: number;
  readonly #metricsPort: number;
  readonly #environment: NodeJS.ProcessEnv;
  readonly #shell: string | undefined;
  readonly #phones = new Set<Phone>();
  #phonesMade = 0;
  readonly #passwords = new Map<string, string>();
  #child: ChildProcess | undefined;
  output = '';

  private constructor(data: string, { settings, firstPort, shell }: ProcessOptions) {
    this.data = data;
    this.sipPort = firstPort;
    this.httpPort = firstPort + 1;
    this.#metricsPort = firstPort + 2;
    this.#shell = shell;
    this.#environment = {
      PATH: process.env['PATH'],
      HAMVOIP_DATA: data,
      HAMVOIP_BIND: HOST,
      HAMVOIP_DOMAIN: HOST,
      HAMVOIP_SIP_PORT: `${this.sipPort}`,
      HAMVOIP_SIPS_PORT: `${firstPort + 3}`,
      HAMVOIP_HTTP_PORT: `${this.httpPort}`,
      HAMVOIP_METRICS: `${HOST}:${this.#metricsPort}`,
      HAMVOIP_RTP_PORTS: `${firstPort + 1000}-${firstPort + 1199}`,
      HAMVOIP_LANG: 'en',
      HAMVOIP_DRAIN: '0',
      // The phones of these tests answer no questions, and their tables are to be empty in the end.
      HAMVOIP_KEEP_ALIVE: 'off',
      ...settings,
    };
  }

  /** Started, with an end that does not depend on how the test ends. */
  static async start(t: Pick<TestContext, 'after'>, options: ProcessOptions): Promise<ExchangeProcess> {
    const data = mkdtempSync(join(tmpdir(), 'hamvoip-faults-'));
    const exchange = new ExchangeProcess(data, options);
    t.after(async () => {
      for (const phone of exchange.#phones) phone.close();
      await exchange.kill();
      rmSync(data, { recursive: true, force: true });
    });
    await exchange.start();
    return exchange;
  }

  get pid(): number {
    return this.#child?.pid ?? assert.fail('it does not run');
  }

  get hasEnded(): boolean {
    return this.#child === undefined || this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** Until `/readyz` says 200; how long that took, in milliseconds. */
  async start(): Promise<number> {
    this.launch();
    const isReady = async (): Promise<boolean> => {
      assert.ok(!this.hasEnded, `the exchange ended:\n${this.output.slice(-1500)}`);
      return (await this.readiness()) === 200;
    };
    return until('the exchange is ready', isReady, READY_MS);
  }

  launch(): void {
    const command = [process.execPath, MAIN, 'start'];
    const [program = '', ...args] =
      this.#shell === undefined ? command : ['sh', '-c', this.#shell, 'sh', ...command];
    const child = spawn(program, args, { env: this.#environment, stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(child);
    void once(child, 'exit').then(() => running.delete(child));
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (bytes: Buffer) => {
        this.output += bytes;
      });
    }
    this.#child = child;
  }

  /** As by a power cut, but for the disk. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** Asks it to stop, or makes it; the exit code. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    const child = this.#child;
    if (child === undefined || this.hasEnded) return child?.exitCode ?? null;
    const ended = once(child, 'exit');
    child.kill(signal);
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    const [code] = await ended;
    clearTimeout(timer);
    return code as number | null;
  }

  async ended(): Promise<number | null> {
    await until('it ends', () => this.hasEnded, STOP_MS);
    return this.#child?.exitCode ?? null;
  }

  async readiness(): Promise<number> {
    try {
      return (await fetch(`http://${HOST}:${this.httpPort}/readyz`)).status;
    } catch {
      return 0;
    }
  }

  async health(): Promise<{ status: number; text: string }> {
    const answer = await fetch(`http://${HOST}:${this.httpPort}/healthz`);
    return { status: answer.status, text: await answer.text() };
  }

  /** Everything it measures, as Prometheus reads it. */
  async metrics(): Promise<string> {
    return (await fetch(`http://${HOST}:${this.#metricsPort}/metrics`)).text();
  }

  async metric(name: string): Promise<number> {
    const values = (await this.metrics())
      .split('\n')
      .filter((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`));
    return values.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
  }

  /** From now on its files are looked at as it sees them itself: it has disks of its own. */
  seenThrough(): void {
    this.data = `/proc/${this.pid}/root${this.#environment['HAMVOIP_DATA']}`;
  }

  /** Open descriptors of the process. */
  get descriptors(): number {
    return readdirSync(`/proc/${this.pid}/fd`).length;
  }

  async api(method: string, path: string, body?: unknown): Promise<{ status: number; body: never }> {
    const answer = await requestOverSocket(join(this.data, 'control.sock'), method, `/api/v1${path}`, body);
    assert.ok(answer !== undefined, 'nobody listens on the control socket');
    return { status: answer.status, body: answer.body as never };
  }

  /** `hamvoip …`, as a host types it beside the running exchange. */
  async command(...args: readonly string[]): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const options = { env: this.#environment };
      execFile(process.execPath, [COMMAND, ...args], options, (error, out, err) =>
        error === null ? resolve() : reject(new Error(`${args.join(' ')}: ${out}${err}`)),
      );
    });
  }

  async addExtension(number: string): Promise<void> {
    const extension = { number, callsign: `PX0${letters(number)}`, name: `Holder ${number}` };
    const { status, body } = await this.api('POST', '/extensions', extension);
    assert.equal(status, 201, JSON.stringify(body));
    this.#passwords.set(number, (body as { password: string }).password);
  }

  async registrations(number: string): Promise<number> {
    const { status, body } = await this.api('GET', `/extensions/${number}`);
    return status === 200 ? (body as { registrations: unknown[] }).registrations.length : 0;
  }

  /** A phone on real sockets; its extension is added when it is not there. */
  async phone(number: string, choices: PhoneChoices = {}): Promise<Phone> {
    if (choices.password === undefined && !this.#passwords.has(number)) await this.addExtension(number);
    const count = this.#phonesMade++;
    const address = choices.address ?? `127.7.${Math.floor(count / 200) % 200}.${1 + (count % 200)}`;
    const phone = await Phone.start({
      network: new RealNetwork({ address }),
      clock: CLOCK,
      random: RANDOM,
      exchange: { family: 'ipv4', address: HOST, port: this.#portFor(choices.transport ?? 'UDP') },
      port: 0,
      number,
      password: this.#passwords.get(number) ?? '',
      domain: HOST,
      ...choices,
      address,
    });
    this.#phones.add(phone);
    return phone;
  }

  #portFor(transport: TransportKind): number {
    if (transport === 'TLS') return this.sipPort + 3;
    return transport === 'WS' ? this.httpPort : this.sipPort;
  }

  /** The phone is not needed any more. */
  discard(phone: Phone): void {
    phone.close();
    this.#phones.delete(phone);
  }

  async registered(number: string, choices: PhoneChoices = {}): Promise<Phone> {
    const phone = await this.phone(number, choices);
    assert.equal((await phone.register()).status, 200, `${number} registers`);
    return phone;
  }

  /** What must be true after everything: no exception of ours. */
  async assertNoExceptions(): Promise<void> {
    assert.equal(await this.metric('hamvoip_handler_exceptions_total'), 0, this.output);
  }
}

const CLOCK = new NodeClock();
const RANDOM = new NodeRandom();

function letters(number: string): string {
  return [...number].map((digit) => String.fromCharCode(65 + Number(digit))).join('');
}
