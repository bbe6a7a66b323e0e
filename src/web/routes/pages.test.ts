import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { type Browser, PeopleDesk } from '../../../testkit/people-desk.ts';

const TEXT = { nl: '# Regels\n\n- Wees aardig.', en: '# Rules\n\n- Be kind.' };
const CHANGE = { nl: 'Korter', en: 'Shorter' };

let people: PeopleDesk;
let kees: Browser;
let anne: Browser;

beforeEach(async () => {
  people = await PeopleDesk.open();
  await people.addAdministrator();
  await people.addAdministrator('anne');
  kees = await people.administrator();
  anne = await people.administrator('anne');
});
afterEach(() => people.close());

async function revisionOf(page = 'house-rules'): Promise<string> {
  return (await kees.ask('GET', `/pages/${page}/draft`)).body.revision;
}

async function publish(more: object = {}, page = 'house-rules') {
  const body = { text: TEXT, change: CHANGE, revision: await revisionOf(page), ...more };
  return kees.ask('POST', `/pages/${page}/versions`, body);
}

const visitor = (path: string) => people.browser().ask('GET', `/pages/${path}`);

describe('a text of the club', () => {
  it('is the one the exchange came with until another is published', async () => {
    const first = (await visitor('house-rules')).body;
    assert.deepEqual([first.version, first.asksConfirmation], [1, false]);
    assert.match(first.text.nl, /^Wie een extensie heeft/);
    assert.equal((await visitor('privacy')).body.text.en, '');
    assert.equal((await visitor('koffie')).status, 400);
    const published = await publish();
    assert.deepEqual([published.status, published.body.current.version], [201, 2]);
    const now = (await visitor('house-rules')).body;
    assert.deepEqual([now.version, now.text, now.change], [2, TEXT, CHANGE]);
    assert.deepEqual(now.blocks.en[1], { kind: 'list', ordered: false, items: [[{ text: 'Be kind.' }]] });
  });

  it('is drafted where nobody else sees it, judged, and published', async () => {
    const draft = { text: { nl: 'Indien je <b>belt</b>.', en: '' }, revision: await revisionOf() };
    const saved = await kees.ask('PUT', '/pages/house-rules/draft', draft);
    assert.deepEqual(
      [saved.status, saved.body.draft.savedBy, saved.body.draft.basedOn],
      [200, 'admin:kees', 1],
    );
    const { nl, en } = saved.body.draft.readability;
    assert.deepEqual(nl.hints, [
      { kind: 'not-shown', quote: '<b>' },
      { kind: 'not-shown', quote: '</b>' },
      { kind: 'hard-word', quote: 'Indien', better: 'als' },
    ]);
    assert.deepEqual(en.hints, [{ kind: 'empty', quote: '' }]);
    assert.equal((await visitor('house-rules')).body.version, 1);
    assert.equal((await visitor('house-rules/draft')).status, 401);
    const published = await kees.ask('POST', '/pages/house-rules/versions', {
      change: CHANGE,
      revision: saved.body.revision,
    });
    assert.deepEqual([published.body.current.version, published.body.draft], [2, null]);
    assert.equal((await publish({ text: undefined })).code, 'not-found');
  });

  it('tells a visitor every version of the house rules, and nobody’s name', async () => {
    await publish();
    const list = await visitor('house-rules/versions');
    assert.deepEqual(
      list.body.items.map(({ version, change }: { version: number; change: object }) => [version, change]),
      [
        [2, CHANGE],
        [1, { nl: 'De tekst waarmee de centrale begon.', en: 'The text the exchange began with.' }],
      ],
    );
    const first = await visitor('house-rules/versions/1');
    assert.match(first.body.text.en, /^Whoever has an extension/);
    const changes = await visitor('house-rules/versions/2/changes?since=1');
    assert.deepEqual(
      [...new Set(changes.body.pieces.nl.map(({ kind }: { kind: string }) => kind))].toSorted(),
      ['added', 'removed', 'same'],
    );
    assert.equal((await visitor('house-rules/versions/3')).code, 'not-found');
    for (const { text } of [list, first, changes, await visitor('house-rules')]) {
      assert.doesNotMatch(text, /kees/);
    }
  });

  it('shows what else was published, and by whom, to those who look after it only', async () => {
    await publish({}, 'contact');
    for (const path of ['', '/contact/history', '/contact/history/1', '/house-rules/confirmations']) {
      assert.equal((await people.browser().ask('GET', `/pages${path}`)).status, 401, path);
      assert.equal((await kees.ask('GET', `/pages${path}`)).status, 200, path);
    }
    const { items } = (await kees.ask('GET', '/pages/contact/history')).body;
    assert.deepEqual(
      items.map(({ publishedBy }: { publishedBy: string }) => publishedBy),
      ['admin:kees', 'hamvoip'],
    );
    const changes = await kees.ask('GET', '/pages/contact/history/2/changes?since=1');
    assert.equal(changes.status, 200);
  });

  it('goes back to an earlier version, or to the first text, as a new one', async () => {
    await publish();
    const back = await publish({ text: undefined, from: 1 });
    assert.deepEqual([back.body.current.version, back.body.current.text.nl.slice(0, 10)], [3, 'Wie een ex']);
    await publish();
    const reset = await publish({ text: undefined, from: 'seed' });
    assert.deepEqual([reset.body.current.version, reset.body.current.text], [5, back.body.current.text]);
    assert.equal((await publish({ text: undefined, from: 9 })).code, 'not-found');
  });

  it('keeps the newest fifty versions, and older ones that a member said yes to', async () => {
    await people.addMember('301');
    assert.ok((await people.console.pages.confirmRules('301', 1)).ok);
    for (let index = 0; index < 55; index += 1) {
      await people.clock.advance(1_000);
      assert.equal((await publish()).status, 201);
    }
    const { items } = (await visitor('house-rules/versions')).body;
    assert.deepEqual([items.length, items[0].version, items[49].version, items[50].version], [51, 56, 7, 1]);
  });

  it('must say what changed, and be neither too long nor full of signs nobody sees', async () => {
    assert.equal((await publish({ change: { nl: ' ', en: 'x' } })).code, 'change-missing');
    assert.equal((await publish({ change: { nl: 'a\nb', en: 'x' } })).code, 'change-missing');
    assert.equal((await publish({ text: { nl: 'x'.repeat(12_001), en: '' } })).code, 'text-invalid');
    assert.equal((await publish({ text: { nl: 'a\u0000b', en: '' } })).code, 'text-invalid');
    const long = { nl: '漢'.repeat(12_000), en: '漢'.repeat(12_000) };
    assert.equal((await publish({ text: long })).status, 201);
    const marks = { nl: '\ufeffa\u202eb\u00ad\r\nc\td  \r\n', en: '' };
    assert.equal((await publish({ text: marks })).body.current.text.nl, 'ab\nc d');
  });
});

describe('two who write the same text', () => {
  it('do not write over each other: the second one hears who was first', async () => {
    const revision = await revisionOf();
    const first = await kees.ask('PUT', '/pages/house-rules/draft', { text: TEXT, revision });
    assert.equal(first.status, 200);
    const second = await anne.ask('PUT', '/pages/house-rules/draft', { text: TEXT, revision });
    assert.deepEqual(
      [second.status, second.code, second.body.values.by],
      [409, 'page-changed', 'admin:kees'],
    );
    const url = `/pages/house-rules/draft?revision=${revision}`;
    assert.equal((await anne.ask('DELETE', url)).code, 'page-changed');
    assert.equal(
      (await anne.ask('POST', '/pages/house-rules/versions', { change: CHANGE, revision })).code,
      'page-changed',
    );
    // With what she knows now she may.
    const again = { text: TEXT, revision: first.body.revision };
    assert.equal((await anne.ask('PUT', '/pages/house-rules/draft', again)).status, 200);
  });

  it('lose no draft when the other puts an earlier version back', async () => {
    await publish();
    const draft = { text: { nl: 'Van Anne', en: '' }, revision: await revisionOf() };
    await anne.ask('PUT', '/pages/house-rules/draft', draft);
    const restored = await publish({ text: undefined, from: 1 });
    assert.deepEqual([restored.body.draft.text.nl, restored.body.draft.basedOn], ['Van Anne', 2]);
  });

  it('cannot mistake a new draft for the one that was thrown away', async () => {
    const begun = await kees.ask('PUT', '/pages/contact/draft', {
      text: TEXT,
      revision: await revisionOf('contact'),
    });
    const dropped = await kees.ask('DELETE', `/pages/contact/draft?revision=${begun.body.revision}`);
    assert.equal(dropped.body.draft, null);
    await anne.ask('PUT', '/pages/contact/draft', { text: TEXT, revision: dropped.body.revision });
    const stale = { text: TEXT, revision: begun.body.revision };
    assert.equal((await kees.ask('PUT', '/pages/contact/draft', stale)).code, 'page-changed');
    assert.equal((await kees.ask('DELETE', `/pages/welcome/draft?revision=x`)).code, 'not-found');
  });
});

describe('a member and the house rules', () => {
  it('is asked only when a version asks for it, says yes once, and it is kept when and to what', async () => {
    const jan = await people.member(await people.addMember('301'));
    assert.deepEqual(
      [(await jan.ask('GET', '/me/house-rules')).body.asked, (await publish()).status],
      [false, 201],
    );
    assert.equal((await jan.ask('GET', '/me/house-rules')).body.asked, false);
    assert.equal((await jan.ask('GET', '/session')).body.rulesAsked, false);
    await publish({ asksConfirmation: true });
    const asked = (await jan.ask('GET', '/me/house-rules')).body;
    assert.deepEqual([asked.asked, asked.confirmed, asked.current.version], [true, null, 3]);
    assert.equal((await jan.ask('GET', '/session')).body.rulesAsked, true);
    assert.equal((await kees.ask('GET', '/session')).body.rulesAsked, false);
    assert.equal(
      (await jan.ask('POST', '/me/house-rules/confirmation', { version: 2 })).code,
      'rules-changed',
    );
    const yes = await jan.ask('POST', '/me/house-rules/confirmation', { version: 3 });
    assert.deepEqual([yes.status, yes.body.asked, yes.body.confirmed.version], [200, false, 3]);
    assert.equal((await jan.ask('GET', '/session')).body.rulesAsked, false);
    const row = await people.console.audit.list({ limit: 1 });
    assert.deepEqual(row.ok && [row.value[0]?.action, row.value[0]?.target], ['rules.confirm', '301']);
    const exported = (await jan.ask('GET', '/me/export')).body;
    assert.deepEqual(exported.houseRules, yes.body.confirmed);
    // A later version that does not ask takes nothing away.
    await publish();
    assert.equal((await jan.ask('GET', '/me/house-rules')).body.asked, false);
  });

  it('is counted in the console, and forgotten with the extension', async () => {
    await people.addMember('301');
    await people.addMember('302', 'piet@example.net');
    await publish({ asksConfirmation: true });
    assert.ok((await people.console.pages.confirmRules('302', 2)).ok);
    const url = '/pages/house-rules/confirmations';
    assert.deepEqual((await kees.ask('GET', url)).body, {
      version: 2,
      confirmed: 1,
      extensions: 2,
      missing: ['301'],
    });
    assert.ok((await people.console.extensions.remove('302')).ok);
    await people.addMember('302', 'piet@example.net');
    assert.deepEqual((await kees.ask('GET', url)).body.missing, ['301', '302']);
    assert.equal((await people.console.pages.confirmRules('999', 2)).ok, false);
  });

  it('said yes when he applied: to the current version, or he has to read it first', async () => {
    await publish({ asksConfirmation: true });
    const wish = { callsign: 'px0aaa', name: 'Jan', email: 'jan@example.net', language: 'nl' };
    const late = await people.browser().ask('POST', '/applications', { ...wish, rulesVersion: '1' });
    assert.deepEqual([late.status, late.code, late.body.values.version], [409, 'rules-changed', 2]);
    assert.equal(
      (await people.browser().ask('POST', '/applications', { ...wish, rulesVersion: '2' })).status,
      201,
    );
    const [application] = (await kees.ask('GET', '/applications')).body.items;
    const approved = await kees.ask('POST', `/applications/${application.id}/approval`, {});
    assert.equal(approved.status, 201);
    assert.deepEqual(people.console.pages.ownRules(approved.body.extension.number).asked, false);
  });

  it('finds the current short version in the welcome letter', async () => {
    await publish({ text: { nl: '- **Wees** aardig.\n- Bel.', en: '' } });
    await people.addMember('301');
    const made = await people.console.handovers.create('301', { purpose: 'letter', language: 'nl' });
    assert.ok(made.ok);
    const opened = await people.browser().ask('POST', '/letters/opening', { secret: made.value.secret });
    assert.deepEqual(opened.body.houseRules, ['Wees aardig.', 'Bel.']);
    assert.match(opened.body.notPrivate, /niet privé/);
    const english = await people.console.handovers.create('301', { purpose: 'letter', language: 'en' });
    assert.ok(english.ok);
    const other = await people.browser().ask('POST', '/letters/opening', { secret: english.value.secret });
    assert.deepEqual(other.body.houseRules, []);
  });
});

describe('the texts of the club', () => {
  it('outlive a restart', async () => {
    await publish({ asksConfirmation: true });
    await people.addMember('301');
    assert.ok((await people.console.pages.confirmRules('301', 2)).ok);
    await kees.ask('PUT', '/pages/contact/draft', { text: TEXT, revision: await revisionOf('contact') });
    const { ledger } = await people.desk.store.load();
    assert.deepEqual(
      [
        ledger.clubPageVersions.map(({ id }) => id).toSorted(),
        ledger.clubPageDrafts.map(({ id }) => id),
        ledger.rulesConfirmations.map(({ id, version }) => [id, version]),
      ],
      [['house-rules/1', 'house-rules/2'], ['contact'], [['301/2', 2]]],
    );
  });
});
