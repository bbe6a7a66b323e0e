import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { SiteUnderTest } from '../../testkit/site-under-test.ts';

let site: SiteUnderTest;
before(async () => {
  site = await SiteUnderTest.open();
});
after(() => site.close());

describe('the welcome page', () => {
  it('says that a new club has no extensions yet', async () => {
    assert.match(await site.page('/'), /Deze centrale is net gestart/);
    assert.match(await site.page('/en'), /This exchange has just started/);
  });

  it('counts, and names nobody', async () => {
    const { console } = site.desk;
    for (const [number, callsign] of [
      ['301', 'PX0AAA'],
      ['302', 'PX0AAB'],
    ] as const) {
      assert.ok((await console.extensions.add({ number, callsign, name: 'Janneke Geheim' })).ok);
    }
    const html = await site.page('/');
    assert.match(html, /2 extensies/);
    assert.doesNotMatch(html, /PX0AA|Janneke|301/);
  });
});
