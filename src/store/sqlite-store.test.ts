import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, test } from 'node:test';
import { FakeClock } from '../../testkit/fake-clock.ts';
import type { RadioRecord } from './archives/radio-archive.ts';
import {
  type BanRecord,
  type BindingChange,
  type BindingRecord,
  CONFERENCE_DEFAULTS,
  type ConferenceRecord,
  type ExtensionRecord,
  type WhitelistRecord,
} from './records/records.ts';
import { openSqliteStore, SqliteStore } from './sqlite-store.ts';
import { StoreError } from './store.ts';

const DIGEST = { realm: 'sip.example', nonceKey: 'ab'.repeat(32) };

const DAY = 86_400_000;
const START = new FakeClock().wallTime();

function extension(number: string, more: Partial<ExtensionRecord> = {}): ExtensionRecord {
  return {
    number,
    callsign: 'PX0AAA',
    name: 'Łódź Example',
    email: null,
    ha1Md5: 'a'.repeat(32),
    ha1Sha256: 'b'.repeat(64),
    callerId: 'number-and-callsign',
    weakPassword: false,
    createdAtMs: START,
    ...more,
  };
}

function binding(number: string, more: Partial<BindingRecord> = {}): BindingRecord {
  return {
    extension: number,
    key: 'sip:301@192.0.2.7:5060',
    contactUri: 'sip:301@192.0.2.7:5060;line=1',
    transport: 'udp',
    localAddress: '198.51.100.1',
    localPort: 5060,
    remoteAddress: '192.0.2.7',
    remotePort: 41_000,
    callId: 'a84b4c76e66710@192.0.2.7',
    cseq: 7,
    priority: 1000,
    userAgent: 'Example 1.0',
    registeredAtMs: START,
    expiresAtMs: START + 3_600_000,
    ...more,
  };
}

function ban(addressKey: string, more: Partial<BanRecord> = {}): BanRecord {
  const sinceMs = START;
  return {
    addressKey,
    cause: 'failures',
    attempts: 3,
    lastUsername: '301',
    lastUserAgent: 'friendly-scanner',
    sinceMs,
    untilMs: sinceMs + 3_600_000,
    ...more,
  };
}

function entry(text: string, owner: string, more: Partial<WhitelistRecord> = {}): WhitelistRecord {
  return {
    entry: text,
    entryKind: 'address',
    owner,
    note: '',
    createdAtMs: START,
    expiresAtMs: null,
    ...more,
  };
}

const put = (record: BindingRecord): BindingChange => ({ kind: 'put', binding: record });
const rejectsWith = (reason: StoreError['reason']) => (error: unknown) =>
  error instanceof StoreError && error.reason === reason;

let folder = '';
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'hamvoip-store-'));
});
after(() => rmSync(folder, { recursive: true }));

async function inMemory(): Promise<{ clock: FakeClock; store: SqliteStore; database: DatabaseSync }> {
  const clock = new FakeClock();
  const database = new DatabaseSync(':memory:');
  return { clock, database, store: await SqliteStore.on(database, clock) };
}

const NOTHING_ELSE = {
  suspensions: [],
  extensionLimits: [],
  callFeatures: [],
  languages: [],
  mailboxes: [],
  voiceMessages: [],
  greetings: [],
  radios: [],
  instructions: [],
  instructionProgress: [],
  watchers: [],
  subscriptions: [],
  publications: [],
  messages: [],
  directoryConsents: [],
  directoryIssues: [],
  tokens: [],
  ledger: {
    administrators: [],
    passkeys: [],
    sessions: [],
    links: [],
    mails: [],
    handovers: [],
    phonePasswords: [],
    memberSettings: [],
    companyConsents: [],
    applications: [],
    consoleSettings: [],
    incidents: [],
    clubPageVersions: [],
    clubPageDrafts: [],
    freePages: [],
    rulesConfirmations: [],
    memberMessages: [],
    messageReceipts: [],
    memberReplies: [],
  },
};

describe('what was stored comes back', () => {
  test('an empty store is an empty snapshot', async () => {
    const store = await openSqliteStore(':memory:', new FakeClock());
    assert.deepEqual(await store.load(), {
      digest: null,
      extensions: [],
      conferences: [],
      bindings: [],
      bans: [],
      whitelist: [],
      ...NOTHING_ELSE,
    });
    await store.close();
  });

  test('every record, unchanged, after the file was closed and opened again', async () => {
    const clock = new FakeClock();
    const path = join(folder, 'again.db');
    const first = await openSqliteStore(path, clock);
    const extensions = [
      extension('301'),
      extension('302', { email: 'a@example.org', weakPassword: true, callerId: 'number' }),
    ];
    const conference = {
      number: '900',
      name: 'Ronde',
      pin: '123456',
      createdAtMs: START,
      ...CONFERENCE_DEFAULTS,
    };
    const open = { number: '901', name: 'Test', pin: null, createdAtMs: START, ...CONFERENCE_DEFAULTS };
    const token = {
      id: 'a',
      name: 'board',
      secretHash: '00',
      scopes: ['read'],
      createdAtMs: START,
      createdBy: 'host',
      expiresAtMs: START + DAY,
      lastUsedAtMs: START,
      revokedAtMs: null,
    };
    await first.setDigest({ realm: 'old.example', nonceKey: '00' });
    await first.setDigest(DIGEST);
    await first.insertExtensions(extensions);
    await first.insertConference(conference);
    await first.insertConference(open);
    await first.commitBindings([put(binding('301')), put(binding('301', { key: '2', transport: 'wss' }))]);
    await first.putBan(ban('192.0.2.7'));
    await first.putBan(ban('2001:db8:0:0::/64', { cause: 'manual', attempts: 0, lastUsername: null }));
    await first.putWhitelistEntry(entry('198.51.100.1', '301'));
    await first.putWhitelistEntry(
      entry('home.example.org', '302', { entryKind: 'host', expiresAtMs: START + DAY }),
    );
    await first.putToken({ ...token, lastUsedAtMs: null });
    await first.putToken(token);
    await first.close();
    const second = await openSqliteStore(path, clock);
    const snapshot = await second.load();
    await second.close();
    assert.deepEqual(snapshot, {
      digest: DIGEST,
      extensions,
      conferences: [conference, open],
      bindings: [binding('301', { key: '2', transport: 'wss' }), binding('301')],
      bans: [
        ban('192.0.2.7'),
        ban('2001:db8:0:0::/64', { cause: 'manual', attempts: 0, lastUsername: null }),
      ],
      whitelist: [
        entry('198.51.100.1', '301'),
        entry('home.example.org', '302', { entryKind: 'host', expiresAtMs: START + DAY }),
      ],
      ...NOTHING_ELSE,
      tokens: [token],
    });
  });

  test('the file is readable by its owner only, and so are the files beside it', async () => {
    const path = join(folder, 'mode.db');
    writeFileSync(path, '', { mode: 0o644 });
    const store = await openSqliteStore(path, new FakeClock());
    await store.setDigest(DIGEST);
    for (const name of [path, `${path}-wal`, `${path}-shm`]) assert.equal(statSync(name).mode & 0o777, 0o600);
    await store.close();
  });
});

describe('radios', () => {
  test('come back as they were, and a port is one radio’s', async () => {
    const { store } = await inMemory();
    const radio: RadioRecord = {
      name: 'repeater',
      conference: '900',
      address: '192.0.2.8',
      remotePort: 34_001,
      localPort: 32_001,
      transmits: 'keyed',
      talkLimitS: 180,
      courtesyTone: true,
      createdAtMs: START,
    };
    const other: RadioRecord = { ...radio, name: 'node', localPort: 32_002, transmits: 'voice' };
    await store.insertRadio(radio);
    await store.insertRadio({ ...other, courtesyTone: false });
    await assert.rejects(store.insertRadio({ ...radio, name: 'third' }), rejectsWith('conflict'));
    await store.deleteRadio('nobody');
    assert.deepEqual((await store.load()).radios, [{ ...other, courtesyTone: false }, radio]);
    await store.deleteRadio('repeater');
    assert.equal((await store.load()).radios.length, 1);
  });
});

describe('conferences', () => {
  test('are changed as a whole, and only where there is one', async () => {
    const { store } = await inMemory();
    const plain = { number: '900', name: 'Ronde', pin: null, createdAtMs: START, ...CONFERENCE_DEFAULTS };
    await store.insertConference(plain);
    const changed: ConferenceRecord = {
      ...plain,
      pin: '482913',
      moderators: ['301', '302'],
      maxParticipants: 50,
      talkers: 5,
      levelling: false,
      noiseGate: true,
      rogerBeep: true,
      talkLimitS: 180,
      alone: 'music',
      notice: 'daily',
    };
    await store.updateConference(changed);
    assert.deepEqual((await store.load()).conferences, [changed]);
    await assert.rejects(store.updateConference({ ...changed, number: '901' }), rejectsWith('conflict'));
  });
});

describe('extensions and conferences', () => {
  test('an import is taken whole or not at all', async () => {
    const { store } = await inMemory();
    await store.insertExtensions([extension('350')]);
    const many = Array.from({ length: 2_500 }, (_, n) => extension(String(10_000 + n)));
    await assert.rejects(store.insertExtensions([...many, extension('350')]), rejectsWith('conflict'));
    assert.equal((await store.load()).extensions.length, 1);
    await store.insertExtensions(many);
    assert.equal((await store.load()).extensions.length, 2_501);
  });

  test('an import that also changes extensions is taken whole or not at all', async () => {
    const { store } = await inMemory();
    await store.insertExtensions([extension('301'), extension('302')]);
    const renamed = extension('301', { name: 'Other' });
    const gone = extension('399');
    await assert.rejects(
      store.changeExtensions({ inserted: [extension('303')], updated: [renamed, gone] }),
      rejectsWith('conflict'),
    );
    await assert.rejects(
      store.changeExtensions({ inserted: [extension('303'), extension('302')], updated: [renamed] }),
      rejectsWith('conflict'),
    );
    assert.deepEqual((await store.load()).extensions, [extension('301'), extension('302')]);
    await store.changeExtensions({ inserted: [extension('303')], updated: [renamed] });
    assert.deepEqual((await store.load()).extensions, [renamed, extension('302'), extension('303')]);
  });

  test('a number is an extension or a conference, never both', async () => {
    const { store } = await inMemory();
    const conference = {
      number: '900',
      name: 'Ronde',
      pin: null,
      createdAtMs: START,
      ...CONFERENCE_DEFAULTS,
    };
    await store.insertConference(conference);
    await assert.rejects(
      store.insertExtensions([extension('301'), extension('900')]),
      rejectsWith('conflict'),
    );
    await store.insertExtensions([extension('301')]);
    await assert.rejects(store.insertConference({ ...conference, number: '301' }), rejectsWith('conflict'));
    await store.deleteConference('900');
    await store.insertExtensions([extension('900')]);
  });

  test('an update replaces the record; of an extension that is not there it is refused', async () => {
    const { store } = await inMemory();
    await store.insertExtensions([extension('301')]);
    await store.commitBindings([put(binding('301'))]);
    const changed = extension('301', { ha1Md5: 'c'.repeat(32), weakPassword: true });
    await store.updateExtension(changed);
    const snapshot = await store.load();
    assert.deepEqual(snapshot.extensions, [changed]);
    assert.equal(snapshot.bindings.length, 1);
    await assert.rejects(store.updateExtension(extension('302')), rejectsWith('conflict'));
  });

  test('bindings and whitelist entries go with their extension (security 1.6)', async () => {
    const { store } = await inMemory();
    await store.insertExtensions([extension('301'), extension('302')]);
    await store.commitBindings([put(binding('301')), put(binding('302'))]);
    await store.putWhitelistEntry(entry('192.0.2.1', '301'));
    await store.putWhitelistEntry(entry('192.0.2.2', '302'));
    await store.deleteExtension('301');
    await store.deleteExtension('399');
    const { extensions, bindings, whitelist } = await store.load();
    assert.deepEqual(
      [
        extensions.map((row) => row.number),
        bindings.map((row) => row.extension),
        whitelist.map((row) => row.owner),
      ],
      [['302'], ['302'], ['302']],
    );
  });
});

describe('bindings', () => {
  test('a batch holds the last word on each binding', async () => {
    const { store } = await inMemory();
    await store.insertExtensions([extension('301')]);
    await store.commitBindings([
      put(binding('301', { key: 'a' })),
      put(binding('301', { key: 'b' })),
      put(binding('301', { key: 'a', cseq: 8, remotePort: 42_000 })),
      { kind: 'delete', extension: '301', key: 'b' },
      { kind: 'delete', extension: '301', key: 'never was' },
    ]);
    assert.deepEqual((await store.load()).bindings, [
      binding('301', { key: 'a', cseq: 8, remotePort: 42_000 }),
    ]);
  });

  test('one of an extension that is gone does not take the others of the batch with it', async () => {
    const { store } = await inMemory();
    await store.insertExtensions([extension('301'), extension('302')]);
    await store.commitBindings([put(binding('301')), put(binding('399')), put(binding('302'))]);
    assert.deepEqual(
      (await store.load()).bindings.map((row) => row.extension),
      ['301', '302'],
    );
  });

  test('a batch that cannot be written is not written at all', async () => {
    const { store } = await inMemory();
    await store.insertExtensions([extension('301')]);
    const impossible = binding('301', { key: 'b', userAgent: undefined as unknown as string });
    await assert.rejects(store.commitBindings([put(binding('301')), put(impossible)]), StoreError);
    assert.deepEqual((await store.load()).bindings, []);
    await store.commitBindings([put(binding('301'))]);
  });

  test('work is done in the order it was asked for', async () => {
    const { store } = await inMemory();
    await Promise.all([
      store.insertExtensions([extension('301')]),
      store.commitBindings([put(binding('301'))]),
      store.deleteExtension('301'),
      store.insertExtensions([extension('301')]),
      store.commitBindings([put(binding('301', { key: 'second' }))]),
    ]);
    assert.deepEqual(
      (await store.load()).bindings.map((row) => row.key),
      ['second'],
    );
  });
});

describe('what has run out (security 1.11, 1.15)', () => {
  test('is not loaded, and is gone from the file after the load', async () => {
    const { clock, database, store } = await inMemory();
    await store.insertExtensions([extension('301')]);
    await store.commitBindings([
      put(binding('301')),
      put(binding('301', { key: 'b', expiresAtMs: START + 3_600_001 })),
    ]);
    await store.putBan(ban('192.0.2.1'));
    await store.putBan(ban('192.0.2.2', { untilMs: START + 3_600_001 }));
    await store.putWhitelistEntry(entry('192.0.2.1', '301', { expiresAtMs: START + 3_600_000 }));
    await clock.advance(3_600_000);
    const { bindings, bans, whitelist } = await store.load();
    assert.deepEqual(
      [bindings.map((row) => row.key), bans.map((row) => row.addressKey), whitelist],
      [['b'], ['192.0.2.2'], []],
    );
    const rows = (table: string) =>
      Object.values(database.prepare(`SELECT count(*) FROM ${table}`).get() ?? {})[0];
    assert.deepEqual([rows('bindings'), rows('bans'), rows('whitelist')], [1, 1, 0]);
  });

  test('a ban that was lifted, replaced or ran out stays in the history for seven days', async () => {
    const { clock, store } = await inMemory();
    await store.putBan(ban('192.0.2.1'));
    await store.putBan(ban('192.0.2.2'));
    await store.putBan(
      ban('192.0.2.3', { cause: 'manual', attempts: 0, lastUsername: null, untilMs: START + DAY }),
    );
    await clock.advance(60_000);
    await store.deleteBan('192.0.2.1');
    await store.deleteBan('192.0.2.99');
    await store.putBan(ban('192.0.2.3', { sinceMs: START + 60_000, untilMs: START + 120_000 }));
    await clock.advance(2 * 3_600_000);
    await store.load();
    const history = await store.listEndedBans();
    assert.deepEqual(history.map((row) => [row.addressKey, row.endedAtMs - START]).sort(), [
      ['192.0.2.1', 60_000],
      ['192.0.2.2', 3_600_000],
      ['192.0.2.3', 120_000],
      ['192.0.2.3', 60_000],
    ]);
    await clock.advance(7 * DAY);
    assert.deepEqual(await store.listEndedBans(), []);
  });

  test('an ended ban is found by parts of its address and of the name it tried, the newest first', async () => {
    const { clock, store } = await inMemory();
    for (const [address, lastUsername] of [
      ['192.0.2.1', 'Admin'],
      ['192.0.2.2', null],
      ['198.51.100.2', '100%_'],
    ] as const) {
      await store.putBan(ban(address, { lastUsername }));
      await clock.advance(1_000);
      await store.deleteBan(address);
    }
    const found = async (words: readonly string[], most = 10) =>
      (await store.findEndedBans({ words, most })).map(({ addressKey }) => addressKey);
    assert.deepEqual(await found(['192.0']), ['192.0.2.2', '192.0.2.1']);
    assert.deepEqual(await found(['192.0'], 1), ['192.0.2.2']);
    assert.deepEqual(await found(['admin', '.2.1']), ['192.0.2.1']);
    assert.deepEqual(await found(['admin', '198']), []);
    assert.deepEqual(await found(['%_']), ['198.51.100.2'], 'no pattern, but what it says');
    await clock.advance(7 * DAY + 1_000);
    assert.deepEqual(await found(['192.0']), []);
  });

  test('a ban that ran out long ago while the exchange ran on leaves no trace', async () => {
    const { clock, database, store } = await inMemory();
    await store.putBan(ban('192.0.2.1'));
    await store.putBan(ban('192.0.2.2'));
    await store.deleteBan('192.0.2.2');
    await clock.advance(8 * DAY);
    await store.putBan(ban('192.0.2.3', { sinceMs: clock.wallTime(), untilMs: clock.wallTime() + 1_000 }));
    const addresses = 'SELECT address_key FROM bans UNION ALL SELECT address_key FROM ban_history';
    assert.deepEqual(
      database
        .prepare(addresses)
        .all()
        .map((row) => Object.values(row)[0]),
      ['192.0.2.3'],
    );
  });
});

describe('refusals', () => {
  test('a full disk is `full`, changes nothing, and passes by itself', async () => {
    const { database, store } = await inMemory();
    await store.insertExtensions([extension('301')]);
    const pages = Object.values(database.prepare('PRAGMA page_count').get() ?? {})[0];
    database.exec(`PRAGMA max_page_count = ${Number(pages) + 1}`);
    const many = Array.from({ length: 500 }, (_, n) => put(binding('301', { key: `key ${n}` })));
    await assert.rejects(store.commitBindings(many), rejectsWith('full'));
    await assert.rejects(
      store.insertExtensions(Array.from({ length: 500 }, (_, n) => extension(String(1_000 + n)))),
      rejectsWith('full'),
    );
    assert.deepEqual((await store.load()).bindings, []);
    assert.equal((await store.load()).extensions.length, 1);
    database.exec('PRAGMA max_page_count = 1000000');
    await store.commitBindings(many);
    assert.equal((await store.load()).bindings.length, 500);
  });

  test('a file that cannot be written is `read-only`, and still loads', async () => {
    const path = join(folder, 'read-only.db');
    const first = await openSqliteStore(path, new FakeClock());
    await first.insertExtensions([extension('301')]);
    await first.commitBindings([put(binding('301'))]);
    await first.close();
    const late = new FakeClock(START + DAY);
    const store = await SqliteStore.on(new DatabaseSync(path, { readOnly: true }), late);
    await assert.rejects(store.commitBindings([put(binding('301'))]), rejectsWith('read-only'));
    await assert.rejects(store.putBan(ban('192.0.2.1')), rejectsWith('read-only'));
    const { extensions, bindings } = await store.load();
    assert.deepEqual([extensions.length, bindings.length], [1, 0]);
    await store.close();
  });

  test('a file another process is writing to is `busy`', async () => {
    const path = join(folder, 'busy.db');
    const database = new DatabaseSync(path, { timeout: 0 });
    const store = await SqliteStore.on(database, new FakeClock());
    await store.insertExtensions([extension('301')]);
    const other = new DatabaseSync(path);
    other.exec('BEGIN IMMEDIATE');
    await assert.rejects(store.commitBindings([put(binding('301'))]), rejectsWith('busy'));
    await assert.rejects(store.setDigest(DIGEST), rejectsWith('busy'));
    assert.equal((await store.load()).extensions.length, 1);
    other.exec('COMMIT');
    other.close();
    await store.commitBindings([put(binding('301'))]);
    await store.close();
  });

  test('a whitelist entry of nobody is a conflict', async () => {
    const { store } = await inMemory();
    await assert.rejects(store.putWhitelistEntry(entry('192.0.2.1', '399')), rejectsWith('conflict'));
  });

  test('a file that is no database is `broken`, a folder that is not there too', async () => {
    const path = join(folder, 'junk.db');
    writeFileSync(path, 'this is not a database, it is a letter to somebody else '.repeat(100));
    await assert.rejects(openSqliteStore(path, new FakeClock()), rejectsWith('broken'));
    await assert.rejects(
      openSqliteStore(join(folder, 'nowhere', 'x.db'), new FakeClock()),
      rejectsWith('broken'),
    );
  });

  test('a damaged page is `broken`', async () => {
    const path = join(folder, 'damaged.db');
    const first = await openSqliteStore(path, new FakeClock());
    await first.insertExtensions(Array.from({ length: 9_000 }, (_, n) => extension(String(1_000 + n))));
    await first.close();
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.fill(0xff, bytes.length / 2));
    const second = await openSqliteStore(path, new FakeClock());
    await assert.rejects(second.load(), rejectsWith('broken'));
    await second.close();
  });

  test('a closed store takes nothing more', async () => {
    const { store } = await inMemory();
    await store.close();
    await store.close();
    await assert.rejects(store.load(), rejectsWith('broken'));
  });
});
