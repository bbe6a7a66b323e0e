/** A member's messages and instructions, as a browser without scripts sees them. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { NewMessage } from '../../../src/exchange/console/messages.ts';
import { SiteUnderTest } from '../../../testkit/site-under-test.ts';

let site: SiteUnderTest;
beforeEach(async () => {
  site = await SiteUnderTest.open();
  await site.asMember();
});
afterEach(() => site.close());

const PAGE = '/mijn/berichten';

async function receive(more: Partial<NewMessage> = {}): Promise<string> {
  const sent = await site.desk.console.messages.write({
    subject: 'Zondagronde',
    text: 'De ronde begint om 11 uur.\n\nKijk op https://ronde.example/lijst?a=1&b=2.',
    targets: { kind: 'extensions', numbers: ['301'] },
    send: true,
    ...more,
  });
  assert.ok(sent.ok);
  return sent.value.id;
}

async function instruct(checks = false): Promise<string> {
  const given = await site.desk.console.instructions.add({
    text: 'Zet het toestel in de shack uit.',
    targets: { kind: 'extensions', numbers: ['301'] },
    checks: checks ? [{ kind: 'registration-interval', atLeastS: 900 }] : [],
  });
  assert.ok(given.ok);
  return given.value.id;
}

describe('messages of a member', () => {
  it('are none at first', async () => {
    assert.match(await site.page(PAGE), /Geen berichten/);
    assert.doesNotMatch(await site.page('/mijn'), /nieuw bericht|class="unread"/);
  });

  it('stand unread on his first page and in the navigation until he opens them', async () => {
    const id = await receive();
    await receive({ subject: 'Tweede' });
    assert.match(await site.page('/mijn'), /Je hebt 2 nieuwe berichten van een beheerder/);
    assert.match(await site.page('/en/mijn'), /You have 2 new messages/);
    assert.match(await site.page('/status'), /class="unread"[^>]*>2<[\s\S]*2 ongelezen berichten/);
    const list = await site.page(PAGE);
    assert.match(list, /Zondagronde[\s\S]*Nieuw/);
    assert.doesNotMatch(list, /om 11 uur/, 'the text is on its own page');
    const opened = await site.send(PAGE, { act: 'open', id });
    assert.deepEqual([opened.status, opened.headers['location']], [303, `${PAGE}/${id}`]);
    const html = await site.page(`${PAGE}/${id}`);
    assert.match(html, /<p class="message">De ronde begint om 11 uur\.<\/p>/);
    assert.match(
      html,
      /<a href="https:\/\/ronde\.example\/lijst\?a=1&amp;b=2" rel="noopener noreferrer">[^<]*b=2<\/a>\./,
    );
    assert.match(await site.page('/mijn'), /Je hebt een nieuw bericht/);
    const again = await site.page(PAGE);
    assert.ok(again.indexOf('Tweede') < again.indexOf('Zondagronde'), 'what is not read comes first');
  });

  it('that are urgent stand on his first page by name, and are opened from there', async () => {
    const id = await receive({ urgent: true });
    const html = await site.page('/mijn');
    assert.match(html, /Dringend bericht: Zondagronde/);
    assert.match(html, /<form method="post" class="act" action="\/mijn\/berichten">/);
    const csrf = /name="csrf" value="([^"]*)"/.exec(html)?.[1] ?? '';
    assert.equal((await site.ask(PAGE, { form: { csrf, act: 'open', id } })).status, 303);
    assert.doesNotMatch(await site.page('/mijn'), /Dringend/);
  });

  it('can be opened by their address, and are told to be read by hand then', async () => {
    const id = await receive();
    assert.match(await site.page(`/en${PAGE}/${id}`), /I have read it/);
    assert.equal(site.desk.console.ownMessages.unread('301'), 1, 'looking is no act');
    assert.equal((await site.send(`${PAGE}/${id}`, { act: 'read' })).status, 303);
    assert.equal(site.desk.console.ownMessages.unread('301'), 0);
  });

  it('are answered, and he sees whether an administrator saw to it', async () => {
    const id = await receive();
    const empty = await site.send(`${PAGE}/${id}`, { act: 'answer', text: ' ' });
    assert.equal(empty.status, 422);
    assert.match(empty.body, /Schrijf eerst een antwoord/);
    const answered = await site.send(`${PAGE}/${id}`, { act: 'answer', text: 'Ik kom.' });
    assert.match(String(answered.headers['location']), /done=answered/);
    assert.match(await site.page(`${PAGE}/${id}`), /wacht op een beheerder[\s\S]*Ik kom\./);
    const [reply] = site.desk.console.replies.list();
    assert.ok((await site.desk.console.replies.handle(reply?.id ?? '')).ok);
    assert.match(await site.page(`/en${PAGE}/${id}`), /seen by an administrator/);
  });

  it('that were taken back, or are for others, are not there', async () => {
    const id = await receive();
    assert.ok((await site.desk.console.messages.retract(id)).ok);
    assert.equal((await site.ask(`${PAGE}/${id}`)).status, 404);
    assert.match(await site.page(PAGE), /Geen berichten/);
    assert.equal((await site.send(PAGE, { act: 'open', id })).status, 303);
  });
});

describe('instructions of a member', () => {
  it('are told to be done by hand where the exchange cannot see it', async () => {
    const id = await instruct();
    assert.match(await site.page('/mijn'), /Je hebt een instructie/);
    assert.match(await site.page(PAGE), /Zet het toestel in de shack uit/);
    assert.equal((await site.send(PAGE, { act: 'done', id })).status, 303);
    const html = await site.page(`${PAGE}?done=ticked`);
    assert.match(html, /De beheerder ziet dat je het gedaan hebt/);
    assert.match(html, />gedaan</);
    assert.doesNotMatch(html, /Ik heb hulp nodig/);
  });

  it('that are too much for him become a question to the administrators', async () => {
    const id = await instruct(true);
    const html = await site.page(PAGE);
    assert.match(html, /De centrale ziet het vanzelf/);
    assert.doesNotMatch(html, /name="act" value="done"/);
    assert.match(html, /<summary>Ik heb hulp nodig<\/summary>/);
    const asked = await site.send(PAGE, { act: 'help', id, [`help-${id}`]: 'Waar staat dat menu?' });
    assert.match(String(asked.headers['location']), /done=helped/);
    assert.match(await site.page(PAGE), /wacht op een beheerder[\s\S]*Waar staat dat menu\?/);
    const [reply] = site.desk.console.replies.list();
    assert.deepEqual([reply?.about.kind, reply?.about.id], ['instruction', id]);
  });
});

describe('mail of the exchange', () => {
  it('about bans is for who wants it and has an address', async () => {
    assert.match(await site.page('/mijn/gegevens'), /Mail mij als mijn internetadres is geblokkeerd/);
    await site.send('/mijn/gegevens', { act: 'banMail', 'ban-mail': 'yes' });
    const shown = site.desk.console.members.show('301');
    assert.ok(shown.ok && shown.value.banMail && shown.value.callHistory);
    assert.match(await site.page('/en/mijn/gegevens'), /name="ban-mail"[^>]*checked/);
    await site.send('/mijn/gegevens', { act: 'banMail' });
    const after = site.desk.console.members.show('301');
    assert.ok(after.ok && !after.value.banMail);
  });
});
