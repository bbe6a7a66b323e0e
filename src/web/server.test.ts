import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { FakeClock } from '../../testkit/fake-clock.ts';
import { memoryBackups } from '../../testkit/memory-backups.ts';
import { memoryDirectory } from '../../testkit/memory-directory.ts';
import { MemoryPrompts } from '../../testkit/memory-prompts.ts';
import { memorySettings } from '../../testkit/memory-settings.ts';
import { memorySite } from '../../testkit/memory-site.ts';
import { memoryVoiceFiles } from '../../testkit/memory-voice-files.ts';
import { RecordingJournal } from '../../testkit/recording-journal.ts';
import { seededRandom } from '../../testkit/seeded-random.ts';
import { FanOutJournal } from '../base/journal.ts';
import { SILENT_LOG } from '../base/log.ts';
import { OFFLINE } from '../exchange/administration/live-exchange.ts';
import { Administration } from '../exchange/administration.ts';
import { WatcherTable } from '../exchange/events/watchers.ts';
import { radioTable } from '../exchange/radio/radio-table.ts';
import { CallFeatureTable } from '../exchange/tables/call-feature-table.ts';
import { Conferences, Extensions } from '../exchange/tables/directory-tables.ts';
import { ExtensionLimitTable } from '../exchange/tables/extension-limit-table.ts';
import { Languages } from '../exchange/tables/languages.ts';
import { TokenTable } from '../exchange/tables/token-table.ts';
import { Voicemail } from '../exchange/voicemail/voicemail.ts';
import { Watch } from '../exchange/watch/watch.ts';
import { BanBook, DEFAULT_BAN_RULES } from '../policy/ban-book.ts';
import { DEFAULT_LIMITS } from '../policy/limits.ts';
import { Whitelist } from '../policy/whitelist.ts';
import { openSqliteStore } from '../store/sqlite-store.ts';
import { problemSchema } from './contract.ts';
import { buildApi, buildMetricsServer, buildSite } from './server.ts';

const PHONE = {
  server: 'tel.example.net',
  port: 5060,
  tlsPort: 5061,
  transports: ['udp', 'tcp', 'tls'],
  registrationSeconds: 3600,
  codecs: ['G.722', 'PCMA'],
};
const clock = new FakeClock();
const journal = new RecordingJournal();

async function buildTestApi(): Promise<FastifyInstance> {
  const store = await openSqliteStore(':memory:', clock);
  const extensions = new Extensions();
  const console = new Administration({
    store,
    watch: new Watch({ store, clock, journal }),
    prompts: new MemoryPrompts(),
    ...memoryBackups({ clock, journal }),
    extensions,
    directory: memoryDirectory({ clock, journal, store, extensions }),
    conferences: new Conferences(),
    bans: new BanBook({ clock, rules: DEFAULT_BAN_RULES }),
    whitelist: new Whitelist({ clock }),
    ...memorySite({ store, clock }),
    settings: memorySettings().settings,
    limits: new ExtensionLimitTable(DEFAULT_LIMITS),
    features: new CallFeatureTable(),
    languages: new Languages('en'),
    voicemail: new Voicemail({ store, clock, log: SILENT_LOG, isExtension: () => true }),
    watchers: new WatcherTable(),
    radios: radioTable(),
    tokens: new TokenTable(),
    random: seededRandom(1),
    clock,
    journal,
    realm: 'tel.example.net',
    pseudonymOf: (key) => `ip#${key.length}`,
    version: '0.0.1',
    timeZone: 'Europe/Amsterdam',
    voiceFiles: memoryVoiceFiles(clock),
    live: {
      ...OFFLINE,
      registrationsOf: () => [
        {
          contactUri: 'sip:301@192.168.1.20',
          transport: 'udp',
          userAgent: 'Desk phone 1',
          registeredAtMs: 0,
          expiresAtMs: 3_600_000,
          reachable: true,
          roundTripMs: 23.4,
          silentSinceMs: null,
          routerSigns: [],
        },
      ],
    },
  });
  return buildApi({ console, phone: PHONE, journal, clock });
}

describe('the API', () => {
  let api: FastifyInstance;
  before(async () => {
    api = await buildTestApi();
  });
  after(() => api.close());

  async function ask(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, payload?: object) {
    const answer = await api.inject({ method, url: `/api/v1${url}`, ...(payload && { payload }) });
    return {
      status: answer.statusCode,
      type: answer.headers['content-type'],
      body: answer.json(),
      text: answer.body,
    };
  }

  it('makes an extension, shows its password once and its secrets never', async () => {
    const made = await ask('POST', '/extensions', { number: '301', callsign: 'PX0AAA', name: 'Jan' });
    assert.equal(made.status, 201);
    assert.equal(made.body.password.length, 20);
    const shown = await ask('GET', '/extensions/301');
    assert.equal(shown.status, 200);
    assert.deepEqual(shown.body.phone, { ...PHONE, username: '301' });
    for (const { text } of [made, shown, await ask('GET', '/extensions')]) assert.doesNotMatch(text, /ha1/i);
    assert.doesNotMatch(shown.text, new RegExp(made.body.password));
  });

  it('keeps the addresses of phones to itself', async () => {
    const shown = await ask('GET', '/extensions/301');
    assert.deepEqual(shown.body.registrations, [
      {
        transport: 'udp',
        userAgent: 'Desk phone 1',
        registeredAt: '1970-01-01T00:00:00.000Z',
        expiresAt: '1970-01-01T01:00:00.000Z',
        reachable: true,
        roundTripMs: 23.4,
        silentSince: null,
        routerSigns: [],
      },
    ]);
    assert.doesNotMatch(shown.text, /192\.168/);
  });

  it('answers what it refuses with problem details and a code', async () => {
    const taken = await ask('POST', '/extensions', { number: '301', callsign: 'PX0AAA', name: 'Jan' });
    assert.equal(taken.status, 409);
    assert.match(String(taken.type), /^application\/problem\+json/);
    const problem = problemSchema.parse(taken.body);
    assert.equal(problem.code, 'number-taken');
    assert.deepEqual(problem.values, { number: '301' });
  });

  const malformed: readonly [string, object][] = [
    ['a missing field', { number: '302', name: 'Jan' }],
    ['a number where text belongs', { number: 302, callsign: 'PX0AAA', name: 'Jan' }],
    ['an unknown field', { number: '302', callsign: 'PX0AAA', name: 'Jan', admin: true }],
    ['a text that is far too long', { number: '302', callsign: 'PX0AAA', name: 'x'.repeat(1_000) }],
    ['a prototype', JSON.parse('{"__proto__":{"number":"302"},"callsign":"PX0AAA","name":"Jan"}')],
  ];
  for (const [what, payload] of malformed) {
    it(`refuses ${what}`, async () => {
      const answer = await ask('POST', '/extensions', payload);
      assert.equal(answer.status, 400);
      assert.equal(answer.body.code, 'request-invalid');
    });
  }

  it('refuses what is no JSON, no known type, no route', async () => {
    const post = (type: string, payload: string) =>
      api.inject({ method: 'POST', url: '/api/v1/extensions', headers: { 'content-type': type }, payload });
    assert.equal((await post('application/json', '{')).json().code, 'request-invalid');
    assert.equal((await post('text/xml', '<a/>')).json().code, 'media-type-unknown');
    assert.equal((await ask('GET', '/nothing')).body.code, 'route-unknown');
    assert.deepEqual(journal.of('handler-exception'), []);
  });

  it('imports all rows or none, naming lines of the file', async () => {
    const refused = await ask('POST', '/extensions/import', {
      csv: 'number,callsign,name\n401,PX0AAB,Piet\n\n301,PX0AAC,Kees\n',
    });
    assert.equal(refused.status, 422);
    assert.equal(refused.body.code, 'rows-refused');
    assert.deepEqual(refused.body.values, { refused: 1, rows: 2 });
    assert.deepEqual(refused.body.errors[0].line, 4);
    const done = await ask('POST', '/extensions/import', { csv: 'callsign,name\nPX0AAB,Piet\n' });
    assert.equal(done.status, 201);
    assert.equal(done.body.items[0].number, '100');
    const unreadable = await ask('POST', '/extensions/import', { csv: 'callsign,name\nPX0AAB,"Piet' });
    assert.deepEqual(unreadable.body.values, { reason: 'open-quote', line: 2 });
  });

  it('changes passwords and caller id, and removes', async () => {
    assert.equal((await ask('POST', '/extensions/301/password', {})).body.password.length, 20);
    assert.equal(
      (await ask('POST', '/extensions/301/password', { password: 'kort' })).body.code,
      'password-weak',
    );
    assert.equal((await ask('PATCH', '/extensions/301', { callerId: 'number' })).body.callerId, 'number');
    assert.equal((await ask('DELETE', '/extensions/100')).status, 200);
    assert.equal((await ask('DELETE', '/extensions/100')).status, 404);
  });

  it('names bans and networks in a path, slash included', async () => {
    assert.equal((await ask('POST', '/bans', { address: '2001:db8::1', durationSeconds: 60 })).status, 201);
    assert.equal((await ask('DELETE', `/bans/${encodeURIComponent('2001:db8:0:0::/64')}`)).status, 200);
    assert.equal((await ask('POST', '/whitelist', { entry: '192.0.2.0/24', owner: '301' })).status, 201);
    assert.equal((await ask('GET', '/whitelist')).body.items[0].kind, 'network');
    assert.equal((await ask('DELETE', `/whitelist/${encodeURIComponent('192.0.2.0/24')}`)).status, 200);
    assert.equal((await ask('DELETE', '/bans/none')).body.code, 'address-invalid');
  });

  it('has conferences, calls and a status', async () => {
    assert.equal((await ask('POST', '/conferences', { number: '900', name: 'Ronde' })).status, 201);
    assert.equal((await ask('GET', '/conferences')).body.items.length, 1);
    assert.deepEqual((await ask('GET', '/calls')).body, { items: [] });
    assert.equal((await ask('DELETE', '/calls/1')).status, 404);
    const status = await ask('GET', '/status');
    assert.equal(status.body.domain, 'tel.example.net');
    assert.equal(status.body.running, false);
  });
});

describe('what everyone may reach', () => {
  const pass = () => ({ status: 'pass' }) as const;
  const checks = { sip: pass, tls: pass, store: pass, media: pass, eventLoop: pass, disk: pass, mail: pass };

  for (const [language, running] of [
    ['nl', /De centrale draait/],
    ['en', /exchange is running/],
  ] as const) {
    it(`says how it goes, in ${language}`, async () => {
      const site = buildSite({ health: { clock, ready: () => true, checks }, language, journal });
      const welcome = await site.inject('/');
      assert.match(welcome.body, running);
      assert.match(welcome.body, /experiment/);
      assert.equal(welcome.headers['x-content-type-options'], 'nosniff');
      assert.equal((await site.inject('/readyz')).statusCode, 200);
      assert.equal((await site.inject('/healthz')).statusCode, 200);
      await site.close();
    });
  }

  it('has no API and no metrics', async () => {
    const site = buildSite({ health: { clock, ready: () => true, checks }, language: 'nl', journal });
    for (const url of ['/api/v1/status', '/api/v1/extensions', '/metrics']) {
      assert.equal((await site.inject(url)).statusCode, 404, url);
    }
    await site.close();
  });

  it('gives metrics on a listener of their own', async () => {
    const zero = {
      registrations: 0,
      bans: 0,
      calls: 0,
      transactions: 0,
      dialogs: 0,
      subscriptions: 0,
      storedMessages: 0,
      silentPhones: 0,
      tcpConnections: 0,
      rtpPortsUsed: 0,
      rtpPacketsReceived: 0,
      rtpPacketsSent: 0,
      rtpPacketsLost: 0,
      conferenceParticipants: 0,
      lastBackupMs: 0,
      eventLoopLagMs: 0,
      tables: [],
      certificateExpiresAtMs: undefined,
      refusedStrangers: 0,
    };
    const server = buildMetricsServer({ journal: new FanOutJournal(), counts: () => zero, version: '0.0.1' });
    assert.match((await server.inject('/metrics')).body, /hamvoip_build_info\{version="0\.0\.1"/);
    await server.close();
  });
});
