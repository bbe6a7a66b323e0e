import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { SiteUnderTest } from '../../testkit/site-under-test.ts';

const PASSWORD = 'een paar lange woorden';

let site: SiteUnderTest;
beforeEach(async () => {
  site = await SiteUnderTest.open();
  const { console } = site.desk;
  assert.ok((await console.administrators.addAdministrator({ name: 'kees', password: PASSWORD })).ok);
  assert.ok((await console.extensions.add({ number: '301', callsign: 'PX0AAA', name: 'Jan' })).ok);
  assert.ok((await console.conferences.add({ number: '900', name: 'Ronde' })).ok);
});
afterEach(() => site.close());

/** As an administrator makes it; the browser is nobody's again afterwards. */
async function makeScreen(life = '30'): Promise<{ readonly url: string; readonly key: string }> {
  await site.send('/inloggen', { method: 'password', name: 'kees', 'administrator-password': PASSWORD });
  const { body } = await site.send('/beheer/live/schermen', { act: 'make', name: 'clubhuis-tv', life });
  const [, url = ''] = /class="mono big">https?:\/\/[^/]+(\/[^<]+)</.exec(body) ?? [];
  const key = url.split('=')[1] ?? '';
  site.cookies.clear();
  return { url, key };
}

describe('a screen in the room of the club', () => {
  it('asks for its key, and takes the one that an administrator made', async () => {
    const { key } = await makeScreen();
    assert.match(await site.page('/live?kiosk'), /Dit scherm heeft een sleutel nodig/);
    const { status, headers } = await site.ask('/live?kiosk', { form: { key: ` ${key} ` } });
    assert.deepEqual([status, headers['location']], [303, '/live?kiosk']);
    const html = await site.page('/live?kiosk');
    assert.match(html, /Toestellen aangemeld.*Ronde/s);
    assert.doesNotMatch(html, /PX0AAA|301|Jan|<header class="site-header"|<nav|<button/);
    assert.match(html, /<noscript><meta http-equiv="refresh" content="10"/);
  });

  it('opens by the link, which does not stay in the address', async () => {
    const { url, key } = await makeScreen();
    assert.match(url, /^\/live\?kiosk=hamvoip_/);
    const { status, headers } = await site.ask(url);
    assert.deepEqual([status, headers['location']], [303, '/live?kiosk']);
    assert.match(
      String(headers['set-cookie']),
      /^__Host-hamvoip-kiosk=\w+; Path=\/; HttpOnly; Max-Age=2592000; SameSite=Lax; Secure$/,
    );
    assert.ok(!(await site.page('/live?kiosk')).includes(key));
  });

  it('says so when the key does not work, and goes dark when it is revoked', async () => {
    const { status, body } = await site.ask('/live?kiosk', { form: { key: 'hamvoip_1_2' } });
    assert.equal(status, 422);
    assert.match(body, /Deze sleutel werkt niet/);
    const { url } = await makeScreen('never');
    await site.ask(url);
    assert.ok((await site.desk.console.tokens.revoke('clubhuis-tv')).ok);
    assert.match(await site.page('/live?kiosk'), /Dit scherm heeft een sleutel nodig/);
  });

  it('is listed with its end, and its making and revoking stand in the audit log', async () => {
    await makeScreen();
    await site.send('/inloggen', { method: 'password', name: 'kees', 'administrator-password': PASSWORD });
    assert.match(await site.page('/beheer/live/schermen'), /clubhuis-tv.*werkt/s);
    const { headers } = await site.send('/beheer/live/schermen', { act: 'revoke', name: 'clubhuis-tv' });
    assert.match(await site.page(String(headers['location'])), /De sleutel werkt niet meer/);
    const log = await site.page('/beheer/logboek');
    assert.match(log, /token\.revoke.*token\.create/s);
  });

  it('is for everyone else the way to his own page', async () => {
    assert.equal((await site.ask('/live')).headers['location'], '/conferenties');
    await site.asMember('302', 'PX0AAB');
    assert.equal((await site.ask('/en/live')).headers['location'], '/en/mijn/live');
  });
});
