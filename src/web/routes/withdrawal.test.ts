import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { type Browser, PeopleDesk } from '../../../testkit/people-desk.ts';
import { put } from '../../exchange/tables/ledger.ts';

const CHANGE = { nl: 'Anders', en: 'Other' };

let people: PeopleDesk;
let kees: Browser;

beforeEach(async () => {
  people = await PeopleDesk.open();
  await people.addAdministrator();
  kees = await people.administrator();
});
afterEach(() => people.close());

const editOf = async (page: string) => (await kees.ask('GET', `/pages/${page}/draft`)).body;
const visitor = (path: string) => people.browser().ask('GET', path);

async function publish(page: string, text: string, asksConfirmation = false) {
  await people.clock.advance(1_000);
  const { revision } = await editOf(page);
  const body = { text: { nl: text, en: text }, change: CHANGE, asksConfirmation, revision };
  const published = await kees.ask('POST', `/pages/${page}/versions`, body);
  assert.equal(published.status, 201);
  return published.body;
}

async function withdraw(page: string, version: number, reason = 'Er stond een naam in') {
  const { revision } = await editOf(page);
  return kees.ask('POST', `/pages/${page}/versions/${version}/withdrawal`, { reason, revision });
}

describe('a published text that is withdrawn', () => {
  it('makes room for the version before, and at last for the text of the beginning', async () => {
    const first = (await visitor('/pages/contact')).body.text;
    await publish('contact', 'twee');
    await publish('contact', 'drie');
    const back = await withdraw('contact', 3);
    assert.deepEqual([back.status, back.body.current.version], [200, 2]);
    assert.equal((await visitor('/pages/contact')).body.text.nl, 'twee');
    assert.equal((await withdraw('contact', 2)).body.current.version, 1);
    assert.deepEqual((await visitor('/pages/contact')).body.text, first);
    // Numbers are not given twice.
    assert.equal((await publish('contact', 'vier')).current.version, 4);
  });

  it('is kept with who did it and when, can be read and put back by administrators, and the log says why', async () => {
    await publish('contact', 'twee');
    await publish('contact', 'drie');
    const reason = '  Er stond een  naam in.\nVan een lid. ';
    assert.equal((await withdraw('contact', 3, reason)).status, 200);
    const row = await people.console.audit.list({ limit: 1 });
    assert.ok(row.ok);
    const { actor, action, target, detail } = row.value[0] ?? assert.fail();
    assert.deepEqual(
      [actor, action, target, detail],
      [
        'admin:kees',
        'page.withdraw',
        'contact',
        { version: 3, reason: 'Er stond een  naam in. Van een lid.' },
      ],
    );
    const { items } = (await kees.ask('GET', '/pages/contact/history')).body;
    assert.deepEqual(
      items.map((item: { version: number; withdrawnBy: string | null }) => [item.version, item.withdrawnBy]),
      [
        [3, 'admin:kees'],
        [2, null],
        [1, null],
      ],
    );
    assert.equal((await kees.ask('GET', '/pages/contact/history/3')).body.text.nl, 'drie');
    const { revision } = await editOf('contact');
    const restored = await kees.ask('POST', '/pages/contact/versions', { from: 3, change: CHANGE, revision });
    assert.deepEqual([restored.body.current.version, restored.body.current.text.nl], [4, 'drie']);
  });

  it('needs a reason, is withdrawn once, and is no text that nobody here published', async () => {
    await publish('contact', 'twee');
    for (const reason of ['', ' \n ', 'x'.repeat(301)]) {
      assert.equal((await withdraw('contact', 2, reason)).code, 'withdrawal-reason-missing');
    }
    assert.equal((await withdraw('contact', 1)).code, 'version-kept');
    assert.equal((await withdraw('welcome', 1)).code, 'version-kept');
    assert.equal((await withdraw('contact', 9)).code, 'not-found');
    assert.equal((await withdraw('contact', 2)).status, 200);
    const again = await withdraw('contact', 2);
    assert.deepEqual([again.status, again.code], [410, 'page-gone']);
    assert.equal(
      (await people.browser().ask('POST', '/pages/contact/versions/2/withdrawal', {})).status,
      401,
    );
  });

  it('is not withdrawn by who did not see what is there now, nor does another’s draft go with it', async () => {
    await publish('contact', 'twee');
    const { revision } = await editOf('contact');
    const draft = { text: { nl: 'Van Anne', en: '' }, revision };
    assert.equal((await kees.ask('PUT', '/pages/contact/draft', draft)).status, 200);
    const late = { reason: 'Fout', revision };
    const refused = await kees.ask('POST', '/pages/contact/versions/2/withdrawal', late);
    assert.deepEqual([refused.status, refused.code], [409, 'page-changed']);
    const { body } = await withdraw('contact', 2);
    assert.deepEqual([body.current.version, body.draft.text.nl], [1, 'Van Anne']);
    // Who read version 1 before there was a second one did not see this.
    assert.notEqual(body.revision.split('-')[0], '1');
  });

  it('may be an earlier one: what is on the site stays, and it never comes back', async () => {
    await publish('contact', 'twee');
    await publish('contact', 'drie');
    const before = await editOf('contact');
    const { body } = await withdraw('contact', 2);
    assert.deepEqual([body.current.version, body.revision === before.revision], [3, false]);
    assert.equal((await withdraw('contact', 3)).body.current.version, 1);
  });

  it('of a page of the club’s own is a draft again when none was before it', async () => {
    await kees.ask('POST', '/pages', { id: 'velddag', title: { nl: 'Velddag', en: 'Field day' } });
    await publish('club:velddag', 'een');
    await publish('club:velddag', 'twee');
    const once = (await withdraw('club:velddag', 2)).body;
    assert.deepEqual([once.current.version, once.draft], [1, null]);
    const twice = (await withdraw('club:velddag', 1)).body;
    assert.deepEqual([twice.current, twice.draft.text.nl, twice.free.version], [null, 'een', null]);
    assert.equal((await visitor('/pages/club:velddag')).status, 404);
    assert.deepEqual((await visitor('/site')).body.pages, []);
    const body = { change: CHANGE, revision: twice.revision };
    const again = await kees.ask('POST', '/pages/club:velddag/versions', body);
    assert.deepEqual([again.body.current.version, again.body.draft], [3, null]);
  });

  it('outlives a restart', async () => {
    await publish('contact', 'twee');
    await withdraw('contact', 2);
    const { clubPageVersions } = (await people.desk.store.load()).ledger;
    const record = clubPageVersions.find(({ id }) => id === 'contact/2');
    assert.deepEqual(
      [record?.withdrawnBy, record?.withdrawnAtMs],
      ['admin:kees', Math.round(people.clock.wallTime())],
    );
  });
});

describe('house rules that are withdrawn', () => {
  const RULES = 'house-rules';
  const standing = async (browser: Browser) => (await browser.ask('GET', '/me/house-rules')).body;
  const confirm = async (browser: Browser, version: number) => {
    await people.clock.advance(1_000);
    const answer = await browser.ask('POST', '/me/house-rules/confirmation', { version });
    assert.equal(answer.status, 200);
  };

  it('are named to visitors as withdrawn, and not shown', async () => {
    await publish(RULES, 'twee');
    await publish(RULES, 'drie');
    await withdraw(RULES, 2);
    const { items } = (await visitor('/pages/house-rules/versions')).body;
    assert.deepEqual(
      items.map((item: { version: number; withdrawnAt: string | null; change: object }) => {
        return [item.version, item.withdrawnAt !== null, item.change];
      }),
      [
        [3, false, CHANGE],
        [2, true, { nl: '', en: '' }],
        [1, false, items[2].change],
      ],
    );
    for (const path of ['2', '2/changes?since=1', '3/changes?since=2']) {
      assert.equal((await visitor(`/pages/house-rules/versions/${path}`)).status, 410, path);
    }
    assert.equal((await visitor('/pages/house-rules/versions/3/changes?since=1')).status, 200);
  });

  it('ask nobody again who said yes to the ones before, and what he said stays', async () => {
    const jan = await people.member(await people.addMember('301'));
    await publish(RULES, 'twee', true);
    await confirm(jan, 2);
    await publish(RULES, 'drie', true);
    await confirm(jan, 3);
    await withdraw(RULES, 3);
    const { asked, confirmed, confirmations, current } = await standing(jan);
    assert.deepEqual([asked, current.version, confirmed.version], [false, 2, 3]);
    assert.deepEqual(
      confirmations.map(({ version, withdrawn }: { version: number; withdrawn: boolean }) => [
        version,
        withdrawn,
      ]),
      [
        [3, true],
        [2, false],
      ],
    );
    const exported = (await jan.ask('GET', '/me/export')).body;
    assert.deepEqual(exported.houseRulesConfirmations, confirmations);
    assert.deepEqual((await kees.ask('GET', '/pages/house-rules/confirmations')).body.missing, []);
  });

  it('know what a member said yes to in a release that kept the newest only', async () => {
    const jan = await people.member(await people.addMember('301'));
    await publish(RULES, 'twee', true);
    const row = { id: '301', extension: '301', version: 2, confirmedAtMs: 5 };
    assert.ok((await people.desk.site.ledger.commit(put('rulesConfirmations', row))).ok);
    assert.equal((await standing(jan)).asked, false);
    await confirm(jan, 2);
    assert.equal((await standing(jan)).confirmations.length, 1);
    await publish(RULES, 'drie', true);
    await confirm(jan, 3);
    await withdraw(RULES, 3);
    assert.equal((await standing(jan)).asked, false);
  });

  it('ask who said yes to them only', async () => {
    await people.addMember('301');
    const piet = await people.member(await people.addMember('302', 'piet@example.net'), '302');
    await publish(RULES, 'twee', true);
    await publish(RULES, 'drie', true);
    await confirm(piet, 3);
    assert.equal((await standing(piet)).asked, false);
    await withdraw(RULES, 3);
    const { asked, confirmed } = await standing(piet);
    assert.deepEqual([asked, confirmed.version], [true, 3]);
    const told = (await kees.ask('GET', '/pages/house-rules/confirmations')).body;
    assert.deepEqual([told.version, told.missing], [2, ['301', '302']]);
    await confirm(piet, 2);
    assert.equal((await standing(piet)).asked, false);
  });

  it('ask nobody any more when no version before them did', async () => {
    const jan = await people.member(await people.addMember('301'));
    await publish(RULES, 'twee', true);
    assert.equal((await standing(jan)).asked, true);
    await withdraw(RULES, 2);
    assert.equal((await standing(jan)).asked, false);
    assert.equal((await kees.ask('GET', '/pages/house-rules/confirmations')).body.version, null);
  });

  it('are no longer what an applicant or a member says yes to', async () => {
    await publish(RULES, 'twee');
    await withdraw(RULES, 2);
    const jan = await people.member(await people.addMember('301'));
    const late = await jan.ask('POST', '/me/house-rules/confirmation', { version: 2 });
    assert.deepEqual([late.code, late.body.values.version], ['rules-changed', 1]);
    const wish = { callsign: 'px0aab', name: 'Piet', email: 'piet@example.net', rulesVersion: '2' };
    assert.equal((await people.browser().ask('POST', '/applications', wish)).code, 'rules-changed');
  });

  it('stay for as long as they are the last that somebody said yes to', async () => {
    const jan = await people.member(await people.addMember('301'));
    await publish(RULES, 'twee');
    await confirm(jan, 2);
    await publish(RULES, 'drie');
    await confirm(jan, 3);
    await withdraw(RULES, 3);
    for (let n = 0; n < 55; n += 1) await publish(RULES, `nog ${n}`);
    const { items } = (await kees.ask('GET', '/pages/house-rules/history')).body;
    assert.deepEqual([items.length, items.at(-1).version], [51, 3]);
    const { rulesConfirmations } = (await people.desk.store.load()).ledger;
    assert.deepEqual(
      rulesConfirmations.map(({ id, version }) => [id, version]),
      [['301/3', 3]],
    );
  });
});
