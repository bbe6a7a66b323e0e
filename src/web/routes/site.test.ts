import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { SiteUnderTest } from '../../../testkit/site-under-test.ts';
import { siteSchema } from '../contract/site.ts';

let site: SiteUnderTest;
beforeEach(async () => {
  site = await SiteUnderTest.open({ club: { name: 'Club Example', contact: undefined } });
});
afterEach(() => site.close());

describe('what everyone may know', () => {
  it('is the club and counts, without a token', async () => {
    const { console } = site.desk;
    assert.ok((await console.extensions.add({ number: '301', callsign: 'PX0AAA', name: 'Janneke' })).ok);
    assert.ok((await console.conferences.add({ number: '900', name: 'Ronde', pin: '123456' })).ok);
    const { body } = await site.ask('/api/v1/site');
    assert.deepEqual(siteSchema.parse(JSON.parse(body)), {
      name: 'Club Example',
      contact: null,
      domain: 'tel.example.net',
      running: false,
      phoneLogin: true,
      mail: true,
      extensions: 1,
      phones: 0,
      calls: 0,
      pages: [],
      bridges: [{ number: '900', name: 'Ronde', protected: true, participants: 0 }],
    });
    assert.doesNotMatch(body, /123456|PX0AAA|Janneke/);
  });

  it('is slowed down for who asks without end', async () => {
    const statuses = new Set<number>();
    for (let n = 0; n < 110; n += 1) statuses.add((await site.ask('/api/v1/site')).status);
    assert.deepEqual([...statuses], [200, 429]);
  });
});
