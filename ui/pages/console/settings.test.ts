import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { CATALOGUE } from '../../../src/config/catalogue.ts';
import { SETTING_GROUPS } from '../../../src/config/setting-groups.ts';
import { SiteUnderTest } from '../../../testkit/site-under-test.ts';
import { settingPageWords } from '../../words/console/settings.ts';

const PASSWORD = 'een paar lange woorden';
const PATH = '/beheer/systeem/instellingen';

let site: SiteUnderTest;
beforeEach(async () => {
  site = await SiteUnderTest.open();
  const { console } = site.desk;
  assert.ok((await console.administrators.addAdministrator({ name: 'kees', password: PASSWORD })).ok);
  await site.send('/inloggen', { method: 'password', name: 'kees', 'administrator-password': PASSWORD });
});
afterEach(() => site.close());

function holds(key: string): string {
  const found = site.desk.console.settings.list().find((one) => one.key === key);
  return found?.value ?? assert.fail(key);
}

/** Sends the form of a group as a browser would: every field of it, with what is filled in over it. */
async function save(html: string, filled: Readonly<Record<string, string>>) {
  const form = Object.fromEntries(
    [...html.matchAll(/<input type="hidden" name="(was-[^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [
      name ?? '',
      value ?? '',
    ]),
  );
  for (const [name, value] of Object.entries(form)) form[name.replace(/^was-/, 'set-')] = value;
  const csrf = /name="csrf" value="([^"]*)"/.exec(html)?.[1] ?? '';
  return site.ask(PATH, { form: { ...form, csrf, act: 'save', group: 'guard', ...filled } });
}

describe('settings in the console', () => {
  it('show every setting with what holds and where it came from, in both languages', async () => {
    for (const [at, from] of [
      [PATH, 'standaard'],
      [`/en${PATH}`, 'default'],
    ] as const) {
      const html = await site.page(at);
      for (const { key } of Object.values(CATALOGUE)) {
        const name =
          settingPageWords[at === PATH ? 'nl' : 'en'].names[key] ?? assert.fail(`no name for ${key}`);
        assert.ok(html.includes(name.replaceAll('&', '&amp;')), `${at}: ${key}`);
      }
      assert.match(html, new RegExp(from));
    }
    for (const group of SETTING_GROUPS)
      for (const words of Object.values(settingPageWords)) assert.ok(words.groups[group], group);
  });

  it('tell of those that need a restart which line to write in which file', async () => {
    const html = await site.page(PATH);
    assert.match(
      html,
      /Zet sip-port = &quot;…&quot; in [^<]*hamvoip\.toml|Zet sip-port = "…" in [^<]*hamvoip\.toml/,
    );
    assert.doesNotMatch(html, /name="set-sip-port"/);
    assert.doesNotMatch(html, /name="set-smtp-password-file"/);
  });

  it('are changed by a form without a script, and set back', async () => {
    const { status, headers } = await save(await site.page(PATH), { 'set-ban': '5/300/60' });
    assert.equal(status, 303);
    assert.match(String(headers['location']), /done=guard#guard$/);
    assert.equal(holds('ban'), '5/300/60');
    const html = await site.page(String(headers['location']));
    assert.match(html, /Bewaard\. Het geldt nu/);
    assert.match(html, /Gewijzigd door admin:kees/);
    assert.match(html, /Zet terug op 3\/300\/3600/);
    await save(html, { back: 'ban' });
    assert.equal(holds('ban'), '3/300/3600');
  });

  it('say beside the field what is wrong, keep what was filled in, and save nothing', async () => {
    const { status, body } = await save(await site.page(PATH), {
      'set-ban': '<b>drie</b>',
      'set-ban-site': '4',
    });
    assert.equal(status, 422);
    assert.match(body, /href="#set-ban">Deze waarde kan niet\. Toegestaan: pogingen/);
    assert.match(body, /value="&lt;b>drie&lt;\/b>"/);
    assert.doesNotMatch(body, /<b>drie/);
    assert.equal(holds('ban-site'), '0');
  });

  it('do not overwrite what somebody else changed meanwhile', async () => {
    const before = await site.page(PATH);
    await site.desk.console
      .by('admin:piet')
      .settings.change({ values: { ban: '4/300/60', 'ban-site': '8' } });
    const { status, body } = await save(before, { 'set-ban': '5/300/60' });
    assert.equal(status, 422);
    assert.match(body, /Iemand anders heeft deze instelling intussen gewijzigd[^<]*Nu: 4\/300\/60/);
    // What he left alone is shown as the other one left it.
    assert.match(body, /id="set-ban-site"[^>]*value="8"/);
    const again = await save(body, { 'set-ban': '5/300/60' });
    assert.equal(again.status, 303);
    assert.deepEqual([holds('ban'), holds('ban-site')], ['5/300/60', '8']);
  });

  it('never show a password, and keep it while its field is empty', async () => {
    await save(await site.page(PATH), { 'set-smtp-password': 'a long secret' });
    const html = await site.page(PATH);
    assert.doesNotMatch(html, /a long secret/);
    assert.match(html, /Er is een wachtwoord\. Het wordt nergens getoond/);
    await save(html, { 'set-smtp-password': '' });
    const [secret] = site.desk.console.settings.list().filter(({ isSecret }) => isSecret);
    assert.equal(secret?.isSet, true);
  });

  it('are not for members', async () => {
    site.cookies.clear();
    await site.asMember('305', 'PX0AAF');
    const { status, headers } = await site.ask(PATH);
    assert.deepEqual([status, /inloggen/.test(String(headers['location']))], [303, true]);
  });
});
