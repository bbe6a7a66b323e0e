import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { PeopleDesk } from '../../../testkit/people-desk.ts';

let people: PeopleDesk;
let password: string;

beforeEach(async () => {
  people = await PeopleDesk.open();
  password = await people.addMember('301');
  await people.addMember('302', 'anne@example.net');
});

afterEach(() => people.close());

async function buildIssue(): Promise<string> {
  const { directory } = people.console;
  const begun = await directory.build({});
  assert.ok(begun.ok);
  await directory.awaitBuild(begun.value.id, Number.MAX_SAFE_INTEGER);
  const told = await directory.password();
  assert.ok(told.ok);
  return told.value.password;
}

describe('a member', () => {
  it('gets the list and what opens it, and no names by any other way', async () => {
    const secret = await buildIssue();
    const browser = await people.member(password);
    const issues = await browser.ask('GET', '/me/directory/issues');
    assert.equal((issues.body as { items: { issue: number }[] }).items[0]?.issue, 1);
    const file = await browser.ask('GET', '/me/directory/issues/current/file');
    assert.equal(file.status, 200);
    const told = await browser.ask('GET', '/me/directory/issues/current/password');
    assert.deepEqual(told.body, { issue: 1, password: secret });
    for (const url of ['/directory/entries', '/directory/difference', '/directory/listings', '/extensions'])
      assert.equal((await browser.ask('GET', url)).status, 403, url);
  });

  it('goes into the list and out of it himself, which is written down as his', async () => {
    const browser = await people.member(password);
    const before = await browser.ask('GET', '/me/directory/listing');
    assert.equal((before.body as { listed: boolean }).listed, false);
    const after = await browser.ask('PUT', '/me/directory/listing', { listed: true, textVersion: '2026-11' });
    assert.equal(after.status, 200);
    const { agreedBy, textVersion } = after.body as { agreedBy: string; textVersion: string };
    assert.match(agreedBy, /301/);
    assert.equal(textVersion, '2026-11');
    assert.deepEqual(
      people.console.directory.entries().map(({ number }) => number),
      ['301'],
    );
    await browser.ask('PUT', '/me/directory/listing', { listed: false });
    assert.deepEqual(people.console.directory.entries(), []);
  });

  it('is asked to log in first', async () => {
    for (const url of ['/me/directory/issues', '/me/directory/issues/current/file', '/me/directory/listing'])
      assert.equal((await people.browser().ask('GET', url)).status, 401, url);
  });
});

describe('the password by mail', () => {
  const ask = (number: string) => people.browser().ask('POST', '/directory/password-requests', { number });

  it('goes to the address on file, and the answer tells nobody whether there is one', async () => {
    const secret = await buildIssue();
    const [known, unknown] = [await ask('301'), await ask('399')];
    assert.deepEqual([known.status, known.body], [unknown.status, unknown.body]);
    await people.settle();
    assert.equal(people.mails.length, 1);
    const [mail] = people.mails;
    assert.equal(mail?.to, 'jan@example.net');
    assert.ok(mail?.text.includes(secret));
    assert.doesNotMatch(`${mail?.subject}${mail?.text}`, /Jan|PX0AAA/);
  });

  it('is not there before the first issue', async () => {
    assert.equal((await ask('301')).status, 202);
    await people.settle();
    assert.deepEqual(people.mails, []);
  });

  it('fills nobody’s mailbox, and is no toy for one address', async () => {
    await buildIssue();
    const statuses: number[] = [];
    for (let count = 0; count < 6; count++) statuses.push((await ask('302')).status);
    assert.deepEqual(statuses, [202, 202, 202, 202, 202, 429]);
    await people.settle();
    assert.equal(people.mails.length, 5);
  });
});
