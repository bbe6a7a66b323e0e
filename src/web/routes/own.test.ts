import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { type Browser, PeopleDesk } from '../../../testkit/people-desk.ts';
import { ha1 } from '../../sip/digest/verify.ts';

let people: PeopleDesk;
let jan: Browser;
let password: string;

beforeEach(async () => {
  people = await PeopleDesk.open();
  password = await people.addMember('301');
  jan = await people.member(password);
});
afterEach(() => people.close());

describe('a holder', () => {
  it('sees his extension, and nobody else’s', async () => {
    await people.console.extensions.add({
      number: '302',
      callsign: 'PX0SEC',
      name: 'Geheim',
      email: 'secret@example.net',
    });
    const { status, body } = await jan.ask('GET', '/me');
    assert.equal(status, 200);
    assert.deepEqual(
      [body.number, body.callsign, body.reachable, body.callHistory, body.listing.listed],
      ['301', 'PX0AAA', false, true, false],
    );
    for (const url of [
      '/me',
      '/me/events',
      '/me/addresses',
      '/me/calls',
      '/me/usage',
      '/me/instructions',
      '/me/export',
      '/me/directory/listing',
      '/me/features',
      '/me/watchers',
      '/me/phone-passwords',
      '/me/whitelist-requests',
    ]) {
      const answer = await jan.ask('GET', url);
      assert.deepEqual([url, answer.status], [url, 200]);
      assert.doesNotMatch(answer.text, /302|PX0SEC|Geheim|secret@/, url);
      assert.equal((await people.browser().ask('GET', url)).code, 'login-needed', url);
    }
  });

  it('is no administrator’s page, and none of a token', async () => {
    await people.addAdministrator();
    const kees = await people.administrator();
    assert.equal((await kees.ask('GET', '/me')).code, 'member-only');
    const token = await people.console.tokens.create({ scopes: ['admin'] });
    assert.ok(token.ok);
    const headers = { authorization: `Bearer ${token.value.secret}` };
    assert.equal((await people.browser().ask('GET', '/me', undefined, headers)).code, 'member-only');
  });

  it('has a password for each phone, short for old ones, and takes one back alone', async () => {
    const shack = await jan.ask('POST', '/me/phone-passwords', { name: 'shack' });
    assert.deepEqual([shack.status, shack.body.username, shack.body.password.length], [201, '301', 20]);
    const old = await jan.ask('POST', '/me/phone-passwords', { name: 'old', short: true });
    assert.deepEqual([old.body.password.length, old.body.short], [10, true]);
    assert.equal((await jan.ask('POST', '/me/phone-passwords', { name: 'old' })).code, 'name-taken');
    const listed = await jan.ask('GET', '/me/phone-passwords');
    assert.deepEqual(
      listed.body.items.map((one: { name: string }) => one.name),
      ['shack', 'old'],
    );
    assert.doesNotMatch(listed.text, new RegExp(`${old.body.password}|ha1|password"`));
    const login = async (given: string) =>
      (
        await people
          .browser()
          .ask('POST', '/session', { method: 'extension', number: '301', password: given })
      ).status;
    assert.deepEqual([await login(old.body.password), await login(password)], [201, 201]);
    assert.equal((await jan.ask('DELETE', `/me/phone-passwords/${old.body.id}`)).status, 200);
    assert.deepEqual(
      [await login(old.body.password), await login(shack.body.password), await login(password)],
      [401, 201, 201],
    );
    for (let i = 0; i < 9; i += 1) await jan.ask('POST', '/me/phone-passwords', { name: `phone ${i}` });
    assert.equal((await jan.ask('POST', '/me/phone-passwords', { name: 'one more' })).code, 'too-many-open');
  });

  it('has the settings of one phone fetched by that phone, until its password is taken back', async () => {
    const made = await jan.ask('POST', '/me/phone-passwords', { name: 'shack', settings: 'yealink' });
    assert.equal(made.status, 201);
    const { address, qr } = made.body.settings;
    assert.match(qr, /^<svg/);
    const fetchFile = (of: string, file: string) =>
      people.site.inject({ url: `${new URL(of).pathname}${file}`, remoteAddress: '192.168.1.7' });
    const file = await fetchFile(address, '001565abcdef.cfg');
    assert.ok(file.body.includes(`account.1.password = ${made.body.password}\n`));
    assert.equal((await fetchFile(address, '001565000000.cfg')).statusCode, 404);
    assert.equal((await jan.ask('DELETE', `/me/phone-passwords/${made.body.id}`)).status, 200);
    assert.equal((await fetchFile(address, '001565abcdef.cfg')).statusCode, 404);
    const app = await jan.ask('POST', '/me/phone-passwords', { name: 'app', settings: 'linphone' });
    const account = { username: '301', realm: 'tel.example.net', password: app.body.password };
    const settings = await fetchFile(app.body.settings.address, '');
    assert.ok(settings.body.includes(ha1({ ...account, algorithm: 'MD5' })));
    assert.equal(settings.body.includes(app.body.password), false);
    const none = await jan.ask('POST', '/me/phone-passwords', { name: 'old' });
    assert.equal(none.body.settings, null);
  });

  it('makes all passwords new at once: the old ones are void, and every session ends', async () => {
    const shack = await jan.ask('POST', '/me/phone-passwords', { name: 'shack' });
    const renewed = await jan.ask('POST', '/me/password');
    assert.equal(renewed.body.username, '301');
    assert.equal((await jan.ask('GET', '/me')).code, 'login-needed');
    for (const old of [password, shack.body.password]) {
      const login = { method: 'extension', number: '301', password: old };
      assert.equal((await people.browser().ask('POST', '/session', login)).code, 'login-failed');
    }
    await people.member(renewed.body.password);
  });

  it('sees whether his address is banned and asks for the whitelist with one tap', async () => {
    await people.console.bans.add('203.0.113.7', 60_000);
    const { body } = await jan.ask('GET', '/me/addresses');
    assert.deepEqual(
      body.items.map((one: { address: string; banned: boolean }) => [one.address, one.banned]),
      [['203.0.113.7', true]],
    );
    const asked = await jan.ask('POST', '/me/whitelist-requests', {});
    assert.deepEqual([asked.status, asked.body.entry, asked.body.extension], [201, '203.0.113.7', '301']);
    const other = await people.member(await people.addMember('302'), '302');
    assert.equal((await other.ask('GET', '/me/whitelist-requests')).body.items.length, 0);
    const granted = await people.console.whitelist.grantRequest(asked.body.id);
    assert.ok(granted.ok);
    assert.equal((await jan.ask('GET', '/me/whitelist-requests')).body.items[0].state, 'granted');
  });

  it('goes into the list and out of it, with the text he agreed to and the time', async () => {
    const consent = (await people.browser().ask('GET', '/directory/consent')).body;
    const listed = await jan.ask('PUT', '/me/directory/listing', {
      listed: true,
      textVersion: consent.version,
    });
    assert.deepEqual(
      [listed.body.listed, listed.body.textVersion, listed.body.agreedBy],
      [true, consent.version, 'member:301'],
    );
    assert.equal(
      (await jan.ask('PUT', '/me/directory/listing', { listed: false, textVersion: consent.version })).body
        .listed,
      false,
    );
  });

  it('carries out instructions that mean him, and is not told whom else', async () => {
    await people.addMember('302');
    const given = await people.console.instructions.add({
      text: 'Zet het toestel goed',
      targets: { kind: 'extensions', numbers: ['301', '302'] },
      checks: [],
    });
    assert.ok(given.ok);
    const other = await people.console.instructions.add({
      text: 'Iets anders',
      targets: { kind: 'extensions', numbers: ['302'] },
      checks: [],
    });
    assert.ok(other.ok);
    const { items } = (await jan.ask('GET', '/me/instructions')).body;
    assert.deepEqual(
      items.map((one: { text: string; targets: object; state: string }) => [
        one.text,
        one.targets,
        one.state,
      ]),
      [['Zet het toestel goed', { kind: 'extensions', numbers: ['301'] }, 'open']],
    );
    const done = await jan.ask('POST', `/me/instructions/${given.value.id}/done`);
    assert.deepEqual(
      done.body.progress.map((row: { extension: string; state: string }) => [row.extension, row.state]),
      [['301', 'done']],
    );
    assert.equal(done.body.state, 'done', 'whatever others have done');
    const again = (await jan.ask('GET', '/me/instructions')).body.items;
    assert.deepEqual([again.length, again[0].state], [1, 'done']);
    assert.ok((await people.console.instructions.close(given.value.id)).ok);
    assert.deepEqual((await jan.ask('GET', '/me/instructions')).body.items, []);
    assert.equal((await jan.ask('POST', `/me/instructions/${other.value.id}/done`)).status, 404);
  });

  it('sees a suspension as far as he may know of it', async () => {
    const suspended = await people.console.suspensions.suspend({
      scope: ['301'],
      durationMs: 60_000,
      reason: 'intern',
    });
    assert.ok(suspended.ok);
    people.clock.jumpWallTime(1_000);
    const back = await people.member(password);
    const notice = async () => (await back.ask('GET', '/me')).body.suspensions[0];
    assert.deepEqual([(await notice()).until, (await notice()).reason], [null, null]);
    await people.console.suspensions.change(suspended.value.id, { reasonShown: true, untilShown: true });
    assert.deepEqual(
      [(await notice()).until, (await notice()).reason],
      [new Date(suspended.value.untilMs ?? 0).toISOString(), 'intern'],
    );
  });

  it('leaves with the number typed once more: everything of him is gone', async () => {
    await jan.ask('POST', '/me/phone-passwords', { name: 'shack' });
    assert.equal((await jan.ask('POST', '/me/leave', { confirm: '302' })).code, 'confirmation-wrong');
    const taken = await jan.ask('GET', '/me/export');
    assert.match(String(taken.headers['content-disposition']), /hamvoip-301\.json/);
    assert.equal(taken.body.extension.phonePasswords[0].name, 'shack');
    assert.doesNotMatch(taken.text, /ha1|secretHash/i);
    assert.equal((await jan.ask('POST', '/me/leave', { confirm: '301' })).body.left, true);
    assert.equal((await jan.ask('GET', '/me')).code, 'login-needed');
    assert.equal(people.console.extensions.show('301').ok, false);
    assert.doesNotMatch(JSON.stringify((await people.desk.store.load()).ledger), /301/);
  });
});
