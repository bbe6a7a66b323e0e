import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { StoreError } from '../../../src/store/store.ts';
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

  it('finds messages to members by subject and text, with where they stand', async () => {
    const { messages } = site.desk.console;
    const targets = { kind: 'all' } as const;
    const sent = await messages.write({
      subject: 'Antenneavond',
      text: 'Kom naar de mast.',
      targets,
      send: true,
    });
    const draft = await messages.write({ subject: 'Later', text: 'Over de MAST.', targets });
    assert.ok(sent.ok && draft.ok);
    const html = await found('mást');
    assert.match(html, /<h2>Berichten aan leden<\/h2>/);
    assert.match(
      html,
      new RegExp(`href="/beheer/berichten/${sent.value.id}">Antenneavond</a><span[^>]*> verstuurd, `),
    );
    assert.match(
      html,
      new RegExp(`href="/beheer/berichten/${draft.value.id}">Later</a><span[^>]*> concept, `),
    );
    assert.match(await found('antenneavond', '/en/beheer/zoeken'), /Messages to members/);
  });

  it('finds bans and suspensions that ended, apart from those that run, with when', async () => {
    const { bans, suspensions } = site.desk.console;
    assert.ok((await bans.lift('192.0.2.99')).ok);
    const suspended = await suspensions.suspend({ scope: ['301'], reason: 'Ruis op de lijn' });
    assert.ok(suspended.ok);
    assert.match(await found('ruis'), /<h2>Schorsingen<\/h2>/);
    assert.ok((await suspensions.lift(suspended.value.id)).ok);
    const ban = await found('192.0.2.99');
    assert.match(ban, /<h2>Afgelopen blokkades \(7 dagen\)<\/h2>/);
    assert.match(ban, /href="\/beheer\/blokkades#past">192\.0\.2\.99<\/a><span[^>]*> voorbij sinds /);
    assert.doesNotMatch(ban, /<h2>Blokkades<\/h2>/);
    assert.match(await site.page('/beheer/blokkades'), /id="past"/);
    const suspension = await found('ruis');
    assert.match(suspension, /<h2>Afgelopen schorsingen<\/h2>/);
    assert.match(
      suspension,
      /href="\/beheer\/schorsingen#past">301<\/a><span[^>]*> Ruis op de lijn, voorbij sinds /,
    );
    assert.match(await site.page('/beheer/schorsingen'), /id="past"/);
  });

  it('finds the ban of an IPv6 address, which is that of its network', async () => {
    const { bans } = site.desk.console;
    assert.ok((await bans.add('2001:db8:1:2::7', 3_600_000)).ok);
    assert.match(await found('2001:db8:1:2:aaaa::1'), /href="\/beheer\/blokkades">2001:db8:1:2::\/64</);
    assert.ok((await bans.lift('2001:db8:1:2::7')).ok);
    assert.match(await found('2001:db8:1:2:aaaa::1'), /href="\/beheer\/blokkades#past">2001:db8:1:2::\/64</);
  });

  it('finds what a code means, however it is typed', async () => {
    for (const wanted of ['HC-SYS-003', 'hc-sys-003', 'sys 003']) {
      assert.match(await found(wanted), /href="\/hulp\/HC-SYS-003">HC-SYS-003</, wanted);
    }
    const html = await found('number-taken', '/en/beheer/zoeken');
    assert.match(html, /<h2>What a code means<\/h2>/);
    assert.match(html, /href="\/en\/hulp\/number-taken">number-taken</);
    const answer = JSON.parse((await site.ask('/api/v1/search?q=HC-SYS-003')).body);
    assert.deepEqual(
      answer.found.map(({ kind, id }: { kind: string; id: string }) => [kind, id]),
      [['problem', 'HC-SYS-003']],
    );
  });

  it('says what could not be looked through, and shows what could', async () => {
    const { store } = site.desk;
    const busy = () => Promise.reject(new StoreError('busy', 'database is locked'));
    store.findEndedBans = busy;
    store.listSuspensions = busy;
    const html = await found('301');
    assert.match(html, /href="\/beheer\/extensies\/301">/);
    assert.match(html, /Onbekend: Schorsingen, Afgelopen blokkades \(7 dagen\), Afgelopen schorsingen/);
    const none = await found('nergens');
    assert.doesNotMatch(none, /Niets gevonden/);
    assert.match(none, /In wat we konden doorzoeken staat niets met “nergens”/);
    const answer = JSON.parse((await site.ask('/api/v1/search?q=301')).body);
    assert.deepEqual(answer.unknown, ['suspension', 'ended-ban', 'ended-suspension']);
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
