import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { asAdministrator } from '../../../testkit/console-visit.ts';
import { SiteUnderTest } from '../../../testkit/site-under-test.ts';
import type { AddressKey } from '../../base/address-key.ts';
import { OFFLINE } from '../../exchange/administration/live-exchange.ts';

const asked: string[] = [];
let site: SiteUnderTest;
beforeEach(async () => {
  asked.length = 0;
  site = await SiteUnderTest.open({
    live: {
      ...OFFLINE,
      registrationsByAddress: () =>
        new Map<AddressKey, number>([
          ['192.168.1.20' as AddressKey, 2],
          ['203.0.113.7' as AddressKey, 3],
          ['2001:db8:0:1::/64' as AddressKey, 1],
        ]),
    },
    whereabouts: {
      resolveHost: async (host) => {
        asked.push(host);
        return ['203.0.113.9', '2001:db8::9'];
      },
      isOurs: (address) => address === '2001:db8::9',
      ownAddress: () => '10.0.0.5',
    },
    examine: async () => [],
  });
});
afterEach(() => site.close());

test('an administrator reads where the name leads and how many phones come from outside, and no address of theirs', async () => {
  await asAdministrator(site);
  const { status, body } = await site.ask('/api/v1/reach');
  assert.equal(status, 200);
  assert.deepEqual(JSON.parse(body), {
    domain: 'tel.example.net',
    named: true,
    addresses: ['203.0.113.9', '2001:db8::9'],
    here: true,
    own: '10.0.0.5',
    ownIsPrivate: true,
    outsidePhones: 4,
  });
  assert.deepEqual(asked, ['tel.example.net']);
});

test('nobody else has the exchange look anything up, or look at itself', async () => {
  for (const path of ['/api/v1/reach', '/api/v1/doctor']) assert.equal((await site.ask(path)).status, 401);
  await site.asMember();
  for (const path of ['/api/v1/reach', '/api/v1/doctor']) assert.equal((await site.ask(path)).status, 403);
  assert.deepEqual(asked, []);
});
