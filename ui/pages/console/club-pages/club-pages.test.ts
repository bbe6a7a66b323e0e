import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { SiteUnderTest } from '../../../../testkit/site-under-test.ts';

const PASSWORD = 'een paar lange woorden';
const RULES = '/beheer/paginas/house-rules';
const ATTACKS = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '[x](javascript:alert(1))',
  '![x](https://evil.example/a.gif)',
  '[y](https://a.example/ "\\" onmouseover=\\"alert(1)")',
  '[z][ref]',
  '[ref]: javascript:alert(1) "t"',
  '## <svg onload=alert(1)>',
  '- </li><script>alert(1)</script>',
  '`<script>alert(1)</script>`',
].join('\n\n');

let site: SiteUnderTest;
beforeEach(async () => {
  site = await SiteUnderTest.open();
  const { administrators } = site.desk.console;
  for (const name of ['kees', 'anne'])
    assert.ok((await administrators.addAdministrator({ name, password: PASSWORD })).ok);
  await logIn('kees');
});
afterEach(() => site.close());

async function logIn(name: string): Promise<void> {
  site.cookies.clear();
  const login = { method: 'password', name, 'administrator-password': PASSWORD };
  assert.equal((await site.send('/inloggen', login)).status, 303);
}

function revisionIn(html: string): string {
  return /name="revision" value="([^"]+)"/.exec(html)?.[1] ?? '';
}

/** Sends a form of the page with the revision it shows, and follows it. */
async function act(path: string, form: Readonly<Record<string, string>>): Promise<string> {
  const revision = revisionIn(await site.page(path));
  const { status, headers } = await site.send(path, { revision, ...form });
  assert.equal(status, 303, path);
  return site.page(String(headers['location']));
}

const CHANGED = { act: 'publish', 'change-nl': 'Korter', 'change-en': 'Shorter' };

describe('a text in the console', () => {
  it('is written, looked at and published, without a script', async () => {
    assert.match(await site.page('/beheer/paginas'), /Huisregels[\s\S]*Nog van geen versie is gevraagd/);
    const preview = await act(RULES, {
      act: 'save',
      nl: '# Kop\n\nIndien je **belt**.',
      en: 'When you call.',
    });
    assert.match(preview, /Je concept is bewaard/);
    assert.match(preview, /<h2>Kop<\/h2><p[^>]*>Indien je <strong>belt<\/strong>\.<\/p>/);
    assert.match(preview, /Moeilijk woord: “Indien”\. Makkelijker: “als”/);
    assert.match(preview, /2 zinnen, 4 woorden, gemiddeld 2 woorden per zin/);
    assert.match(await site.page('/huisregels'), /hobbywerk/);
    const done = await act(RULES, CHANGED);
    assert.match(done, /De nieuwe versie staat op de site/);
    assert.match(done, /Versie 2, .*, door kees/);
    const rules = await site.page('/huisregels');
    assert.match(rules, /Indien je <strong>belt/);
    assert.match(rules, /Versie 2, [^<]*Korter/);
    assert.doesNotMatch(rules, /hobbywerk|door kees/);
    assert.match(await site.page('/en/huisregels'), /When you call\.[\s\S]*Shorter/);
  });

  it('cannot leave out that 112 does not work and that bridges are not private', async () => {
    await act(RULES, { act: 'save', nl: '', en: '' });
    await act(RULES, CHANGED);
    const rules = await site.page('/huisregels');
    assert.match(rules, /112 en andere noodnummers werken hier niet/);
    assert.match(rules, /Een gesprek daar is niet privé/);
    assert.match(await site.page('/en/huisregels'), /not private/);
  });

  it('is text wherever it is shown, whatever it holds', async () => {
    const safe = (html: string, at: string) => {
      assert.doesNotMatch(
        html,
        /<script>|<img src=x|<svg onload|href="javascript|evil\.example\/a\.gif"|onmouseover="/,
        at,
      );
    };
    for (const page of ['house-rules', 'welcome', 'contact', 'privacy', 'accessibility', 'apply']) {
      const path = `/beheer/paginas/${page}`;
      safe(await act(path, { act: 'save', nl: ATTACKS, en: ATTACKS }), path);
      await act(path, { ...CHANGED, 'change-nl': '<script>alert(1)</script>' });
      for (const at of [path, `${path}/versies`, `${path}/versies/2`, `${path}/versies/1`])
        safe(await site.page(at), at);
    }
    let shown = 0;
    for (const at of [
      '/',
      '/en',
      '/huisregels',
      '/huisregels/versies',
      '/huisregels/versies/2',
      '/huisregels/versies/1',
      '/contact',
      '/privacy',
      '/toegankelijkheid',
      '/aanvragen',
    ]) {
      const html = await site.page(at);
      safe(html, at);
      if (html.includes('&lt;script>alert(1)')) shown += 1;
    }
    assert.ok(shown >= 8, `${shown}`);
  });

  it('of two who write at once keeps both: the second sees who was first, and his own text', async () => {
    const seen = revisionIn(await site.page(RULES));
    await logIn('anne');
    await act(RULES, { act: 'save', nl: 'Van Anne', en: 'Of Anne' });
    await logIn('kees');
    const { status, body } = await site.send(RULES, {
      act: 'save',
      revision: seen,
      nl: 'Van Kees',
      en: 'Of Kees',
    });
    assert.equal(status, 422);
    assert.match(body, /Intussen wijzigde anne deze tekst/);
    assert.match(body, /<textarea[^>]*>Van Kees<\/textarea>/);
    assert.match(body, /<pre[^>]*>Van Anne<\/pre>/);
    const again = await site.send(RULES, {
      act: 'save',
      revision: revisionIn(body),
      nl: 'Van beiden',
      en: '',
    });
    assert.equal(again.status, 303);
    assert.match(await site.page(RULES), />Van beiden<\/textarea>/);
  });

  it('says what is missing before it is published, and keeps the draft', async () => {
    await act(RULES, { act: 'save', nl: 'Nieuw', en: 'New' });
    const revision = revisionIn(await site.page(RULES));
    const { status, body } = await site.send(RULES, {
      act: 'publish',
      revision,
      'change-nl': 'Nieuw',
      'change-en': '',
    });
    assert.equal(status, 422);
    assert.match(body, /Vertel in één regel wat er veranderde/);
    assert.match(body, /name="change-nl"[^>]*value="Nieuw"|value="Nieuw"[^>]*name="change-nl"/);
    const dropped = await act(RULES, { act: 'drop' });
    assert.match(dropped, /Het concept is weg/);
    assert.doesNotMatch(dropped, /Zo komt het eruit te zien/);
  });

  it('goes back to an earlier version and to the first text, and says what changed since', async () => {
    await act('/beheer/paginas/contact', { act: 'save', nl: 'Mail ons.', en: 'Mail us.' });
    await act('/beheer/paginas/contact', CHANGED);
    const old = await site.page('/beheer/paginas/contact/versies/1');
    assert.match(old, /Achter deze centrale zitten vrijwilligers[\s\S]*<ins>/);
    const form = { act: 'restore', from: '1', 'change-nl': 'Terug', 'change-en': 'Back' };
    assert.match(await act('/beheer/paginas/contact/versies/1', form), /De nieuwe versie staat op de site/);
    assert.match(await site.page('/contact'), /Achter deze centrale zitten vrijwilligers/);
    const reset = { ...form, from: 'seed' };
    assert.match(await act('/beheer/paginas/contact/versies', reset), />4<\/a>/);
    assert.equal((await site.ask('/beheer/paginas/koffie')).status, 404);
    assert.equal((await site.ask('/beheer/paginas/contact/versies/99')).status, 404);
  });
});

describe('earlier house rules', () => {
  it('are for everyone, with what changed', async () => {
    await act(RULES, { act: 'save', nl: 'Wees aardig.', en: 'Be kind.' });
    await act(RULES, CHANGED);
    site.cookies.clear();
    assert.match(await site.page('/huisregels/versies'), /Versie 2[\s\S]*geldt nu[\s\S]*Versie 1/);
    const old = await site.page('/huisregels/versies/1');
    assert.match(old, /Dit is een oude versie\. Nu geldt versie 2/);
    assert.match(old, /hobbywerk/);
    const now = await site.page('/en/huisregels/versies/2');
    assert.match(now, /What changed since version 1[\s\S]*<ins>[\s\S]*Be kind/);
    assert.equal((await site.ask('/huisregels/versies/3')).status, 404);
    assert.equal((await site.ask('/huisregels/versies/x')).status, 404);
  });
});

describe('a member and new house rules', () => {
  it('is asked on his pages, says yes with one press, and comes back to where he was', async () => {
    await act(RULES, { act: 'save', nl: 'Wees aardig.', en: 'Be kind.' });
    await act(RULES, { ...CHANGED, confirm: 'yes' });
    site.cookies.clear();
    await site.asMember();
    for (const path of ['/mijn', '/mijn/toestellen', '/en/mijn/gegevens']) {
      assert.match(
        await site.page(path),
        /De huisregels zijn veranderd \(versie 2\)|The house rules have changed \(version 2\)/,
        path,
      );
    }
    const form = { act: 'confirm', version: '2', back: '/mijn/toestellen' };
    const { status, headers } = await site.send('/mijn/huisregels', form);
    assert.deepEqual([status, headers['location']], [303, '/mijn/toestellen']);
    assert.doesNotMatch(await site.page('/mijn/toestellen'), /huisregels zijn veranderd/);
    assert.match(await site.page('/mijn/gegevens'), /Je bevestigde versie 2 op/);
    await logIn('kees');
    assert.match(await site.page('/beheer/paginas'), /Versie 2: 1 van de 1 extensies/);
  });

  it('says yes to what he read only, and is sent nowhere else', async () => {
    await act(RULES, { act: 'save', nl: 'Wees aardig.', en: 'Be kind.' });
    await act(RULES, { ...CHANGED, confirm: 'yes' });
    site.cookies.clear();
    await site.asMember();
    const late = await site.send('/mijn/huisregels', { act: 'confirm', version: '1' });
    assert.equal(late.status, 422);
    assert.match(late.body, /veranderden intussen nog een keer/);
    const form = { act: 'confirm', version: '2', back: '//evil.example/' };
    const { headers } = await site.send('/mijn/huisregels', form);
    assert.equal(headers['location'], '/mijn/huisregels?done=confirmed');
    assert.match(await site.page('/mijn/huisregels?done=confirmed'), /Bedankt/);
  });

  it('who applies while they change reads them again', async () => {
    await act(RULES, { act: 'save', nl: 'Wees aardig.', en: 'Be kind.' });
    await act(RULES, CHANGED);
    site.cookies.clear();
    const form = {
      callsign: 'PX0NEW',
      name: 'Anne',
      email: 'anne@example.net',
      rules: 'yes',
      emergency: 'yes',
    };
    const late = await site.send('/aanvragen', { ...form, 'rules-version': '1' });
    assert.equal(late.status, 422);
    assert.match(late.body, /De huisregels zijn net veranderd/);
    assert.match(late.body, /name="rules-version" value="2"/);
    assert.equal((await site.send('/aanvragen', { ...form, 'rules-version': '2' })).status, 303);
  });
});
