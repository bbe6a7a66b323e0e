import assert from 'node:assert/strict';
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
  readonly transport: 'udp' | 'tcp';
  readonly port: number;
  /** It speaks a tone of this frequency. */
  readonly toneHz: number;
}

const TONE_S = 120;

/** Linphone writes it when the call is over, and leaves room for it until then. */
const WAV_HEADER = 44;

/** Linphone's console program, which speaks from a file and keeps what it hears in another. */
export class Linphone {
  readonly #folder: string;
  readonly #program: Program;
  #recordings = 0;

  private constructor(folder: string) {
    this.#folder = folder;
    const args = ['-c', join(folder, 'linphonerc'), '-d', '0', '-l', '/dev/null'];
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
    const phone = new Linphone(folder);
    try {
      await phone.printed(/linphonec> /);
      phone.#program.type('soundcard use files');
      await phone.printed(/Using wav files/);
      phone.#program.type(`play ${tone}`);
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

function configuration({ number, password, transport, port }: LinphoneOptions): string {
  return `[sip]
sip_port=${transport === 'udp' ? port : 0}
sip_tcp_port=${transport === 'tcp' ? port : 0}
sip_tls_port=0
guess_hostname=0
default_proxy=0
[rtp]
audio_rtp_port=${port + 1000}-${port + 1098}
[proxy_0]
reg_proxy=<sip:127.0.0.1:${SIP_PORT};transport=${transport}>
reg_identity=sip:${number}@127.0.0.1:${SIP_PORT}
reg_expires=600
reg_sendregister=1
publish=0
[auth_info_0]
username=${number}
passwd=${password}
realm=127.0.0.1
domain=127.0.0.1
`;
}
