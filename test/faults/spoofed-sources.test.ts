/** Security 1.13: a million forged sources take no memory worth naming, and a phone is answered meanwhile. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { SILENT_LOG } from '../../src/base/log.ts';
import { fail } from '../../src/base/result.ts';
import type { DatagramReceiver, Network, SocketAddress } from '../../src/base/sockets.ts';
import { Exchange } from '../../src/exchange/exchange.ts';
import { VOICEMAIL_LIMITS } from '../../src/exchange/voicemail/voicemail.ts';
import { LocalMedia } from '../../src/media/local-media.ts';
import { NodeClock } from '../../src/platform/node-clock.ts';
import { DEFAULT_LIMITS } from '../../src/policy/limits.ts';
import { DEFAULT_NUMBER_PLAN } from '../../src/policy/numbering.ts';
import { openSqliteStore } from '../../src/store/sqlite-store.ts';
import { authorization, readChallenge } from '../../testkit/digest-client.ts';
import { MemoryBackups, NO_NIGHTLY_BACKUPS } from '../../testkit/memory-backups.ts';
import { MemoryPress, memorySeal, NEVER_BY_ITSELF } from '../../testkit/memory-directory.ts';
import { MemoryPrompts } from '../../testkit/memory-prompts.ts';
import { RecordingJournal } from '../../testkit/recording-journal.ts';
import { seededRandom } from '../../testkit/seeded-random.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const SOURCES = 1_000_000;
const PHONE_EVERY = 50_000;
const BUSY = 50_000;
const FEW_SOURCES = 2_000;
const MOST_GROWTH_BYTES = 64 * 1024 * 1024;
const LONGEST_ANSWER_MS = 200;
const LOCAL = '192.0.2.10';
const PHONE: SocketAddress = { family: 'ipv4', address: '198.51.100.7', port: 5060 };
const DOMAIN = 'hamvoip.example';
const PASSWORD = 'correct horse';

/** A network of one UDP socket, into which datagrams are put by hand; what goes to strangers is thrown away. */
class OneSocket implements Network {
  receive: DatagramReceiver = () => {};
  onAnswer: ((text: string) => void) | undefined;
  strangersAnswered = 0;

  async bindDatagram(options: { address: string; port: number }, receive: DatagramReceiver) {
    this.receive = receive;
    return {
      local: { family: 'ipv4', address: options.address, port: options.port } as const,
      send: (bytes: Uint8Array, to: SocketAddress) => {
        if (to.address !== PHONE.address) this.strangersAnswered += 1;
        else this.onAnswer?.(Buffer.from(bytes).toString('latin1'));
      },
      close() {},
    };
  }

  async listenStream(options: { address: string; port: number }) {
    return { local: { family: 'ipv4', address: options.address, port: options.port } as const, close() {} };
  }

  ask(text: string): Promise<string> {
    return new Promise((resolve) => {
      this.onAnswer = resolve;
      this.receive(Buffer.from(text, 'latin1'), PHONE);
    });
  }
}

function register(host: string, cseq: number, authorizationField = ''): string {
  return [
    `REGISTER sip:${DOMAIN} SIP/2.0`,
    `Via: SIP/2.0/UDP ${host}:5060;branch=z9hG4bK${host}${cseq};rport`,
    'Max-Forwards: 70',
    `From: <sip:100@${DOMAIN}>;tag=t${cseq}`,
    `To: <sip:100@${DOMAIN}>`,
    `Call-ID: c-${host}`,
    `CSeq: ${cseq} REGISTER`,
    `Contact: <sip:100@${host}>`,
    ...(authorizationField === '' ? [] : [`Authorization: ${authorizationField}`]),
    'Content-Length: 0',
    '\r\n',
  ].join('\r\n');
}

/** A different one for every index, none of them the phone's or ours. */
function sourceAt(index: number): SocketAddress {
  const address = `${11 + (index >> 16)}.${(index >> 8) & 255}.${index & 255}.${1 + (index % 250)}`;
  return { family: 'ipv4', address, port: 5060 };
}

async function startExchange(network: OneSocket, clock: NodeClock) {
  const random = seededRandom(1);
  const journal = new RecordingJournal();
  // A million facts would be the leak that is looked for.
  journal.record = (fact) => assert.notEqual(fact.kind, 'handler-exception');
  const store = await openSqliteStore(':memory:', clock);
  const exchange = await Exchange.start({
    network,
    clock,
    random,
    journal,
    log: SILENT_LOG,
    store,
    prompts: new MemoryPrompts(),
    backupShelf: new MemoryBackups(),
    directoryPress: new MemoryPress(),
    seal: memorySeal(),
    media: new LocalMedia({
      network,
      clock,
      random,
      addresses: { ipv4: LOCAL, ipv6: undefined },
      ports: { from: 20_000, to: 20_099 },
      onException: assert.ifError,
    }),
    hosts: { toward: () => LOCAL, isOurs: (host) => host === LOCAL },
    resolveHost: async () => [],
    makeVoiceFile: async () => new Uint8Array(),
    prepareGreeting: async () => fail({ reason: 'not-wav' }),
    settings: {
      domain: DOMAIN,
      bind: [LOCAL],
      sipPort: 5060,
      sipExtraPorts: [],
      digest: ['MD5', 'SHA-256'],
      sipsPort: 0,
      ban: { attempts: 3, windowMs: 300_000, banMs: 3_600_000 },
      trusted: [],
      limits: DEFAULT_LIMITS,
      connections: { strangersPerAddress: 20, strangers: 2_000 },
      protectRegisteredFlows: true,
      language: 'en',
      timeZone: 'UTC',
      spokenRefusals: true,
      registration: { shortestS: 60, usualS: 3600, longestS: 7200 },
      voicemail: VOICEMAIL_LIMITS,
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
    },
  });
  const account = { number: '100', callsign: 'PX0AAA', name: 'Holder', password: PASSWORD };
  assert.ok((await exchange.console.extensions.add(account)).ok);
  return { exchange, store };
}

/** A whole registration; gives how long it took. */
async function registerPhone(network: OneSocket, cseq: number): Promise<number> {
  const beganAt = performance.now();
  const challenged = await network.ask(register(PHONE.address, cseq));
  const [, value = ''] = /^WWW-Authenticate: (.*algorithm=MD5.*)\r$/m.exec(challenged) ?? [];
  const challenge = readChallenge(value);
  assert.ok(challenge, challenged);
  const request = { method: 'REGISTER', uri: `sip:${DOMAIN}` };
  const proof = authorization(challenge, { username: '100', password: PASSWORD }, request, {
    nc: 1,
    cnonce: 'a',
  });
  const answer = await network.ask(register(PHONE.address, cseq + 1, proof));
  assert.match(answer, /^SIP\/2\.0 200 /);
  return performance.now() - beganAt;
}

/** What is kept. The resident size of a test process says more about its own garbage than about the exchange. */
function bytesKept(): number {
  for (let turn = 0; turn < 3; turn += 1) collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

test('a million forged sources make the exchange keep less than 64 MB, and a phone registers within 200 ms meanwhile', {
  timeout: 290_000,
}, async (t) => {
  const clock = new NodeClock();
  const network = new OneSocket();
  const { exchange, store } = await startExchange(network, clock);
  const forged =
    'Digest username="100", realm="x", nonce="invented", uri="sip:x", response="0123456789abcdef0123456789abcdef"';
  const proof = forged
    .replace('realm="x"', `realm="${DOMAIN}"`)
    .replace('uri="sip:x"', `uri="sip:${DOMAIN}"`);
  t.after(async () => {
    await exchange.close();
    await store.close();
  });
  let cseq = 1;
  const [bare, withProof] = ['', proof].map((field) => register('HOST', 1, field).split('HOST'));
  const attack = (from: number, to: number, sources = SOURCES) => {
    for (let index = from; index < to; index += 1) {
      const source = sourceAt(index % sources);
      const text = (index % 2 === 0 ? bare : withProof)?.join(source.address) ?? '';
      network.receive(Buffer.from(text, 'latin1'), source);
    }
  };
  // A busy evening from few addresses: what traffic itself makes the process take is there before the counting.
  for (let done = 0; done < BUSY; done += PHONE_EVERY) attack(done, done + PHONE_EVERY, FEW_SOURCES);
  await registerPhone(network, cseq);
  const before = bytesKept();
  let slowestMs = 0;
  for (let done = 0; done < SOURCES; done += PHONE_EVERY) {
    attack(done, done + PHONE_EVERY);
    cseq += 2;
    slowestMs = Math.max(slowestMs, await registerPhone(network, cseq));
    await new Promise((resolve) => setImmediate(resolve));
  }
  const growth = bytesKept() - before;
  assert.ok(network.strangersAnswered > 0);
  const { bans, calls, dialogs, connections } = exchange.counts;
  assert.deepEqual({ bans, calls, dialogs, connections }, { bans: 0, calls: 0, dialogs: 0, connections: 0 });
  assert.ok(growth < MOST_GROWTH_BYTES, `grew by ${Math.round(growth / 2 ** 20)} MB`);
  assert.ok(slowestMs < LONGEST_ANSWER_MS, `a registration took ${Math.round(slowestMs)} ms`);
});
