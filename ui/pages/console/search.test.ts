import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { SiteUnderTest } from '../../../testkit/site-under-test.ts';

const PASSWORD = 'een paar lange woorden';

let site: SiteUnderTest;
beforeEach(async () => {
  site = await SiteUnderTest.open();
  const { console } = site.desk;
  assert.ok((await console.administrators.addAdministrator({ name: 'kees', password: PASSWORD })).ok);
  assert.ok((await console.extensions.add({ number: '301', callsign: 'PX0AAA', name: 'Ján <b>' })).ok);
  assert.ok((await console.bans.add('192.0.2.99', 3_600_000)).ok);
  assert.ok((await console.whitelist.add({ entry: '198.51.100.7', owner: '301' })).ok);
  assert.ok((await console.conferences.add({ number: '900', name: 'Ronde' })).ok);
  await site.send('/inloggen', { method: 'password', name: 'kees', 'administrator-password': PASSWORD });
});
afterEach(() => site.close());

async function found(wanted: string, at = '/beheer/zoeken'): Promise<string> {
  return site.page(`${at}?q=${encodeURIComponent(wanted)}`);
}

describe('search in the console', () => {
  it('has a box on every page of the console and nowhere else', async () => {
    assert.match(await site.page('/beheer/bandbreedte'), /id="console-search"/);
    assert.doesNotMatch(await site.page('/status'), /id="console-search"/);
  });

  it('finds extensions by number, call sign and name, whatever the accents, and leaves text what it is', async () => {
    for (const wanted of ['301', 'px0aaa', 'jan', 'JÁN']) {
      const html = await found(wanted);
      assert.match(html, /href="\/beheer\/extensies\/301">301 PX0AAA</, wanted);
      assert.doesNotMatch(html, /Ján <b>/);
    }
  });

  it('finds addresses, bridges, settings and pages', async () => {
    assert.match(await found('192.0.2.99'), /href="\/beheer\/blokkades">192\.0\.2\.99/);
    assert.match(await found('198.51.100.7'), /href="\/beheer\/whitelist">198\.51\.100\.7/);
    assert.match(await found('ronde'), /href="\/beheer\/conferenties\/900">900 Ronde/);
    assert.match(await found('HAMVOIP_BAN'), /instellingen#set-ban">Blokkade: pogingen/);
    assert.match(await found('extentielijst'), /href="\/beheer\/lijst">Extensielijst/);
    assert.match(await found('bandwidth', '/en/beheer/zoeken'), /href="\/en\/beheer\/bandbreedte">Bandwidth/);
  });

  it('finds pages of the club’s own by title, address and what they say', async () => {
    const { pages, freePages } = site.desk.console;
    const title = { nl: 'Velddag', en: 'Field day' };
    assert.ok((await freePages.add({ id: 'hei-2027', title, audience: 'members', place: 'link' })).ok);
    const text = { nl: 'Neem laarzen mee.', en: 'Bring boots.' };
    const change = { nl: 'Nieuw', en: 'New' };
    const wanted = { from: 'draft', text, change, revision: '0-published', asksConfirmation: false } as const;
    assert.ok((await pages.publish('club:hei-2027', wanted)).ok);
    for (const words of ['velddag', 'field day', 'hei-2027', 'laarzen']) {
      assert.match(await found(words), /href="\/beheer\/paginas\/club:hei-2027">Velddag</, words);
    }
    assert.match(await found('boots', '/en/beheer/zoeken'), /club:hei-2027">Field day</);
  });

  it('says so when there is nothing, as text', async () => {
    const html = await found('<script>alert(1)</script>');
    assert.match(html, /Niets gevonden op “&lt;script>/);
    assert.doesNotMatch(html, /<script>alert/);
  });

  it('gives twenty of a kind and says that there is more', async () => {
    for (let number = 310; number < 335; number += 1) {
      const callsign = `PX0B${String.fromCharCode(65 + number - 310)}`;
      assert.ok((await site.desk.console.extensions.add({ number: `${number}`, callsign, name: 'Veel' })).ok);
    }
    const html = await found('veel');
    assert.equal(html.match(/href="\/beheer\/extensies\/3\d\d"/g)?.length, 20);
    assert.match(html, /Er is meer/);
  });

  it('is not for members', async () => {
    site.cookies.clear();
    await site.asMember('305', 'PX0AAF');
    assert.equal((await site.ask('/beheer/zoeken?q=301')).status, 303);
    assert.equal((await site.ask('/api/v1/search?q=301')).status, 403);
  });
});
