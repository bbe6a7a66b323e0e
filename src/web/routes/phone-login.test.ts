import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { type Browser, PeopleDesk } from '../../../testkit/people-desk.ts';

let people: PeopleDesk;
beforeEach(async () => {
  people = await PeopleDesk.open();
  await people.addMember('301');
});
afterEach(() => people.close());

function ask(browser: Browser, number = '301', headers = {}) {
  return browser.ask('POST', '/session/phone-login', { number }, headers);
}

function state(browser: Browser) {
  return browser.ask('GET', '/session/phone-login');
}

function logIn(browser: Browser) {
  return browser.ask('POST', '/session', { method: 'phone' });
}

function call(code: string, extension = '301') {
  return people.desk.site.accounts.phoneLogins.confirm(extension, code);
}

describe('a browser that waits for a phone', () => {
  it('is logged in once the phone has called with its code', async () => {
    const browser = people.browser();
    const asked = await ask(browser);
    assert.equal(asked.status, 201);
    assert.match(
      browser.lastSetCookie,
      /^__Host-hamvoip-phone=\w+; Path=\/; HttpOnly; Max-Age=120; SameSite=Strict; Secure$/,
    );
    const { code, dial } = asked.body;
    assert.deepEqual([asked.body.state, dial], ['waiting', `*70${code}`]);
    assert.equal((await logIn(browser)).code, 'phone-login-waiting');
    assert.equal(call(code), 'confirmed');
    assert.equal((await state(browser)).body.state, 'confirmed');
    const opened = await logIn(browser);
    assert.deepEqual([opened.status, opened.body.extension, opened.body.method], [201, '301', 'phone']);
    assert.deepEqual([...browser.cookies.keys()], ['__Host-hamvoip']);
    const { body } = await browser.ask('GET', '/me/events');
    assert.equal(body.items[0].text.en, 'You logged in with your phone (Firefox, Linux).');
  });

  it('is the only one that the call logs in', async () => {
    const browser = people.browser();
    const { body } = await ask(browser);
    assert.equal(call(body.code), 'confirmed');
    const other = people.browser();
    assert.equal((await state(other)).body.state, 'none');
    assert.equal((await logIn(other)).code, 'phone-login-ended');
    other.cookies.set('__Host-hamvoip-phone', 'guessed');
    assert.equal((await logIn(other)).code, 'phone-login-ended');
    assert.equal((await logIn(browser)).status, 201);
    assert.equal((await logIn(browser)).code, 'phone-login-ended', 'once');
  });

  it('sees the same whether or not there is such a number', async () => {
    const shape = async (number: string) => {
      const browser = people.browser();
      const { status, body, headers } = await ask(browser, number);
      const cookie = browser.lastSetCookie.replace(/=\w+/, '=');
      const { body: after } = await state(browser);
      return {
        status,
        keys: Object.keys(body),
        after: Object.keys(after),
        state: after.state,
        cookie,
        length: headers['content-length'],
      };
    };
    assert.deepEqual(await shape('301'), await shape('399'));
    assert.deepEqual(await shape('PX0AAA'), await shape('no such thing'));
    const untilTooMany = async (number: string) => {
      const statuses: number[] = [];
      for (let n = 0; n < 6; n += 1) {
        const browser = people.browser();
        browser.address = `192.0.2.${n}`;
        statuses.push((await ask(browser, number)).status);
      }
      return statuses;
    };
    const known = await untilTooMany('301');
    assert.deepEqual(known, [201, 201, 201, 201, 429, 429], 'and his call sign does not count with it');
    assert.deepEqual(await untilTooMany('399'), known);
  });

  it('comes from a page of ours, over a line that nobody listens on', async () => {
    const foreign = await ask(people.browser(), '301', { origin: 'https://evil.example' });
    assert.equal(foreign.code, 'origin-foreign');
    const open = people.browser();
    open.secure = false;
    assert.equal((await ask(open)).code, 'connection-insecure');
  });

  it('gets no session for an extension that was removed meanwhile', async () => {
    const browser = people.browser();
    const { body } = await ask(browser);
    assert.equal(call(body.code), 'confirmed');
    assert.ok((await people.console.extensions.remove('301')).ok);
    assert.equal((await logIn(browser)).code, 'phone-login-ended');
  });
});
