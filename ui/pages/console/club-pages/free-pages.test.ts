import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { SiteUnderTest } from '../../../../testkit/site-under-test.ts';

const PASSWORD = 'een paar lange woorden';
const LIST = '/beheer/paginas';
const PAGE = '/beheer/paginas/club:velddag';
const WISH = {
  act: 'make',
  id: 'velddag',
  'title-nl': 'Velddag',
  'title-en': 'Field day',
  audience: 'everyone',
  place: 'menu',
};
const TEXT = { nl: 'We staan op de **hei**.\n\n## Meenemen\n\n- Laarzen', en: 'We are on the heath.' };

let site: SiteUnderTest;
beforeEach(async () => {
  site = await SiteUnderTest.open();
  const added = await site.desk.console.administrators.addAdministrator({ name: 'kees', password: PASSWORD });
  assert.ok(added.ok);
  await logIn();
});
afterEach(() => site.close());

async function logIn(): Promise<void> {
  site.cookies.clear();
  const login = { method: 'password', name: 'kees', 'administrator-password': PASSWORD };
  assert.equal((await site.send('/inloggen', login)).status, 303);
}

/** Sends a form of the page with the revision it shows, and follows it. */
async function act(path: string, form: Readonly<Record<string, string>>): Promise<string> {
  const revision = /name="revision" value="([^"]+)"/.exec(await site.page(path))?.[1];
  const { status, headers } = await site.send(path, { ...(revision !== undefined && { revision }), ...form });
  assert.equal(status, 303, path);
  return site.page(String(headers['location']));
}

async function publish(path = PAGE, text: { nl: string; en: string } = TEXT): Promise<void> {
  await act(path, { act: 'save', ...text });
  await act(path, { act: 'publish', 'change-nl': 'Nieuw', 'change-en': 'New' });
}

async function asVisitor<Result>(look: () => Promise<Result>): Promise<Result> {
  site.cookies.clear();
  const result = await look();
  await logIn();
  return result;
}

describe('a page of the club’s own', () => {
  it('is made, written and published without a script, and stands in the menu in both languages', async () => {
    const made = await act(`${LIST}/nieuw`, WISH);
    assert.match(made, /De pagina is gemaakt/);
    assert.match(made, /<h1>Velddag<\/h1>/);
    assert.match(made, /Nog niet op de site/);
    assert.doesNotMatch(made, /Bekijk op de site/);
    const preview = await act(PAGE, { act: 'save', ...TEXT });
    assert.match(preview, /We staan op de <strong>hei<\/strong>/);
    assert.match(preview, /value="De pagina is nieuw\."/);
    assert.equal((await asVisitor(() => site.ask('/club/velddag'))).status, 404);
    await act(PAGE, { act: 'publish', 'change-nl': 'De pagina is nieuw.', 'change-en': 'The page is new.' });
    await asVisitor(async () => {
      const html = await site.page('/club/velddag');
      assert.equal(html.match(/<h1/g)?.length, 1);
      assert.match(html, /<title>Velddag · Club Example<\/title>/);
      assert.match(html, /<h1>Velddag<\/h1>[\s\S]*<h2>Meenemen<\/h2>/);
      assert.match(html, /href="\/club\/velddag" aria-current="page"/);
      assert.match(await site.page('/en/contact'), /href="\/en\/club\/velddag">[\s\S]*?<span>Field day</);
      assert.match(await site.page('/en/club/velddag'), /<h1>Field day<\/h1>[\s\S]*on the heath/);
    });
    assert.match(await site.page('/club/velddag'), /Wijzig deze pagina/);
  });

  it('is shown in the other language when it says nothing in this one', async () => {
    await act(`${LIST}/nieuw`, WISH);
    await publish(PAGE, { nl: 'Alleen zo.', en: '' });
    const html = await site.page('/en/club/velddag');
    assert.match(html, /there in Dutch only[\s\S]*lang="nl"[\s\S]*Alleen zo\./);
  });

  it('keeps what was filled in when it is refused, and says so at the field', async () => {
    const wrong: readonly [Readonly<Record<string, string>>, RegExp][] = [
      [{ id: 'Vel dag' }, /id="id-error"[\s\S]*2 tot 40 letters en cijfers/],
      [{ 'title-en': ' ' }, /id="title-en-error"[\s\S]*1 tot 60 tekens/],
      [{ 'title-nl': 'x'.repeat(61) }, /id="title-nl-error"/],
    ];
    for (const [bad, says] of wrong) {
      const { status, body } = await site.send(`${LIST}/nieuw`, { ...WISH, ...bad });
      assert.equal(status, 422);
      assert.match(body, says);
      assert.match(body, /value="everyone" checked/);
    }
    await act(`${LIST}/nieuw`, WISH);
    // Later than a second press of the same button.
    await site.desk.clock.advance(10_000);
    const twice = await site.send(`${LIST}/nieuw`, WISH);
    assert.equal(twice.status, 422);
    assert.match(twice.body, /Er is of was al een pagina met dit adres/);
  });

  it('moves up and down', async () => {
    for (const id of ['een', 'twee']) {
      await act(`${LIST}/nieuw`, { ...WISH, id, 'title-nl': id });
      await publish(`${LIST}/club:${id}`);
    }
    assert.match(
      await act(LIST, { act: 'move', page: 'club:twee', position: '1' }),
      /De volgorde is gewijzigd[\s\S]*\/club\/twee[\s\S]*\/club\/een/,
    );
    assert.match(await site.page('/contact'), /\/club\/twee[\s\S]*\/club\/een/);
  });

  it('for members is not there for others, who are told that they may log in', async () => {
    await act(`${LIST}/nieuw`, { ...WISH, audience: 'members' });
    await publish();
    await asVisitor(async () => {
      const hidden = await site.ask('/club/velddag');
      const missing = await site.ask('/club/nergens');
      assert.deepEqual([hidden.status, missing.status], [404, 404]);
      assert.equal(hidden.body.replaceAll('velddag', 'nergens'), missing.body);
      assert.match(hidden.body, /href="\/inloggen\?next=%2Fclub%2Fvelddag"/);
      assert.doesNotMatch(await site.page('/'), /club\/velddag/);
      const password = await site.asMember();
      assert.match(await site.page('/club/velddag'), /Alleen voor leden[\s\S]*op de <strong>hei/);
      assert.match(await site.page('/mijn'), /href="\/club\/velddag"/);
      // Who logs in from there comes back.
      site.cookies.clear();
      const back = { method: 'extension', number: '301', password };
      const { headers } = await site.send('/inloggen?next=%2Fclub%2Fvelddag', back);
      assert.equal(headers['location'], '/club/velddag');
    });
    await act(`${PAGE}/instellen`, { ...WISH, act: 'change', audience: 'everyone', place: 'link' });
    await asVisitor(async () => {
      await site.page('/club/velddag');
      assert.doesNotMatch(await site.page('/'), /club\/velddag/);
    });
  });

  it('that was removed says so to visitors, and comes back with its text', async () => {
    await act(`${LIST}/nieuw`, WISH);
    await publish();
    assert.match(
      await act(`${PAGE}/instellen`, { act: 'remove' }),
      /De pagina is van de site[\s\S]*Zet de pagina terug/,
    );
    for (const [path, says] of [
      ['/club/velddag', /Deze pagina is weg/],
      ['/en/club/velddag', /This page is gone/],
    ] as const) {
      const { status, body } = await asVisitor(() => site.ask(path));
      assert.equal(status, 410);
      assert.match(body, says);
      assert.doesNotMatch(body, /Laarzen|heath/);
    }
    assert.match(await site.page(LIST), /Weggehaald \(1\)[\s\S]*club:velddag\/instellen/);
    assert.doesNotMatch(await site.page(PAGE), /<textarea/);
    assert.match(await site.page(`${PAGE}/versies/1`), /op de <strong>hei/);
    assert.match(await act(`${PAGE}/instellen`, { act: 'back' }), /De pagina is terug/);
    assert.match(await asVisitor(() => site.page('/club/velddag')), /op de <strong>hei/);
  });

  it('is text wherever it is shown, whatever it and its title hold', async () => {
    const attack = '"><script>alert(1)</script>';
    await act(`${LIST}/nieuw`, { ...WISH, 'title-nl': attack, 'title-en': attack });
    await publish(PAGE, { nl: `${attack}\n\n[x](javascript:alert(1))`, en: attack });
    for (const path of [LIST, PAGE, `${PAGE}/instellen`, `${PAGE}/versies`, '/club/velddag', '/']) {
      const html = await site.page(path);
      assert.doesNotMatch(html, /<script>alert|href="javascript/, path);
      assert.match(html, /&lt;script>alert/, path);
    }
  });

  it('is not found where there is none, nor where a name is none of a page', async () => {
    for (const path of [
      `${LIST}/club:nergens`,
      `${LIST}/club:nergens/versies`,
      `${LIST}/club:nergens/instellen`,
      `${LIST}/contact/instellen`,
      '/club/-',
      '/club/a%2Fb',
      '/club/__proto__',
    ])
      assert.equal((await site.ask(path)).status, 404, path);
  });
});

describe('a version that is withdrawn', () => {
  const CONTACT = `${LIST}/contact`;

  it('is withdrawn on its page with a reason, and the one before is on the site', async () => {
    await publish(CONTACT, { nl: 'Bel ons.', en: 'Call us.' });
    const refused = await site.send(`${CONTACT}/versies/2`, {
      act: 'withdraw',
      reason: '',
      revision: '2-published',
    });
    assert.equal(refused.status, 422);
    assert.match(refused.body, /id="reason-error"[\s\S]*Vertel in één regel waarom/);
    const done = await act(`${CONTACT}/versies/2`, { act: 'withdraw', reason: 'Het nummer klopt niet' });
    assert.match(done, /De versie staat niet meer op de site/);
    assert.match(done, /Ingetrokken op [^<]* door kees/);
    assert.doesNotMatch(done, /name="act" value="withdraw"/);
    assert.match(done, /name="act" value="restore"/);
    assert.match(await site.page('/contact'), /Achter deze centrale zitten vrijwilligers/);
    assert.match(await site.page(`${CONTACT}/versies`), /Ingetrokken op[\s\S]*staat op de site/);
    assert.match(await site.page('/beheer/logboek'), /page\.withdraw[\s\S]*reason: Het nummer klopt niet/);
    assert.doesNotMatch(await site.page(`${CONTACT}/versies/1`), /value="withdraw"/);
  });

  it('of a page of the club’s own leaves it a draft', async () => {
    await act(`${LIST}/nieuw`, WISH);
    await publish();
    await act(`${PAGE}/versies/1`, { act: 'withdraw', reason: 'Te vroeg' });
    assert.match(await site.page(PAGE), /Nog niet op de site[\s\S]*Zo komt het eruit te zien[\s\S]*hei/);
    assert.equal((await asVisitor(() => site.ask('/club/velddag'))).status, 404);
  });

  it('of the house rules is named to everyone and read by no visitor; who said yes reads that it was withdrawn', async () => {
    const RULES = `${LIST}/house-rules`;
    await act(RULES, { act: 'save', nl: 'Twee.', en: 'Two.' });
    await act(RULES, { act: 'publish', 'change-nl': 'Kort', 'change-en': 'Short', confirm: 'yes' });
    site.cookies.clear();
    const password = await site.asMember();
    await site.send('/mijn/huisregels', { act: 'confirm', version: '2' });
    await logIn();
    await act(RULES, { act: 'save', nl: 'Drie.', en: 'Three.' });
    await act(RULES, { act: 'publish', 'change-nl': 'Korter', 'change-en': 'Shorter', confirm: 'yes' });
    site.cookies.clear();
    await site.logIn('301', password);
    assert.match(await site.page('/mijn'), /De huisregels zijn veranderd \(versie 3\)/);
    await site.desk.clock.advance(1_000);
    await site.send('/mijn/huisregels', { act: 'confirm', version: '3' });
    await logIn();
    await act(`${RULES}/versies/3`, { act: 'withdraw', reason: 'Klopt niet' });
    site.cookies.clear();
    const versions = await site.page('/huisregels/versies');
    assert.match(versions, /Versie 3,[^<]*Ingetrokken op/);
    assert.doesNotMatch(versions, /versies\/3|Korter/);
    assert.match(versions, /versies\/2"[\s\S]*geldt nu/);
    const gone = await site.ask('/huisregels/versies/3');
    assert.equal(gone.status, 410);
    assert.match(gone.body, /Deze versie is ingetrokken/);
    assert.doesNotMatch(gone.body, /Drie\./);
    assert.match(await site.page('/huisregels'), /Twee\./);
    await site.logIn('301', password);
    assert.doesNotMatch(await site.page('/mijn'), /huisregels zijn veranderd/);
    const own = await site.page('/mijn/huisregels');
    assert.match(own, /Je bevestigde versie 3 op[^<]*Die versie is later ingetrokken/);
    assert.match(own, /Je bevestigde versie 2 op/);
    assert.doesNotMatch(own, /name="act" value="confirm"/);
  });
});
