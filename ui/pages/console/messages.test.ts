/** Messages in the console, as a browser without scripts sees them. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { SiteUnderTest } from '../../../testkit/site-under-test.ts';

let site: SiteUnderTest;
beforeEach(async () => {
  site = await SiteUnderTest.open();
  const { console } = site.desk;
  const password = 'een paar lange woorden';
  assert.ok((await console.administrators.addAdministrator({ name: 'kees', password })).ok);
  for (const [number, email] of [
    ['301', 'jan@example.net'],
    ['302', undefined],
  ] as const)
    assert.ok((await console.extensions.add({ number, callsign: 'PX0AAA', name: 'Jan', email })).ok);
  await site.send('/inloggen', { method: 'password', name: 'kees', 'administrator-password': password });
});
afterEach(() => site.close());

const PAGE = '/beheer/berichten';
const FORM = { act: 'write', to: 'all', who: '', product: '', subject: 'Zondagronde', text: 'Om 11 uur.' };

async function draft(more: Readonly<Record<string, string>> = {}): Promise<string> {
  const made = await site.send(`${PAGE}/nieuw`, { ...FORM, ...more });
  assert.equal(made.status, 303, made.body);
  return String(made.headers['location']);
}

describe('a message in the console', () => {
  it('is looked at before it is sent, and says who has read it', async () => {
    assert.match(await site.page(PAGE), /Er zijn nog geen berichten/);
    const path = await draft({ byMail: 'yes' });
    const preview = await site.page(path);
    assert.match(preview, /Zo ziet het lid het[\s\S]*<p class="message">Om 11 uur\.<\/p>/);
    assert.match(preview, /Verstuur naar 2 extensies/);
    assert.match(preview, /Zonder mailadres, dus alleen op hun pagina: 302/);
    assert.equal(site.desk.console.ownMessages.list('301').length, 0);
    assert.match(String((await site.send(path, { act: 'send' })).headers['location']), /done=sent/);
    const [message] = site.desk.console.ownMessages.list('301');
    assert.ok((await site.desk.console.ownMessages.markRead('301', message?.id ?? '')).ok);
    await site.settle();
    const sent = await site.page(path);
    assert.match(sent, /Gelezen door 1 van 2[\s\S]*Nog niet gelezen door: 302/);
    assert.match(sent, /Mail: 1 verstuurd, 1 geen mailadres/);
    assert.match(await site.page(PAGE), /Zondagronde[\s\S]*verstuurd[\s\S]*1 \/ 2/);
    assert.match(await site.page(`/en${PAGE}`), /1 \/ 2/);
  });

  it('is for whoever the form says, and never for everyone by mistake', async () => {
    await draft({ to: 'extensions', who: '301; 302' });
    assert.deepEqual(site.desk.console.messages.list()[0]?.targets, {
      kind: 'extensions',
      numbers: ['301', '302'],
    });
    const nobody = await site.send(`${PAGE}/nieuw`, { ...FORM, to: 'extensions' });
    assert.equal(nobody.status, 422);
    assert.match(nobody.body, /href="#who"/);
    assert.match(nobody.body, /value="Zondagronde"/, 'what was filled in stays');
    const unknown = await site.send(`${PAGE}/nieuw`, { ...FORM, to: 'extensions', who: '399' });
    assert.match(unknown.body, /Extensie 399 is er niet/);
  });

  it('is changed while it is a draft, deleted, or taken back when it was sent', async () => {
    const path = await draft();
    const changed = await site.send(path, { ...FORM, act: 'change', to: 'phone', product: 'Yealink' });
    assert.match(String(changed.headers['location']), /done=saved/);
    assert.match(await site.page(path), /wie een Yealink heeft[\s\S]*Er is nu niemand voor wie/);
    const refused = await site.send(path, { ...FORM, act: 'change', subject: ' ' });
    assert.deepEqual([refused.status, /<details class="card" open/.test(refused.body)], [422, true]);
    assert.match(
      String((await site.send(path, { act: 'remove' })).headers['location']),
      /berichten\?done=removed/,
    );
    assert.equal((await site.ask(path)).status, 404);
    // Sooner it would be the second press of the same button.
    await site.desk.clock.advance(3_000);
    const other = await draft();
    await site.send(other, { act: 'send' });
    assert.match(String((await site.send(other, { act: 'retract' })).headers['location']), /done=retracted/);
    assert.match(await site.page(other), /ingetrokken/);
    await site.desk.clock.advance(3_000);
    assert.equal((await site.send(other, { act: 'send' })).status, 422);
  });

  it('begins with the extension one comes from, and advises shorter sentences', async () => {
    assert.match(await site.page('/beheer/extensies/301'), /berichten\/nieuw\?extensie=301/);
    const form = await site.page(`${PAGE}/nieuw?extensie=301&onderwerp=Re%3A+Ronde`);
    assert.match(form, /value="extensions" checked/);
    assert.match(form, /name="subject"[^>]*value="Re: Ronde"/);
    const path = await draft({ text: `${'woord '.repeat(20)}.` });
    assert.match(await site.page(path), /gemiddeld 20 woorden/);
  });

  it('tells that mail waits when there is trouble with it', async () => {
    site.carrier.fault = { reason: 'later', isFinal: false };
    const path = await draft({ byMail: 'yes' });
    await site.send(path, { act: 'send' });
    await site.settle();
    assert.match(await site.page(path), /Mail: 1 in de wacht/);
    assert.match(await site.page(PAGE), /Mail staat in de wacht \(1\)/);
    assert.match(await site.page('/en/beheer'), /Mail is waiting \(1\)/);
  });
});

describe('what members say', () => {
  it('waits on the first page until somebody has seen to it', async () => {
    const { console } = site.desk;
    const sent = await console.messages.write({
      subject: 'Zondagronde',
      text: 'Kom je?',
      targets: { kind: 'all' },
      send: true,
    });
    assert.ok(sent.ok);
    assert.ok((await console.ownMessages.reply('301', sent.value.id, 'Ik kom <b>later</b>.')).ok);
    const given = await console.instructions.add({
      text: 'Zet het toestel uit.',
      targets: { kind: 'extensions', numbers: ['302'] },
    });
    assert.ok(given.ok);
    assert.ok((await console.ownMessages.askForHelp('302', given.value.id, '')).ok);
    const today = await site.page('/beheer');
    assert.match(today, /301 antwoordt op: Zondagronde/);
    assert.match(today, /302 vraagt hulp bij: Zet het toestel uit\./);
    const html = await site.page(PAGE);
    assert.match(html, /Ik kom &lt;b>later&lt;\/b>\./);
    assert.match(html, /Ik heb hulp nodig\./);
    assert.match(html, /nieuw\?extensie=301&amp;onderwerp=Re%3A\+Zondagronde/);
    for (const { id } of console.replies.list())
      assert.equal((await site.send(PAGE, { act: 'handle', id })).status, 303);
    assert.doesNotMatch(await site.page('/beheer'), /antwoordt|vraagt hulp/);
    assert.match(await site.page(PAGE), /Er wacht niets op je[\s\S]*Al gezien/);
  });
});

describe('an instruction in the console', () => {
  it('goes by mail when that was ticked, and to who has not done it later', async () => {
    const form = { act: 'give', template: '', who: '', text: 'Zet het uit.', days: '14', byMail: 'yes' };
    assert.match(String((await site.send('/beheer/instructies', form)).headers['location']), /done=given/);
    await site.settle();
    assert.deepEqual(
      site.mails.map(({ to }) => to),
      ['jan@example.net'],
    );
    const [instruction] = site.desk.console.instructions.list();
    const again = await site.send('/beheer/instructies', { act: 'mail', id: instruction?.id ?? '' });
    assert.match(String(again.headers['location']), /done=mailed/);
    await site.settle();
    assert.equal(site.mails.length, 1, 'not twice within an hour');
  });
});
