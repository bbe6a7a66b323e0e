import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SIP_PORT } from './installation.ts';
import { Program, runProgram } from './programs.ts';
import { until } from './waiting.ts';
import { readSamples } from './wav.ts';

export interface LinphoneOptions {
  readonly number: string;
  readonly password: string;
  readonly transport: 'udp' | 'tcp' | 'tls';
  readonly port: number;
  /** It speaks a tone of this frequency. */
  readonly toneHz: number;
  /** Where the exchange is, as in a URI; the phone itself is on the same address. */
  readonly host?: string;
  readonly exchangePort?: number;
  /** Further lines of its `[sip]` section. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Offers every codec it has. */
  readonly allCodecs?: boolean;
  /** Keeps all it does in a file, its SIP messages among it. */
  readonly keepsLog?: boolean;
}

const TONE_S = 120;
/** As many as linphonec lists, and some more. */
const CODECS = 40;

/** Linphone writes it when the call is over, and leaves room for it until then. */
const WAV_HEADER = 44;

/** Linphone's console program, which speaks from a file and keeps what it hears in another. */
export class Linphone {
  readonly #folder: string;
  readonly #program: Program;
  #recordings = 0;

  private constructor(folder: string, { keepsLog = false }: LinphoneOptions) {
    this.#folder = folder;
    const log = keepsLog ? ['-d', '6', '-l', join(folder, 'log')] : ['-d', '0', '-l', '/dev/null'];
    const args = ['-c', join(folder, 'linphonerc'), ...log];
    this.#program = new Program('linphonec', args, { env: { ...process.env, HOME: folder } });
  }

  static async start(options: LinphoneOptions): Promise<Linphone> {
    const folder = await mkdtemp(join(tmpdir(), 'hamvoip-linphone-'));
    // It keeps a database there and does not make the folder itself.
    await mkdir(join(folder, '.local', 'share', 'linphone'), { recursive: true });
    await writeFile(join(folder, 'linphonerc'), configuration(options));
    const tone = join(folder, 'tone.wav');
    const synthesis = ['synth', `${TONE_S}`, 'sine', `${options.toneHz}`, 'gain', '-6'];
    const made = await runProgram('sox', ['-n', '-r', '8000', '-c', '1', '-b', '16', tone, ...synthesis]);
    assert.equal(made.code, 0, made.stderr);
    const phone = new Linphone(folder, options);
    try {
      await phone.printed(/linphonec> /);
      phone.#program.type('soundcard use files');
      await phone.printed(/Using wav files/);
      phone.#program.type(`play ${tone}`);
      for (let codec = 0; options.allCodecs && codec < CODECS; codec += 1)
        phone.#program.type(`codec enable ${codec}`);
      return phone;
    } catch (error) {
      await phone.remove();
      throw error;
    }
  }

  /** Keeps what it hears in the next call in a file of its own; only without a call. */
  prepareForCall(): void {
    this.#recordings += 1;
    this.#program.type(`record ${this.#recording}`);
  }

  dial(number: string): void {
    this.prepareForCall();
    this.#program.type(`call ${number}`);
  }

  /** Everything it printed. */
  get output(): string {
    return this.#program.output;
  }

  /** Any command of its console. */
  type(line: string): void {
    this.#program.type(line);
  }

  /** Everything it logged, its SIP messages among it. */
  log(): string {
    const file = join(this.#folder, 'log');
    return existsSync(file) ? readFileSync(file, 'utf8').replaceAll('\r', '') : '';
  }

  answer(): void {
    this.#program.type('answer');
  }

  hangUp(): void {
    this.#program.type('terminate');
  }

  hold(): void {
    this.#program.type('pause');
  }

  resume(call: number): void {
    this.#program.type(`resume ${call}`);
  }

  /** Waits until it has printed this. */
  async printed(words: RegExp): Promise<void> {
    try {
      await until(`linphonec prints ${words}`, () => words.test(this.#program.output));
    } catch (error) {
      throw new Error(`${(error as Error).message}\n${this.#program.output}`);
    }
  }

  /** What it has heard in the present call. */
  async heard(): Promise<Int16Array> {
    const bytes = await readFile(this.#recording).catch(() => Buffer.alloc(0));
    return readSamples(bytes.subarray(WAV_HEADER));
  }

  async remove(): Promise<void> {
    this.#program.type('quit');
    await this.#program.ended(5_000);
    await rm(this.#folder, { recursive: true, force: true });
  }

  get #recording(): string {
    return join(this.#folder, `heard-${this.#recordings}.wav`);
  }
}

function configuration(options: LinphoneOptions): string {
  const { number, password, transport, port, settings = {} } = options;
  const { host = '127.0.0.1', exchangePort = SIP_PORT } = options;
  const portFor = (kind: LinphoneOptions['transport']): number => (transport === kind ? port : 0);
  const further = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`);
  return `[sip]
sip_port=${portFor('udp')}
sip_tcp_port=${portFor('tcp')}
sip_tls_port=${portFor('tls')}
guess_hostname=0
default_proxy=0
use_ipv6=${host.startsWith('[') ? 1 : 0}
verify_server_certs=0
verify_server_cn=0
${further.join('')}[rtp]
audio_rtp_port=${port + 1000}-${port + 1098}
[proxy_0]
reg_proxy=<sip:${host}:${exchangePort};transport=${transport}>
reg_identity=sip:${number}@${host}:${exchangePort}
reg_expires=600
reg_sendregister=1
publish=0
[auth_info_0]
username=${number}
passwd=${password}
realm=127.0.0.1
domain=${host}
`;
}
