import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pause, until } from './installation.ts';
import { readWav } from './wav.ts';

export interface BaresipOptions {
  readonly number: string;
  readonly password: string;
  readonly exchangePort: number;
  /** Its own SIP port; it takes the next one for TLS, its control port is 2 higher, its RTP ports begin 1000 higher. */
  readonly port: number;
  /** It speaks a tone of this frequency. */
  readonly toneHz: number;
  readonly transport?: 'udp' | 'tcp';
  /** `auto` answers at once, `manual` waits for `answer`. */
  readonly answerMode?: 'auto' | 'manual';
  readonly codecs?: string;
}

const CONTROL = 2;

const MODULES = ['g711.so', 'g722.so', 'opus.so', 'aufile.so', 'ausine.so', 'aubridge.so', 'sndfile.so'];

/** A real phone program (baresip) that speaks a tone and keeps what it hears. */
export class Baresip {
  readonly #options: BaresipOptions;
  readonly #folder: string;
  #process: ChildProcess | undefined;
  #control: Socket | undefined;
  output = '';
  /** Events as baresip reports them: `REGISTER_OK`, `CALL_ESTABLISHED`, ... */
  readonly events: { readonly type: string; readonly param: string; readonly peer: string }[] = [];

  private constructor(options: BaresipOptions, folder: string) {
    this.#options = options;
    this.#folder = folder;
  }

  static async start(options: BaresipOptions): Promise<Baresip> {
    const folder = await mkdtemp(join(tmpdir(), 'hamvoip-baresip-'));
    const phone = new Baresip(options, folder);
    await phone.#writeConfiguration();
    await phone.#run();
    return phone;
  }

  /** It registers as it starts, before anyone listens to its events, so this reads what it prints. */
  async registered(): Promise<void> {
    await this.printed('is registered', /\} 200 OK \(.*\[\d+ binding/);
  }

  async printed(what: string, words: RegExp): Promise<void> {
    try {
      await until(`${this.#options.number}: ${what}`, () => words.test(this.output));
    } catch (error) {
      throw new Error(`${(error as Error).message}\n${this.output}`);
    }
  }

  async happened(type: string): Promise<void> {
    try {
      await until(`${this.#options.number}: ${type}`, () => this.events.some((event) => event.type === type));
    } catch (error) {
      throw new Error(`${(error as Error).message}\n${this.output}`);
    }
  }

  dial(number: string): void {
    this.#command('dial', `sip:${number}@127.0.0.1:${this.#options.exchangePort}`);
  }

  answer(): void {
    this.#command('accept');
  }

  hangUp(): void {
    this.#command('hangup');
  }

  hold(): void {
    this.#command('hold');
  }

  resume(): void {
    this.#command('resume');
  }

  key(digit: string): void {
    this.#command('sndcode', digit);
  }

  /** Everything it has heard so far, the first call first. */
  async heard(): Promise<{ samples: Int16Array; rate: number }> {
    return readWav(await readFile(join(this.#folder, 'heard.wav')));
  }

  /** Ends the program, as a person closes it: it leaves the exchange first. */
  async stop(): Promise<void> {
    const child = this.#process;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    this.#command('quit');
    const late = setTimeout(() => child.kill('SIGKILL'), 5_000);
    await ended;
    clearTimeout(late);
    this.#control?.destroy();
  }

  async remove(): Promise<void> {
    await this.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** The power cord: it says nothing to anyone. */
  kill(): void {
    this.#process?.kill('SIGKILL');
  }

  async #writeConfiguration(): Promise<void> {
    const {
      number,
      password,
      exchangePort,
      port,
      toneHz,
      transport = 'udp',
      answerMode = 'auto',
    } = this.#options;
    const rate = this.#options.codecs?.includes('opus')
      ? 48_000
      : this.#options.codecs?.includes('G722')
        ? 16_000
        : 8_000;
    const lines = [
      'poll_method epoll',
      'net_interface 127.0.0.1',
      `sip_listen 127.0.0.1:${port}`,
      'audio_player aubridge,nowhere',
      `snd_path ${this.#folder}`,
      `audio_source ausine,${toneHz}`,
      'audio_alert aufile,/dev/null',
      // All that ausine knows; baresip converts it.
      'ausrc_srate 48000',
      `auplay_srate ${rate}`,
      'ausrc_channels 2',
      'auplay_channels 1',
      'module_path /usr/lib/baresip/modules',
      ...MODULES.map((name) => `module ${name}`),
      'module_app account.so',
      'module_app menu.so',
      'module_app ctrl_tcp.so',
      `ctrl_tcp_listen 127.0.0.1:${port + CONTROL}`,
      `rtp_ports ${port + 1000}-${port + 1098}`,
      'jitter_buffer_delay 2-5',
    ];
    await writeFile(join(this.#folder, 'config'), `${lines.join('\n')}\n`);
    const account = [
      `<sip:${number}@127.0.0.1:${exchangePort};transport=${transport}>`,
      `auth_user=${number}`,
      `auth_pass=${password}`,
      `answermode=${answerMode}`,
      'regint=120',
      `audio_codecs=${this.#options.codecs ?? 'PCMA'}`,
    ];
    await writeFile(join(this.#folder, 'accounts'), `${account.join(';')}\n`);
    await writeFile(join(this.#folder, 'contacts'), '');
  }

  async #run(): Promise<void> {
    const child = spawn('baresip', ['-f', this.#folder, '-v'], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#process = child;
    const keep = (bytes: Buffer): void => {
      this.output += bytes.toString();
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    await until('baresip is ready', () => this.output.includes('baresip is ready'));
    this.#control = await this.#connect();
  }

  async #connect(): Promise<Socket> {
    const socket = connect(this.#options.port + CONTROL, '127.0.0.1');
    await once(socket, 'connect');
    let buffered = Buffer.alloc(0);
    socket.on('data', (bytes: Buffer) => {
      buffered = Buffer.concat([buffered, bytes]);
      for (let next = takeNetstring(buffered); next !== undefined; next = takeNetstring(buffered)) {
        buffered = next.rest;
        this.#onMessage(next.text);
      }
    });
    socket.on('error', () => {});
    await pause(50);
    return socket;
  }

  #onMessage(text: string): void {
    const message = JSON.parse(text) as Record<string, unknown>;
    if (message['event'] !== true) return;
    const field = (name: string): string => (typeof message[name] === 'string' ? message[name] : '');
    this.events.push({
      type: field('type'),
      param: field('param'),
      peer: `${field('peerdisplayname')} ${field('peeruri')}`,
    });
  }

  #command(command: string, params?: string): void {
    const json = JSON.stringify(params === undefined ? { command } : { command, params });
    this.#control?.write(`${Buffer.byteLength(json)}:${json},`);
  }
}

/** `12:{"a":"text"},`: how ctrl_tcp frames its messages. */
function takeNetstring(bytes: Buffer): { text: string; rest: Buffer<ArrayBuffer> } | undefined {
  const colon = bytes.indexOf(':');
  const length = Number(bytes.toString('latin1', 0, colon));
  if (colon <= 0 || !Number.isInteger(length) || bytes.length < colon + length + 2) return undefined;
  return {
    text: bytes.toString('utf8', colon + 1, colon + 1 + length),
    rest: Buffer.from(bytes.subarray(colon + length + 2)),
  };
}
