import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SIP_PORT } from './installation.ts';
import { Program } from './programs.ts';
import { until } from './waiting.ts';
import { readWav } from './wav.ts';

export interface BaresipOptions {
  readonly number: string;
  readonly password: string;
  /** Its own SIP port; it takes the next one for TLS, control is 2 higher, RTP 1000. A phone needs 100. */
  readonly port: number;
  /** It speaks a tone of this frequency. */
  readonly toneHz: number;
  readonly transport?: 'udp' | 'tcp' | 'tls';
  /** Where the exchange is, as in a URI; the phone itself is on the same address. */
  readonly host?: string;
  readonly exchangePort?: number;
  /** Everything it sends goes the way of its account, as an outbound proxy has it. */
  readonly outbound?: boolean;
  /** Further modules, before those for its use. */
  readonly modules?: readonly string[];
  readonly codecs?: string;
  /** Lines of its contacts file. */
  readonly contacts?: readonly string[];
  /** Prints every message it sends and gets. */
  readonly tracesSip?: boolean;
  /** `auto` answers at once, `manual` waits for `answer`. */
  readonly answerMode?: 'auto' | 'manual';
}

export interface BaresipEvent {
  readonly type: string;
  readonly param: string;
  /** Display name and URI of the other side. */
  readonly peer: string;
}

const MODULES = ['g711.so', 'ausine.so', 'aubridge.so', 'sndfile.so'];
const CONTROL = 2;
const RTP = 1000;
/** A REGISTER is refused. */
const REFUSED = /reg: sip:.* 403 /;
const REGISTERED = /\} 200 OK \(.*\[\d+ binding/g;

/** A real phone program (baresip) that speaks a tone and keeps what it hears. */
export class Baresip {
  readonly number: string;
  /** As baresip reports them: `CALL_ESTABLISHED`, `CALL_CLOSED`, ... */
  readonly events: BaresipEvent[] = [];
  readonly #options: BaresipOptions;
  readonly #folder: string;
  readonly #program: Program;
  #control: Socket | undefined;
  #replies = 0;
  #reply = '';

  private constructor(options: BaresipOptions, folder: string) {
    this.number = options.number;
    this.#options = options;
    this.#folder = folder;
    this.#program = new Program('baresip', ['-f', folder, '-v', ...(options.tracesSip ? ['-s'] : [])], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  /** Runs it until it is registered. */
  static async start(options: BaresipOptions): Promise<Baresip> {
    const phone = await Baresip.launch(options);
    try {
      await phone.registered();
      return phone;
    } catch (error) {
      await phone.remove();
      throw error;
    }
  }

  /** Runs it until it takes commands; it registers by itself, or is refused. */
  static async launch(options: BaresipOptions): Promise<Baresip> {
    const folder = await mkdtemp(join(tmpdir(), 'hamvoip-baresip-'));
    await writeConfiguration(options, folder);
    const phone = new Baresip(options, folder);
    try {
      await phone.#printed('is ready', /baresip is ready/);
      await phone.#connect();
      return phone;
    } catch (error) {
      await phone.remove();
      throw error;
    }
  }

  /** It registers as it starts, before anyone can listen to its events, so this reads what it prints. */
  registered(withinMs?: number): Promise<void> {
    return this.#wait('is registered', () => this.registrations > 0, withinMs);
  }

  /** Its REGISTER was answered with 403. */
  refused(): Promise<void> {
    return this.#printed('is refused', REFUSED);
  }

  /** How often it has registered. */
  get registrations(): number {
    return this.#program.output.match(REGISTERED)?.length ?? 0;
  }

  /** Waits for an event that comes after the first `from` ones. */
  async happened(type: string, from = 0): Promise<BaresipEvent> {
    let event: BaresipEvent | undefined;
    await this.#wait(type, () => {
      event = this.events.slice(from).find((candidate) => candidate.type === type);
      return event !== undefined;
    });
    return event ?? { type, param: '', peer: '' };
  }

  /** How the exchange is named in a URI that this phone calls. */
  addressOf(number: string): string {
    const { host = '127.0.0.1', exchangePort = SIP_PORT } = this.#options;
    return `sip:${number}@${host}:${exchangePort}`;
  }

  dial(number: string): void {
    this.command('dial', this.addressOf(number));
  }

  answer(): void {
    this.command('accept');
  }

  hangUp(): void {
    this.command('hangup');
  }

  hold(): void {
    this.command('hold');
  }

  resume(): void {
    this.command('resume');
  }

  /** Everything it printed. */
  get output(): string {
    return this.#program.output;
  }

  get hasEnded(): boolean {
    return this.#program.hasEnded;
  }

  /** Any command of its menus, by its long name. */
  command(command: string, params?: string): void {
    const json = JSON.stringify(params === undefined ? { command } : { command, params });
    this.#control?.write(`${Buffer.byteLength(json)}:${json},`);
  }

  /** Everything it has heard so far, the first call first. */
  async heard(): Promise<Int16Array> {
    const files = (await readdir(this.#folder)).filter((name) => name.endsWith('-dec.wav')).sort();
    const parts = await Promise.all(
      files.map(async (name) => readWav(await readFile(join(this.#folder, name)))),
    );
    const all = new Int16Array(parts.reduce((length, part) => length + part.length, 0));
    let offset = 0;
    for (const part of parts) {
      all.set(part, offset);
      offset += part.length;
    }
    return all;
  }

  /** Its plug is pulled: it signs off nowhere. */
  kill(): void {
    this.#program.kill('SIGKILL');
  }

  /** Ends the program, as a person closes it: it leaves the exchange first. */
  async remove(): Promise<void> {
    if (!this.#program.hasEnded) this.command('quit');
    // Without a control connection it does not hear that.
    if (this.#control === undefined) this.#program.kill('SIGTERM');
    await this.#program.ended(5_000);
    this.#control?.destroy();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #connect(): Promise<void> {
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
    this.#control = socket;
  }

  /** A command and what it prints. One at a time: baresip answers each in its turn. */
  async ask(command: string): Promise<string> {
    const before = this.#replies;
    this.command(command);
    await this.#wait(`answers ${command}`, () => this.#replies > before);
    return this.#reply;
  }

  #onMessage(text: string): void {
    const message = JSON.parse(text) as Record<string, unknown>;
    const field = (name: string): string => (typeof message[name] === 'string' ? message[name] : '');
    if (message['response'] === true) {
      this.#replies += 1;
      this.#reply = field('data');
    }
    if (message['event'] !== true) return;
    const peer = `${field('peerdisplayname')} ${field('peeruri')}`;
    this.events.push({ type: field('type'), param: field('param'), peer });
  }

  #printed(what: string, words: RegExp): Promise<void> {
    return this.#wait(what, () => words.test(this.#program.output));
  }

  async #wait(what: string, isSo: () => boolean, withinMs?: number): Promise<void> {
    try {
      await until(`baresip ${this.number} ${what}`, () => isSo() || this.#program.hasEnded, withinMs);
    } catch (error) {
      throw new Error(`${(error as Error).message}\n${this.#log()}`);
    }
    if (!isSo()) throw new Error(`baresip ${this.number} ended before it ${what}\n${this.#log()}`);
  }

  /** What it printed, without the bit rates it prints ten times a second. */
  #log(): string {
    return this.#program.output.replace(/\[\d+:\d\d:\d\d\] audio=\S+ \(bit\/s\)\s*/g, '').slice(-6000);
  }
}

async function writeConfiguration(options: BaresipOptions, folder: string): Promise<void> {
  await writeFile(join(folder, 'config'), `${configuration(options, folder).join('\n')}\n`);
  const { number, password, transport = 'udp', answerMode = 'auto', codecs = 'PCMA' } = options;
  const { host = '127.0.0.1', exchangePort = SIP_PORT } = options;
  const account = [
    `<sip:${number}@${host}:${exchangePort};transport=${transport}>`,
    `auth_user=${number}`,
    `auth_pass=${password}`,
    `answermode=${answerMode}`,
    'regint=600',
    `audio_codecs=${codecs}`,
    ...(options.outbound ? [`outbound="sip:${host}:${exchangePort};transport=${transport}"`] : []),
  ];
  await writeFile(join(folder, 'accounts'), `${account.join(';')}\n`);
  const contacts = options.contacts ?? [];
  await writeFile(join(folder, 'contacts'), contacts.map((contact) => `${contact}\n`).join(''));
}

function configuration(options: BaresipOptions, folder: string): string[] {
  const { port, toneHz, host = '127.0.0.1', modules = [], contacts } = options;
  return [
    'poll_method epoll',
    `net_interface ${host.replace(/[[\]]/g, '')}`,
    `sip_listen ${host}:${port}`,
    // A player that swallows everything; what is heard is written by sndfile.
    'audio_player aubridge,nowhere',
    `audio_source ausine,${toneHz}`,
    'audio_alert aubridge,nobody',
    // All that ausine knows; baresip converts it.
    'ausrc_srate 48000',
    'ausrc_channels 2',
    'auplay_srate 8000',
    'auplay_channels 1',
    `snd_path ${folder}`,
    'module_path /usr/lib/baresip/modules',
    ...[...MODULES, ...modules].map((name) => `module ${name}`),
    'module_app account.so',
    ...(contacts === undefined ? [] : ['module_app contact.so', 'module_app presence.so']),
    'module_app menu.so',
    'module_app ctrl_tcp.so',
    `ctrl_tcp_listen 127.0.0.1:${port + CONTROL}`,
    `rtp_ports ${port + RTP}-${port + RTP + 98}`,
    'jitter_buffer_delay 2-5',
  ];
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
