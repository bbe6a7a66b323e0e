import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { OFFLINE } from '../../../src/exchange/administration/live-exchange.ts';
import type { RoomParticipant } from '../../../src/exchange/console/conferences.ts';
import type { RegistrationView } from '../../../src/exchange/console/extensions.ts';
import { inRoom } from '../../../testkit/in-room.ts';
import { SiteUnderTest } from '../../../testkit/site-under-test.ts';

const PHONE: RegistrationView = {
  contactUri: 'sip:301@192.168.1.20',
  transport: 'udp',
  userAgent: 'Yealink SIP-T46S 66.86.0.15',
  registeredAtMs: 0,
  expiresAtMs: 3_600_000,
  reachable: true,
  roundTripMs: 41.2,
  silentSinceMs: null,
  routerSigns: [],
};

/** Who is in the bridge. */
let room: RoomParticipant[];
let site: SiteUnderTest;
/** What is registered. */
let phones: RegistrationView[];
let password: string;
beforeEach(async () => {
  phones = [];
  room = [];
  const live = {
    ...OFFLINE,
    registrationsOf: () => phones,
    room: () => ({ isLocked: false, isMuted: false, participants: room }),
  };
  site = await SiteUnderTest.open({ live });
  password = await site.asMember();
});
afterEach(() => site.close());

describe('today', () => {
  it('leads somebody without a phone to his first one', async () => {
    const html = await site.page('/mijn');
    assert.match(html, /Je bent niet bereikbaar/);
    assert.match(html, /Stel je eerste toestel in/);
    assert.match(html, /In 0 van de 24 uren meldde een toestel zich/);
  });

  it('says that one can be reached, by which phone, since when and how fast', async () => {
    phones = [PHONE];
    const html = await site.page('/en/mijn');
    for (const said of [/You are reachable/, /Yealink SIP-T46S/, /since/, /there and back 41 ms/, />301</])
      assert.match(html, said);
    assert.doesNotMatch(html, /192\.168/);
  });

  it('shows all there is, however often somebody looks', async () => {
    for (let look = 0; look < 60; look += 1) {
      const html = await site.page('/mijn');
      assert.match(html, />301</, `look ${look}`);
      assert.doesNotMatch(html, /class="not-known"/);
    }
  });

  it('tells of a suspension no more than the administrator chose', async () => {
    const { console } = site.desk;
    assert.ok((await console.suspensions.suspend({ scope: ['301'], reason: 'ruzie', untilShown: false })).ok);
    // Whoever is cut off is logged out; he may come in to read why.
    site.cookies.clear();
    site.desk.clock.jumpWallTime(1_000);
    await site.logIn('301', password);
    const html = await site.page('/mijn');
    assert.match(html, /Je extensie is buiten gebruik/);
    assert.doesNotMatch(html, /ruzie|Tot /);
  });

  it('shows a ban of the address that asks, with the way to ask for lifting it', async () => {
    await site.desk.console.bans.add('192.0.2.7', 43 * 60_000);
    assert.match(await site.page('/mijn'), /Je internetadres is geblokkeerd tot/);
    assert.match(await site.page('/mijn/blokkade'), /nog 43 minuten/);
    const asked = await site.send('/mijn/blokkade', {
      act: 'ask',
      entry: '192.0.2.7',
      note: 'oud wachtwoord in het toestel',
    });
    assert.equal(asked.status, 303);
    const requests = await site.desk.console.whitelist.listRequests();
    assert.ok(requests.ok);
    assert.deepEqual(
      requests.value.map(({ entry, extension, state }) => [entry, extension, state]),
      [['192.0.2.7', '301', 'open']],
    );
    assert.match(await site.page('/mijn/blokkade'), /wacht op de beheerder/);
  });
});

describe('a new phone', () => {
  it('is set up in three steps, its password shown once with the values of its guide', async () => {
    assert.match(await site.page('/mijn/toestellen/nieuw'), /device=yealink/);
    const path = '/mijn/toestellen/nieuw?device=yealink';
    assert.match(await site.page(path), /Hoe noem je dit toestel/);
    const made = await site.send(path, { act: 'make', name: 'shack' });
    assert.equal(made.status, 200);
    assert.match(made.body, /Auto Provision Now/);
    assert.match(made.body, /\/p\/[a-z2-7]{32}\/</);
    assert.match(made.body, /Server Host/);
    assert.match(made.body, /We wachten op je toestel/);
    assert.match(made.body, /maar één keer/);
    const phonesPage = await site.page('/mijn/toestellen');
    assert.match(phonesPage, /shack/);
    const id = /name="id" value="([^"]+)"/.exec(phonesPage)?.[1] ?? '';
    assert.equal((await site.send('/mijn/toestellen', { act: 'remove', id })).status, 303);
    assert.doesNotMatch(await site.page('/mijn/toestellen'), /shack/);
  });

  it('of a family without settings file is filled in by hand; an app scans its address', async () => {
    const typed = await site.send('/mijn/toestellen/nieuw?device=fritzbox', { act: 'make', name: 'thuis' });
    assert.match(typed.body, /Vul dit in je toestel in/);
    assert.doesNotMatch(typed.body, /Insteladres/);
    const app = await site.send('/mijn/toestellen/nieuw?device=linphone', { act: 'make', name: 'mobiel' });
    assert.match(app.body, /linphone\.xml/);
    assert.match(app.body, /<img src="data:image\/svg/);
  });

  it('has a short password when it takes no long one, and a name of its own', async () => {
    const path = '/mijn/toestellen/nieuw?device=other';
    const made = await site.send(path, { act: 'make', name: 'oud', short: 'yes' });
    const secret = /class="mono secret">(.*?)<\/span><\/span>/.exec(made.body)?.[1] ?? '';
    assert.equal(secret.replaceAll(/<[^>]+>/g, '').length, 10);
    const again = await site.send(path, { act: 'make', name: 'oud' });
    assert.equal(again.status, 422);
    assert.match(again.body, /Die naam heb je al gebruikt/);
  });

  it('is waited for without a script, too, by loading the page again', async () => {
    const made = await site.send('/mijn/toestellen/nieuw?device=other', { act: 'make', name: 'wachter' });
    const [, path = ''] = /href="([^"]*wachten[^"]*)"/.exec(made.body) ?? [];
    assert.match(await site.page(path.replaceAll('&amp;', '&')), /<meta http-equiv="refresh" content="5"/);
  });
});

describe('the diagnosis', () => {
  it('names the piece and one next step', async () => {
    assert.match(await site.page('/mijn/diagnose'), /We zien je toestel helemaal niet/);
    phones = [{ ...PHONE, routerSigns: ['contact-rewritten'] }];
    const router = await site.page('/mijn/diagnose');
    assert.match(router, /SIP ALG/);
    assert.match(router, /waarschijnlijk, niet zeker/);
    phones = [PHONE];
    assert.match(await site.page('/mijn/diagnose'), /Je toestel werkt/);
  });

  it('sends an administrator a report without an address', async () => {
    await site.desk.console.bans.add('192.0.2.7', 60_000);
    const html = await site.page('/mijn/diagnose');
    const [, mail = ''] = /href="mailto:info@club\.example\?([^"]+)"/.exec(html) ?? [];
    assert.match(decodeURIComponent(mail), /Hulp gevraagd voor extensie 301/);
    assert.doesNotMatch(decodeURIComponent(mail), /192\.0\.2/);
  });
});

describe('the other pages of a member', () => {
  it('keep calls or do not, as he likes', async () => {
    assert.match(await site.page('/mijn/gesprekken'), /Nog geen gesprekken/);
    await site.send('/mijn/gesprekken', { act: 'stop' });
    assert.match(await site.page('/mijn/gesprekken'), /worden niet bewaard/);
    await site.send('/mijn/gesprekken', { act: 'start' });
    assert.match(await site.page('/mijn/gesprekken'), /Nog geen gesprekken/);
  });

  it('show an instruction, and let him say that it is done where the exchange cannot see it', async () => {
    const given = await site.desk.console.instructions.add({
      text: 'Zet het toestel in de shack uit.',
      targets: { kind: 'extensions', numbers: ['301'] },
      checks: [],
    });
    assert.ok(given.ok);
    assert.match(await site.page('/mijn'), /Je hebt een instructie/);
    const html = await site.page('/mijn/berichten');
    assert.match(html, /Zet het toestel in de shack uit/);
    const id = /name="id" value="([^"]+)"/.exec(html)?.[1] ?? '';
    assert.equal((await site.send('/mijn/berichten', { act: 'done', id })).status, 303);
    assert.match(await site.page('/mijn/berichten'), /gedaan/);
  });

  it('show what is kept, change what is shown, and end the extension for who types its number', async () => {
    assert.match(await site.page('/mijn/gegevens'), /jan@example\.net/);
    await site.send('/mijn/gegevens', { act: 'shown', 'caller-id': 'number' });
    const shown = site.desk.console.extensions.show('301');
    assert.ok(shown.ok);
    assert.equal(shown.value.callerId, 'number');
    const wrong = await site.send('/mijn/gegevens', { act: 'leave', confirm: '302' });
    assert.match(wrong.body, /Dat is niet je nummer/);
    const left = await site.send('/mijn/gegevens', { act: 'leave', confirm: '301' });
    assert.match(left.body, /Je extensie is gestopt/);
    assert.equal(site.desk.console.extensions.list().length, 0);
  });

  it('count who is in the bridges, and name who agreed to that', async () => {
    const { console } = site.desk;
    assert.ok((await console.extensions.add({ number: '302', callsign: 'PX0AAB', name: 'Piet' })).ok);
    assert.ok((await console.conferences.add({ number: '900', name: 'Ronde' })).ok);
    room = [inRoom('302', { isTalking: true })];
    const html = await site.page('/mijn/live');
    assert.match(html, /Er is 1 mens in een brug.*Er wordt gesproken/s);
    assert.doesNotMatch(html, /PX0AAB|302|Piet/);
    assert.ok((await console.members.setCompany('302', '2026-11')).ok);
    const shown = await site.page('/en/mijn/live');
    assert.match(shown, /PX0AAB.*talking/s);
    assert.doesNotMatch(shown, /302|Piet/);
  });

  it('let him be seen in bridges once he agreed, with the date, and until he takes it back', async () => {
    assert.match(await site.page('/mijn/gegevens'), /Niemand ziet wie je bent.*mijn roepletters zien/s);
    const yes = await site.send('/mijn/gegevens', { act: 'company', shown: 'yes', version: '2026-11' });
    assert.equal(yes.status, 303);
    assert.match(await site.page('/mijn/gegevens'), /Je stemde toe op do 1 jan, 01\.00 uur/);
    assert.equal(site.desk.console.members.callsignForMembers('301'), 'PX0AAA');
    await site.send('/mijn/gegevens', { act: 'company', shown: 'no' });
    assert.match(await site.page('/mijn/gegevens'), /Niemand ziet wie je bent/);
  });

  it('are none of an administrator', async () => {
    const password = 'een paar lange woorden';
    assert.ok((await site.desk.console.administrators.addAdministrator({ name: 'kees', password })).ok);
    site.cookies.clear();
    await site.send('/inloggen', { method: 'password', name: 'kees', 'administrator-password': password });
    assert.equal((await site.ask('/mijn')).headers['location'], '/beheer');
  });
});
