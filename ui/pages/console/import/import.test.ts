import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { asAdministrator } from '../../../../testkit/console-visit.ts';
import { type Seen, SiteUnderTest } from '../../../../testkit/site-under-test.ts';

const PATH = '/beheer/extensies/importeer';

let site: SiteUnderTest;
beforeEach(async () => {
  site = await SiteUnderTest.open();
  assert.ok((await site.desk.console.extensions.add({ number: '301', callsign: 'PX0AAA', name: 'Jan' })).ok);
  await asAdministrator(site);
});
afterEach(() => site.close());

function look(csv: string, more: Readonly<Record<string, string>> = {}): Promise<Seen> {
  return site.send(PATH, { act: 'preview', csv, ...more });
}

/** Presses the button of what was looked at. */
function carryOut({ body }: Seen, more: Readonly<Record<string, string>> = {}): Promise<Seen> {
  const form = /<form[^>]*>(?:(?!<\/form>)[\s\S])*name="version"[\s\S]*?<\/form>/.exec(body)?.[0] ?? '';
  const hidden = Object.fromEntries(
    [...form.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      value.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&'),
    ]),
  );
  assert.equal(hidden['act'], 'import', body.slice(0, 2_000));
  return site.ask(PATH, { form: { ...hidden, ...more } });
}

const numbers = () => site.desk.console.extensions.list().map(({ number }) => number);

describe('the import of a list', () => {
  it('is looked at by its own checks: what is new, what changes into what, what cannot be and why', async () => {
    const csv = 'number,callsign,name\n301,PX0AAA,Johan\n310,PX0AAC,Kim\n31x,PX0AAD,Wim\n';
    const { status, body } = await look(csv, { update: 'yes' });
    assert.equal(status, 200);
    assert.match(body, /naam: ‘Jan’ wordt ‘Johan’/);
    assert.match(body, /nummer: Dit nummer kan niet worden gegeven/);
    assert.match(body, /zolang één regel niet kan, wordt er niets ingelezen/);
    assert.doesNotMatch(body, /Voer deze/);
    assert.deepEqual(numbers(), ['301']);
  });

  it('does what was looked at, and shows the passwords once', async () => {
    const csv = 'number;callsign;name\n301;PX0AAA;Johan\n310;PX0AAC;Kim <b>\n';
    const done = await carryOut(await look(csv, { update: 'yes' }));
    assert.equal(done.status, 200);
    assert.match(done.body, /1 nieuw, 1 gewijzigd, 0 hetzelfde gebleven/);
    assert.match(done.body, /Kim &lt;b>[\s\S]*class="mono">[a-z2-9]{20}/);
    assert.deepEqual(numbers(), ['301', '310']);
  });

  it('does nothing when something changed since, and shows what would happen now', async () => {
    const looked = await look('number,callsign,name\n310,PX0AAC,Kim\n311,PX0AAD,Wim\n');
    assert.ok(
      (await site.desk.console.extensions.add({ number: '310', callsign: 'PX0AAE', name: 'Ans' })).ok,
    );
    const late = await carryOut(looked);
    assert.equal(late.status, 422);
    assert.match(late.body, /Er is intussen iets gewijzigd\. Er is niets ingelezen/);
    assert.match(late.body, /Anders dan eerst is regel 2/);
    assert.match(late.body, /nummer: Dit nummer is al in gebruik/);
    assert.deepEqual(numbers(), ['301', '310']);
  });

  it('comes from a file, in the letters that Excel writes, and says when those are a guess', async () => {
    const file = new Uint8Array(Buffer.from('number;callsign;name\r\n310;PX0AAC;Zo\xeb\r\n', 'latin1'));
    const looked = await site.send(PATH, { act: 'preview', csv: '' }, file);
    assert.match(looked.body, /gelezen als Windows-1252[\s\S]*Zoë/);
    const done = await carryOut(looked);
    assert.match(done.body, /Zoë/);
  });

  it('shows five thousand rows in parts', async () => {
    const rows = Array.from({ length: 5_000 }, (_, index) => `${10_000 + index},PX0AAC,Holder ${index}`);
    const csv = `number,callsign,name\n${rows.join('\n')}\n`;
    const first = await site.send(PATH, { act: 'preview' }, new Uint8Array(Buffer.from(csv)));
    const shown = (html: string) => html.match(/>Holder \d+</g)?.length;
    assert.match(first.body, /5000 regels[\s\S]*Voer deze 5000 regels uit/);
    assert.equal(shown(first.body), 100);
    const [, behind = ''] = /name="show" value="(all:\d+)"/.exec(first.body) ?? [];
    assert.equal(behind, 'all:100');
  });

  it('shows first what cannot be, when the list is long', async () => {
    const rows = Array.from({ length: 300 }, (_, index) => `${10_000 + index},PX0AAC,Holder ${index}`);
    const csv = `number,callsign,name\n${rows.join('\n')}\n1,PX0AAC,Too Short\n`;
    const { body } = await look(csv);
    assert.match(body, /Too Short/);
    assert.doesNotMatch(body.slice(0, body.indexOf('<textarea')), />Holder \d+</);
    assert.match(body, /value="refuse" aria-pressed="?(true)?"?/);
  });

  it('says at the field what is wrong with the file itself', async () => {
    const wrong: readonly [string, RegExp][] = [
      ['', /Er staat geen regel onder de kolommen/],
      ['callsign,name\n', /Er staat geen regel onder de kolommen/],
      ['callsign,name,street\nPX0AAB,Jan,x', /De kolom ‘street’ kennen we niet/],
      ['number,name\n310,Jan', /De kolom ‘callsign’ ontbreekt/],
      ['callsign,name\nPX0AAB,Jan,x', /Regel 2 heeft meer velden/],
      ['callsign,name\nPX0AAB,"Jan', /Op regel 2 begint een tekst met een aanhalingsteken/],
    ];
    for (const [csv, says] of wrong) {
      const { status, body } = await look(csv);
      assert.equal(status, 422, csv);
      assert.match(body, says);
      assert.match(body, /href="#csv"/);
    }
  });
});
