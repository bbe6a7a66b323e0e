import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isUnspecified, parseIpAddress } from './ip-address.ts';

describe('parseIpAddress', () => {
  for (const [text, family, address] of [
    ['192.0.2.1', 'ipv4', '192.0.2.1'],
    ['0.0.0.0', 'ipv4', '0.0.0.0'],
    ['255.255.255.255', 'ipv4', '255.255.255.255'],
    ['2001:DB8:0:0:0:0:0:1', 'ipv6', '2001:db8::1'],
    ['2001:db8:0:1:0:0:0:1', 'ipv6', '2001:db8:0:1::1'],
    ['2001:0db8:1:2:3:4:5:6', 'ipv6', '2001:db8:1:2:3:4:5:6'],
    ['2001:db8:0:1:2:3:4:5', 'ipv6', '2001:db8:0:1:2:3:4:5'],
    ['2001:db8::', 'ipv6', '2001:db8::'],
    ['1:2:3:4:5:6:7::', 'ipv6', '1:2:3:4:5:6:7:0'],
    ['::', 'ipv6', '::'],
    ['::1', 'ipv6', '::1'],
    ['64:ff9b::192.0.2.1', 'ipv6', '64:ff9b::c000:201'],
    ['::ffff:192.0.2.1', 'ipv4', '192.0.2.1'],
    ['::FFFF:C000:201', 'ipv4', '192.0.2.1'],
  ] as const) {
    it(`reads ${text}`, () => assert.deepEqual(parseIpAddress(text), { family, address }));
  }

  for (const text of [
    '',
    'example.org',
    '192.0.2',
    '192.0.2.1.1',
    '192.0.2.256',
    '192.0.2.01',
    '192.0.2.1 ',
    '-1.0.0.0',
    ':',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '12345::',
    '::g',
    '[::1]',
    'fe80::1%eth0',
    '192.0.2.1::',
    '::192.0.2.1:1',
  ]) {
    it(`refuses "${text}"`, () => assert.equal(parseIpAddress(text), undefined));
  }

  it('knows the addresses that mean nowhere', () => {
    for (const text of ['0.0.0.0', '::', '0:0:0:0:0:0:0:0', '::ffff:0.0.0.0']) {
      const ip = parseIpAddress(text);
      assert.ok(ip && isUnspecified(ip), text);
    }
    assert.equal(isUnspecified({ address: '192.0.2.1' }), false);
  });
});
