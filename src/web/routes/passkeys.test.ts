import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { type Browser, PeopleDesk } from '../../../testkit/people-desk.ts';
import { SoftPasskey } from '../../../testkit/soft-passkey.ts';

const MINUTE_MS = 60_000;

let people: PeopleDesk;

beforeEach(async () => {
  people = await PeopleDesk.open();
});
afterEach(() => people.close());

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
    const browser = people.browser();
    const { body } = await browser.ask('POST', '/session/passkey-challenge');
    assert.equal(body.userVerification, 'required');
    const response = passkey.sign(body.challenge, origin);
    const opened = await browser.ask('POST', '/session', { method: 'passkey', response });
    return { ...opened, browser, response };
  }

  it('logs its owner in without a password, an administrator as well as a member', async () => {
    await people.addAdministrator();
    const kees = await people.administrator();
    const key = new SoftPasskey('kees');
    assert.equal((await addPasskey(kees, key)).status, 201);
    assert.equal((await logIn(key)).body.name, 'kees');
    const jan = await people.member(await people.addMember());
    const janKey = new SoftPasskey('jan');
    assert.equal((await addPasskey(jan, janKey)).status, 201);
    const { body, browser } = await logIn(janKey);
    assert.deepEqual([body.role, body.extension, body.method], ['member', '301', 'passkey']);
    const { items } = (await browser.ask('GET', '/passkeys')).body;
    assert.deepEqual([items.length, items[0].name], [1, 'tablet']);
    assert.equal((await browser.ask('DELETE', `/passkeys/${items[0].id}`)).status, 200);
    assert.equal((await logIn(janKey)).code, 'passkey-refused');
    assert.ok((await people.console.administrators.listAdministrators())[0]?.passkeys === 1);
  });

  it('signs each challenge once, for this site only, and no copy of it goes on counting', async () => {
    await people.addAdministrator();
    const kees = await people.administrator();
    const key = new SoftPasskey('kees');
    assert.equal((await addPasskey(kees, key, 'https://evil.example')).code, 'passkey-refused');
    assert.equal((await addPasskey(kees, key)).status, 201);
    assert.equal((await addPasskey(kees, key)).code, 'passkey-refused', 'it is known already');
    const first = await logIn(key);
    assert.equal(first.status, 201);
    const replayed = await people.browser().ask('POST', '/session', {
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

  it('can be asked for by one address so often that it pushes out no challenge of others', async () => {
    const stranger = people.browser();
    stranger.address = '198.51.100.7';
    const answers = new Map<number, number>();
    for (let i = 0; i < 40; i += 1) {
      const { status } = await stranger.ask('POST', '/session/passkey-challenge');
      answers.set(status, (answers.get(status) ?? 0) + 1);
    }
    assert.deepEqual(Object.fromEntries(answers), { 200: 30, 429: 10 });
    assert.equal((await people.browser().ask('POST', '/session/passkey-challenge')).status, 200);
    await people.clock.advance(5 * MINUTE_MS);
    assert.equal((await stranger.ask('POST', '/session/passkey-challenge')).status, 200);
  });

  it('is asked for within five minutes', async () => {
    await people.addAdministrator();
    const key = new SoftPasskey('kees');
    await addPasskey(await people.administrator(), key);
    const browser = people.browser();
    const { body } = await browser.ask('POST', '/session/passkey-challenge');
    await people.clock.advance(5 * MINUTE_MS);
    const late = await browser.ask('POST', '/session', {
      method: 'passkey',
      response: key.sign(body.challenge, ORIGIN),
    });
    assert.equal(late.code, 'passkey-refused');
  });
});
