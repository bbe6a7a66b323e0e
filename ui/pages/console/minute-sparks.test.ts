import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { SiteUnderTest } from '../../../testkit/site-under-test.ts';

const PASSWORD = 'een paar lange woorden';
const MEASURED = {
  kind: 'media-measured',
  call: 'c1',
  extension: '301',
  overMs: 5_000,
  packetsReceived: 250,
  packetsLost: 0,
  jitterMs: 1,
  roundTripMs: null,
  packetsSent: 250,
  farLost: null,
} as const;

let site: SiteUnderTest;
beforeEach(async () => {
  site = await SiteUnderTest.open();
  const { console } = site.desk;
  assert.ok((await console.administrators.addAdministrator({ name: 'kees', password: PASSWORD })).ok);
  await site.send('/inloggen', { method: 'password', name: 'kees', 'administrator-password': PASSWORD });
});
afterEach(async () => {
  site.desk.minutes.close();
  await site.close();
});

describe('the course of things in the console', () => {
  it('says so while there are no figures', async () => {
    assert.match(await site.page('/beheer/bandbreedte'), /Nog geen metingen\. De eerste komt/);
  });

  it('is drawn, told in words and there as a table', async () => {
    const { desk } = site;
    const quiet = { registrations: 0, calls: 0, participants: 0, bans: 0 };
    desk.minutes.start({ now: () => quiet, takeLoopLagMs: () => 0 });
    await desk.clock.advance(60_000);
    desk.facts.record({ ...MEASURED, bytesIn: 750_000, bytesOut: 1_500_000 });
    desk.facts.record({ kind: 'authentication-failed', reason: 'wrong-password', counted: true });
    await desk.clock.advance(60_000);
    const html = await site.page('/beheer/bandbreedte');
    assert.match(
      html,
      /<svg class="spark"[^>]*role="img" aria-label="Bandbreedte, laatste uur\. Van toestellen: nu 100 kbit\/s/,
    );
    assert.match(html, /Naar toestellen: nu 200 kbit\/s, hoogste 200 kbit\/s/);
    assert.match(html, /<polyline class="series-2"/);
    assert.match(html, /<td data-title="Naar toestellen" class="figure"[^>]*>200 kbit\/s<\/td>/);
    assert.match(await site.page('/en/beheer/blokkades'), /Attempts: 1 now, highest 1/);
    assert.match(await site.page('/beheer'), /Gesprekken: steeds 0\./);
  });
});
