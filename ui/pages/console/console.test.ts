import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { SiteUnderTest } from '../../../testkit/site-under-test.ts';

const PATHS = [
  '',
  '/extensies',
  '/extensies/nieuw',
  '/extensies/importeer',
  '/extensies/samen',
  '/extensies/samen?nummer=301',
  '/extensies/samen?nummer=301&wat=suspend',
  '/extensies/301',
  '/aanvragen',
  '/live',
  '/live/schermen',
  '/conferenties',
  '/radio',
  '/gesproken',
  '/gesproken/nl/calls',
  '/voicemail',
  '/blokkades',
  '/whitelist',
  '/schorsingen',
  '/instructies',
  '/berichten',
  '/berichten/nieuw',
  '/bandbreedte',
  '/lijst',
  '/status',
  '/paginas',
  '/paginas/house-rules',
  '/paginas/privacy',
  '/paginas/contact/versies',
  '/paginas/contact/versies/1',
  '/systeem',
  '/systeem/instellingen',
  '/logboek',
  '/beheerders',
].map((path) => `/beheer${path}`);
const PASSWORD = 'een paar lange woorden';

let site: SiteUnderTest;
beforeEach(async () => {
  site = await SiteUnderTest.open();
  const { console } = site.desk;
  assert.ok((await console.administrators.addAdministrator({ name: 'kees', password: PASSWORD })).ok);
  assert.ok((await console.extensions.add({ number: '301', callsign: 'PX0AAA', name: 'Jan <b>' })).ok);
});
afterEach(() => site.close());

async function logIn(): Promise<void> {
  const { status } = await site.send('/inloggen', {
    method: 'password',
    name: 'kees',
    'administrator-password': PASSWORD,
  });
  assert.equal(status, 303);
}

/** Sends a form of the console and follows it to the page that tells of it. */
async function act(path: string, form: Readonly<Record<string, string>>): Promise<string> {
  const { status, headers } = await site.send(path, form);
  assert.equal(status, 303, path);
  return site.page(String(headers['location']));
}

describe('the console', () => {
  it('lets nobody in but administrators, and comes back after the login', async () => {
    for (const path of PATHS) {
      const { status, headers } = await site.ask(path);
      assert.equal(status, 303, path);
      assert.match(String(headers['location']), /^\/inloggen\?next=%2Fbeheer/, path);
      assert.equal((await site.ask(path, { form: { act: 'lift' } })).status, 303, path);
    }
  });

  it('shows every page whole, in both languages', async () => {
    await logIn();
    for (const path of PATHS) {
      for (const at of [path, `/en${path}`]) assert.match(await site.page(at), /<h1/, at);
    }
  });

  it('needs the token of the session for every act', async () => {
    await logIn();
    const { status } = await site.ask('/beheer/blokkades', {
      form: { act: 'block', address: '192.0.2.99', seconds: '3600', csrf: 'x' },
    });
    assert.equal(status, 422);
    assert.deepEqual(site.desk.console.bans.list(), []);
  });
});

describe('words of a visitor that every object knows', () => {
  beforeEach(logIn);

  it('are no act and nothing that was done', async () => {
    for (const word of ['constructor', 'toString', '__proto__']) {
      assert.equal((await site.send('/beheer/conferenties', { act: word })).status, 200, word);
      const page = await site.ask(`/beheer/conferenties?done=${word}`);
      assert.equal(page.status, 200, word);
      assert.doesNotMatch(page.body, /native code|\[object/);
    }
  });
});

describe('extensions in the console', () => {
  beforeEach(logIn);

  it('are made in three fields with the number proposed, and show the password once', async () => {
    assert.match(await site.page('/beheer/extensies/nieuw'), /name="number"[^>]*value="100"/);
    const { status, body } = await site.send('/beheer/extensies/nieuw', {
      act: 'make',
      number: '100',
      callsign: 'px0aab',
      name: 'Piet',
    });
    assert.equal(status, 200);
    assert.match(body, /Extensie 100 is klaar/);
    const [, password = ''] = /class="mono big">([^<]+)</.exec(body) ?? [];
    assert.ok(password.length >= 8);
    assert.ok(!(await site.page('/beheer/extensies/100')).includes(password));
  });

  it('tell what is wrong beside the field and keep what was filled in', async () => {
    const { status, body } = await site.send('/beheer/extensies/nieuw', {
      act: 'make',
      number: '301',
      callsign: 'px0aab',
      name: 'Piet',
    });
    assert.equal(status, 422);
    assert.match(body, /href="#number">Dit nummer is al in gebruik/);
    assert.match(body, /value="Piet"/);
  });

  it('are found by number, call sign and name, whatever the accents', async () => {
    assert.match(await site.page('/beheer/extensies?q=px0a'), />301</);
    assert.match(await site.page('/beheer/extensies?q=j%C3%A1n'), />301</);
    assert.doesNotMatch(await site.page('/beheer/extensies?q=piet'), />301</);
  });

  it('come a hundred at a time', async () => {
    const rows = Array.from({ length: 120 }, (_, index) => ({
      number: String(400 + index),
      callsign: 'PX0AAB',
      name: 'Piet',
    }));
    assert.ok((await site.desk.console.extensions.import(rows)).ok);
    const first = await site.page('/beheer/extensies');
    const linked = (html: string) => html.match(/href="\/beheer\/extensies\/\d+"/g)?.length;
    assert.match(first, /121 extensies, waarvan hier 100/);
    assert.equal(linked(first), 100);
    const [, next = ''] = /href="([^"]*\?na=[^"]+)"/.exec(first) ?? [];
    const second = await site.page(next.replaceAll('&amp;', '&'));
    assert.equal(linked(second), 21);
    assert.match(second, />519</);
    assert.doesNotMatch(second, /De volgende/);
    assert.match(await site.page('/beheer/extensies?q=519'), />519</);
  });

  it('never let a name become HTML', async () => {
    const html = await site.page('/beheer/extensies');
    assert.match(html, /Jan &lt;b>/);
    assert.doesNotMatch(html, /Jan <b>/);
  });

  it('are removed only by who types the number', async () => {
    const refused = await site.send('/beheer/extensies/301', { act: 'remove', confirm: '302' });
    assert.equal(refused.status, 422);
    assert.match(refused.body, /Er is niets verwijderd/);
    assert.match(await act('/beheer/extensies/301', { act: 'remove', confirm: '301' }), /is verwijderd/);
    assert.equal((await site.ask('/beheer/extensies/301')).status, 404);
  });
});

describe('bans in the console', () => {
  beforeEach(logIn);

  it('are put on, told of on the first page, and lifted', async () => {
    await act('/beheer/blokkades', { act: 'block', address: '192.0.2.99', seconds: '3600' });
    assert.match(await site.page('/beheer/blokkades'), /192\.0\.2\.99/);
    const after = await act('/beheer/blokkades', { act: 'lift', address: '192.0.2.99' });
    assert.match(after, /De blokkade is opgeheven/);
    assert.deepEqual(site.desk.console.bans.list(), []);
  });

  it('refuse what is no address, and say so at the field', async () => {
    const { status, body } = await site.send('/beheer/blokkades', {
      act: 'block',
      address: 'nergens',
      seconds: '60',
    });
    assert.equal(status, 422);
    assert.match(body, /href="#address">Dit is geen internetadres/);
  });
});

describe('requests for the whitelist', () => {
  beforeEach(logIn);

  it('wait on the first page and are granted with one press', async () => {
    const asked = await site.desk.console.whitelist.request({
      extension: '301',
      entry: '198.51.100.7',
      note: '',
    });
    assert.ok(asked.ok);
    assert.match(await site.page('/beheer'), /301 vraagt een uitzondering/);
    const after = await act('/beheer/whitelist', { act: 'grant', id: asked.value.id });
    assert.match(after, /De uitzondering staat erin/);
    assert.match(after, /198\.51\.100\.7/);
    assert.doesNotMatch(await site.page('/beheer'), /vraagt een uitzondering/);
  });
});

async function suspensions() {
  const listed = await site.desk.console.suspensions.list();
  assert.ok(listed.ok);
  return listed.value;
}

describe('suspensions in the console', () => {
  beforeEach(logIn);

  it('need no reason, are in force at once and are lifted again', async () => {
    const after = await act('/beheer/schorsingen', { act: 'suspend', scope: '301', seconds: '0' });
    assert.match(after, /De schorsing geldt/);
    assert.match(await site.page('/beheer/extensies'), /tint-susp[\s\S]*?Buiten gebruik/);
    const [suspension] = await suspensions();
    assert.ok(suspension);
    assert.match(await act('/beheer/schorsingen', { act: 'lift', id: suspension.id }), /is opgeheven/);
    assert.doesNotMatch(await site.page('/beheer/extensies'), /tint-susp/);
  });

  it('refuse a number nobody has, and a begin that is no time', async () => {
    for (const wrong of [{ scope: '999' }, { scope: '301', from: 'gisteren' }, { scope: '' }]) {
      const { status } = await site.send('/beheer/schorsingen', { act: 'suspend', seconds: '0', ...wrong });
      assert.equal(status, 422, JSON.stringify(wrong));
    }
    assert.deepEqual(await suspensions(), []);
  });
});

describe('bridges in the console', () => {
  beforeEach(logIn);

  it('are made, changed and removed', async () => {
    await act('/beheer/conferenties', { act: 'make', number: '910', name: 'Ronde', pin: '' });
    const settings = {
      act: 'settings',
      name: 'Avondronde',
      pin: '',
      moderators: '301',
      max: '50',
      talk: '180',
      alone: 'tone',
    };
    const changed = await act('/beheer/conferenties/910', settings);
    assert.match(changed, /910 Avondronde/);
    assert.match(changed, /value="180"/);
    assert.match(await act('/beheer/conferenties/910', { act: 'delete' }), /De brug is verwijderd/);
  });
});

describe('applications in the console', () => {
  beforeEach(async () => {
    const wish = {
      callsign: 'px0abc',
      name: 'Ans',
      email: 'ans@example.net',
      rulesVersion: '1',
      wishedNumber: '345',
    };
    const { statusCode } = await site.site.inject({
      method: 'POST',
      url: '/api/v1/applications',
      payload: wish,
    });
    assert.equal(statusCode, 201);
    await logIn();
  });

  it('wait on the first page, and are approved with one press, which gives the letter', async () => {
    assert.match(await site.page('/beheer'), /PX0ABC vraagt een extensie aan/);
    const [, id = ''] = /name="id" value="([^"]+)"/.exec(await site.page('/beheer/aanvragen')) ?? [];
    const { status, body } = await site.send('/beheer/aanvragen', { act: 'approve', id, number: '' });
    assert.equal(status, 200);
    assert.match(body, /Extensie 345 is gemaakt/);
    assert.match(body, /\/welkom\//);
    assert.match(await site.page('/beheer/aanvragen'), /goedgekeurd/);
  });

  it('are refused with or without a reason', async () => {
    const [, id = ''] = /name="id" value="([^"]+)"/.exec(await site.page('/beheer/aanvragen')) ?? [];
    assert.match(
      await act('/beheer/aanvragen', { act: 'refuse', id, reason: '' }),
      /De aanvraag is afgewezen/,
    );
    assert.match(await site.page('/beheer/aanvragen'), /afgewezen/);
  });
});

describe('incidents in the console', () => {
  beforeEach(logIn);

  it('are opened, get messages and are closed; the closing says what it was', async () => {
    const path = '/beheer/status';
    const opened = await act(path, {
      act: 'open',
      kind: 'incident',
      title: 'Geen geluid',
      part: 'calls',
      notice: 'Het is stil.',
    });
    assert.match(opened, /Geen geluid/);
    const [, id = ''] = /name="id" value="([^"]+)"/.exec(opened) ?? [];
    assert.match(await act(path, { act: 'update', id, text: 'We zoeken.' }), /We zoeken\./);
    assert.match(await act(path, { act: 'close', id, text: 'Een kabel.' }), /De storing is afgesloten/);
    assert.doesNotMatch(await site.page(path), /name="id"/);
  });

  it('say what is wrong with a message at its own field, and keep it', async () => {
    for (const title of ['Een', 'Twee']) {
      const fields = { kind: 'incident', title, part: 'calls', notice: 'Het is stil.' };
      await act('/beheer/status', { act: 'open', ...fields });
    }
    const [, second = ''] = [
      ...(await site.page('/beheer/status')).matchAll(/name="id" value="([^"]+)"/g),
    ].map(([, id]) => id);
    const text = 'x'.repeat(2_001);
    const { status, body } = await site.send('/beheer/status', { act: 'close', id: second, text });
    assert.equal(status, 422);
    assert.match(body, new RegExp(`href="#text-close-${second}"`));
    assert.equal(body.split(text).length, 2, 'only where it was written');
    assert.equal(body.split('aria-invalid').length, 2);
  });

  it('refuse what says nothing, and times that are none', async () => {
    const wrong = [
      { title: '', notice: 'x' },
      { title: 'x', notice: 'x', kind: 'maintenance', until: 'ooit' },
    ];
    for (const fields of wrong) {
      const { status } = await site.send('/beheer/status', { act: 'open', kind: 'incident', ...fields });
      assert.equal(status, 422, JSON.stringify(fields));
    }
  });
});

describe('administrators in the console', () => {
  beforeEach(logIn);

  it('are invited, and get a new link when they lost theirs', async () => {
    const invited = await site.send('/beheer/beheerders', { act: 'invite', name: 'piet' });
    assert.match(invited.body, /Link voor piet[\s\S]*\/start\//);
    const again = await site.send('/beheer/beheerders', { act: 'again', name: 'piet' });
    assert.equal(again.status, 200);
    assert.match(again.body, /Link voor piet[\s\S]*\/start\//);
  });

  it('make keys, and read at the field what is wrong with one', async () => {
    const { status, body } = await site.send('/beheer/beheerders', { act: 'token', token: 'kiosk' });
    assert.equal(status, 422);
    assert.match(body, /href="#scope">Vink ten minste één recht aan/);
    assert.match(body, /id="token"[^>]*value="kiosk"/);
  });
});
