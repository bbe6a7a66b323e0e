import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { SiteUnderTest } from '../../../testkit/site-under-test.ts';

let site: SiteUnderTest;
beforeEach(async () => {
  site = await SiteUnderTest.open();
});
afterEach(() => site.close());

async function buildIssue(): Promise<string> {
  const { directory } = site.desk.console;
  const begun = await directory.build({});
  assert.ok(begun.ok);
  await directory.awaitBuild(begun.value.id, Number.MAX_SAFE_INTEGER);
  const told = await directory.password();
  assert.ok(told.ok);
  return told.value.password;
}

describe('the list on the member’s page', () => {
  it('asks a visitor to log in, and leads back', async () => {
    const { status, headers } = await site.ask('/mijn/lijst');
    assert.deepEqual([status, headers['location']], [303, '/inloggen?next=%2Fmijn%2Flijst']);
  });

  it('says that there is none yet', async () => {
    await site.asMember();
    assert.match(await site.page('/mijn/lijst'), /nog geen lijst gemaakt/);
  });

  it('is downloaded there, and its password shown when asked for', async () => {
    const password = await buildIssue();
    await site.asMember();
    const html = await site.page('/mijn/lijst');
    assert.doesNotMatch(html.replaceAll(/<[^>]+>/g, ''), new RegExp(password));
    const [, file = ''] = /href="(\/api\/v1\/me\/directory\/issues\/1\/file)"/.exec(html) ?? [];
    const pdf = await site.ask(file);
    assert.deepEqual([pdf.status, pdf.headers['content-type']], [200, 'application/pdf']);
    const shown = await site.send('/mijn/lijst', { act: 'password', issue: '1' });
    assert.ok(shown.body.replaceAll(/<[^>]+>/g, '').includes(password), 'what is copied has no gaps');
  });

  it('takes somebody in who agrees, and out again', async () => {
    await site.asMember();
    const entries = () => site.desk.console.directory.entries().map(({ number }) => number);
    assert.match(await site.page('/mijn/lijst'), /Nee, je staat niet in de lijst/);
    const consent = /name="version" value="([^"]+)"/.exec(await site.page('/mijn/lijst'))?.[1] ?? '';
    assert.equal((await site.send('/mijn/lijst', { act: 'join', version: consent })).status, 303);
    assert.deepEqual(entries(), ['301']);
    assert.match(await site.page('/mijn/lijst?done=changed'), /Ja, je staat in de lijst/);
    await site.send('/mijn/lijst', { act: 'leave' });
    assert.deepEqual(entries(), []);
  });

  it('takes a yes to the text that was shown, and to no other', async () => {
    await site.asMember();
    const { status, body } = await site.send('/mijn/lijst', { act: 'join', version: 'another text' });
    assert.equal(status, 422);
    assert.match(body, /De tekst is intussen veranderd/);
    assert.deepEqual(site.desk.console.directory.entries(), []);
  });

  it('does nothing for a form without the token of the session', async () => {
    await site.asMember();
    const { status, body } = await site.ask('/mijn/lijst', { form: { act: 'join' } });
    assert.equal(status, 422);
    assert.match(body, /Dit formulier was te oud/);
    assert.deepEqual(site.desk.console.directory.entries(), []);
  });
});

describe('downloads', () => {
  it('mail the password to the address on file and tell nobody whether there is one', async () => {
    const password = await buildIssue();
    await site.asMember('301');
    const [known, unknown] = [
      await site.send('/downloads', { number: '301' }),
      await site.send('/downloads', { number: '399' }),
    ];
    assert.deepEqual([known.status, known.headers['location']], [303, '/downloads?done=sent']);
    assert.deepEqual(unknown.headers['location'], known.headers['location']);
    await site.settle();
    assert.equal(site.mails.length, 1);
    assert.ok(site.mails[0]?.text.includes(password));
  });
});
