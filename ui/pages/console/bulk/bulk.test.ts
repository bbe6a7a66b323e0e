import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { asAdministrator } from '../../../../testkit/console-visit.ts';
import { type Seen, SiteUnderTest } from '../../../../testkit/site-under-test.ts';

const PATH = '/beheer/extensies/samen';
const CLUB = [
  { number: '301', callsign: 'PX0AAA', name: 'Jan', email: 'jan@example.net' },
  { number: '302', callsign: 'PX0AAB', name: '=Piet <b>' },
  { number: '303', callsign: 'PX0AAC', name: 'Kees; de "Zender"', email: 'kees@example.net' },
];

let site: SiteUnderTest;
beforeEach(async () => {
  site = await SiteUnderTest.open();
  assert.ok((await site.desk.console.extensions.import(CLUB)).ok);
  await asAdministrator(site);
});
afterEach(() => site.close());

const pageOf = (what: string, ...numbers: string[]) =>
  `${PATH}?${new URLSearchParams([['wat', what], ...numbers.map((number) => ['nummer', number])])}`;

function unescaped(text: string): string {
  return text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&');
}

/** The hidden fields of the form that does this. */
function hiddenOf(html: string, act: string): Readonly<Record<string, string>> {
  const forms = [...html.matchAll(/<form\b[\s\S]*?<\/form>/g)].map(([form]) => form);
  const form = forms.find((one) => one.includes(`name="act" value="${act}"`));
  assert.ok(form, `no form ${act} in ${html.slice(html.indexOf('<main'), html.indexOf('<main') + 1_500)}`);
  return Object.fromEntries(
    [...form.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      unescaped(value),
    ]),
  );
}

/** Fills in the form of the page, if it has one, and confirms what is shown. */
async function handle(
  what: string,
  numbers: readonly string[],
  filled: Readonly<Record<string, string>> = {},
  confirmed: Readonly<Record<string, string>> = {},
): Promise<{ readonly look: string; readonly done: Seen }> {
  const first = await site.page(pageOf(what, ...numbers));
  const isFilledIn = first.includes(`value="${what}-look"`);
  const look = isFilledIn
    ? await site.ask(PATH, { form: { ...hiddenOf(first, `${what}-look`), ...filled } })
    : { status: 200, body: first };
  assert.equal(look.status, 200, look.body);
  const done = await site.ask(PATH, { form: { ...hiddenOf(look.body, what), ...confirmed } });
  return { look: look.body, done };
}

const textOf = (html: string) =>
  unescaped(html.slice(html.indexOf('<main')).replace(/<svg[\s\S]*?<\/svg>|<[^>]+>/g, ' ')).replace(
    /\s+/g,
    ' ',
  );

describe('choosing extensions', () => {
  it('is a tick with a name for each of the list, and an act below it', async () => {
    const html = await site.page('/beheer/extensies');
    assert.match(
      html,
      /<label class="tick"><input type="checkbox" name="nummer" value="301"[^>]*\/?>.*?Kies 301 PX0AAA/,
    );
    assert.match(html, /<form method="get" action="\/beheer\/extensies\/samen">/);
    assert.match(html, /Verder met alle 3/);
  });

  it('takes all that a search finds, also beyond the first hundred', async () => {
    const rows = Array.from({ length: 120 }, (_, index) => ({
      number: String(500 + index),
      callsign: 'PX0ABC',
      name: 'Zoeker',
    }));
    assert.ok((await site.desk.console.extensions.import(rows)).ok);
    const found = await site.page('/beheer/extensies?q=zoeker');
    assert.match(found, /name="q" value="zoeker"[\s\S]*Verder met alle 120/);
    const html = await site.page(`${PATH}?q=zoeker&alles=ja&wat=resume`);
    assert.match(html, /Voor deze 120 extensies/);
    assert.equal(hiddenOf(html, 'resume')['numbers']?.split(',').length, 120);
    assert.doesNotMatch(html, /PX0AAA/);
  });

  it('takes all that are in a state', async () => {
    assert.ok((await site.desk.console.suspensions.suspend({ scope: ['302'] })).ok);
    const found = await site.page('/beheer/extensies?toestand=suspended');
    assert.match(found, /1 extensie\b[\s\S]*name="toestand" value="suspended"[\s\S]*Verder met deze ene/);
    const html = await site.page(`${PATH}?toestand=suspended&alles=ja&wat=resume`);
    assert.equal(hiddenOf(html, 'resume')['numbers'], '302');
    assert.match(await site.page('/beheer/extensies?toestand=reachable'), /Geen enkele extensie is nu zo/);
  });

  it('says when nobody was chosen, and when there are too many for it', async () => {
    assert.match(await site.page(`${PATH}?wat=suspend`), /Er is niemand gekozen/);
    const rows = Array.from({ length: 101 }, (_, index) => ({
      number: String(500 + index),
      callsign: 'PX0ABC',
      name: 'Zoeker',
    }));
    assert.ok((await site.desk.console.extensions.import(rows)).ok);
    assert.match(await site.page(`${PATH}?alles=ja&wat=letters`), /hooguit 100 tegelijk/);
  });

  it('asks what for when that was not said', async () => {
    const html = await site.page(`${PATH}?nummer=301`);
    assert.match(html, /\?nummer=301&(?:amp;)?wat=remove/);
  });

  it('leaves out who is gone, and says so at the end', async () => {
    const html = await site.page(pageOf('remove', '301', '302'));
    assert.ok((await site.desk.console.extensions.remove('302')).ok);
    const late = await site.ask(PATH, { form: { ...hiddenOf(html, 'remove'), count: '2' } });
    assert.equal(late.status, 422, 'they are not as many as were looked at');
    const done = await site.ask(PATH, { form: { ...hiddenOf(html, 'remove'), count: '1' } });
    assert.match(textOf(done.body), /1 gedaan, 1 niet gedaan .*302 Niet gedaan Was er al niet meer/);
  });
});

describe('suspending several', () => {
  it('shows who and what before, is one suspension, and is lifted for one of them', async () => {
    const filled = { what: 'call', seconds: '3600', reason: 'Onderzoek.', show: 'on' };
    const { look, done } = await handle('suspend', ['301', '303'], filled);
    assert.match(
      textOf(look),
      /Ze kunnen niet meer: bellen\..* Zo lang: 1 uur\..*de houder leest: Onderzoek/,
    );
    assert.match(textOf(look), /301 PX0AAA Jan .*303 PX0AAC/);
    assert.doesNotMatch(textOf(look), /PX0AAB/);
    assert.match(textOf(done.body), /2 gedaan .*301 PX0AAA Gedaan Geschorst\./);
    const listed = await site.desk.console.suspensions.list();
    assert.ok(listed.ok);
    assert.deepEqual(
      listed.value.map(({ scope, what, reason, reasonShown }) => [scope, what, reason, reasonShown]),
      [[['301', '303'], ['call'], 'Onderzoek.', true]],
    );
    const lifted = await handle('resume', ['301', '302']);
    assert.match(textOf(lifted.done.body), /302 PX0AAB Let op Was niet op eigen nummer geschorst/);
    assert.match(textOf(lifted.done.body), /301 PX0AAA Gedaan Weer in gebruik/);
    const after = await site.desk.console.suspensions.list();
    assert.deepEqual(after.ok && after.value.map(({ scope, state }) => [scope, state]), [
      [['303'], 'active'],
    ]);
  });

  it('tells who stays out of use by a suspension of everyone', async () => {
    assert.ok((await site.desk.console.suspensions.suspend({ scope: 'all' })).ok);
    const { done } = await handle('resume', ['301']);
    assert.match(textOf(done.body), /Let op Nog buiten gebruik/);
  });

  it('says what is wrong at its field and keeps what was filled in', async () => {
    const first = await site.page(pageOf('suspend', '301'));
    const form = {
      ...hiddenOf(first, 'suspend-look'),
      seconds: '3600',
      what: 'call',
      reason: 'x'.repeat(300),
    };
    const { status, body } = await site.ask(PATH, { form });
    assert.equal(status, 422);
    assert.match(body, /href="#reason"/);
    assert.match(body, /value="call" checked/);
    const again = { ...form, act: 'suspend', reason: 'Kort.', again: 'yes' };
    const back = await site.ask(PATH, { form: again });
    assert.match(back.body, /value="Kort\."/);
    const listed = await site.desk.console.suspensions.list();
    assert.deepEqual(listed.ok && listed.value, []);
  });
});

describe('writing to several', () => {
  it('sends one message, and tells who has no mail address', async () => {
    const filled = { subject: 'Ronde', text: 'Om acht uur.\r\nIn 900.', urgent: 'yes', byMail: 'yes' };
    const { look, done } = await handle('message', ['301', '302'], filled);
    assert.match(textOf(look), /Onderwerp: Ronde Tekst: Om acht uur\. In 900\./);
    assert.match(textOf(done.body), /302 PX0AAB Let op Staat op de pagina; er is geen mailadres/);
    const messages = site.desk.console.messages.list();
    assert.deepEqual(
      messages.map(({ state, targets, text }) => [state, targets, text]),
      [['sent', { kind: 'extensions', numbers: ['301', '302'] }, 'Om acht uur.\nIn 900.']],
    );
  });

  it('gives one instruction', async () => {
    const { look, done } = await handle('instruction', ['301', '303'], {
      template: '',
      text: 'Zet je klok gelijk.',
      days: '7',
    });
    assert.match(textOf(look), /Tekst: Zet je klok gelijk\. Ze hebben 7 dagen de tijd/);
    assert.match(textOf(done.body), /2 gedaan/);
    const [given] = site.desk.console.instructions.list();
    assert.deepEqual(given?.targets, { kind: 'extensions', numbers: ['301', '303'] });
  });

  it('refuses what says nothing', async () => {
    for (const [what, filled, field] of [
      ['message', { subject: '', text: 'x' }, 'subject'],
      ['message', { subject: 'x', text: 'x'.repeat(4_001) }, 'text'],
      ['instruction', { template: '', text: '', days: '7' }, 'text'],
      ['instruction', { template: '', text: 'x', days: 'morgen' }, 'days'],
    ] as const) {
      const first = await site.page(pageOf(what, '301'));
      const { status, body } = await site.ask(PATH, {
        form: { ...hiddenOf(first, `${what}-look`), ...filled },
      });
      assert.equal(status, 422, field);
      assert.match(body, new RegExp(`href="#${field}"`));
    }
  });
});

describe('limits of several', () => {
  it('change where something is filled in, and stay where nothing is', async () => {
    assert.ok((await site.desk.console.limits.set('301', { contacts: 3, calls: 5 })).ok);
    const filled = { calls: '2', contacts: '-', codecs: 'PCMA', transport: 'TLS' };
    const { look, done } = await handle('limits', ['301', '302'], filled);
    assert.match(
      textOf(look),
      /Gesprekken tegelijk: 2 Toestellen tegelijk: geen eigen grens Codecs: PCMA Verbinding: TLS/,
    );
    assert.match(textOf(done.body), /2 gedaan/);
    const shown = site.desk.console.limits.show('301');
    assert.ok(shown.ok);
    const { own } = shown.value;
    assert.deepEqual([own.calls, own.contacts, own.codecs, own.transport], [2, null, ['PCMA'], 'TLS']);
  });

  it('are refused at their field', async () => {
    const first = await site.page(pageOf('limits', '301'));
    const hidden = hiddenOf(first, 'limits-look');
    for (const [filled, field] of [
      [{}, 'calls'],
      [{ contacts: '0' }, 'contacts'],
      [{ kbitPerSecond: 'veel' }, 'kbitPerSecond'],
    ] as const) {
      const { status, body } = await site.ask(PATH, { form: { ...hidden, ...filled } });
      assert.equal(status, 422);
      assert.match(body, new RegExp(`href="#${field}"`));
    }
  });
});

describe('letters of several', () => {
  it('stand on a sheet each, with a new password that works', async () => {
    const { look, done } = await handle('letters', ['301', '303']);
    assert.match(textOf(look), /Iedereen krijgt een nieuw wachtwoord/);
    assert.equal(done.body.match(/<article class="letter sheet"/g)?.length, 2);
    assert.match(done.body, /Je extensie 303 is klaar/);
    const rows = await site.desk.console.audit.list({ limit: 2 });
    assert.deepEqual(
      rows.ok && rows.value.map(({ actor, action, target, detail }) => [actor, action, target, detail]),
      ['303', '301'].map((number) => [
        'admin:kees',
        'extension.password',
        number,
        { weakPassword: false, printed: true },
      ]),
    );
  });
});

describe('a list to keep', () => {
  it('holds no secret and no formula, and changes nothing when it is imported again', async () => {
    const html = await site.page(`${PATH}?alles=ja&wat=csv`);
    const [, address = ''] = /href="([^"]*bewaar=ja)"/.exec(html) ?? [];
    const { status, headers, body } = await site.ask(unescaped(address));
    assert.equal(status, 200);
    assert.match(String(headers['content-disposition']), /^attachment; filename="extensions-[\d-]+\.csv"$/);
    assert.equal(
      body,
      '\uFEFFnumber;callsign;name;email\r\n301;PX0AAA;Jan;jan@example.net\r\n' +
        `302;PX0AAB;'=Piet <b>;\r\n303;PX0AAC;"Kees; de ""Zender""";kees@example.net\r\n`,
    );
    const answer = await site.desk.api.inject({
      method: 'POST',
      url: '/api/v1/extensions/import',
      payload: { csv: body, update: true, dryRun: true },
    });
    assert.deepEqual(answer.json().totals, { rows: 3, create: 0, change: 0, keep: 3, refuse: 0 });
  });
});

describe('removing several', () => {
  it('is done only by who types how many they are, and tells of each', async () => {
    const { look, done } = await handle('remove', ['301', '302'], {}, { count: '3' });
    assert.match(textOf(look), /Typ 2, het aantal/);
    assert.equal(done.status, 422);
    assert.match(done.body, /href="#count"/);
    assert.equal(site.desk.console.extensions.list().length, 3);
    const again = await handle('remove', ['301', '302'], {}, { count: '2' });
    assert.match(textOf(again.done.body), /2 gedaan .*301 PX0AAA Gedaan Verwijderd/);
    assert.deepEqual(
      site.desk.console.extensions.list().map(({ number }) => number),
      ['303'],
    );
  });

  it('does nothing without the token of the session', async () => {
    const html = await site.page(pageOf('remove', '301'));
    const forged = { ...hiddenOf(html, 'remove'), count: '1', csrf: 'x' };
    const { status } = await site.ask(PATH, { form: forged });
    assert.equal(status, 422);
    assert.equal(site.desk.console.extensions.list().length, 3);
  });
});
