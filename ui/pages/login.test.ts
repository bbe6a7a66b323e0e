import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { SiteUnderTest } from '../../testkit/site-under-test.ts';

const PASSWORD = 'een paar lange woorden';

let site: SiteUnderTest;
let phonePassword: string;
beforeEach(async () => {
  site = await SiteUnderTest.open();
  const added = await site.desk.console.extensions.add({
    number: '301',
    callsign: 'PX0AAA',
    name: 'Jan',
    email: 'jan@example.net',
  });
  assert.ok(added.ok);
  phonePassword = added.value.password;
});
afterEach(() => site.close());

describe('logging in without a script', () => {
  it('works with number and password of a phone, and out again', async () => {
    const form = { method: 'extension', number: '301', password: phonePassword };
    const { status, headers } = await site.send('/inloggen', form);
    assert.deepEqual([status, headers['location']], [303, '/mijn']);
    assert.match(await site.page('/'), /PX0AAA/);
    const out = await site.send('/inloggen', {});
    assert.equal(out.status, 422, 'another login needs its fields');
    const left = await site.ask('/uitloggen', { form: { csrf: await csrf() } });
    assert.equal(left.status, 303);
    assert.doesNotMatch(await site.page('/'), /PX0AAA/);
  });

  it('goes to the page that was wanted, and to none of another site', async () => {
    const form = { method: 'extension', number: '301', password: phonePassword };
    const wanted = await site.send('/inloggen?next=%2Fen%2Fmijn-ip', form);
    assert.equal(wanted.headers['location'], '/en/mijn-ip');
    await site.ask('/uitloggen', { form: { csrf: await csrf() } });
    const elsewhere = await site.send('/inloggen?next=%2F%2Fevil.example', form);
    assert.equal(elsewhere.headers['location'], '/mijn');
  });

  it('by a passkey goes to none of another site either, whatever the address of the page says', async () => {
    const nextOf = async (next: string) =>
      /next&quot;:&quot;(.*?)&quot;/.exec(await site.page(`/inloggen?next=${encodeURIComponent(next)}`))?.[1];
    assert.equal(await nextOf('/mijn/voicemail'), '/mijn/voicemail');
    for (const elsewhere of ['https://evil.example/', '//evil.example', 'javascript:alert(1)'])
      assert.equal(await nextOf(elsewhere), '/mijn', elsewhere);
  });

  it('offers no link by mail where no mail is sent, and tells how the first administrator is made', async () => {
    const html = await site.page('/inloggen');
    assert.match(html, /name="email"/);
    assert.match(html, /npx hamvoip setup-link/);
    await site.desk.console.administrators.addAdministrator({ name: 'kees', password: PASSWORD });
    site.desk.site.outbox.use(undefined);
    const later = await site.page('/inloggen');
    assert.doesNotMatch(later, /name="email"|setup-link/);
    assert.match(later, /stuurt geen mail/);
    assert.match(await site.page('/en/downloads'), /sends no mail/);
  });

  it('says what is wrong beside the field and above, and keeps what was filled in, but for the password', async () => {
    const { status, body } = await site.send('/en/inloggen', {
      method: 'extension',
      number: '3"01',
      password: 'geheim-geheim',
    });
    assert.equal(status, 422);
    assert.match(body, /One thing is not right yet/);
    assert.match(body, /href="#number"/);
    assert.match(body, /value="3&quot;01"/);
    assert.match(body, /aria-invalid="true"/);
    assert.doesNotMatch(body, /geheim-geheim/);
  });

  it('works with a link by mail, that a click opens and that works once', async () => {
    const sent = await site.send('/inloggen', { method: 'mail', email: 'jan@example.net' });
    assert.equal(sent.status, 200);
    assert.match(sent.body, /Kijk in je mail/);
    await site.settle();
    const [, path = ''] = /https:\/\/[^/]+(\/inloggen\/\w+)/.exec(site.mails.at(-1)?.text ?? '') ?? [];
    assert.match(await site.page(path), /Nog één klik/);
    assert.doesNotMatch(await site.page('/'), /PX0AAA/, 'looking at it logs nobody in');
    assert.equal((await site.ask(path, { form: {} })).headers['location'], '/mijn');
    assert.match(await site.page('/'), /PX0AAA/);
    const again = await site.ask(path, { form: {} });
    assert.equal(again.status, 422);
    assert.match(again.body, /al gebruikt of te oud/);
  });

  it('answers an address nobody has as it answers one on file', async () => {
    const known = await site.send('/inloggen', { method: 'mail', email: 'jan@example.net' });
    const unknown = await site.send('/inloggen', { method: 'mail', email: 'niemand@example.net' });
    assert.equal(known.status, unknown.status);
    assert.equal(known.body, unknown.body);
  });

  it('works for administrators, who come to the console', async () => {
    const added = await site.desk.console.administrators.addAdministrator({
      name: 'kees',
      password: PASSWORD,
    });
    assert.ok(added.ok);
    const form = { method: 'password', name: 'kees', 'administrator-password': PASSWORD };
    const { headers } = await site.send('/inloggen', form);
    assert.equal(headers['location'], '/beheer');
  });

  it('does not send a password over an unencrypted line of the internet', async () => {
    const { status, body } = await site.ask('/inloggen', {
      form: { method: 'extension', number: '301', password: phonePassword },
      headers: { 'x-forwarded-proto': 'http', origin: 'http://tel.example.net' },
    });
    assert.equal(status, 422);
    assert.match(body, /niet versleuteld/);
  });
});

async function csrf(): Promise<string> {
  return /name="csrf" value="([^"]+)"/.exec(await site.page('/'))?.[1] ?? '';
}
