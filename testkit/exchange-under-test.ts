import assert from 'node:assert/strict';
import { SILENT_LOG } from '../src/base/log.ts';
import type { MailCarrier } from '../src/base/mail-carrier.ts';
import type { SocketAddress, StreamListener } from '../src/base/sockets.ts';
import { Exchange } from '../src/exchange/exchange.ts';
import type { ExchangeCounts } from '../src/exchange/exchange-parts.ts';
import type { KernelDrop } from '../src/exchange/guard/kernel-drop.ts';
import type { ExchangeSettings } from '../src/exchange/settings.ts';
import { VOICEMAIL_LIMITS } from '../src/exchange/voicemail/voicemail.ts';
import { LocalMedia } from '../src/media/local-media.ts';
import { prepareRecording } from '../src/media/prompts/prepare-recording.ts';
import type { PromptId } from '../src/media/prompts/prompt.ts';
import { voiceFile } from '../src/media/sound/voice-file.ts';
import { loadOpus } from '../src/platform/load-opus.ts';
import { DEFAULT_LIMITS } from '../src/policy/limits.ts';
import { DEFAULT_NUMBER_PLAN } from '../src/policy/numbering.ts';
import { openSqliteStore } from '../src/store/sqlite-store.ts';
import type { Store } from '../src/store/store.ts';
import { FakeClock } from './fake-clock.ts';
import { faultyStore, type StoreFault } from './faulty-store.ts';
import { MemoryBackups, NO_NIGHTLY_BACKUPS } from './memory-backups.ts';
import { MemoryPress, memorySeal, NEVER_BY_ITSELF } from './memory-directory.ts';
import { MemoryNat, type NatOptions } from './memory-nat.ts';
import { type ClientNetwork, type Conditions, type MemoryHost, MemoryNetwork } from './memory-network.ts';
import { MemoryPrompts } from './memory-prompts.ts';
import { settingSourceOver } from './memory-settings.ts';
import { MortalClock } from './mortal-clock.ts';
import { Phone } from './phone.ts';
import type { PhoneCall } from './phone-call.ts';
import type { Personality } from './phone-personality.ts';
import type { TransportKind } from './phone-transport.ts';
import { RecordingJournal } from './recording-journal.ts';
import { seededRandom } from './seeded-random.ts';
import { SplitMedia } from './split-media.ts';
import { logSpoken } from './spoken-log.ts';
import type { WireMessage } from './wire.ts';

export const EXCHANGE_IPV4 = '192.0.2.10';
export const EXCHANGE_IPV6 = '2001:db8::10';
export const DOMAIN = 'hamvoip.example';
/** Where the exchange listens for what. */
const PORTS: Readonly<Record<TransportKind, number>> = {
  UDP: 5060,
  TCP: 5060,
  TLS: 5061,
  WS: 8080,
  WSS: 8443,
};

export interface UnderTestOptions {
  readonly seed?: number;
  readonly settings?: Partial<ExchangeSettings>;
  readonly conditions?: Partial<Conditions>;
  readonly mediaPorts?: { readonly from: number; readonly to: number };
  readonly kernelDrop?: KernelDrop;
  /** What the exchange can say; nothing when left out. */
  readonly prompts?: ReadonlyMap<PromptId, Uint8Array>;
  readonly mailCarrier?: MailCarrier;
}

export interface PhoneSetUp {
  readonly address?: string;
  readonly port?: number;
  readonly transport?: TransportKind;
  readonly family?: 'ipv4' | 'ipv6';
  /** Behind this router; `address` is then a private one. */
  readonly nat?: MemoryNat;
  readonly password?: string;
  /** Another port of the exchange than the usual one of the transport. */
  readonly exchangePort?: number;
  readonly personality?: Partial<Personality>;
}

/** `PX0A` with letters for the number: shaped like a call sign, assignable to nobody. */
export function callsignOf(number: string): string {
  return `PX0${[...number].map((digit) => String.fromCharCode(65 + Number(digit))).join('')}`;
}

export function nameOf(number: string): string {
  return `Holder Surname${number}`;
}

export function passwordOf(number: string): string {
  return `correct horse ${number}`;
}

/** The whole exchange on an in-memory network with a clock turned by hand, and phones around it. */
export class ExchangeUnderTest {
  readonly clock: FakeClock;
  readonly network: MemoryNetwork;
  readonly journal: RecordingJournal;
  readonly host: MemoryHost;
  readonly phones: Phone[] = [];
  /** Every prompt the exchange was about to say, in their order. */
  readonly spoken: PromptId[];
  readonly settings: ExchangeSettings;
  /** What the name server knows. */
  readonly names: Map<string, readonly string[]>;
  /** What is wrong with the disk. */
  readonly fault: StoreFault;
  #process: RunningExchange;
  readonly #random = seededRandom(99);
  /** Outlives the exchange. */
  readonly store: Store;
  readonly #mediaPorts: RunningParts['mediaPorts'];
  readonly #kernelDrop: KernelDrop | undefined;
  readonly #prompts: RunningParts['prompts'];
  readonly #mailCarrier: MailCarrier | undefined;
  readonly #hosts = new Map<string, MemoryHost>();
  #nextHost = 1;

  static async start({
    seed = 1,
    settings = {},
    conditions = {},
    mediaPorts = { from: 20_000, to: 20_999 },
    kernelDrop,
    prompts = new Map(),
    mailCarrier,
  }: UnderTestOptions = {}): Promise<ExchangeUnderTest> {
    const clock = new FakeClock();
    const network = new MemoryNetwork({ clock, random: seededRandom(seed), ...conditions });
    const host = network.host([EXCHANGE_IPV4, EXCHANGE_IPV6]);
    const fault: StoreFault = { refuses: undefined, delayMs: 0 };
    const store = faultyStore(await openSqliteStore(':memory:', clock), clock, fault);
    const journal = new RecordingJournal();
    const effective = { ...DEFAULT_SETTINGS, ...settings };
    const spoken: PromptId[] = [];
    const names = new Map<string, readonly string[]>();
    const parts = {
      clock,
      network,
      host,
      store,
      journal,
      settings: effective,
      names,
      mediaPorts,
      kernelDrop,
      prompts,
      mailCarrier,
      spoken,
    };
    return new ExchangeUnderTest(parts, fault, await startExchange(parts, seed));
  }

  /** Another exchange on the same host, for what must not work. */
  static async startOn(other: ExchangeUnderTest, settings: Partial<ExchangeSettings>): Promise<void> {
    const store = await openSqliteStore(':memory:', other.clock);
    await startExchange({ ...other.#parts(settings), store }, 7);
  }

  private constructor(
    parts: RunningParts & { readonly names: Map<string, readonly string[]> },
    fault: StoreFault,
    running: RunningExchange,
  ) {
    this.fault = fault;
    this.names = parts.names;
    this.#mediaPorts = parts.mediaPorts;
    this.#kernelDrop = parts.kernelDrop;
    this.#prompts = parts.prompts;
    this.#mailCarrier = parts.mailCarrier;
    this.spoken = parts.spoken;
    this.clock = parts.clock;
    this.network = parts.network;
    this.host = parts.host;
    this.journal = parts.journal;
    this.settings = parts.settings;
    this.store = parts.store;
    this.#process = running;
  }

  get exchange(): Exchange {
    return this.#process.exchange;
  }

  get console(): Exchange['console'] {
    return this.exchange.console;
  }

  get counts(): ExchangeCounts {
    return this.exchange.counts;
  }

  address(family: 'ipv4' | 'ipv6' = 'ipv4', port = 5060): SocketAddress {
    return { family, address: family === 'ipv6' ? EXCHANGE_IPV6 : EXCHANGE_IPV4, port };
  }

  async addExtension(number: string, password = passwordOf(number), email?: string): Promise<void> {
    const added = await this.console.extensions.add({
      number,
      callsign: callsignOf(number),
      name: nameOf(number),
      password,
      email,
    });
    assert.ok(added.ok, `extension ${number}: ${added.ok ? '' : added.error.message}`);
  }

  /** A new exchange has bridge 900 already. */
  async addConference(number: string, pin?: string): Promise<void> {
    if (this.console.conferences.list().some((conference) => conference.number === number)) return;
    const added = await this.console.conferences.add({ number, name: 'Ronde', pin });
    assert.ok(added.ok, `bridge ${number}: ${added.ok ? '' : added.error.message}`);
  }

  /** Switches a phone on; its extension is added unless it is there. */
  async phone(number: string, setUp: PhoneSetUp = {}): Promise<Phone> {
    if (!this.console.extensions.show(number).ok) await this.addExtension(number);
    const family = setUp.family ?? 'ipv4';
    const address = setUp.address ?? this.#freshAddress(family);
    const starting = Phone.start({
      network: this.#hostAt(address, setUp.nat),
      clock: this.clock,
      random: this.#random,
      exchange: this.address(family, setUp.exchangePort ?? PORTS[setUp.transport ?? 'UDP']),
      address,
      ...(setUp.port === undefined ? {} : { port: setUp.port }),
      transport: setUp.transport ?? 'UDP',
      number,
      password: setUp.password ?? passwordOf(number),
      domain: DOMAIN,
      personality: {
        userAgent: `Brand-of-${number}/1.2.3`,
        sessionName: `session-of-${number}`,
        ...setUp.personality,
      },
    });
    const phone = await this.clock.until(starting);
    this.phones.push(phone);
    return phone;
  }

  /** A phone that is switched on and registered. */
  async registered(number: string, setUp: PhoneSetUp = {}): Promise<Phone> {
    const phone = await this.phone(number, setUp);
    const response = await this.answerWithin(40_000, phone.register());
    this.assertNoExceptions();
    assert.equal(response?.status, 200, `${number} registers`);
    return phone;
  }

  /** A call between two registered phones that has been answered. */
  async talk(caller: Phone, callee: Phone): Promise<{ call: PhoneCall; incoming: PhoneCall }> {
    const before = callee.calls.length;
    const call = await caller.call(callee.number);
    await this.until(() => callee.calls.length > before, `${callee.number} is called`);
    const incoming = callee.incoming;
    await incoming.answer();
    await this.until(() => call.state === 'answered' && incoming.acknowledged, 'the call is answered');
    return { call, incoming };
  }

  async until(condition: () => boolean, what: string, limitMs = 10_000): Promise<void> {
    assert.ok(await this.clock.advanceUntil(condition, limitMs), `within ${limitMs} ms: ${what}`);
  }

  /** The answer that comes in this time, or undefined. */
  async answerWithin(limitMs: number, answer: Promise<WireMessage>): Promise<WireMessage | undefined> {
    let response: WireMessage | undefined;
    answer.then(
      (value) => {
        response = value;
      },
      () => {},
    );
    await this.clock.advanceUntil(() => response !== undefined, limitMs);
    return response;
  }

  nat(publicAddress: string, options: Omit<NatOptions, 'publicAddress'> = {}): MemoryNat {
    return new MemoryNat(this.network, { publicAddress, ...options });
  }

  /** Ends the exchange, kindly or by a kill, and starts another on the same store and addresses. */
  async restart(how: 'close' | 'crash', settings: Partial<ExchangeSettings> = {}): Promise<void> {
    if (how === 'close') await this.#close();
    else {
      this.host.crash();
      this.#process.clock.kill();
    }
    this.#process = await startExchange(this.#parts(settings), 1000 + this.clock.now());
  }

  #parts(settings: Partial<ExchangeSettings>): RunningParts {
    return {
      clock: this.clock,
      network: this.network,
      host: this.host,
      store: this.store,
      journal: this.journal,
      settings: { ...this.settings, ...settings },
      names: this.names,
      mediaPorts: this.#mediaPorts,
      kernelDrop: this.#kernelDrop,
      prompts: this.#prompts,
      mailCarrier: this.#mailCarrier,
      spoken: this.spoken,
    };
  }

  /** What must be true after everything: no complaint of a phone, no exception, and 64*T1+5 s later nothing left. */
  async finish({ lossy = false } = {}): Promise<void> {
    await this.clock.advance(37_000);
    const { registrations: _, ...counts } = this.counts;
    assert.deepEqual(counts, { ...counts, calls: 0, dialogs: 0, transactions: 0 }, 'tables are empty');
    this.assertNoExceptions();
    if (!lossy) this.assertNoComplaints();
    for (const phone of this.phones) phone.close();
    await this.clock.advance(100);
    await this.#close();
    await this.clock.advance(10_000);
    assert.equal(this.clock.pendingTimers, 0, 'no timer is left');
    assert.equal(this.host.openSockets, 0, 'no socket is left');
  }

  async #close(): Promise<void> {
    for (const listener of this.#process.web) listener.close();
    await this.clock.until(this.exchange.close());
  }

  assertNoExceptions(): void {
    for (const fact of this.journal.of('handler-exception')) throw fact.error;
  }

  assertNoComplaints(): void {
    const complaints = this.phones.flatMap(({ number, problems }) =>
      problems.map((problem) => `${number}: ${problem}`),
    );
    assert.deepEqual(complaints, []);
  }

  #freshAddress(family: 'ipv4' | 'ipv6'): string {
    const host = this.#nextHost++;
    // One /64 each, because an IPv6 subscriber is known by that (security 1.1).
    if (family === 'ipv6') return `2001:db8:${(0x100 + host).toString(16)}::1`;
    return host < 250 ? `198.51.100.${host}` : `203.0.113.${host - 249}`;
  }

  #hostAt(address: string, nat: MemoryNat | undefined): ClientNetwork {
    if (nat) return nat.host(address);
    const host = this.#hosts.get(address) ?? this.network.host(address);
    this.#hosts.set(address, host);
    return host;
  }
}

interface RunningExchange {
  readonly exchange: Exchange;
  readonly clock: MortalClock;
  /** The web server's part, which takes WebSockets. */
  readonly web: readonly StreamListener[];
}

interface RunningParts {
  readonly clock: FakeClock;
  readonly network: MemoryNetwork;
  readonly host: MemoryHost;
  readonly store: Store;
  readonly journal: RecordingJournal;
  readonly settings: ExchangeSettings;
  readonly names: ReadonlyMap<string, readonly string[]>;
  readonly mediaPorts: { readonly from: number; readonly to: number };
  readonly kernelDrop: KernelDrop | undefined;
  readonly prompts: ReadonlyMap<PromptId, Uint8Array>;
  readonly mailCarrier: MailCarrier | undefined;
  readonly spoken: PromptId[];
}

const DEFAULT_SETTINGS: ExchangeSettings = {
  domain: DOMAIN,
  bind: [EXCHANGE_IPV4, EXCHANGE_IPV6],
  sipPort: 5060,
  sipExtraPorts: [],
  digest: ['MD5', 'SHA-256'],
  sipsPort: PORTS.TLS,
  ban: { attempts: 3, windowMs: 300_000, banMs: 3_600_000 },
  trusted: [],
  limits: DEFAULT_LIMITS,
  connections: { strangersPerAddress: 20, strangers: 2000 },
  protectRegisteredFlows: true,
  language: 'en',
  timeZone: 'Europe/Amsterdam',
  spokenRefusals: true,
  registration: { shortestS: 60, usualS: 3600, longestS: 7200 },
  voicemail: VOICEMAIL_LIMITS,
  // Tests that are about it switch it on: questions under way would be found in every table.
  keepAlive: undefined,
  version: 'test',
  backups: NO_NIGHTLY_BACKUPS,
  directory: NEVER_BY_ITSELF,
  site: {
    url: 'https://tel.example.net/',
    language: 'en',
    phoneLogin: true,
    timeZone: 'Europe/Amsterdam',
    numbers: DEFAULT_NUMBER_PLAN,
  },
};

/** A handful of ports cannot be shared out between two. */
function openMedia(parts: ConstructorParameters<typeof LocalMedia>[0]): LocalMedia | SplitMedia {
  return parts.ports.to - parts.ports.from < 100 ? new LocalMedia(parts) : new SplitMedia(parts);
}

async function startExchange(parts: RunningParts, seed: number): Promise<RunningExchange> {
  const clock = new MortalClock(parts.clock);
  const { host, journal, settings, store } = parts;
  const random = seededRandom(seed);
  const media = openMedia({
    network: host,
    clock,
    random,
    addresses: { ipv4: EXCHANGE_IPV4, ipv6: EXCHANGE_IPV6 },
    ports: parts.mediaPorts,
    prompts: parts.prompts,
    loadOpus,
    onException: (error) => journal.record({ kind: 'handler-exception', where: 'media', error }),
  });
  logSpoken(media, parts.spoken);
  const exchange = await Exchange.start({
    network: host,
    clock,
    random,
    journal,
    log: SILENT_LOG,
    store,
    media,
    prompts: new MemoryPrompts(),
    backupShelf: new MemoryBackups(),
    directoryPress: new MemoryPress(),
    seal: memorySeal(),
    hosts: {
      toward: ({ family }) => (family === 'ipv6' ? EXCHANGE_IPV6 : EXCHANGE_IPV4),
      isOurs: (name) => name === EXCHANGE_IPV4 || name === EXCHANGE_IPV6,
    },
    mailCarrier: parts.mailCarrier,
    makeVoiceFile: async (sound) => voiceFile(sound),
    prepareGreeting: async (file) => prepareRecording(file),
    resolveHost: async (name) => parts.names.get(name) ?? [],
    settings,
    settingSource: settingSourceOver(settings),
    kernelDrop: parts.kernelDrop,
  });
  const web: StreamListener[] = [];
  for (const address of settings.bind) {
    for (const [port, secure] of [
      [PORTS.WS, false],
      [PORTS.WSS, true],
    ] as const)
      web.push(await host.listenMessages({ address, port, secure }, exchange.webSockets));
  }
  return { exchange, clock, web };
}
