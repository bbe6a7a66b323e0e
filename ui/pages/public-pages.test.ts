import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { PROBLEM_HELP } from '../../src/cli/problem-help.ts';
import { SiteUnderTest } from '../../testkit/site-under-test.ts';
import { helpWords } from '../words/help.ts';

let site: SiteUnderTest;
before(async () => {
  site = await SiteUnderTest.open();
});
after(() => site.close());

describe('the house rules', () => {
  it('say all that a holder agrees to (H1 to H11), in both languages', async () => {
    const dutch = await site.page('/huisregels');
    for (const rule of [
      /hobbywerk en blijft dat/,
      /iedereen die inbelt hoort wat je zegt/,
      /instructie van een beheerder, voer die dan meteen/,
      /zonder aankondiging en zonder reden/,
      /Een garantie is dat niet/,
      /staan alleen in een PDF/,
      /De PDF heeft een wachtwoord/,
      /Geef de lijst en het wachtwoord niet door/,
      /binnen 5 minuten 3 keer .* 60 minuten niet aanmelden/,
      /adres ook bij de uitzonderingen zetten/,
      /We geven het aan niemand/,
    ]) {
      assert.match(dutch, rule);
    }
    const english = await site.page('/en/huisregels');
    assert.match(english, /no right to it/);
    const headings = (html: string) => [...html.matchAll(/<h2/g)].length;
    assert.equal(headings(dutch), headings(english));
  });
});

describe('the status page', () => {
  it('says whether the exchange takes calls, and counts', async () => {
    const html = await site.page('/status');
    // There is none behind this site.
    assert.match(html, /neemt nu geen gesprekken aan/);
    assert.match(html, /Toestellen bereikbaar/);
    assert.match(await site.page('/en/status'), /Dial 9055/);
  });
});

describe('the conference bridges', () => {
  it('are none in a new club', async () => {
    assert.match(await site.page('/conferenties'), /Er zijn nog geen bruggen/);
  });

  it('have number, name, how many are in them, and that they are not private', async () => {
    assert.ok(
      (await site.desk.console.conferences.add({ number: '900', name: '<b>Ronde</b>', pin: '424242' })).ok,
    );
    const html = await site.page('/en/conferenties');
    assert.match(html, />900</);
    assert.match(html, /&lt;b>Ronde&lt;\/b>/);
    assert.match(html, /Nobody in the bridge now/);
    assert.match(html, /You need a PIN/);
    assert.match(html, /Not private/);
    assert.doesNotMatch(html, /424242/);
  });
});

describe('the help', () => {
  it('has a page for every symptom, in both languages', async () => {
    const ids = helpWords.nl.symptoms.map(({ id }) => id);
    assert.deepEqual(
      helpWords.en.symptoms.map(({ id }) => id),
      ids,
    );
    assert.ok(ids.length >= 8);
    for (const id of ids) {
      await site.page(`/hulp/${id}`);
      await site.page(`/en/hulp/${id}`);
    }
    assert.equal((await site.ask('/hulp/er-is-geen-symptoom')).status, 404);
  });

  it('has a page for every code of a problem, which the problem itself points to', async () => {
    for (const { code, nl, en } of PROBLEM_HELP) {
      await site.desk.clock.advance(200);
      for (const [at, { why }] of [
        [`/hulp/${code}`, nl],
        [`/en/hulp/${code}`, en],
      ] as const) {
        const html = await site.page(at);
        assert.ok(html.includes(why.slice(0, 12).replaceAll('&', '&amp;').replaceAll('<', '&lt;')), at);
      }
    }
    const { type } = JSON.parse((await site.ask('/api/v1/nothing')).body);
    assert.match(await site.page(type), /route-unknown/);
    assert.match(await site.page('/en/hulp?q=hc-sys-003'), /href="\/en\/hulp\/HC-SYS-003"/);
    assert.match(await site.page('/hulp/hc-sys-003'), /Maak ruimte vrij: df -h/);
  });

  it('finds by what people call it', async () => {
    const html = await site.page('/hulp?q=SIP%20ALG');
    assert.match(html, /Gevonden op/);
    assert.match(html, /Mijn toestel meldt zich niet aan/);
    assert.doesNotMatch(html, /Het geluid hapert/);
  });

  it('says so when it finds nothing, whatever was asked', async () => {
    const html = await site.page(`/hulp?q=${encodeURIComponent('<script>alert(1)</script>')}`);
    assert.match(html, /Niets gevonden op “&lt;script/);
    assert.doesNotMatch(html, /<script>alert/);
  });
});

describe('pages that are owed', () => {
  it('are there in both languages', async () => {
    for (const path of ['/112', '/contact', '/privacy', '/toegankelijkheid']) {
      await site.page(path);
      await site.page(`/en${path}`);
    }
    assert.match(await site.page('/contact'), /href="mailto:info@club\.example"/);
  });
});
