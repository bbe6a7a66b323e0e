import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { CliDesk } from '../../../testkit/cli-desk.ts';
import { PASSWORD, PeopleDesk } from '../../../testkit/people-desk.ts';
import { OFFLINE } from '../../exchange/administration/live-exchange.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

let people: PeopleDesk;

beforeEach(async () => {
  people = await PeopleDesk.open();
});
afterEach(() => people.close());

describe('a request that changes something', () => {
  beforeEach(() => people.addAdministrator());
  const wanted = { callsign: 'PX0AAA', name: 'Jan' };

  it('needs the token that only our pages can read', async () => {
    const browser = await people.administrator();
    const token = browser.csrfToken;
    browser.csrfToken = '';
    assert.equal((await browser.ask('POST', '/extensions', wanted)).code, 'csrf-missing');
    browser.csrfToken = (await people.administrator()).csrfToken;
    assert.equal(
      (await browser.ask('POST', '/extensions', wanted)).code,
      'csrf-missing',
      'of another session',
    );
    browser.csrfToken = token;
    assert.equal((await browser.ask('POST', '/extensions', wanted)).status, 201);
  });

  it('comes from no page of another site', async () => {
    const browser = await people.administrator();
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]) {
      assert.equal((await browser.ask('POST', '/extensions', wanted, headers)).code, 'origin-foreign');
      const login = { method: 'password', name: 'kees', password: PASSWORD };
      assert.equal((await people.browser().ask('POST', '/session', login, headers)).code, 'origin-foreign');
    }
    const own = { origin: 'https://tel.example.net', 'sec-fetch-site': 'same-origin' };
    assert.equal((await browser.ask('POST', '/extensions', wanted, own)).status, 201);
  });
});

describe('a member', () => {
  it('logs in with number and the password of a phone, and sees only what is his', async () => {
    const password = await people.addMember();
    const browser = await people.member(password);
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
    const password = await people.addMember();
    await people.addMember('302', 'piet@example.net');
    const { body } = await (await people.member(password, 'px0aaa')).ask('GET', '/session');
    assert.equal(body.extension, '301');
  });

  it('is told nothing of whether a number exists', async () => {
    await people.addMember();
    const browser = people.browser();
    const ask = (number: string) =>
      browser.ask('POST', '/session', { method: 'extension', number, password: 'wrong' });
    assert.deepEqual((await ask('301')).body, (await ask('399')).body);
  });

  it('gets a link by mail, which works once and for a quarter of an hour', async () => {
    await people.addMember();
    await people.addMember('302');
    const browser = people.browser();
    const known = await browser.ask('POST', '/session/links', { email: 'Jan@example.net', language: 'en' });
    const unknown = await browser.ask('POST', '/session/links', { email: 'nobody@example.net' });
    assert.deepEqual([known.status, known.body], [202, unknown.body]);
    await people.settle();
    assert.deepEqual(
      people.mails.map(({ to, subject }) => [to, subject]),
      [['jan@example.net', 'Your link to log in']],
    );
    const links = [
      ...(people.mails[0]?.text.matchAll(/(\d+): https:\/\/tel\.example\.net\/en\/inloggen\/(\w+)/g) ?? []),
    ];
    assert.deepEqual(
      links.map(([, number]) => number),
      ['301', '302'],
    );
    const token = links[1]?.[2] ?? '';
    const opened = await browser.ask('POST', '/session', { method: 'link', token });
    assert.deepEqual([opened.status, opened.body.extension], [201, '302']);
    assert.equal(
      (await people.browser().ask('POST', '/session', { method: 'link', token })).code,
      'link-spent',
    );
    people.clock.jumpWallTime(15 * MINUTE_MS);
    const late = await people
      .browser()
      .ask('POST', '/session', { method: 'link', token: links[0]?.[2] ?? '' });
    assert.deepEqual([late.status, late.code], [410, 'link-spent']);
  });

  it('has no mailbox filled by strangers', async () => {
    await people.addMember();
    for (let i = 0; i < 6; i += 1) {
      const stranger = people.browser();
      stranger.address = `203.0.113.${10 + i}`;
      assert.equal((await stranger.ask('POST', '/session/links', { email: 'jan@example.net' })).status, 202);
    }
    await people.settle();
    assert.equal(people.mails.length, 3);
    const pest = people.browser();
    for (let i = 0; i < 3; i += 1) await pest.ask('POST', '/session/links', { email: `x${i}@example.net` });
    assert.equal((await pest.ask('POST', '/session/links', { email: 'x@example.net' })).status, 429);
  });

  it('sees his sessions and ends them', async () => {
    const password = await people.addMember();
    const shack = await people.member(password);
    const tablet = await people.member(password);
    const { items } = (await shack.ask('GET', '/sessions')).body;
    assert.equal(items.length, 2);
    assert.equal(items[0].browser, 'Firefox, Linux');
    const own = items.find((one: { current: boolean }) => one.current);
    const other = items.find((one: { current: boolean }) => !one.current);
    assert.equal((await tablet.ask('GET', '/sessions')).body.items.length, 2);
    assert.equal((await shack.ask('DELETE', `/sessions/${other.id}`)).status, 200);
    assert.equal((await tablet.ask('GET', '/sessions')).status, 401);
    await people.member(password);
    assert.equal((await shack.ask('DELETE', '/sessions')).body.ended, 1);
    assert.equal((await shack.ask('DELETE', '/session')).body.role, 'visitor');
    assert.equal((await shack.ask('GET', '/sessions')).code, 'login-needed');
    const stranger = await people.member(await people.addMember('302'), '302');
    assert.equal((await stranger.ask('DELETE', `/sessions/${own.id}`)).status, 404);
  });

  it('is out when his extension is suspended, may come back to read why, and is out when it is removed', async () => {
    const password = await people.addMember();
    const before = await people.member(password);
    people.clock.jumpWallTime(1_000);
    assert.ok((await people.console.suspensions.suspend({ scope: ['301'], what: ['conference'] })).ok);
    assert.equal((await before.ask('GET', '/sessions')).status, 200, 'conferences alone are no reason');
    assert.ok((await people.console.suspensions.suspend({ scope: ['301'] })).ok);
    assert.equal((await before.ask('GET', '/sessions')).code, 'session-ended');
    people.clock.jumpWallTime(1_000);
    const after = await people.member(password);
    assert.equal((await after.ask('GET', '/sessions')).status, 200);
    assert.ok((await people.console.extensions.remove('301')).ok);
    assert.equal((await after.ask('GET', '/sessions')).code, 'session-ended');
  });

  it('is out when his password is changed', async () => {
    const browser = await people.member(await people.addMember());
    assert.ok((await people.console.extensions.resetPassword('301')).ok);
    assert.equal((await browser.ask('GET', '/sessions')).code, 'session-ended');
  });

  it('stays logged in for a month of silence, and no longer', async () => {
    const browser = await people.member(await people.addMember());
    people.clock.jumpWallTime(30 * DAY_MS - 1);
    assert.equal((await browser.ask('GET', '/sessions')).status, 200);
    people.clock.jumpWallTime(30 * DAY_MS);
    assert.equal((await browser.ask('GET', '/sessions')).status, 401);
  });
});

describe('a connection that is not encrypted', () => {
  beforeEach(() => people.addAdministrator());

  it('serves within the house, with a cookie that needs no encryption', async () => {
    const browser = people.browser();
    browser.secure = false;
    browser.address = '192.168.1.20';
    const login = { method: 'password', name: 'kees', password: PASSWORD };
    assert.equal((await browser.ask('POST', '/session', login)).status, 201);
    assert.match(browser.lastSetCookie, /^hamvoip=\w+; Path=\/; HttpOnly; Max-Age=43200; SameSite=Strict$/);
    assert.equal((await browser.ask('GET', '/extensions')).status, 200);
  });

  it('takes no password from further away, and no word of strangers that it were encrypted', async () => {
    const browser = people.browser();
    browser.secure = false;
    const login = { method: 'password', name: 'kees', password: PASSWORD };
    assert.equal((await browser.ask('POST', '/session', login)).code, 'connection-insecure');
    const claimed = await browser.ask('POST', '/session', login, { 'x-forwarded-proto': 'https' });
    assert.equal(claimed.code, 'connection-insecure');
  });
});

describe('sessions after a restart', () => {
  it('are what they were, and removed ones stay removed', async () => {
    const desk = await CliDesk.open();
    await desk.console.extensions.add({
      number: '301',
      callsign: 'PX0AAA',
      name: 'Jan',
      password: 'correct horse',
    });
    const visitor = { source: '203.0.113.7', agent: '', origin: 'https://tel.example.net' };
    const attempt = { method: 'extension', number: '301', password: 'correct horse' } as const;
    const kept = await desk.console.sessions.logIn(attempt, visitor);
    const ended = await desk.console.sessions.logIn(attempt, visitor);
    assert.ok(kept.ok && ended.ok);
    await desk.console.sessions.endSession(ended.value.session.holder, ended.value.session.id);
    const after = await CliDesk.open(OFFLINE, desk.store);
    assert.equal(after.console.sessions.recognise(kept.value.secret)?.id, kept.value.session.id);
    assert.equal(after.console.sessions.recognise(ended.value.secret), undefined);
  });
});
