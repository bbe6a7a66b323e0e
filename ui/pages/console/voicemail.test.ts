import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { act, asAdministrator } from '../../../testkit/console-visit.ts';
import { SiteUnderTest } from '../../../testkit/site-under-test.ts';

const PAGE = '/beheer/voicemail';

let site: SiteUnderTest;
beforeEach(async () => {
  site = await SiteUnderTest.open();
  await asAdministrator(site);
  for (const number of ['301', '302']) {
    assert.ok((await site.desk.console.extensions.add({ number, callsign: 'PX0AAA', name: 'Jan' })).ok);
  }
});
afterEach(() => site.close());

describe('voicemail in the console', () => {
  it('is switched on and off, and an extension that is not there is refused', async () => {
    assert.match(await site.page(PAGE), /Niemand heeft voicemail/);
    assert.match(await act(site, PAGE, { act: 'on', extension: '301' }), /Zet uit/);
    assert.equal(site.desk.voicemail.settingsOf('301').takesMessages, true);
    assert.match(await act(site, PAGE, { act: 'off', extension: '301' }), /Zet aan/);
    const refused = await site.send(PAGE, { act: 'on', extension: '399' });
    assert.equal(refused.status, 422);
    assert.match(refused.body, /value="399"/);
  });

  it('shows counts and sizes, nothing to listen to and nobody who called', async () => {
    const sound = new Uint8Array(8_000 * 90).fill(0x55);
    assert.ok(await site.desk.voicemail.keep('301', '302', { sound, spokenMs: 900, levelDb: -22 }));
    const html = await site.page(PAGE);
    assert.match(html, /2 min, 0,8 MB/);
    assert.doesNotMatch(html, /<audio|302/);
    assert.match(await site.page('/en/beheer/voicemail'), /2 min, 0\.8 MB/);
  });

  it('is emptied on request, and that stands in the audit log', async () => {
    const sound = new Uint8Array(8_000).fill(0x55);
    assert.ok(await site.desk.voicemail.keep('301', '302', { sound, spokenMs: 900, levelDb: -22 }));
    assert.match(await site.page(PAGE), /Eén bericht verdwijnt/);
    await act(site, PAGE, { act: 'empty', extension: '301' });
    assert.deepEqual(site.desk.voicemail.countsOf('301'), { unheard: 0, heard: 0 });
    const listed = await site.desk.console.audit.list({ limit: 1 });
    assert.ok(listed.ok);
    const [row] = listed.value;
    assert.deepEqual([row?.actor, row?.action, row?.target], ['admin:kees', 'mailbox.empty', '301']);
  });
});
