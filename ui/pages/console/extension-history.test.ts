import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { SiteUnderTest } from '../../../testkit/site-under-test.ts';

const PASSWORD = 'een paar lange woorden';
const PATH = '/beheer/extensies/301';
const REGISTERED = {
  kind: 'registered',
  refresh: false,
  expiresS: 60,
  askedS: 60,
  phone: 1,
  transport: 'udp',
  userAgent: '<script>alert(1)</script>',
} as const;
const MEASURED = {
  kind: 'media-measured',
  call: 'c1',
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
  for (const number of ['301', '302', '303'])
    assert.ok((await console.extensions.add({ number, callsign: 'PX0AAA', name: 'Jan' })).ok);
  await site.send('/inloggen', { method: 'password', name: 'kees', 'administrator-password': PASSWORD });
});
afterEach(() => site.close());

describe('the history of an extension in the console', () => {
  it('is quiet where nothing happened', async () => {
    const html = await site.page(PATH);
    assert.match(html, /deden de laatste 24 uur niets bijzonders/);
    assert.match(html, /In 0 van de 168 uren/);
    assert.match(html, /Nog geen verbruik in de afgelopen 7 dagen/);
  });

  it('tells what its phones did, as text, and in which hours one registered', async () => {
    site.desk.facts.record({ ...REGISTERED, extension: '301' });
    site.desk.facts.record({ ...REGISTERED, extension: '302' });
    const html = await site.page(PATH);
    assert.match(html, /Een toestel \(&lt;script>alert\(1\)&lt;\/script>\) heeft zich aangemeld/);
    assert.doesNotMatch(html, /<script>alert/);
    assert.match(html, /In 1 van de 168 uren/);
    assert.match(await site.page(`/en${PATH}`), /A phone registered in 1 of 168 hours/);
  });

  it('shows its use beside the median of all that used anything', async () => {
    for (const [extension, megabytes] of [
      ['301', 90],
      ['302', 10],
      ['303', 20],
    ] as const) {
      const half = (megabytes * 1_000_000) / 2;
      site.desk.facts.record({ ...MEASURED, extension, bytesIn: half, bytesOut: half });
    }
    assert.match(
      await site.page(PATH),
      /Verbruik in 7 dagen: 90 MB\. De helft van de 3 extensies[^<]*onder 20 MB/,
    );
  });
});
