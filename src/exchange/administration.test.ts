import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { FakeClock } from '../../testkit/fake-clock.ts';
import { memoryBackups } from '../../testkit/memory-backups.ts';
import { memoryDirectory } from '../../testkit/memory-directory.ts';
import { MemoryPrompts } from '../../testkit/memory-prompts.ts';
import { memorySettings } from '../../testkit/memory-settings.ts';
import { memorySite } from '../../testkit/memory-site.ts';
import { memoryVoiceFiles } from '../../testkit/memory-voice-files.ts';
import { RecordingJournal } from '../../testkit/recording-journal.ts';
import { seededRandom } from '../../testkit/seeded-random.ts';
import { type AddressKey, addressKey } from '../base/address-key.ts';
import { SILENT_LOG } from '../base/log.ts';
import { BanBook, DEFAULT_BAN_RULES } from '../policy/ban-book.ts';
import { DEFAULT_LIMITS } from '../policy/limits.ts';
import { Whitelist } from '../policy/whitelist.ts';
import { ha1 } from '../sip/digest/verify.ts';
import { openSqliteStore } from '../store/sqlite-store.ts';
import { type Store, StoreError } from '../store/store.ts';
import { type LiveExchange, OFFLINE } from './administration/live-exchange.ts';
import { Administration } from './administration.ts';
import type { CallView } from './console/calls.ts';
import type { NewExtension } from './console/extensions.ts';
import type { Outcome } from './console/outcome.ts';
import { WatcherTable } from './events/watchers.ts';
import { radioTable } from './radio/radio-table.ts';
import { CallFeatureTable } from './tables/call-feature-table.ts';
import { Conferences, Extensions } from './tables/directory-tables.ts';
import { ExtensionLimitTable } from './tables/extension-limit-table.ts';
import { Languages } from './tables/languages.ts';
import { TokenTable } from './tables/token-table.ts';
import { Voicemail } from './voicemail/voicemail.ts';
import { Watch } from './watch/watch.ts';

const REALM = 'tel.example.net';
const JAN: NewExtension = { number: '301', callsign: 'px0aaa', name: 'Jan' };
const CALL: CallView = {
  id: 'c1',
  from: '301',
  to: '302',
  reached: '302',
  state: 'answered',
  startedAtMs: 0,
  answeredAtMs: 1_000,
  legs: [{ extension: '301', codec: 'PCMA/8000', quality: null }],
  transcoded: false,
};

class RecordingExchange implements LiveExchange {
  readonly clockStepMs = 90_400;
  readonly effects: string[] = [];
  readonly running = true;
  readonly registrationCount = 2;
  readonly current = [CALL];
  registrationsOf = OFFLINE.registrationsOf;
  calls = () => this.current;
  endCall = (id: string) => this.current.find((call) => call.id === id);
  participantsOf = () => 3;
  endCallsOf = (number: string) => void this.effects.push(`end calls of ${number}`);
  enforceConsent = () => void this.effects.push('enforce consent');
  forgetExtension = (number: string) => void this.effects.push(`forget ${number}`);
  forgetBindings = (number: string) => void this.effects.push(`forget bindings of ${number}`);
  room = OFFLINE.room;
  renewConference = OFFLINE.renewConference;
  controlRoom = OFFLINE.controlRoom;
  openRadio = OFFLINE.openRadio;
  closeRadio = OFFLINE.closeRadio;
  radioState = OFFLINE.radioState;
  endConference = (number: string) => void this.effects.push(`end conference ${number}`);
  enforceSuspensions = () => void this.effects.push('enforce suspensions');
  enforceLimits = (number: string) => void this.effects.push(`enforce limits of ${number}`);
  enforceBan = (key: AddressKey) => void this.effects.push(`enforce ban of ${key}`);
  registrationsByAddress = OFFLINE.registrationsByAddress;
  addressesOf = OFFLINE.addressesOf;
  startTrace = OFFLINE.startTrace;
  stopTrace = OFFLINE.stopTrace;
  flushTraces = OFFLINE.flushTraces;
}

async function bench(replace: Partial<Store> = {}) {
  const clock = new FakeClock();
  const store = await openSqliteStore(':memory:', clock);
  const journal = new RecordingJournal();
  const troubled = new Proxy<Store>(store, {
    get: (target, name) => {
      const member = Reflect.get({ ...replace }, name) ?? Reflect.get(target, name);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
  const extensions = new Extensions();
  const parts = {
    store: troubled,
    watch: new Watch({ store: troubled, clock, journal }),
    prompts: new MemoryPrompts(),
    ...memoryBackups({ clock, journal }),
    extensions,
    directory: memoryDirectory({ clock, journal, store: troubled, extensions }),
    conferences: new Conferences(),
    bans: new BanBook({ clock, rules: DEFAULT_BAN_RULES }),
    whitelist: new Whitelist({ clock }),
    ...memorySite({ store: troubled, clock }),
    settings: memorySettings().settings,
    limits: new ExtensionLimitTable(DEFAULT_LIMITS),
    features: new CallFeatureTable(),
    languages: new Languages('en'),
    voicemail: new Voicemail({ store: troubled, clock, log: SILENT_LOG, isExtension: () => true }),
    watchers: new WatcherTable(),
    tokens: new TokenTable(),
    random: seededRandom(1),
    clock,
    journal,
    radios: radioTable(),
    realm: REALM,
    pseudonymOf: (key: AddressKey) => `ip#${key.length}`,
    version: '0.0.1',
    timeZone: 'Europe/Amsterdam',
    voiceFiles: memoryVoiceFiles(clock),
    live: new RecordingExchange(),
  };
  return { ...parts, raw: store, administration: new Administration(parts) };
}

function granted<T>(outcome: Outcome<T>): T {
  assert.ok(outcome.ok, outcome.ok ? '' : outcome.error.code);
  return outcome.value;
}

function refusedAs(outcome: Outcome<unknown>): string {
  assert.ok(!outcome.ok);
  return outcome.error.code;
}

let room: Awaited<ReturnType<typeof bench>>;

beforeEach(async () => {
  room = await bench();
});

describe('adding an extension', () => {
  it('stores both HA1s, admits it to memory and gives a made password once', async () => {
    const { extension, password } = granted(await room.administration.extensions.add(JAN));
    assert.equal(extension.callsign, 'PX0AAA');
    assert.equal(password.length, 20);
    assert.ok(!('ha1Md5' in extension));
    const snapshot = await room.raw.load();
    const account = { username: '301', realm: REALM, password };
    assert.equal(snapshot.extensions[0]?.ha1Md5, ha1({ ...account, algorithm: 'MD5' }));
    assert.equal(room.extensions.secretOf('301')?.sha256, ha1({ ...account, algorithm: 'SHA-256' }));
  });

  it('proposes the lowest free number, skipping emergency numbers and conferences', async () => {
    const first = granted(await room.administration.extensions.add({ callsign: 'PX0AAA', name: 'Jan' }));
    assert.equal(first.extension.number, '100');
    for (let number = 101; number <= 111; number += 1) {
      granted(await room.administration.extensions.add({ ...JAN, number: String(number) }));
    }
    const next = granted(await room.administration.extensions.add({ callsign: 'PX0AAB', name: 'Piet' }));
    assert.equal(next.extension.number, '113');
  });

  it('gives two that come at once different numbers', async () => {
    const [one, two] = await Promise.all([
      room.administration.extensions.add({ callsign: 'PX0AAA', name: 'Jan' }),
      room.administration.extensions.add({ callsign: 'PX0AAB', name: 'Piet' }),
    ]);
    assert.notEqual(granted(one).extension.number, granted(two).extension.number);
  });

  const refused: readonly [string, NewExtension, string][] = [
    ['a number with letters', { ...JAN, number: '30a' }, 'number-invalid'],
    ['a number of one digit', { ...JAN, number: '3' }, 'number-invalid'],
    ['a number of nine digits', { ...JAN, number: '123456789' }, 'number-invalid'],
    ['an emergency number', { ...JAN, number: '112' }, 'number-taken'],
    ['a service number', { ...JAN, number: '9043' }, 'number-taken'],
    ['a call sign with a hyphen', { ...JAN, callsign: 'PX0-AAA' }, 'callsign-invalid'],
    ['no name', { ...JAN, name: '  ' }, 'name-invalid'],
    ['a name that turns text around', { ...JAN, name: 'Jan\u202e' }, 'name-invalid'],
    ['a name of 65 characters', { ...JAN, name: 'x'.repeat(65) }, 'name-invalid'],
    ['an e-mail address without @', { ...JAN, email: 'jan.example.net' }, 'email-invalid'],
    ['a password of 7 characters', { ...JAN, password: 'abc1234' }, 'password-weak'],
    ['a password with an accent', { ...JAN, password: 'wachtwóórd' }, 'password-invalid'],
    ['a password of 65 characters', { ...JAN, password: 'x'.repeat(65) }, 'password-invalid'],
  ];
  for (const [what, wanted, code] of refused) {
    it(`refuses ${what}`, async () => {
      assert.equal(refusedAs(await room.administration.extensions.add(wanted)), code);
      assert.equal(room.extensions.size, 0);
    });
  }

  it('refuses a number of another extension or of a conference', async () => {
    granted(await room.administration.extensions.add(JAN));
    granted(await room.administration.conferences.add({ number: '900', name: 'Ronde' }));
    assert.equal(refusedAs(await room.administration.extensions.add(JAN)), 'number-taken');
    assert.equal(
      refusedAs(await room.administration.extensions.add({ ...JAN, number: '900' })),
      'number-taken',
    );
    assert.equal(
      refusedAs(await room.administration.conferences.add({ number: '301', name: 'Ronde' })),
      'number-taken',
    );
  });

  it('takes a short password when it is allowed, and marks it', async () => {
    const wanted = { ...JAN, password: 'kort', allowWeakPassword: true };
    assert.equal(granted(await room.administration.extensions.add(wanted)).extension.weakPassword, true);
  });

  it('changes nothing in memory when the store refuses', async () => {
    const full = await bench({
      insertExtensions: () => Promise.reject(new StoreError('full', 'disk is full')),
    });
    const outcome = await full.administration.extensions.add(JAN);
    assert.ok(!outcome.ok);
    assert.deepEqual(outcome.error.detail, { reason: 'full' });
    assert.equal(full.extensions.size, 0);
  });
});

describe('importing extensions', () => {
  it('makes all of them', async () => {
    const rows = [
      JAN,
      { callsign: 'PX0AAB', name: 'Piet' },
      { number: '100', callsign: 'PX0AAC', name: 'Kees' },
    ];
    const imported = await room.administration.extensions.import(rows);
    assert.ok(imported.ok);
    assert.deepEqual(
      imported.value.withPassword.map(({ extension }) => extension.number),
      ['301', '101', '100'],
    );
  });

  it('makes none when some are refused, and names every refused row', async () => {
    const rows = [JAN, { ...JAN, callsign: '???', number: '302' }, JAN];
    const imported = await room.administration.extensions.import(rows);
    assert.ok(!imported.ok);
    assert.deepEqual(
      imported.error.map(({ row, refusal }) => [row, refusal.code]),
      [
        [2, 'callsign-invalid'],
        [3, 'number-taken'],
      ],
    );
    assert.equal(room.extensions.size, 0);
    assert.equal((await room.raw.load()).extensions.length, 0);
  });
});

describe('changing an extension', () => {
  beforeEach(async () => {
    granted(await room.administration.extensions.add(JAN));
  });

  it('gives a new password', async () => {
    const before = room.extensions.secretOf('301');
    const { password } = granted(await room.administration.extensions.resetPassword('301'));
    assert.notDeepEqual(room.extensions.secretOf('301'), before);
    const [stored] = (await room.raw.load()).extensions;
    assert.equal(stored?.ha1Md5, ha1({ username: '301', realm: REALM, password, algorithm: 'MD5' }));
  });

  it('sets what a called phone shows', async () => {
    assert.equal(
      granted(await room.administration.extensions.setCallerId('301', 'number')).callerId,
      'number',
    );
    assert.equal((await room.raw.load()).extensions[0]?.callerId, 'number');
  });

  it('removes it with its whitelist entries, bindings and calls', async () => {
    granted(await room.administration.whitelist.add({ entry: '192.0.2.7', owner: '301' }));
    granted(await room.administration.extensions.remove('301'));
    assert.equal(room.extensions.get('301'), undefined);
    assert.deepEqual(room.whitelist.list(), []);
    assert.deepEqual((await room.raw.load()).whitelist, []);
    assert.deepEqual(room.live.effects, ['forget bindings of 301', 'end calls of 301', 'forget 301']);
  });

  it('refuses what is not there', async () => {
    assert.equal(refusedAs(await room.administration.extensions.resetPassword('302')), 'not-found');
    assert.equal(refusedAs(await room.administration.extensions.setCallerId('302', 'number')), 'not-found');
    assert.equal(refusedAs(await room.administration.extensions.remove('302')), 'not-found');
    assert.equal(refusedAs(room.administration.extensions.show('302')), 'not-found');
  });
});

describe('conferences', () => {
  it('are added, listed with their participants, and removed with everyone in them', async () => {
    granted(await room.administration.conferences.add({ number: '900', name: 'Ronde', pin: '482913' }));
    assert.deepEqual(
      room.administration.conferences.list().map(({ number, participants }) => [number, participants]),
      [['900', 3]],
    );
    granted(await room.administration.conferences.remove('900'));
    assert.deepEqual(room.live.effects, ['end conference 900']);
    assert.equal(refusedAs(await room.administration.conferences.remove('900')), 'not-found');
  });

  it('refuse a PIN of fewer than 6 digits', async () => {
    const wanted = { number: '900', name: 'Ronde', pin: '1234' };
    assert.equal(refusedAs(await room.administration.conferences.add(wanted)), 'pin-invalid');
  });
});

describe('bans', () => {
  it('begin in the store, in memory and on the connections', async () => {
    const ban = granted(await room.administration.bans.add('2001:db8:1:2::7', 60_000));
    assert.equal(ban.addressKey, '2001:db8:1:2::/64');
    assert.equal(ban.untilMs - ban.sinceMs, 60_000);
    assert.equal((await room.raw.load()).bans.length, 1);
    assert.deepEqual(room.live.effects, ['enforce ban of 2001:db8:1:2::/64']);
    assert.equal(room.journal.of('banned').length, 1);
  });

  it('are lifted by an address under them, or by their own name', async () => {
    for (const name of ['2001:db8:1:2::9', '2001:db8:1:2::/64']) {
      granted(await room.administration.bans.add('2001:db8:1:2::7', 60_000));
      granted(await room.administration.bans.lift(name));
      assert.deepEqual(room.administration.bans.list(), []);
      assert.deepEqual((await room.raw.load()).bans, []);
    }
    assert.equal(refusedAs(await room.administration.bans.lift('192.0.2.1')), 'not-found');
  });

  it('refuse what is no address and what is no duration', async () => {
    for (const address of [
      '',
      '192.0.2',
      '192.0.2.0/24',
      'thuis.example.net',
      'fe80::1%eth0',
      '192.0.2.1::/64',
    ]) {
      assert.equal(
        refusedAs(await room.administration.bans.add(address, 60_000)),
        'address-invalid',
        address,
      );
    }
    for (const duration of [0, -1, Number.NaN, Number.POSITIVE_INFINITY, 1e15]) {
      assert.equal(refusedAs(await room.administration.bans.add('192.0.2.1', duration)), 'duration-invalid');
    }
  });
});

describe('the whitelist', () => {
  beforeEach(async () => {
    granted(await room.administration.extensions.add(JAN));
  });

  /** Three wrong passwords. */
  async function earnBan(address: string, family: 'ipv4' | 'ipv6' = 'ipv4'): Promise<void> {
    const key = addressKey({ family, address });
    for (const transactionKey of ['1', '2', '3']) {
      const { ban } = room.bans.recordFailure({ key, account: '301', username: '301', transactionKey });
      if (ban) await room.raw.putBan(ban);
    }
  }

  it('lifts the ban it covers and leaves the others', async () => {
    await earnBan('192.0.2.7');
    await earnBan('198.51.100.7');
    await earnBan('2001:db8:1:2::7', 'ipv6');
    granted(await room.administration.whitelist.add({ entry: '192.0.2.0/24', owner: '301' }));
    granted(await room.administration.whitelist.add({ entry: '2001:db8:1:2::99', owner: '301' }));
    assert.deepEqual(
      room.administration.bans.list().map(({ addressKey }) => addressKey),
      ['198.51.100.7'],
    );
    assert.equal((await room.raw.load()).bans.length, 1);
    assert.deepEqual(
      room.journal.of('unbanned').map(({ cause }) => cause),
      ['whitelist', 'whitelist'],
    );
  });

  it('lifts the ban of a host name once its address is known', async () => {
    await earnBan('192.0.2.7');
    granted(await room.administration.whitelist.add({ entry: 'thuis.example.net', owner: '301' }));
    assert.equal(room.administration.bans.list().length, 1);
    room.whitelist.setResolved('thuis.example.net', ['192.0.2.7']);
    assert.equal(granted(await room.administration.whitelist.liftCoveredBans()), 1);
    assert.equal(room.administration.bans.list().length, 0);
  });

  it('warns of a wide network and refuses one that is too wide', async () => {
    const wide = await room.administration.whitelist.add({ entry: '203.0.0.0/20', owner: '301' });
    assert.equal(granted(wide).warning, 'wide-network');
    const tooWide = await room.administration.whitelist.add({ entry: '203.0.0.0/8', owner: '301' });
    assert.equal(refusedAs(tooWide), 'network-too-wide');
  });

  it('refuses an unknown owner, a wrong address and an end in the past', async () => {
    const { whitelist } = room.administration;
    assert.equal(refusedAs(await whitelist.add({ entry: '192.0.2.7', owner: '302' })), 'not-found');
    assert.equal(refusedAs(await whitelist.add({ entry: '192.0.2.777', owner: '301' })), 'address-invalid');
    assert.equal(
      refusedAs(await whitelist.add({ entry: '192.0.2.7', owner: '301', expiresAtMs: 1 })),
      'duration-invalid',
    );
  });

  it('is shortened by the name under which an entry is listed', async () => {
    granted(await room.administration.whitelist.add({ entry: '192.0.2.0/24', owner: '301' }));
    granted(await room.administration.whitelist.remove('192.0.2.0/24'));
    assert.deepEqual(room.administration.whitelist.list(), []);
    assert.equal(refusedAs(await room.administration.whitelist.remove('192.0.2.0/24')), 'not-found');
  });
});

describe('calls and status', () => {
  it('ends a call by its id', async () => {
    assert.deepEqual(room.administration.calls.list(), [CALL]);
    assert.equal(granted(await room.administration.calls.end('c1')).from, '301');
    assert.equal(refusedAs(await room.administration.calls.end('c2')), 'not-found');
  });

  it('counts what there is', async () => {
    granted(await room.administration.extensions.add(JAN));
    granted(await room.administration.conferences.add({ number: '900', name: 'Ronde' }));
    assert.deepEqual(room.administration.status(), {
      version: '0.0.1',
      running: true,
      clockStepSeconds: 90,
      extensions: 1,
      registrations: 2,
      calls: 1,
      conferences: 1,
      participants: 3,
      bans: 0,
      domain: REALM,
    });
  });
});
