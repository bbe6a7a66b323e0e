import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { type Browser, PeopleDesk } from '../../../testkit/people-desk.ts';

const DAY_MS = 86_400_000;

let people: PeopleDesk;
let kees: Browser;
let jan: Browser;
let piet: Browser;

beforeEach(async () => {
  people = await PeopleDesk.open();
  jan = await people.member(await people.addMember('301'));
  piet = await people.member(await people.addMember('302', 'piet@example.net'), '302');
  await people.addAdministrator();
  kees = await people.administrator();
});
afterEach(() => people.close());

const MESSAGE = { subject: 'Zondagronde', text: 'De ronde begint\r\nom 11 uur.' };
const toJan = { kind: 'extensions', numbers: ['301'] };

async function sent(more: object = {}): Promise<string> {
  const answer = await kees.ask('POST', '/messages', { ...MESSAGE, targets: toJan, send: true, ...more });
  assert.deepEqual([answer.status, answer.body?.state], [201, 'sent'], answer.text);
  return answer.body.id;
}

async function unreadOf(browser: Browser): Promise<number> {
  return (await browser.ask('GET', '/session')).body.unreadMessages;
}

describe('a message', () => {
  it('is a draft that nobody sees until it is sent, and then it is changed no more', async () => {
    const draft = await kees.ask('POST', '/messages', { ...MESSAGE, targets: { kind: 'all' } });
    assert.deepEqual(
      [draft.status, draft.body.state, draft.body.text, draft.body.counts.recipients],
      [201, 'draft', 'De ronde begint\nom 11 uur.', 2],
    );
    assert.equal((await jan.ask('GET', '/me/messages')).body.items.length, 0);
    const path = `/messages/${draft.body.id}`;
    const changed = await kees.ask('PATCH', path, { targets: toJan, urgent: true });
    assert.deepEqual(
      [changed.body.urgent, changed.body.subject, changed.body.recipients.map(extensionOf)],
      [true, 'Zondagronde', ['301']],
    );
    assert.equal((await kees.ask('POST', `${path}/sending`)).body.state, 'sent');
    for (const [method, end, body] of [
      ['POST', '/sending', undefined],
      ['PATCH', '', { text: 'Anders' }],
      ['DELETE', '', undefined],
    ] as const)
      assert.equal((await kees.ask(method, `${path}${end}`, body)).code, 'message-state');
    const { items } = (await jan.ask('GET', '/me/messages')).body;
    assert.deepEqual(
      items.map((one: { subject: string; urgent: boolean; readAt: null }) => [
        one.subject,
        one.urgent,
        one.readAt,
      ]),
      [['Zondagronde', true, null]],
    );
    assert.equal((await piet.ask('GET', '/me/messages')).body.items.length, 0);
  });

  it('is counted as unread until its reader opens it, and the console tells who has', async () => {
    const id = await sent({ targets: { kind: 'all' } });
    assert.deepEqual([await unreadOf(jan), await unreadOf(piet), await unreadOf(kees)], [1, 1, 0]);
    const opened = await jan.ask('POST', `/me/messages/${id}/read`);
    assert.notEqual(opened.body.readAt, null);
    await people.clock.advance(1_000);
    const again = await jan.ask('POST', `/me/messages/${id}/read`);
    assert.equal(again.body.readAt, opened.body.readAt, 'the first time counts');
    assert.deepEqual([await unreadOf(jan), await unreadOf(piet)], [0, 1]);
    const [listed] = (await kees.ask('GET', '/messages')).body.items;
    assert.deepEqual([listed.counts.read, listed.counts.recipients], [1, 2]);
    const { recipients } = (await kees.ask('GET', `/messages/${id}`)).body;
    assert.deepEqual(
      recipients.map((one: { extension: string; readAt: string | null }) => [
        one.extension,
        one.readAt !== null,
      ]),
      [
        ['301', true],
        ['302', false],
      ],
    );
  });

  it('is nobody’s who it was not sent to', async () => {
    const id = await sent();
    for (const [method, url, body] of [
      ['POST', `/me/messages/${id}/read`, undefined],
      ['POST', `/me/messages/${id}/replies`, { text: 'Wat?' }],
    ] as const)
      assert.equal((await piet.ask(method, url, body)).code, 'not-found');
    for (const url of ['/messages', `/messages/${id}`, '/replies'])
      assert.equal((await piet.ask('GET', url)).code, 'scope-missing');
    const token = await people.console.tokens.create({ scopes: ['read'] });
    assert.ok(token.ok);
    const headers = { authorization: `Bearer ${token.value.secret}` };
    assert.equal((await people.browser().ask('GET', '/messages', undefined, headers)).code, 'scope-missing');
  });

  it('is not sent to who comes later', async () => {
    await sent({ targets: { kind: 'all' } });
    const truus = await people.member(await people.addMember('303', 'truus@example.net'), '303');
    assert.equal((await truus.ask('GET', '/me/messages')).body.items.length, 0);
  });

  it('is refused without a subject, a text or anybody it is for, and when it is too long', async () => {
    const own = { ...MESSAGE, targets: toJan };
    for (const [body, status, code] of [
      [{ ...own, subject: ' \n' }, 422, 'message-invalid'],
      [{ ...own, text: '' }, 422, 'message-invalid'],
      [{ ...own, text: 'x'.repeat(4_001) }, 422, 'message-invalid'],
      [{ ...own, subject: 'x'.repeat(101) }, 422, 'message-invalid'],
      [{ ...own, targets: { kind: 'extensions', numbers: [] } }, 422, 'message-invalid'],
      [{ ...own, targets: { kind: 'behaviour' } }, 422, 'message-invalid'],
      [{ ...own, targets: { kind: 'user-agent', product: 'Nobody' }, send: true }, 422, 'message-invalid'],
      [{ ...own, targets: { kind: 'extensions', numbers: ['399'] } }, 404, 'not-found'],
      [{ ...own, text: 'x'.repeat(9_000) }, 400, 'request-invalid'],
    ] as const) {
      const answer = await kees.ask('POST', '/messages', body);
      assert.deepEqual([answer.status, answer.code], [status, code]);
    }
    assert.equal((await kees.ask('GET', '/messages')).body.items.length, 0);
  });

  it('is kept for 180 days, and at most 50 drafts wait', async () => {
    await sent();
    for (let count = 0; count < 50; count += 1)
      assert.equal((await kees.ask('POST', '/messages', { ...MESSAGE, targets: toJan })).status, 201);
    assert.equal((await kees.ask('POST', '/messages', { ...MESSAGE, targets: toJan })).code, 'too-many-open');
    await sent({ subject: 'No draft' });
    people.clock.jumpWallTime(180 * DAY_MS + 1);
    const { messages } = people.console;
    const old = messages.list().find(({ state }) => state === 'draft');
    assert.ok((await messages.send(old?.id ?? '')).ok);
    assert.deepEqual(
      messages.list().map(({ id }) => id),
      [old?.id],
      'what is too old goes with the next one, but for that one itself',
    );
  });

  it('goes with the member, with what he said and with his mail', async () => {
    const id = await sent({ targets: { kind: 'all' }, byMail: true });
    await piet.ask('POST', `/me/messages/${id}/replies`, { text: 'Ik ben er niet.' });
    await people.settle();
    assert.ok((await people.console.extensions.remove('302')).ok);
    const { recipients, counts } = (await kees.ask('GET', `/messages/${id}`)).body;
    assert.deepEqual([counts.recipients, recipients.map(extensionOf)], [1, ['301']]);
    assert.equal((await kees.ask('GET', '/replies')).body.items.length, 0);
    assert.doesNotMatch((await kees.ask('GET', '/mails')).text, /piet@/);
    const stored = await people.desk.store.load();
    assert.deepEqual(stored.ledger.messageReceipts.map(extensionOf), ['301']);
    assert.deepEqual(stored.ledger.memberReplies, []);
  });

  it('is in the data its reader takes along', async () => {
    const id = await sent();
    await jan.ask('POST', `/me/messages/${id}/replies`, { text: 'Ik kom.' });
    const { messages, replies } = (await jan.ask('GET', '/me/export')).body;
    assert.deepEqual([messages[0].subject, replies[0].text], ['Zondagronde', 'Ik kom.']);
  });
});

describe('a message by mail', () => {
  it('goes to each address once, and says where it can be answered', async () => {
    await people.addMember('303', 'Jan@example.net');
    const id = await sent({ targets: { kind: 'all' }, byMail: true });
    await people.settle();
    assert.deepEqual(people.mails.map(({ to }) => to).sort(), ['jan@example.net', 'piet@example.net']);
    const [mail] = people.mails;
    assert.equal(mail?.subject, 'Zondagronde');
    assert.match(
      mail?.text ?? '',
      /De ronde begint\nom 11 uur\.[\s\S]*\/mijn\/berichten|\/en\/mijn\/berichten/,
    );
    const { counts, recipients } = (await kees.ask('GET', `/messages/${id}`)).body;
    assert.deepEqual([counts.mailSent, counts.mailWaiting, counts.withoutAddress], [3, 0, 0]);
    assert.deepEqual(
      recipients.map((one: { mail: string }) => one.mail),
      ['sent', 'sent', 'sent'],
    );
  });

  it('names those without an address, in the draft as well', async () => {
    assert.ok((await people.console.extensions.add({ number: '303', callsign: 'PX0AAC', name: 'Truus' })).ok);
    const targets = { kind: 'extensions', numbers: ['301', '303'] };
    const draft = await kees.ask('POST', '/messages', { ...MESSAGE, targets, byMail: true });
    const mails = draft.body.recipients.map((one: { mail: string }) => one.mail);
    assert.deepEqual([mails, draft.body.counts.withoutAddress], [['planned', 'no-address'], 1]);
    const after = await kees.ask('POST', `/messages/${draft.body.id}/sending`);
    assert.equal(after.body.recipients[1].mail, 'no-address');
  });
});

describe('a message that is taken back', () => {
  it('is seen by nobody, and can be deleted', async () => {
    const id = await sent();
    assert.equal((await kees.ask('POST', `/messages/${id}/retraction`)).body.state, 'retracted');
    assert.deepEqual([(await jan.ask('GET', '/me/messages')).body.items.length, await unreadOf(jan)], [0, 0]);
    assert.equal((await jan.ask('POST', `/me/messages/${id}/read`)).code, 'not-found');
    assert.equal((await kees.ask('POST', `/messages/${id}/retraction`)).code, 'message-state');
    assert.equal((await kees.ask('DELETE', `/messages/${id}`)).status, 200);
    assert.equal((await kees.ask('GET', `/messages/${id}`)).code, 'not-found');
    assert.deepEqual((await people.desk.store.load()).ledger.messageReceipts, []);
  });
});

describe('an answer of a member', () => {
  it('waits for an administrator until he has seen to it', async () => {
    const id = await sent();
    const said = await jan.ask('POST', `/me/messages/${id}/replies`, { text: 'Ik kom\r\nlater.' });
    assert.deepEqual([said.status, said.body.text, said.body.extension], [201, 'Ik kom\nlater.', undefined]);
    const twice = await jan.ask('POST', `/me/messages/${id}/replies`, { text: 'Ik kom\nlater.' });
    assert.equal(twice.body.id, said.body.id, 'pressed twice it is one');
    const [waits] = (await kees.ask('GET', '/replies')).body.items;
    assert.deepEqual(
      [waits.extension, waits.about, waits.handledAt],
      ['301', { kind: 'message', id, title: 'Zondagronde' }, null],
    );
    const handled = await kees.ask('POST', `/replies/${waits.id}/handled`);
    assert.equal(handled.body.handledBy, 'admin:kees');
    const own = (await jan.ask('GET', '/me/replies')).body.items[0];
    assert.notEqual(own.handledAt, null);
    assert.equal(own.handledBy, undefined, 'which administrator it was is not told');
    assert.equal((await piet.ask('GET', '/me/replies')).body.items.length, 0);
  });

  it('has a text, and ten of one member wait at most', async () => {
    const id = await sent();
    const say = (text: string) => jan.ask('POST', `/me/messages/${id}/replies`, { text });
    assert.equal((await say(' ')).code, 'message-invalid');
    assert.equal((await say('x'.repeat(2_001))).code, 'message-invalid');
    for (let count = 0; count < 10; count += 1) assert.equal((await say(`${count}`)).status, 201);
    assert.equal((await say('nog een')).code, 'too-many-open');
  });

  it('may be that an instruction is too much for him, with or without words', async () => {
    const given = await people.console.instructions.add({
      text: 'Zet het toestel uit.\nGraag vandaag.',
      targets: { kind: 'extensions', numbers: ['301'] },
    });
    assert.ok(given.ok);
    const { id } = given.value;
    assert.equal((await piet.ask('POST', `/me/instructions/${id}/help`, {})).code, 'not-found');
    assert.equal((await jan.ask('POST', `/me/instructions/${id}/help`, {})).status, 201);
    const [waits] = (await kees.ask('GET', '/replies')).body.items;
    assert.deepEqual(
      [waits.about, waits.text],
      [{ kind: 'instruction', id, title: 'Zet het toestel uit.' }, ''],
    );
    const audit = await people.console.audit.list({ limit: 1 });
    assert.ok(audit.ok);
    assert.deepEqual([audit.value[0]?.actor, audit.value[0]?.action], ['member:301', 'reply.create']);
  });
});

describe('an instruction by mail', () => {
  it('goes to those who have not done it, and to nobody twice within an hour', async () => {
    assert.ok((await people.console.extensions.add({ number: '303', callsign: 'PX0AAC', name: 'Truus' })).ok);
    const given = await people.console.instructions.add({
      text: 'Zet het toestel uit.',
      targets: { kind: 'all' },
      withinMs: 2 * DAY_MS,
    });
    assert.ok(given.ok);
    const { id } = given.value;
    assert.ok((await people.console.instructions.markDone(id, '302')).ok);
    const path = `/instructions/${id}/mailing`;
    assert.deepEqual((await kees.ask('POST', path)).body, {
      mailed: 1,
      mailedBefore: 0,
      withoutAddress: ['303'],
    });
    await people.settle();
    assert.deepEqual(
      people.mails.map(({ to }) => to),
      ['jan@example.net'],
    );
    assert.match(people.mails[0]?.text ?? '', /Zet het toestel uit\./);
    assert.match(people.mails[0]?.text ?? '', /before 3-1-2026/);
    assert.equal((await kees.ask('POST', path)).body.mailedBefore, 1);
    people.clock.jumpWallTime(3_600_001);
    const again = await people.console.instructions.mail(id);
    assert.ok(again.ok);
    assert.equal(again.value.mailed, 1);
    assert.ok((await people.console.instructions.close(id)).ok);
    const late = await people.console.instructions.mail(id);
    assert.equal(late.ok ? 'ok' : late.error.code, 'instruction-invalid');
  });
});

function extensionOf({ extension }: { readonly extension: string }): string {
  return extension;
}
