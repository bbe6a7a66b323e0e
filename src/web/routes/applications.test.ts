import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { type Browser, PeopleDesk } from '../../../testkit/people-desk.ts';

const WISH = {
  callsign: 'px0aaa',
  name: 'Jan',
  email: 'jan@example.net',
  place: 'Ergens',
  phone: 'Yealink T46',
  wishedNumber: '345',
  rulesVersion: '1',
  language: 'en',
};

let people: PeopleDesk;
let kees: Browser;

beforeEach(async () => {
  people = await PeopleDesk.open();
  await people.addAdministrator();
  kees = await people.administrator();
});
afterEach(() => people.close());

async function apply(wish: object = WISH) {
  const { status, body } = await people.browser().ask('POST', '/applications', wish);
  assert.equal(status, 201);
  const { items } = (await kees.ask('GET', '/applications')).body;
  return { token: body.token, id: items[0].id, application: items[0] };
}

async function audited(back = 0): Promise<string | undefined> {
  const rows = await people.console.audit.list({ limit: 5 });
  return rows.ok ? rows.value[back]?.action : undefined;
}

describe('an application', () => {
  it('is approved: the extension is there, and its letter goes by mail, without a password', async () => {
    const { token, id, application } = await apply({ ...WISH, listingText: '1' });
    assert.deepEqual([application.callsign, application.dutch, application.state], ['PX0AAA', false, 'open']);
    const { status, body } = await kees.ask('POST', `/applications/${id}/approval`, {});
    assert.deepEqual([status, body.extension.number, body.application.extension], [201, '345', '345']);
    // Then its letter was made.
    assert.equal(await audited(1), 'application.approve');
    assert.equal((await kees.ask('GET', '/extensions/345/listing')).body.listed, true);
    await people.settle();
    const [mail] = people.mails;
    assert.deepEqual([mail?.to, mail?.subject], ['jan@example.net', 'Your extension 345 is ready']);
    assert.match(mail?.text ?? '', new RegExp(`${body.letter.url}\n`));
    assert.doesNotMatch(mail?.text ?? '', /password|wachtwoord/i);
    const progress = await people.browser().ask('GET', `/applications/progress/${token}`);
    assert.equal(progress.body.state, 'approved');
    const opened = await people.console.handovers.openLetter(body.letter.url.split('/').at(-1));
    assert.ok(opened.ok);
    await people.member(opened.value.password, '345');
    assert.equal((await kees.ask('POST', `/applications/${id}/refusal`, {})).code, 'already-decided');
  });

  it('is decided once, however many administrators press at the same moment', async () => {
    const { id } = await apply();
    const answers = await Promise.all([
      kees.ask('POST', `/applications/${id}/approval`, {}),
      kees.ask('POST', `/applications/${id}/approval`, {}),
      kees.ask('POST', `/applications/${id}/refusal`, {}),
    ]);
    assert.deepEqual(
      answers.map(({ status, code }) => code ?? status),
      [201, 'already-decided', 'already-decided'],
    );
    assert.equal((await kees.ask('GET', '/extensions')).body.items.length, 1);
    await people.settle();
    assert.equal(people.mails.length, 1);
  });

  it('gets another number when the one wished for is taken, or the administrator says which', async () => {
    await people.addMember('345', 'piet@example.net');
    const first = await apply();
    assert.deepEqual(first.application.sameCallsign, ['345']);
    const approved = await kees.ask('POST', `/applications/${first.id}/approval`, {});
    assert.notEqual(approved.body.extension.number, '345');
    const second = await apply({ ...WISH, callsign: 'PX0AAB' });
    const named = await kees.ask('POST', `/applications/${second.id}/approval`, { number: '399' });
    assert.equal(named.body.extension.number, '399');
    const third = await apply({ ...WISH, callsign: 'PX0AAC' });
    const taken = await kees.ask('POST', `/applications/${third.id}/approval`, { number: '399' });
    assert.equal(taken.code, 'number-taken');
  });

  it('is asked something, or refused, and the applicant is told', async () => {
    const { token, id } = await apply();
    const asked = await kees.ask('POST', `/applications/${id}/question`, { text: 'Which club?' });
    assert.deepEqual([asked.body.state, asked.body.answer], ['asked', 'Which club?']);
    assert.equal(await audited(), 'application.ask');
    assert.equal(
      (await people.browser().ask('GET', `/applications/progress/${token}`)).body.answer,
      'Which club?',
    );
    const refused = await kees.ask('POST', `/applications/${id}/refusal`, { reason: 'No room.' });
    assert.equal(refused.body.state, 'refused');
    assert.equal(await audited(), 'application.refuse');
    assert.equal((await kees.ask('POST', `/applications/${id}/approval`, {})).code, 'already-decided');
    await people.settle();
    assert.deepEqual(
      people.mails.map(({ text }) => /Which club\?|No room\./.exec(text)?.[0]),
      ['Which club?', 'No room.'],
    );
  });

  it('whose mail is on its way is seen by administrators, without what it says', async () => {
    const { id } = await apply();
    await kees.ask('POST', `/applications/${id}/question`, { text: 'Which club?' });
    await people.settle();
    const { body, text } = await kees.ask('GET', '/mails');
    assert.deepEqual(
      [body.canSend, body.waiting, body.lastFault, body.items[0].state, body.items[0].topic],
      [true, 0, null, 'sent', 'application'],
    );
    assert.doesNotMatch(text, /Which club/);
    assert.equal((await people.browser().ask('GET', '/mails')).status, 401);
  });

  it('tells a visitor nothing of who has an extension', async () => {
    await people.addMember('301');
    const taken = await people.browser().ask('POST', '/applications', WISH);
    const free = await people.browser().ask('POST', '/applications', { ...WISH, callsign: 'PX0ZZZ' });
    const { token: _one, ...first } = taken.body;
    const { token: _other, ...second } = free.body;
    assert.deepEqual(first, second);
    for (const url of ['/applications', '/applications/progress/nothing']) {
      assert.ok((await people.browser().ask('GET', url)).status >= 400, url);
    }
    const member = await people.member(await people.addMember('302'), '302');
    assert.equal((await member.ask('GET', '/applications')).status, 403);
  });

  it('sent twice is one, and one address sends no more than a handful', async () => {
    const browser = people.browser();
    for (let i = 0; i < 10; i += 1)
      assert.equal((await browser.ask('POST', '/applications', WISH)).status, 201);
    assert.equal((await kees.ask('GET', '/applications')).body.items.length, 1);
    assert.equal((await browser.ask('POST', '/applications', WISH)).code, 'too-many-requests');
  });

  it('must make sense', async () => {
    const wrong: readonly [object, string][] = [
      [{ callsign: '123' }, 'callsign-invalid'],
      [{ name: ' ' }, 'name-invalid'],
      [{ email: 'nowhere' }, 'email-invalid'],
    ];
    for (const [change, code] of wrong) {
      assert.equal((await people.browser().ask('POST', '/applications', { ...WISH, ...change })).code, code);
    }
  });
});
