import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { TOTP } from 'otpauth';
import { PASSWORD, PeopleDesk } from '../../../testkit/people-desk.ts';

const MINUTE_MS = 60_000;

let people: PeopleDesk;

beforeEach(async () => {
  people = await PeopleDesk.open();
});
afterEach(() => people.close());

describe('an administrator', () => {
  beforeEach(() => people.addAdministrator());

  it('logs in with name and password, and may do everything', async () => {
    const browser = people.browser();
    const visitor = await browser.ask('GET', '/session');
    assert.deepEqual([visitor.body.role, visitor.body.needsSetup], ['visitor', false]);
    const opened = await browser.ask('POST', '/session', {
      method: 'password',
      name: 'Kees',
      password: PASSWORD,
    });
    assert.deepEqual([opened.status, opened.body.role, opened.body.name], [201, 'administrator', 'kees']);
    assert.match(
      browser.lastSetCookie,
      /^__Host-hamvoip=\w+; Path=\/; HttpOnly; Max-Age=43200; SameSite=Strict; Secure$/,
    );
    assert.equal((await browser.ask('GET', '/extensions')).status, 200);
    const added = await browser.ask('POST', '/extensions', { callsign: 'PX0AAA', name: 'Jan' });
    assert.equal(added.status, 201);
    const audit = await people.console.audit.list({ limit: 2 });
    assert.ok(audit.ok);
    assert.deepEqual(
      audit.value.map(({ actor, action }) => [actor, action]),
      [
        ['admin:kees', 'extension.create'],
        ['admin:kees', 'session.open'],
      ],
    );
  });

  it('is not let in with another password, and waits after five of them from one address', async () => {
    const browser = people.browser();
    const wrong = { method: 'password', name: 'kees', password: 'not this one at all' };
    for (let i = 0; i < 5; i += 1) {
      assert.equal((await browser.ask('POST', '/session', wrong)).code, 'login-failed');
    }
    const right = { ...wrong, password: PASSWORD };
    const refused = await browser.ask('POST', '/session', right);
    assert.deepEqual([refused.status, refused.code], [429, 'too-many-requests']);
    assert.equal(refused.body.values.retryAfterSeconds, 900);
    assert.equal(people.console.bans.list().length, 0, 'no phone is cut for it');
    const elsewhere = people.browser();
    elsewhere.address = '203.0.113.9';
    assert.equal((await elsewhere.ask('POST', '/session', right)).status, 201);
    await people.clock.advance(15 * MINUTE_MS);
    assert.equal((await browser.ask('POST', '/session', right)).status, 201);
  });

  it('finds a key for repeated requests of no use when logging in', async () => {
    const login = { method: 'password', name: 'kees', password: PASSWORD };
    const key = { 'idempotency-key': 'one' };
    const first = people.browser();
    assert.equal((await first.ask('POST', '/session', login, key)).status, 201);
    const second = people.browser();
    assert.equal((await second.ask('POST', '/session', login, key)).status, 201);
    assert.notEqual(first.csrfToken, second.csrfToken);
  });

  it('gets the same answer for a name that nobody has', async () => {
    const browser = people.browser();
    const known = await browser.ask('POST', '/session', {
      method: 'password',
      name: 'kees',
      password: 'wrong wrong',
    });
    const unknown = await browser.ask('POST', '/session', {
      method: 'password',
      name: 'piet',
      password: 'wrong wrong',
    });
    assert.deepEqual(known.body, unknown.body);
  });

  it('gives a code of his app too, each code once', async () => {
    const browser = await people.administrator();
    const { body: proposed } = await browser.ask('POST', '/session/totp');
    const app = new TOTP({ secret: proposed.secret });
    assert.match(proposed.address, /^otpauth:\/\/totp\//);
    const code = () => app.generate({ timestamp: people.clock.wallTime() });
    assert.equal(
      (await browser.ask('PUT', '/session/totp', { secret: proposed.secret, code: '000000' })).code,
      'code-wrong',
    );
    const confirmed = await browser.ask('PUT', '/session/totp', { secret: proposed.secret, code: code() });
    assert.deepEqual([confirmed.status, confirmed.body.totp], [200, true]);
    const login = { method: 'password', name: 'kees', password: PASSWORD };
    const next = people.browser();
    assert.equal((await next.ask('POST', '/session', login)).code, 'second-factor-needed');
    assert.equal(
      (await next.ask('POST', '/session', { ...login, code: code() })).code,
      'code-wrong',
      'it was used',
    );
    people.clock.jumpWallTime(30_000);
    assert.equal((await next.ask('POST', '/session', { ...login, code: code() })).status, 201);
    assert.equal(
      (await people.browser().ask('POST', '/session', { ...login, code: code() })).code,
      'code-wrong',
    );
    assert.equal(
      (await next.ask('DELETE', '/session/totp', { password: 'wrong wrong' })).code,
      'login-failed',
    );
    assert.equal((await next.ask('DELETE', '/session/totp', { password: PASSWORD })).body.totp, false);
  });

  it('cannot have codes guessed by asking without one in between', async () => {
    const browser = await people.administrator();
    const { body: proposed } = await browser.ask('POST', '/session/totp');
    const code = new TOTP({ secret: proposed.secret }).generate({ timestamp: people.clock.wallTime() });
    await browser.ask('PUT', '/session/totp', { secret: proposed.secret, code });
    const login = { method: 'password', name: 'kees', password: PASSWORD };
    const thief = people.browser();
    const codes: string[] = [];
    for (let i = 0; i < 7; i += 1) {
      await thief.ask('POST', '/session', login);
      codes.push((await thief.ask('POST', '/session', { ...login, code: '000000' })).code);
    }
    assert.deepEqual(codes.slice(4), ['code-wrong', 'too-many-requests', 'too-many-requests']);
  });

  it('changes his password: his other sessions end, this one goes on', async () => {
    const browser = await people.administrator();
    const other = await people.administrator();
    const wanted = 'nog een paar lange woorden';
    const short = await browser.ask('PUT', '/session/password', { current: PASSWORD, wanted: 'kort' });
    assert.deepEqual([short.status, short.code], [422, 'password-short']);
    assert.equal(
      (await browser.ask('PUT', '/session/password', { current: 'x', wanted })).code,
      'login-failed',
    );
    assert.equal((await browser.ask('PUT', '/session/password', { current: PASSWORD, wanted })).status, 200);
    assert.equal((await browser.ask('GET', '/administrators')).status, 200);
    assert.equal((await other.ask('GET', '/administrators')).code, 'session-ended');
    const login = { method: 'password', name: 'kees', password: PASSWORD };
    assert.equal((await other.ask('POST', '/session', login)).code, 'login-failed');
    assert.equal((await other.ask('POST', '/session', { ...login, password: wanted })).status, 201);
  });

  it('is out at once when another one removes him, and the last one stays', async () => {
    const kees = await people.administrator();
    assert.equal((await kees.ask('DELETE', '/administrators/kees')).code, 'last-administrator');
    const added = await people.console.administrators.addAdministrator({ name: 'wim', password: PASSWORD });
    assert.ok(added.ok);
    assert.ok((await people.console.administrators.removeAdministrator('kees')).ok);
    assert.equal((await kees.ask('GET', '/extensions')).code, 'session-ended');
    assert.equal(kees.cookies.size, 0, 'the cookie is taken back');
  });

  it('is logged out after half an hour without a request, and after twelve hours in any case', async () => {
    const browser = await people.administrator();
    for (let hour = 0; hour < 12; hour += 0.25) {
      people.clock.jumpWallTime(15 * MINUTE_MS - 1);
      assert.equal((await browser.ask('GET', '/extensions')).status, 200);
    }
    people.clock.jumpWallTime(1_000);
    assert.equal((await browser.ask('GET', '/extensions')).code, 'session-ended');
    const next = await people.administrator();
    people.clock.jumpWallTime(30 * MINUTE_MS);
    assert.equal((await next.ask('GET', '/extensions')).code, 'session-ended');
  });
});

describe('the first administrator', () => {
  it('is made through a link that works once, in the browser that opened it first', async () => {
    const first = await people.console.administrators.createSetupLink();
    assert.ok(first.ok);
    const link = await people.console.administrators.createSetupLink();
    assert.ok(link.ok);
    const browser = people.browser();
    assert.equal((await browser.ask('GET', '/session')).body.needsSetup, true);
    const token = link.value.secret;
    assert.match(token, /^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    assert.equal(
      (await browser.ask('POST', '/setup/opening', { token: first.value.secret })).code,
      'link-spent',
    );
    const opened = await browser.ask('POST', '/setup/opening', {
      token: token.toLowerCase().replaceAll('-', ' '),
    });
    assert.deepEqual([opened.status, opened.body.purpose], [200, 'setup']);
    const given = { token, name: 'kees', password: PASSWORD };
    const stranger = people.browser();
    assert.equal((await stranger.ask('POST', '/setup/opening', { token })).code, 'link-spent');
    assert.equal((await stranger.ask('POST', '/setup', given)).code, 'link-spent');
    assert.equal(
      (await browser.ask('POST', '/setup/opening', { token })).status,
      200,
      'a page may be loaded again',
    );
    const short = await browser.ask('POST', '/setup', { ...given, password: 'kort' });
    assert.equal(short.code, 'password-short');
    const done = await browser.ask('POST', '/setup', given);
    assert.deepEqual([done.status, done.body.role, done.body.needsSetup], [201, 'administrator', false]);
    assert.equal((await browser.ask('POST', '/setup', given)).code, 'setup-done');
    const again = await people.console.administrators.createSetupLink();
    assert.equal(again.ok ? '' : again.error.code, 'setup-done');
  });

  it('is not made after half an hour', async () => {
    const link = await people.console.administrators.createSetupLink();
    assert.ok(link.ok);
    people.clock.jumpWallTime(30 * MINUTE_MS);
    const { status, code } = await people
      .browser()
      .ask('POST', '/setup/opening', { token: link.value.secret });
    assert.deepEqual([status, code], [410, 'link-spent']);
  });

  it('is followed by others, who get a link that chooses their password', async () => {
    await people.addAdministrator();
    const kees = await people.administrator();
    const { body, status } = await kees.ask('POST', '/administrators', { name: 'wim' });
    assert.deepEqual([status, body.hasPassword], [201, false]);
    assert.equal(body.link.url, `https://tel.example.net/start/${body.link.token}`);
    const wim = people.browser();
    const { token } = body.link;
    const opened = await wim.ask('POST', '/setup/opening', { token });
    assert.deepEqual([opened.body.purpose, opened.body.name], ['invitation', 'wim']);
    assert.equal((await wim.ask('POST', '/setup', { token, password: PASSWORD })).body.name, 'wim');
    const listed = await kees.ask('GET', '/administrators');
    assert.deepEqual(
      listed.body.items.map((one: { name: string; hasPassword: boolean }) => [one.name, one.hasPassword]),
      [
        ['kees', true],
        ['wim', true],
      ],
    );
    assert.doesNotMatch(JSON.stringify(listed.body), /argon2|secret/i);
  });
});
