import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { type Browser, PeopleDesk } from '../../../testkit/people-desk.ts';

const TITLE = { nl: 'Velddag', en: 'Field day' };
const TEXT = { nl: 'We staan op de hei.', en: 'We are on the heath.' };
const CHANGE = { nl: 'Nieuw', en: 'New' };

let people: PeopleDesk;
let kees: Browser;

beforeEach(async () => {
  people = await PeopleDesk.open();
  await people.addAdministrator();
  kees = await people.administrator();
});
afterEach(() => people.close());

function add(id = 'velddag', more: object = {}) {
  return kees.ask('POST', '/pages', { id, title: TITLE, ...more });
}

async function publish(page = 'club:velddag', text = TEXT) {
  const { revision } = (await kees.ask('GET', `/pages/${page}/draft`)).body;
  return kees.ask('POST', `/pages/${page}/versions`, { text, change: CHANGE, revision });
}

async function addPublished(id = 'velddag', more: object = {}): Promise<void> {
  assert.equal((await add(id, more)).status, 201);
  assert.equal((await publish(`club:${id}`)).status, 201);
}

const visitor = (path: string) => people.browser().ask('GET', path);
const menuOf = async (browser: Browser) =>
  (await browser.ask('GET', '/site')).body.pages.map(({ page }: { page: string }) => page);
const order = async () => {
  const { items } = (await kees.ask('GET', '/pages/free')).body;
  return items.map(({ page, position }: { page: string; position: number }) => [page, position]);
};

describe('a page of the club’s own', () => {
  it('is seen by nobody until a text is published, and then with its title and in the menu', async () => {
    const added = await add();
    assert.deepEqual(
      [added.status, added.body.page, added.body.position, added.body.version, added.body.created.by],
      [201, 'club:velddag', 1, null, 'admin:kees'],
    );
    assert.equal((await visitor('/pages/club:velddag')).status, 404);
    assert.deepEqual(await menuOf(people.browser()), []);
    const published = await publish();
    assert.deepEqual(
      [published.body.current.version, published.body.free.version, published.body.current.page],
      [1, 1, 'club:velddag'],
    );
    const { body } = await visitor('/pages/club:velddag');
    assert.deepEqual(
      [body.text, body.free, body.blocks.en],
      [
        TEXT,
        { title: TITLE, audience: 'everyone' },
        [{ kind: 'paragraph', spans: [{ text: 'We are on the heath.' }] }],
      ],
    );
    assert.doesNotMatch(JSON.stringify(body), /kees/);
    const { pages } = (await visitor('/site')).body;
    assert.deepEqual(pages, [{ page: 'club:velddag', title: TITLE }]);
  });

  it('is drafted, judged, compared and put back like every text of the club', async () => {
    await addPublished();
    const draft = { text: { nl: 'Indien het regent.', en: '' }, revision: '1-published' };
    const saved = await kees.ask('PUT', '/pages/club:velddag/draft', draft);
    assert.equal(saved.status, 200);
    assert.equal(saved.body.draft.readability.nl.hints[0].better, 'als');
    assert.equal((await visitor('/pages/club:velddag')).body.version, 1);
    assert.equal((await visitor('/pages/club:velddag/draft')).status, 401);
    const { revision } = saved.body;
    const second = await kees.ask('POST', '/pages/club:velddag/versions', { change: CHANGE, revision });
    assert.deepEqual([second.body.current.version, second.body.draft], [2, null]);
    const changes = await kees.ask('GET', '/pages/club:velddag/history/2/changes?since=1');
    assert.ok(changes.body.pieces.nl.some(({ kind }: { kind: string }) => kind === 'added'));
    const back = { from: 1, change: CHANGE, revision: second.body.revision };
    const third = await kees.ask('POST', '/pages/club:velddag/versions', back);
    assert.deepEqual([third.body.current.version, third.body.current.text], [3, TEXT]);
    const seed = { from: 'seed', change: CHANGE, revision: third.body.revision };
    assert.equal((await kees.ask('POST', '/pages/club:velddag/versions', seed)).code, 'not-found');
  });

  it('keeps its newest twenty versions', async () => {
    await add();
    for (let n = 0; n < 25; n += 1) assert.equal((await publish()).status, 201);
    const { items } = (await kees.ask('GET', '/pages/club:velddag/history')).body;
    assert.deepEqual([items.length, items[0].version, items.at(-1).version], [20, 25, 6]);
  });

  it('stands where it is put, and the others make room', async () => {
    for (const id of ['een', 'twee', 'drie']) await addPublished(id);
    const move = (page: string, position: number) => kees.ask('PATCH', `/pages/${page}`, { position });
    assert.equal((await move('club:drie', 1)).body.position, 1);
    assert.deepEqual(await order(), [
      ['club:drie', 1],
      ['club:een', 2],
      ['club:twee', 3],
    ]);
    await move('club:drie', 99);
    assert.deepEqual(await menuOf(people.browser()), ['club:een', 'club:twee', 'club:drie']);
    assert.equal((await move('club:drie', 0)).status, 400);
    assert.equal((await move('club:vier', 1)).code, 'not-found');
    await kees.ask('PATCH', '/pages/club:een', { place: 'link', title: { nl: 'Eén', en: 'One' } });
    assert.deepEqual(await menuOf(people.browser()), ['club:twee', 'club:drie']);
    assert.equal((await visitor('/pages/club:een')).body.free.title.nl, 'Eén');
    const row = await people.console.audit.list({ limit: 1 });
    assert.deepEqual(row.ok && [row.value[0]?.action, row.value[0]?.detail], [
      'page.change',
      { place: 'link', titleNl: 'Eén', titleEn: 'One' },
    ]);
  });

  it('that was removed is gone, and comes back as it was', async () => {
    await addPublished('een');
    await addPublished('twee');
    const removed = await kees.ask('DELETE', '/pages/club:een');
    assert.deepEqual(
      [removed.status, removed.body.position, removed.body.removed.by],
      [200, 0, 'admin:kees'],
    );
    const gone = await visitor('/pages/club:een');
    assert.deepEqual([gone.status, gone.code], [410, 'page-gone']);
    assert.deepEqual(await menuOf(people.browser()), ['club:twee']);
    assert.deepEqual(await order(), [
      ['club:twee', 1],
      ['club:een', 0],
    ]);
    // Nothing is written on it meanwhile, and its address is not given to another one.
    assert.equal((await publish('club:een')).code, 'page-gone');
    assert.equal((await kees.ask('PATCH', '/pages/club:een', { place: 'link' })).code, 'page-gone');
    assert.equal((await kees.ask('DELETE', '/pages/club:een')).code, 'page-gone');
    const taken = await add('een');
    assert.deepEqual([taken.status, taken.code, taken.body.values.state], [409, 'page-taken', 'removed']);
    assert.equal((await kees.ask('GET', '/pages/club:een/history/1')).body.text.nl, TEXT.nl);
    const back = await kees.ask('POST', '/pages/club:een/restoration');
    assert.deepEqual([back.body.position, back.body.removed, back.body.version], [2, null, 1]);
    assert.deepEqual(await menuOf(people.browser()), ['club:twee', 'club:een']);
    assert.equal((await kees.ask('POST', '/pages/club:een/restoration')).code, 'not-found');
  });

  it('that nobody ever saw is not told to be gone', async () => {
    await add();
    await kees.ask('DELETE', '/pages/club:velddag');
    assert.equal((await visitor('/pages/club:velddag')).status, 404);
  });

  it('has an address that can be typed, a title in both languages, and is one of thirty', async () => {
    for (const id of ['', 'a', '-a', 'a-', 'a--b', 'a/b', 'a_b', 'é', 'a.b', '..', 'x'.repeat(41)]) {
      assert.equal((await add(id)).code, 'page-address-invalid', id);
    }
    assert.equal((await add(' Velddag-2027 ')).body.page, 'club:velddag-2027');
    assert.equal((await add('velddag-2027')).code, 'page-taken');
    for (const title of [
      { nl: '', en: 'x' },
      { nl: 'x', en: ' ' },
      { nl: 'a\nb', en: 'x' },
      { nl: 'x'.repeat(61), en: 'x' },
    ]) {
      assert.equal((await add('ander', { title })).code, 'title-invalid');
    }
    assert.equal((await add('ander', { audience: 'board' })).status, 400);
    for (let n = 2; n <= 30; n += 1) assert.equal((await add(`page-${n}`)).status, 201);
    assert.deepEqual([(await add('page-31')).code, (await order()).length], ['too-many-pages', 30]);
    await kees.ask('DELETE', '/pages/club:page-2');
    assert.equal((await add('page-31')).status, 201);
    assert.equal((await kees.ask('POST', '/pages/club:page-2/restoration')).code, 'too-many-pages');
  });

  it('of those that were removed ten are kept, with what was written', async () => {
    for (let n = 1; n <= 12; n += 1) {
      await addPublished(`page-${n}`);
      await kees.ask('PUT', `/pages/club:page-${n}/draft`, { text: TEXT, revision: '1-published' });
      await people.clock.advance(1_000);
      await kees.ask('DELETE', `/pages/club:page-${n}`);
    }
    const { freePages, clubPageVersions, clubPageDrafts } = (await people.desk.store.load()).ledger;
    assert.deepEqual([freePages.length, clubPageVersions.length, clubPageDrafts.length], [10, 10, 10]);
    assert.equal((await visitor('/pages/club:page-2')).status, 404);
    assert.equal((await visitor('/pages/club:page-3')).status, 410);
    assert.equal((await add('page-1')).status, 201);
  });

  it('is changed by those only who look after pages, and listed for those who see people', async () => {
    await addPublished();
    const jan = await people.member(await people.addMember());
    for (const browser of [people.browser(), jan]) {
      const status = browser === jan ? 403 : 401;
      assert.equal((await browser.ask('GET', '/pages/free')).status, status);
      for (const [method, path, body] of [
        ['POST', '/pages', { id: 'mine', title: TITLE }],
        ['PATCH', '/pages/club:velddag', { place: 'link' }],
        ['DELETE', '/pages/club:velddag', undefined],
        ['POST', '/pages/club:velddag/restoration', undefined],
      ] as const) {
        assert.equal((await browser.ask(method, path, body)).status, status, `${method} ${path}`);
      }
    }
    assert.equal((await visitor('/pages/club:velddag')).status, 200);
  });

  it('outlives a restart', async () => {
    await addPublished('velddag', { audience: 'members', place: 'link' });
    const { freePages } = (await people.desk.store.load()).ledger;
    assert.deepEqual(
      freePages.map(({ id, titleEn, audience, place, position, removedAtMs }) => {
        return [id, titleEn, audience, place, position, removedAtMs];
      }),
      [['velddag', 'Field day', 'members', 'link', 1, null]],
    );
  });
});

describe('a page for members', () => {
  beforeEach(() => addPublished('bestuur', { audience: 'members' }));

  it('is read by who has logged in, and stands in his menu', async () => {
    const jan = await people.member(await people.addMember());
    for (const browser of [jan, kees]) {
      const { status, body } = await browser.ask('GET', '/pages/club:bestuur');
      assert.deepEqual([status, body.free.audience], [200, 'members']);
      assert.deepEqual(await menuOf(browser), ['club:bestuur']);
    }
  });

  it('is to everyone else as one that is not there, whatever became of it', async () => {
    const answers = async () => {
      const missing = await visitor('/pages/club:nergens');
      const kept = await visitor('/pages/club:bestuur');
      assert.deepEqual(
        [kept.status, kept.text.replaceAll('bestuur', 'nergens')],
        [missing.status, missing.text],
      );
      assert.deepEqual(await menuOf(people.browser()), []);
    };
    await answers();
    await kees.ask('DELETE', '/pages/club:bestuur');
    await answers();
    const jan = await people.member(await people.addMember());
    assert.equal((await jan.ask('GET', '/pages/club:bestuur')).status, 410);
  });

  it('is not read with a session that has ended, nor with a token', async () => {
    const jan = await people.member(await people.addMember());
    const stolen = people.browser();
    for (const [name, value] of jan.cookies) stolen.cookies.set(name, value);
    assert.equal((await stolen.ask('GET', '/pages/club:bestuur')).status, 200);
    assert.equal((await jan.ask('DELETE', '/session')).status, 200);
    assert.equal((await stolen.ask('GET', '/pages/club:bestuur')).status, 404);
    const token = await people.console.tokens.create({ scopes: ['read'] });
    assert.ok(token.ok);
    const authorization = `Bearer ${token.value.secret}`;
    const asked = await people.browser().ask('GET', '/pages/club:bestuur', undefined, { authorization });
    assert.equal(asked.status, 404);
  });

  it('becomes one for everyone when it is said so, and back at once', async () => {
    await kees.ask('PATCH', '/pages/club:bestuur', { audience: 'everyone' });
    assert.equal((await visitor('/pages/club:bestuur')).status, 200);
    await kees.ask('PATCH', '/pages/club:bestuur', { audience: 'members' });
    assert.equal((await visitor('/pages/club:bestuur')).status, 404);
  });
});
