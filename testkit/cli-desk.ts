import assert from 'node:assert/strict';
import type { FastifyInstance } from 'fastify';
import type { CertificateState } from '../src/base/certificate.ts';
import type { Journal } from '../src/base/journal.ts';
import { SILENT_LOG } from '../src/base/log.ts';
import type { MailCarrier } from '../src/base/mail-carrier.ts';
import { fail, ok } from '../src/base/result.ts';
import type { MachineFacts } from '../src/cli/doctor/machine-facts.ts';
import type { CliParts, StartFacts } from '../src/cli/parts.ts';
import { PROBLEM_HELP } from '../src/cli/problem-help.ts';
import { runCli } from '../src/cli/run.ts';
import { type LiveExchange, OFFLINE } from '../src/exchange/administration/live-exchange.ts';
import { Administration } from '../src/exchange/administration.ts';
import { WatcherTable } from '../src/exchange/events/watchers.ts';
import { radioTable } from '../src/exchange/radio/radio-table.ts';
import type { Site } from '../src/exchange/site.ts';
import { CallFeatureTable } from '../src/exchange/tables/call-feature-table.ts';
import { Conferences, Extensions } from '../src/exchange/tables/directory-tables.ts';
import { ExtensionLimitTable } from '../src/exchange/tables/extension-limit-table.ts';
import { Languages } from '../src/exchange/tables/languages.ts';
import { TokenTable } from '../src/exchange/tables/token-table.ts';
import { Voicemail } from '../src/exchange/voicemail/voicemail.ts';
import type { MinuteHistory } from '../src/exchange/watch/minute-history.ts';
import { Watch } from '../src/exchange/watch/watch.ts';
import { BanBook, DEFAULT_BAN_RULES } from '../src/policy/ban-book.ts';
import { DEFAULT_LIMITS } from '../src/policy/limits.ts';
import { Whitelist } from '../src/policy/whitelist.ts';
import { openSqliteStore, type SqliteStore } from '../src/store/sqlite-store.ts';
import { buildApi } from '../src/web/server.ts';
import { FakeClock } from './fake-clock.ts';
import { memoryBackups } from './memory-backups.ts';
import { MemoryPress, memoryDirectory } from './memory-directory.ts';
import { MemoryPrompts } from './memory-prompts.ts';
import { type HostWords, memorySettings } from './memory-settings.ts';
import { memorySite } from './memory-site.ts';
import { memoryVoiceFiles } from './memory-voice-files.ts';
import { RecordingJournal } from './recording-journal.ts';
import { seededRandom } from './seeded-random.ts';

/** What a start card shows, for tests. */
export const START_FACTS: StartFacts = {
  domain: 'tel.example.net',
  sipAddress: 'tel.example.net',
  sipPorts: [5060, 5070],
  sipsPort: 5061,
  certificate: undefined,
  webUrl: 'http://tel.example.net:8080/',
  rtpPorts: { first: 20_000, last: 40_999 },
  metrics: '127.0.0.1:9464',
  dataFolder: '/srv/hamvoip',
  socketBackend: 'node:dgram',
  extensions: 0,
  conferences: 0,
  whitelistEntries: 0,
  readyAfterMs: 432,
  setupLink: undefined,
};

const GOOD_CERTIFICATE: CertificateState = {
  source: 'files',
  fault: undefined,
  expiresAtMs: 90 * 86_400_000,
  names: ['tel.example.net'],
};

/** A machine `doctor` has nothing to say about. */
export const HEALTHY_MACHINE: MachineFacts = {
  platform: 'linux-x64',
  availableMemoryBytes: 2 ** 31,
  freeDiskBytes: 2 ** 34,
  freeFilesPercent: 90,
  folder: 'good',
  filesOpenToOthers: [],
  database: 'good',
  journalBytes: 0,
  openFilesLimit: 65_536,
  receiveBufferBytes: 2 ** 23,
  rewritesSip: false,
  isBridged: false,
  portsInUse: [],
  certificate: GOOD_CERTIFICATE,
  isClockSynchronised: true,
  nowMs: 0,
};

/** The demo has tests of its own, on real ports. */
const NO_DEMO: CliParts['demo'] = {
  findPlace: async () => fail('no free ports'),
  secret: () => 'a secret',
  nowMs: () => 0,
  openSession: async () => undefined,
  phones: () => ({
    start: async () => 0,
    messagesLeft: async () => {},
    guess: async () => {},
    close: () => {},
  }),
};

/** Backups have tests of their own, on real files. */
const NO_BACKUPS: CliParts['backups'] = {
  create: async () => fail({ code: 'data-missing', values: { path: '/srv/hamvoip' } }),
  restore: async () => fail({ code: 'passphrase-wrong', values: {} }),
};

/** A command line in front of an exchange that runs or does not, on a store in memory. */
export class CliDesk {
  readonly api: FastifyInstance;
  readonly console: Administration;
  readonly store: SqliteStore;
  /** Tells it what phones do. */
  readonly facts: Journal;
  readonly clock: FakeClock;
  /** Writes nothing down until it is started. */
  readonly minutes: MinuteHistory;
  readonly files = new Map<string, string>();
  /** Files that are not text. */
  readonly bytes = new Map<string, Uint8Array>();
  /** What TLS shows. */
  readonly certificate: { shown: CertificateState };
  /** What phones say yes to, and leave messages in, behind the console’s back. */
  readonly site: Site;
  readonly voicemail: Voicemail;
  environment: Record<string, string> = {};
  isRunning: boolean;
  replace: Partial<CliParts> = {};

  private constructor(
    parts: Pick<
      CliDesk,
      'api' | 'console' | 'store' | 'clock' | 'minutes' | 'facts' | 'certificate' | 'site' | 'voicemail'
    >,
    isRunning: boolean,
  ) {
    this.api = parts.api;
    this.console = parts.console;
    this.store = parts.store;
    this.facts = parts.facts;
    this.clock = parts.clock;
    this.minutes = parts.minutes;
    this.certificate = parts.certificate;
    this.site = parts.site;
    this.voicemail = parts.voicemail;
    this.isRunning = isRunning;
  }

  /** On a store of its own, or on one that another desk has worked on. */
  static async open(
    live: LiveExchange = OFFLINE,
    given?: SqliteStore,
    carrier?: MailCarrier,
    /** What the host set. */
    host: HostWords = {},
  ): Promise<CliDesk> {
    const clock = new FakeClock();
    const journal = new RecordingJournal();
    const store = given ?? (await openSqliteStore(':memory:', clock));
    const watch = new Watch({ store, clock, journal });
    const facts = watch.listenIn(journal);
    const certificate = { shown: GOOD_CERTIFICATE };
    const extensions = new Extensions();
    const press = new MemoryPress();
    const snapshot = await store.load();
    const voicemail = new Voicemail({ store, clock, log: SILENT_LOG, isExtension: () => true });
    const site = memorySite({ store, clock, snapshot: snapshot.ledger, carrier, extensions });
    const console = new Administration({
      certificate: { state: () => certificate.shown, reload: () => certificate.shown },
      store,
      watch,
      prompts: new MemoryPrompts(),
      ...memoryBackups({ clock, journal }),
      extensions,
      directory: memoryDirectory({ clock, journal, store, extensions }, await store.load(), press),
      conferences: new Conferences(),
      bans: new BanBook({ clock, rules: DEFAULT_BAN_RULES }),
      whitelist: new Whitelist({ clock }),
      ...site,
      settings: memorySettings(host).settings,
      limits: new ExtensionLimitTable(DEFAULT_LIMITS),
      features: new CallFeatureTable(),
      languages: new Languages('en'),
      voicemail,
      watchers: new WatcherTable(snapshot.watchers),
      radios: radioTable(snapshot.radios),
      tokens: new TokenTable(snapshot.tokens),
      random: seededRandom(1),
      clock,
      journal: facts,
      realm: 'tel.example.net',
      pseudonymOf: (key) => `ip#${key.length}`,
      version: '0.0.1',
      timeZone: 'Europe/Amsterdam',
      voiceFiles: memoryVoiceFiles(clock),
      live,
    });
    const phone = {
      server: 'tel.example.net',
      port: 5070,
      tlsPort: 5061,
      transports: ['udp', 'tcp'],
      registrationSeconds: 3600,
      codecs: ['G.722', 'PCMA (G.711 A-law)'],
    };
    const api = buildApi({ console, phone, journal, clock, problems: PROBLEM_HELP });
    watch.start();
    facts.subscribe((fact) => site.site.ownEvents.hear(fact));
    const shared = { minutes: watch.minutes, facts, certificate, site: site.site, voicemail };
    const desk = { api, console, store, clock, ...shared };
    return new CliDesk(desk, live.running);
  }

  /** One command line, split at spaces; `_` stands for a space inside a word. */
  async run(line: string): Promise<{ code: number; out: string; err: string; json: () => never }> {
    let out = '';
    let err = '';
    const argv = line.split(' ').map((word) => word.replaceAll('_', ' '));
    const code = await runCli(argv[0] === '' ? [] : argv, {
      version: '0.0.1',
      environment: this.environment,
      stdout: { write: (text) => (out += text) },
      stderr: { write: (text) => (err += text) },
      isTerminal: false,
      timeZone: 'Europe/Amsterdam',
      readFile: (path) => this.files.get(path),
      readBytes: async (path) => {
        const text = this.files.get(path);
        return this.bytes.get(path) ?? (text === undefined ? undefined : Buffer.from(text));
      },
      startExchange: async () => ok({ facts: START_FACTS, stopped: Promise.resolve(0) }),
      backups: NO_BACKUPS,
      demo: NO_DEMO,
      examineMachine: async () => HEALTHY_MACHINE,
      mendMachine: async () => true,
      hasDatabase: () => true,
      openOffline: async () => ok({ api: this.api, close: async () => {} }),
      controlRequest: async (_path, method, url, body) => {
        if (!this.isRunning) return undefined;
        const type = body instanceof Uint8Array ? 'audio/wav' : 'application/json';
        const payload = body instanceof Uint8Array ? Buffer.from(body) : JSON.stringify(body);
        const content = body === undefined ? {} : { headers: { 'content-type': type }, payload };
        const answer = await this.api.inject({ method, url, ...content });
        return { status: answer.statusCode, body: answer.json() };
      },
      ...this.replace,
    });
    return { code, out, err, json: () => JSON.parse(out) as never };
  }

  /** A command that must succeed and write nothing to stderr. */
  async good(line: string): Promise<string> {
    const { code, out, err } = await this.run(line);
    assert.equal(err, '');
    assert.equal(code, 0);
    for (const text of out.split('\n')) assert.ok([...text].length <= 80, `longer than 80: ${text}`);
    return out;
  }

  /** A command that must fail with four lines on stderr and nothing on stdout. */
  async bad(line: string, exitCode: number, code: string): Promise<string> {
    const answer = await this.run(line);
    assert.equal(answer.out, '');
    assert.equal(answer.code, exitCode, answer.err);
    assert.match(answer.err, /^[✕x] \S/);
    assert.match(answer.err, /\n {2}(Waarom|Why) +\S[\s\S]*\n {2}(Doe dit|Do this) +\S/);
    assert.match(answer.err, new RegExp(`\\n  Code +${code}\\n$`));
    assert.doesNotMatch(answer.err, /undefined|NaN|\[object|Error:|at file:/);
    return answer.err;
  }
}
