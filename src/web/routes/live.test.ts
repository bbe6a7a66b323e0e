import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { inRoom } from '../../../testkit/in-room.ts';
import { type Browser, PeopleDesk } from '../../../testkit/people-desk.ts';
import { type LiveExchange, OFFLINE } from '../../exchange/administration/live-exchange.ts';
import type { CallView } from '../../exchange/console/calls.ts';
import type { RegistrationView } from '../../exchange/console/extensions.ts';
import type { TokenScope } from '../../policy/token-scopes.ts';

const PHONE: RegistrationView = {
  contactUri: 'sip:x@192.0.2.9',
  transport: 'udp',
  userAgent: 'Phone',
  registeredAtMs: 0,
  expiresAtMs: 3_600_000,
  reachable: true,
  roundTripMs: 20,
  silentSinceMs: null,
  routerSigns: [],
};

function call(from: string, reached: string, state: CallView['state'] = 'answered'): CallView {
  const times = { startedAtMs: 0, answeredAtMs: state === 'answered' ? 1_000 : null };
  return { id: `c${from}`, from, to: reached, reached, state, ...times, legs: [], transcoded: false };
}

const LIVE: LiveExchange = {
  ...OFFLINE,
  running: true,
  registrationsOf: (number) =>
    number === '305' || number === '308' ? [] : [{ ...PHONE, silentSinceMs: number === '307' ? 1 : null }],
  registrationCount: 6,
  calls: () => [call('302', '303'), call('304', '301', 'ringing'), call('306', '900')],
  participantsOf: (number) => (number === '900' ? 2 : 0),
  room: (number) => ({
    isLocked: false,
    isMuted: false,
    participants:
      number === '900'
        ? [inRoom('306', { isTalking: true }), inRoom('309'), inRoom('310', { isInside: false })]
        : [],
  }),
};

let people: PeopleDesk;
let jan: Browser;

beforeEach(async () => {
  people = await PeopleDesk.open(LIVE);
  const password = await people.addMember('301');
  jan = await people.member(password);
  for (const number of ['302', '303', '304', '305', '306', '307', '308', '309', '310'])
    assert.ok(
      (
        await people.console.extensions.add({
          number,
          callsign: `PX0AA${number[2]}`.replace(/\d$/, (d) => 'ABCDEFGHIJ'[Number(d)] ?? 'A'),
          name: 'Geheim',
        })
      ).ok,
    );
  assert.ok((await people.console.conferences.add({ number: '900', name: 'Ronde', pin: '424242' })).ok);
});
afterEach(() => people.close());

async function withToken(
  ...scopes: TokenScope[]
): Promise<(url: string) => Promise<Record<string, unknown>>> {
  const token = await people.console.tokens.create({ scopes });
  assert.ok(token.ok);
  const authorization = `Bearer ${token.value.secret}`;
  return async (url) => (await people.browser().ask('GET', url, undefined, { authorization })).body;
}

describe('what goes on', () => {
  it('has a state for every extension, the most telling one', async () => {
    assert.ok((await people.console.suspensions.suspend({ scope: ['303'] })).ok);
    assert.ok((await people.console.callFeatures.set('310', { doNotDisturb: true })).ok);
    const { extensions } = await (await withToken('admin'))('/live');
    const states = (extensions as { number: string; state: string }[]).map(({ number, state }) => [
      number,
      state,
    ]);
    assert.deepEqual(Object.fromEntries(states), {
      301: 'ringing',
      302: 'in-call',
      303: 'suspended',
      304: 'ringing',
      305: 'not-registered',
      306: 'talking',
      307: 'attention',
      308: 'not-registered',
      309: 'in-bridge',
      310: 'do-not-disturb',
    });
  });

  it('is told in the parts that a token may see', async () => {
    const partsOf = async (...scopes: TokenScope[]) =>
      Object.keys(await (await withToken(...scopes))('/live')).sort();
    assert.deepEqual(await partsOf('read'), ['at', 'calls', 'traffic']);
    assert.deepEqual(await partsOf('people'), ['at', 'calls', 'extensions', 'rooms', 'traffic']);
    assert.deepEqual(await partsOf('read', 'bans'), ['at', 'blocked', 'calls', 'traffic']);
    assert.equal((await (await withToken('kiosk'))('/live'))['code'], 'scope-missing');
    assert.equal((await jan.ask('GET', '/live')).code, 'scope-missing');
  });

  it('comes by no stream where nothing runs', async () => {
    assert.deepEqual((await jan.ask('GET', '/me/live/stream')).code, 'too-many-requests');
  });
});

describe('a screen in the room of the club', () => {
  async function keyFor(...scopes: TokenScope[]): Promise<string> {
    const made = await people.console.tokens.create({ name: 'tv', scopes, durationMs: 86_400_000 });
    assert.ok(made.ok);
    return made.value.secret;
  }

  it('keeps its key, and sees counts and bridges without people, numbers of extensions and PINs', async () => {
    const tv = people.browser();
    assert.equal((await tv.ask('GET', '/kiosk')).status, 401);
    const opened = await tv.ask('POST', '/kiosk', { key: await keyFor('kiosk') });
    assert.deepEqual([opened.status, opened.body.endsAt], [200, '2026-01-02T00:00:00.000Z']);
    const { status, body, text } = await tv.ask('GET', '/kiosk');
    assert.equal(status, 200);
    assert.deepEqual(body.counts, { extensions: 10, phones: 6, calls: 3, participants: 2 });
    assert.deepEqual(body.bridges, [
      { number: '900', name: 'Ronde', protected: true, participants: 2, talking: true },
    ]);
    assert.doesNotMatch(text, /PX0|30\d|Geheim|424242/);
  });

  it('sees nothing else with it', async () => {
    const tv = people.browser();
    await tv.ask('POST', '/kiosk', { key: await keyFor('kiosk') });
    for (const url of ['/live', '/extensions', '/me', '/calls', '/me/live'])
      assert.equal((await tv.ask('GET', url)).status, 401, url);
  });

  it('takes no key that may do more, and none that does not work', async () => {
    const tv = people.browser();
    for (const key of [await keyFor('kiosk', 'read'), 'hamvoip_12345678_x'])
      assert.equal((await tv.ask('POST', '/kiosk', { key })).code, 'token-invalid');
    assert.equal((await tv.ask('GET', '/kiosk')).status, 401);
  });

  it('goes dark when the key is revoked or has run out', async () => {
    const tv = people.browser();
    await tv.ask('POST', '/kiosk', { key: await keyFor('kiosk') });
    await people.clock.advance(86_400_000);
    assert.equal((await tv.ask('GET', '/kiosk')).status, 401);
    await tv.ask('POST', '/kiosk', { key: await keyFor('kiosk') });
    assert.equal((await tv.ask('GET', '/kiosk')).status, 200);
    await people.console.tokens.revoke('tv');
    assert.equal((await tv.ask('GET', '/kiosk')).status, 401);
  });

  it('cannot be had by trying keys', async () => {
    const tv = people.browser();
    const codes = new Set<string | undefined>();
    for (let n = 0; n < 15; n += 1)
      codes.add((await tv.ask('POST', '/kiosk', { key: `hamvoip_${n}_x` })).code);
    assert.deepEqual([...codes], ['token-invalid', 'too-many-requests']);
  });
});

describe('a member', () => {
  it('sees his own, and counts of bridges', async () => {
    const { body, text } = await jan.ask('GET', '/me/live');
    assert.deepEqual(body.own, {
      reachable: true,
      phones: 1,
      suspended: false,
      bannedUntil: null,
      events: [],
    });
    assert.deepEqual(body.bridges, [
      { number: '900', name: 'Ronde', protected: true, participants: 2, talking: true, people: [] },
    ]);
    assert.doesNotMatch(text, /PX0|306|309|310|Geheim|424242/);
  });

  it('sees call signs of those who agreed, as long as they do, and is in the export himself', async () => {
    assert.ok((await people.console.members.setCompany('309', '2026-11')).ok);
    assert.ok((await people.console.members.setCompany('310', '2026-11')).ok);
    const shown = async () => (await jan.ask('GET', '/me/live')).body.bridges[0].people;
    assert.deepEqual(await shown(), [{ callsign: 'PX0AAJ', talking: false }]);
    assert.ok((await people.console.members.setCompany('309', null)).ok);
    assert.deepEqual(await shown(), []);
  });

  it('agrees to a text at a moment, and takes it back', async () => {
    const before = (await jan.ask('GET', '/me/company')).body;
    assert.deepEqual([before.shown, before.textVersion, before.agreedAt], [false, null, null]);
    assert.equal(before.consent.text.nl.length, 3);
    await people.clock.advance(60_000);
    const agreed = (await jan.ask('PUT', '/me/company', { shown: true, textVersion: before.consent.version }))
      .body;
    assert.deepEqual(
      [agreed.shown, agreed.textVersion, agreed.agreedAt],
      [true, before.consent.version, '2026-01-01T00:01:00.000Z'],
    );
    const exported = (await jan.ask('GET', '/me/export')).body;
    assert.equal(exported.extension.company.agreedAt, '2026-01-01T00:01:00.000Z');
    const after = (await jan.ask('PUT', '/me/company', { shown: false })).body;
    assert.deepEqual([after.shown, after.agreedAt], [false, null]);
    const rows = await people.console.audit.list({ limit: 2 });
    assert.ok(rows.ok);
    assert.deepEqual(
      rows.value.map(({ actor, action, target }) => [actor, action, target]),
      [
        ['member:301', 'company.hide', '301'],
        ['member:301', 'company.show', '301'],
      ],
    );
  });
});
