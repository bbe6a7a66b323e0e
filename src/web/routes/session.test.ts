import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { TOTP } from 'otpauth';
import { CliDesk } from '../../../testkit/cli-desk.ts';
import type { FakeClock } from '../../../testkit/fake-clock.ts';
import { RecordingJournal } from '../../../testkit/recording-journal.ts';
import { SoftPasskey } from '../../../testkit/soft-passkey.ts';
import type { OutgoingMail } from '../../base/mail-carrier.ts';
import { OFFLINE } from '../../exchange/administration/live-exchange.ts';
import type { Administration } from '../../exchange/administration.ts';
import { buildSite, networkApi } from '../server.ts';

const PHONE = {
  server: 'tel.example.net',
  port: 5060,
  tlsPort: null,
  transports: ['UDP'],
  registrationSeconds: 3600,
  codecs: ['PCMA'],
};
const PASSWORD = 'een paar lange woorden';
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

let site: FastifyInstance;
let console: Administration;
let clock: FakeClock;
const mails: OutgoingMail[] = [];

beforeEach(async () => {
  mails.length = 0;
  const desk = await CliDesk.open(OFFLINE, undefined, {
    send: async (mail) => void mails.push(mail),
    close() {},
  });
  ({ console, clock } = desk);
  const journal = new RecordingJournal();
  const pass = () => ({ status: 'pass' }) as const;
  const health = {
    clock,
    ready: () => true,
    checks: { sip: pass, tls: pass, store: pass, media: pass, eventLoop: pass, disk: pass },
  };
  const api = networkApi({ console, phone: PHONE, clock, journal });
  site = buildSite({ health, language: 'nl', journal, api, proxies: ['198.51.100.1'] });
});

afterEach(() => site.close());

/** A person's browser: keeps cookies, says where it is. */
class Browser {
  readonly cookies = new Map<string, string>();
  csrfToken = '';
  /** HTTPS ends at our proxy. */
  secure = true;
  address = '203.0.113.7';
  lastSetCookie = '';

  async ask(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    payload?: object,
    extra: Record<string, string> = {},
  ) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await site.inject({
      method,
      url: `/api/v1${url}`,
      remoteAddress: this.secure ? '198.51.100.1' : this.address,
      headers: {
        host: 'tel.example.net',
        'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0',
        ...(this.secure && { 'x-forwarded-proto': 'https', 'x-forwarded-for': this.address }),
        ...(cookie !== '' && { cookie }),
        ...(this.csrfToken !== '' && { 'x-csrf-token': this.csrfToken }),
        ...extra,
      },
      ...(payload && { payload }),
    });
    for (const line of [answer.headers['set-cookie'] ?? []].flat()) this.#keep(line);
    const body = answer.body === '' ? undefined : answer.json();
    if (typeof body?.csrfToken === 'string') this.csrfToken = body.csrfToken;
    return { status: answer.statusCode, code: body?.code, body, headers: answer.headers };
  }

  #keep(line: string): void {
    this.lastSetCookie = line;
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (/Max-Age=0/.test(line)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

async function addKees(): Promise<void> {
  assert.ok((await console.administrators.addAdministrator({ name: 'kees', password: PASSWORD })).ok);
}

async function asKees(): Promise<Browser> {
  const browser = new Browser();
  const { status } = await browser.ask('POST', '/session', {
    method: 'password',
    name: 'kees',
    password: PASSWORD,
  });
  assert.equal(status, 201);
  return browser;
}

async function addMember(number = '301', email = 'jan@example.net'): Promise<string> {
  const added = await console.addExtension({ number, callsign: 'PX0AAA', name: 'Jan', email });
  assert.ok(added.ok);
  return added.value.password;
}

async function asMember(password: string, number = '301'): Promise<Browser> {
  const browser = new Browser();
  const { status } = await browser.ask('POST', '/session', { method: 'extension', number, password });
  assert.equal(status, 201);
  return browser;
}

describe('an administrator', () => {
  beforeEach(addKees);

  it('logs in with name and password, and may do everything', async () => {
    const browser = new Browser();
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
    const audit = await console.listAudit({ limit: 2 });
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
    const browser = new Browser();
    const wrong = { method: 'password', name: 'kees', password: 'not this one at all' };
    for (let i = 0; i < 5; i += 1) {
      assert.equal((await browser.ask('POST', '/session', wrong)).code, 'login-failed');
    }
    const right = { ...wrong, password: PASSWORD };
    const refused = await browser.ask('POST', '/session', right);
    assert.deepEqual([refused.status, refused.code], [429, 'too-many-requests']);
    assert.equal(refused.body.values.retryAfterSeconds, 900);
    assert.equal(console.listBans().length, 0, 'no phone is cut for it');
    const elsewhere = new Browser();
    elsewhere.address = '203.0.113.9';
    assert.equal((await elsewhere.ask('POST', '/session', right)).status, 201);
    await clock.advance(15 * MINUTE_MS);
    assert.equal((await browser.ask('POST', '/session', right)).status, 201);
  });

  it('finds a key for repeated requests of no use when logging in', async () => {
    const login = { method: 'password', name: 'kees', password: PASSWORD };
    const key = { 'idempotency-key': 'one' };
    const first = new Browser();
    assert.equal((await first.ask('POST', '/session', login, key)).status, 201);
    const second = new Browser();
    assert.equal((await second.ask('POST', '/session', login, key)).status, 201);
    assert.notEqual(first.csrfToken, second.csrfToken);
  });

  it('gets the same answer for a name that nobody has', async () => {
    const browser = new Browser();
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
    const browser = await asKees();
    const { body: proposed } = await browser.ask('POST', '/session/totp');
    const app = new TOTP({ secret: proposed.secret });
    assert.match(proposed.address, /^otpauth:\/\/totp\//);
    const code = () => app.generate({ timestamp: clock.wallTime() });
    assert.equal(
      (await browser.ask('PUT', '/session/totp', { secret: proposed.secret, code: '000000' })).code,
      'code-wrong',
    );
    const confirmed = await browser.ask('PUT', '/session/totp', { secret: proposed.secret, code: code() });
    assert.deepEqual([confirmed.status, confirmed.body.totp], [200, true]);
    const login = { method: 'password', name: 'kees', password: PASSWORD };
    const next = new Browser();
    assert.equal((await next.ask('POST', '/session', login)).code, 'second-factor-needed');
    assert.equal(
      (await next.ask('POST', '/session', { ...login, code: code() })).code,
      'code-wrong',
      'it was used',
    );
    clock.jumpWallTime(30_000);
    assert.equal((await next.ask('POST', '/session', { ...login, code: code() })).status, 201);
    assert.equal(
      (await new Browser().ask('POST', '/session', { ...login, code: code() })).code,
      'code-wrong',
    );
    assert.equal(
      (await next.ask('DELETE', '/session/totp', { password: 'wrong wrong' })).code,
      'login-failed',
    );
    assert.equal((await next.ask('DELETE', '/session/totp', { password: PASSWORD })).body.totp, false);
  });

  it('cannot have codes guessed by asking without one in between', async () => {
    const browser = await asKees();
    const { body: proposed } = await browser.ask('POST', '/session/totp');
    const code = new TOTP({ secret: proposed.secret }).generate({ timestamp: clock.wallTime() });
    await browser.ask('PUT', '/session/totp', { secret: proposed.secret, code });
    const login = { method: 'password', name: 'kees', password: PASSWORD };
    const thief = new Browser();
    const codes: string[] = [];
    for (let i = 0; i < 7; i += 1) {
      await thief.ask('POST', '/session', login);
      codes.push((await thief.ask('POST', '/session', { ...login, code: '000000' })).code);
    }
    assert.deepEqual(codes.slice(4), ['code-wrong', 'too-many-requests', 'too-many-requests']);
  });

  it('changes his password: his other sessions end, this one goes on', async () => {
    const browser = await asKees();
    const other = await asKees();
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
    const kees = await asKees();
    assert.equal((await kees.ask('DELETE', '/administrators/kees')).code, 'last-administrator');
    const added = await console.administrators.addAdministrator({ name: 'wim', password: PASSWORD });
    assert.ok(added.ok);
    assert.ok((await console.administrators.removeAdministrator('kees')).ok);
    assert.equal((await kees.ask('GET', '/extensions')).code, 'session-ended');
    assert.equal(kees.cookies.size, 0, 'the cookie is taken back');
  });

  it('is logged out after half an hour without a request, and after twelve hours in any case', async () => {
    const browser = await asKees();
    for (let hour = 0; hour < 12; hour += 0.25) {
      clock.jumpWallTime(15 * MINUTE_MS - 1);
      assert.equal((await browser.ask('GET', '/extensions')).status, 200);
    }
    clock.jumpWallTime(1_000);
    assert.equal((await browser.ask('GET', '/extensions')).code, 'session-ended');
    const next = await asKees();
    clock.jumpWallTime(30 * MINUTE_MS);
    assert.equal((await next.ask('GET', '/extensions')).code, 'session-ended');
  });
});

describe('a passkey', () => {
  const ORIGIN = 'https://tel.example.net';

  async function addPasskey(browser: Browser, passkey: SoftPasskey, origin = ORIGIN) {
    const { body } = await browser.ask('POST', '/passkeys/options');
    return browser.ask('POST', '/passkeys', {
      name: 'tablet',
      response: passkey.register(body.challenge, origin),
    });
  }

  async function logIn(passkey: SoftPasskey, origin = ORIGIN) {
    const browser = new Browser();
    const { body } = await browser.ask('POST', '/session/passkey-challenge');
    assert.equal(body.userVerification, 'required');
    const response = passkey.sign(body.challenge, origin);
    const opened = await browser.ask('POST', '/session', { method: 'passkey', response });
    return { ...opened, browser, response };
  }

  it('logs its owner in without a password, an administrator as well as a member', async () => {
    await addKees();
    const kees = await asKees();
    const key = new SoftPasskey('kees');
    assert.equal((await addPasskey(kees, key)).status, 201);
    assert.equal((await logIn(key)).body.name, 'kees');
    const jan = await asMember(await addMember());
    const janKey = new SoftPasskey('jan');
    assert.equal((await addPasskey(jan, janKey)).status, 201);
    const { body, browser } = await logIn(janKey);
    assert.deepEqual([body.role, body.extension, body.method], ['member', '301', 'passkey']);
    const { items } = (await browser.ask('GET', '/passkeys')).body;
    assert.deepEqual([items.length, items[0].name], [1, 'tablet']);
    assert.equal((await browser.ask('DELETE', `/passkeys/${items[0].id}`)).status, 200);
    assert.equal((await logIn(janKey)).code, 'passkey-refused');
    assert.ok((await console.administrators.listAdministrators())[0]?.passkeys === 1);
  });

  it('signs each challenge once, for this site only, and no copy of it goes on counting', async () => {
    await addKees();
    const kees = await asKees();
    const key = new SoftPasskey('kees');
    assert.equal((await addPasskey(kees, key, 'https://evil.example')).code, 'passkey-refused');
    assert.equal((await addPasskey(kees, key)).status, 201);
    assert.equal((await addPasskey(kees, key)).code, 'passkey-refused', 'it is known already');
    const first = await logIn(key);
    assert.equal(first.status, 201);
    const replayed = await new Browser().ask('POST', '/session', {
      method: 'passkey',
      response: first.response,
    });
    assert.equal(replayed.code, 'passkey-refused');
    assert.equal((await logIn(key, 'https://evil.example')).code, 'passkey-refused');
    key.counter = 0;
    assert.equal((await logIn(key)).code, 'passkey-refused', 'a clone that counts from the beginning');
    const invented = new SoftPasskey('kees');
    invented.counter = 9;
    assert.equal((await logIn(invented)).code, 'passkey-refused', 'another key under the same id');
    await logIn(new SoftPasskey('nobody'));
  });

  it('is asked for within five minutes', async () => {
    await addKees();
    const key = new SoftPasskey('kees');
    await addPasskey(await asKees(), key);
    const browser = new Browser();
    const { body } = await browser.ask('POST', '/session/passkey-challenge');
    await clock.advance(5 * MINUTE_MS);
    const late = await browser.ask('POST', '/session', {
      method: 'passkey',
      response: key.sign(body.challenge, ORIGIN),
    });
    assert.equal(late.code, 'passkey-refused');
  });
});

describe('a request that changes something', () => {
  beforeEach(addKees);
  const wanted = { callsign: 'PX0AAA', name: 'Jan' };

  it('needs the token that only our pages can read', async () => {
    const browser = await asKees();
    const token = browser.csrfToken;
    browser.csrfToken = '';
    assert.equal((await browser.ask('POST', '/extensions', wanted)).code, 'csrf-missing');
    browser.csrfToken = (await asKees()).csrfToken;
    assert.equal(
      (await browser.ask('POST', '/extensions', wanted)).code,
      'csrf-missing',
      'of another session',
    );
    browser.csrfToken = token;
    assert.equal((await browser.ask('POST', '/extensions', wanted)).status, 201);
  });

  it('comes from no page of another site', async () => {
    const browser = await asKees();
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]) {
      assert.equal((await browser.ask('POST', '/extensions', wanted, headers)).code, 'origin-foreign');
      const login = { method: 'password', name: 'kees', password: PASSWORD };
      assert.equal((await new Browser().ask('POST', '/session', login, headers)).code, 'origin-foreign');
    }
    const own = { origin: 'https://tel.example.net', 'sec-fetch-site': 'same-origin' };
    assert.equal((await browser.ask('POST', '/extensions', wanted, own)).status, 201);
  });
});

describe('the first administrator', () => {
  it('is made through a link that works once, in the browser that opened it first', async () => {
    const first = await console.administrators.createSetupLink();
    assert.ok(first.ok);
    const link = await console.administrators.createSetupLink();
    assert.ok(link.ok);
    const browser = new Browser();
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
    const stranger = new Browser();
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
    const again = await console.administrators.createSetupLink();
    assert.equal(again.ok ? '' : again.error.code, 'setup-done');
  });

  it('is not made after half an hour', async () => {
    const link = await console.administrators.createSetupLink();
    assert.ok(link.ok);
    clock.jumpWallTime(30 * MINUTE_MS);
    const { status, code } = await new Browser().ask('POST', '/setup/opening', { token: link.value.secret });
    assert.deepEqual([status, code], [410, 'link-spent']);
  });

  it('is followed by others, who get a link that chooses their password', async () => {
    await addKees();
    const kees = await asKees();
    const { body, status } = await kees.ask('POST', '/administrators', { name: 'wim' });
    assert.deepEqual([status, body.hasPassword], [201, false]);
    assert.equal(body.link.url, `https://tel.example.net/start/${body.link.token}`);
    const wim = new Browser();
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

describe('a member', () => {
  it('logs in with number and the password of a phone, and sees only what is his', async () => {
    const password = await addMember();
    const browser = await asMember(password);
    const { body } = await browser.ask('GET', '/session');
    assert.deepEqual(
      [body.role, body.extension, body.callsign, body.name],
      ['member', '301', 'PX0AAA', null],
    );
    assert.match(browser.lastSetCookie, /SameSite=Lax; Secure$/);
    for (const url of ['/extensions', '/status', '/calls', '/bans', '/audit', '/administrators', '/tokens']) {
      assert.deepEqual([(await browser.ask('GET', url)).status, url], [403, url]);
    }
    for (const url of ['/session/totp', '/extensions', '/setup/link']) {
      assert.deepEqual([(await browser.ask('POST', url)).status >= 400, url], [true, url]);
    }
  });

  it('may give his call sign instead of the number', async () => {
    const password = await addMember();
    await addMember('302', 'piet@example.net');
    const { body } = await (await asMember(password, 'px0aaa')).ask('GET', '/session');
    assert.equal(body.extension, '301');
  });

  it('is told nothing of whether a number exists', async () => {
    await addMember();
    const browser = new Browser();
    const ask = (number: string) =>
      browser.ask('POST', '/session', { method: 'extension', number, password: 'wrong' });
    assert.deepEqual((await ask('301')).body, (await ask('399')).body);
  });

  it('gets a link by mail, which works once and for a quarter of an hour', async () => {
    await addMember();
    await addMember('302');
    const browser = new Browser();
    const known = await browser.ask('POST', '/session/links', { email: 'Jan@example.net', language: 'en' });
    const unknown = await browser.ask('POST', '/session/links', { email: 'nobody@example.net' });
    assert.deepEqual([known.status, known.body], [202, unknown.body]);
    await console.administrators.addAdministrator({ name: 'turn', password: PASSWORD });
    await clock.advance(10);
    assert.deepEqual(
      mails.map(({ to, subject }) => [to, subject]),
      [['jan@example.net', 'Your link to log in']],
    );
    const links = [
      ...(mails[0]?.text.matchAll(/(\d+): https:\/\/tel\.example\.net\/en\/inloggen\/(\w+)/g) ?? []),
    ];
    assert.deepEqual(
      links.map(([, number]) => number),
      ['301', '302'],
    );
    const token = links[1]?.[2] ?? '';
    const opened = await browser.ask('POST', '/session', { method: 'link', token });
    assert.deepEqual([opened.status, opened.body.extension], [201, '302']);
    assert.equal((await new Browser().ask('POST', '/session', { method: 'link', token })).code, 'link-spent');
    clock.jumpWallTime(15 * MINUTE_MS);
    const late = await new Browser().ask('POST', '/session', { method: 'link', token: links[0]?.[2] ?? '' });
    assert.deepEqual([late.status, late.code], [410, 'link-spent']);
  });

  it('has no mailbox filled by strangers', async () => {
    await addMember();
    for (let i = 0; i < 6; i += 1) {
      const stranger = new Browser();
      stranger.address = `203.0.113.${10 + i}`;
      assert.equal((await stranger.ask('POST', '/session/links', { email: 'jan@example.net' })).status, 202);
    }
    await console.administrators.addAdministrator({ name: 'turn', password: PASSWORD });
    await clock.advance(10);
    assert.equal(mails.length, 3);
    const pest = new Browser();
    for (let i = 0; i < 3; i += 1) await pest.ask('POST', '/session/links', { email: `x${i}@example.net` });
    assert.equal((await pest.ask('POST', '/session/links', { email: 'x@example.net' })).status, 429);
  });

  it('sees his sessions and ends them', async () => {
    const password = await addMember();
    const shack = await asMember(password);
    const tablet = await asMember(password);
    const { items } = (await shack.ask('GET', '/sessions')).body;
    assert.equal(items.length, 2);
    assert.equal(items[0].browser, 'Firefox, Linux');
    const own = items.find((one: { current: boolean }) => one.current);
    const other = items.find((one: { current: boolean }) => !one.current);
    assert.equal((await tablet.ask('GET', '/sessions')).body.items.length, 2);
    assert.equal((await shack.ask('DELETE', `/sessions/${other.id}`)).status, 200);
    assert.equal((await tablet.ask('GET', '/sessions')).status, 401);
    await asMember(password);
    assert.equal((await shack.ask('DELETE', '/sessions')).body.ended, 1);
    assert.equal((await shack.ask('DELETE', '/session')).body.role, 'visitor');
    assert.equal((await shack.ask('GET', '/sessions')).code, 'login-needed');
    const stranger = await asMember(await addMember('302'), '302');
    assert.equal((await stranger.ask('DELETE', `/sessions/${own.id}`)).status, 404);
  });

  it('is out when his extension is suspended, may come back to read why, and is out when it is removed', async () => {
    const password = await addMember();
    const before = await asMember(password);
    clock.jumpWallTime(1_000);
    assert.ok((await console.suspend({ scope: ['301'], what: ['conference'] })).ok);
    assert.equal((await before.ask('GET', '/sessions')).status, 200, 'conferences alone are no reason');
    assert.ok((await console.suspend({ scope: ['301'] })).ok);
    assert.equal((await before.ask('GET', '/sessions')).code, 'session-ended');
    clock.jumpWallTime(1_000);
    const after = await asMember(password);
    assert.equal((await after.ask('GET', '/sessions')).status, 200);
    assert.ok((await console.removeExtension('301')).ok);
    assert.equal((await after.ask('GET', '/sessions')).code, 'session-ended');
  });

  it('is out when his password is changed', async () => {
    const browser = await asMember(await addMember());
    assert.ok((await console.resetPassword('301')).ok);
    assert.equal((await browser.ask('GET', '/sessions')).code, 'session-ended');
  });

  it('stays logged in for a month of silence, and no longer', async () => {
    const browser = await asMember(await addMember());
    clock.jumpWallTime(30 * DAY_MS - 1);
    assert.equal((await browser.ask('GET', '/sessions')).status, 200);
    clock.jumpWallTime(30 * DAY_MS);
    assert.equal((await browser.ask('GET', '/sessions')).status, 401);
  });
});

describe('a connection that is not encrypted', () => {
  beforeEach(addKees);

  it('serves within the house, with a cookie that needs no encryption', async () => {
    const browser = new Browser();
    browser.secure = false;
    browser.address = '192.168.1.20';
    const login = { method: 'password', name: 'kees', password: PASSWORD };
    assert.equal((await browser.ask('POST', '/session', login)).status, 201);
    assert.match(browser.lastSetCookie, /^hamvoip=\w+; Path=\/; HttpOnly; Max-Age=43200; SameSite=Strict$/);
    assert.equal((await browser.ask('GET', '/extensions')).status, 200);
  });

  it('takes no password from further away, and no word of strangers that it were encrypted', async () => {
    const browser = new Browser();
    browser.secure = false;
    const login = { method: 'password', name: 'kees', password: PASSWORD };
    assert.equal((await browser.ask('POST', '/session', login)).code, 'connection-insecure');
    const claimed = await browser.ask('POST', '/session', login, { 'x-forwarded-proto': 'https' });
    assert.equal(claimed.code, 'connection-insecure');
  });
});

describe('sessions after a restart', () => {
  it('are what they were, and removed ones stay removed', async () => {
    const clock = await CliDesk.open();
    await clock.console.addExtension({
      number: '301',
      callsign: 'PX0AAA',
      name: 'Jan',
      password: 'correct horse',
    });
    const visitor = { source: '203.0.113.7', agent: '', origin: 'https://tel.example.net' };
    const attempt = { method: 'extension', number: '301', password: 'correct horse' } as const;
    const kept = await clock.console.sessions.logIn(attempt, visitor);
    const ended = await clock.console.sessions.logIn(attempt, visitor);
    assert.ok(kept.ok && ended.ok);
    await clock.console.sessions.endSession(ended.value.session.holder, ended.value.session.id);
    const after = await CliDesk.open(OFFLINE, clock.store);
    assert.equal(after.console.sessions.recognise(kept.value.secret)?.id, kept.value.session.id);
    assert.equal(after.console.sessions.recognise(ended.value.secret), undefined);
  });
});
