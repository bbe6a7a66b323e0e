import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { OFFLINE } from '../../../src/exchange/administration/live-exchange.ts';
import { type RadioStanding, UNLINKED } from '../../../src/exchange/console/radios.ts';
import { act, asAdministrator } from '../../../testkit/console-visit.ts';
import { SiteUnderTest } from '../../../testkit/site-under-test.ts';

const FORM = {
  conference: '900',
  address: '192.0.2.8',
  remotePort: '34001',
  localPort: '32001',
  transmits: 'keyed',
  talkLimitS: '60',
};

let site: SiteUnderTest;
let standing: RadioStanding;
beforeEach(async () => {
  standing = UNLINKED;
  site = await SiteUnderTest.open({ live: { ...OFFLINE, radioState: () => standing } });
  await asAdministrator(site);
});
afterEach(() => site.close());

describe('radios in the console', () => {
  it('need a bridge, are linked, changed and unlinked by forms, and each of it is audited', async () => {
    assert.match(await site.page('/beheer/radio'), /Maak eerst een conferentiebrug/);
    for (const number of ['900', '901']) {
      assert.ok((await site.desk.console.conferences.add({ number, name: 'Ronde' })).ok);
    }
    assert.match(
      await act(site, '/beheer/radio', { act: 'add', name: 'repeater', ...FORM }),
      /De radio is gekoppeld/,
    );
    const page = '/beheer/radio/repeater';
    assert.match(await site.page(page), /value="192\.0\.2\.8"/);
    assert.doesNotMatch(await site.page(page), /name="courtesyTone"[^>]*checked/);
    await act(site, page, { act: 'change', ...FORM, conference: '901', courtesyTone: 'yes' });
    const [radio] = site.desk.console.radios.list();
    assert.deepEqual(
      [radio?.conference, radio?.courtesyTone, radio?.talkLimitS, radio?.transmits],
      ['901', true, 60, 'keyed'],
    );
    assert.match(await act(site, page, { act: 'remove' }), /De radio is ontkoppeld/);
    assert.equal((await site.ask(page)).status, 404);
    const listed = await site.desk.console.audit.list({ limit: 10 });
    assert.ok(listed.ok);
    const actions = listed.value.map(({ action }) => action).filter((action) => action.startsWith('radio'));
    assert.deepEqual(actions.sort(), ['radio.add', 'radio.change', 'radio.remove']);
  });

  it('show whether each is heard, when and how well', async () => {
    assert.ok((await site.desk.console.conferences.add({ number: '900', name: 'Ronde' })).ok);
    await act(site, '/beheer/radio', { act: 'add', name: 'repeater', ...FORM });
    assert.match(await site.page('/beheer/radio'), /nog niet sinds de centrale draait/);
    standing = {
      state: 'receiving',
      portTaken: false,
      talker: null,
      lastHeardAtMs: Date.UTC(2026, 10, 27, 19, 15),
      received: 975,
      lost: 25,
    };
    const html = await site.page('/beheer/radio');
    assert.match(html, /Ontvangt/);
    assert.match(html, /27 nov, 20\.15 uur/);
    assert.match(html, /2,5 % van 1\.000 pakketjes/);
    standing = { ...standing, talker: 'PX0AAA' };
    assert.match(await site.page('/beheer/radio'), /Ontvangt PX0AAA/);
    assert.match(await site.page('/en/beheer/radio/repeater'), /Receives PX0AAA/);
    standing = { ...UNLINKED, portTaken: true };
    assert.match(await site.page('/en/beheer/radio/repeater'), /Port 32001 is taken/);
  });

  it('keep what was filled in when something cannot be, and say what', async () => {
    assert.ok((await site.desk.console.conferences.add({ number: '900', name: 'Ronde' })).ok);
    for (const [change, said] of [
      [{ address: 'radio.example.net' }, /Dit is geen internetadres/],
      [{ localPort: '80' }, /href="#localPort">[^<]*1\.?024/],
      [{ name: 'no good name' }, /Vul een naam in/],
    ] as const) {
      const refused = await site.send('/beheer/radio', { act: 'add', name: 'repeater', ...FORM, ...change });
      assert.equal(refused.status, 422);
      assert.match(refused.body, said);
      assert.match(refused.body, /value="34001"/);
    }
  });
});
