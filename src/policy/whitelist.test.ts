import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { FakeClock } from '../../testkit/fake-clock.ts';
import { type AddressKey, addressKey } from '../base/address-key.ts';
import { parseWhitelistEntry, Whitelist, type WhitelistEntry } from './whitelist.ts';

function record(entry: string, more: Partial<WhitelistEntry> = {}): WhitelistEntry {
  const parsed = parseWhitelistEntry(entry);
  assert.ok(parsed.ok);
  return {
    entry: parsed.value.entry,
    entryKind: parsed.value.entryKind,
    owner: '301',
    note: '',
    createdAtMs: 0,
    expiresAtMs: null,
    ...more,
  };
}

function whitelistOf(...entries: string[]): { clock: FakeClock; whitelist: Whitelist } {
  const clock = new FakeClock();
  const whitelist = new Whitelist({ clock });
  whitelist.restore(entries.map((entry) => record(entry)));
  return { clock, whitelist };
}

const key = (address: string) => addressKey({ family: address.includes(':') ? 'ipv6' : 'ipv4', address });

describe('reading an entry', () => {
  test('gives address, network and host name in one canonical form', () => {
    for (const [text, entry, entryKind] of [
      [' 192.0.2.7 ', '192.0.2.7', 'address'],
      ['192.0.2.7/32', '192.0.2.7', 'address'],
      ['192.0.2.7/24', '192.0.2.0/24', 'network'],
      ['192.0.2.255/25', '192.0.2.128/25', 'network'],
      ['2001:DB8:0:0:0:0:0:1', '2001:db8::1', 'address'],
      ['2001:db8:1:2:3::/48', '2001:db8:1::/48', 'network'],
      ['2001:db8::ffff/127', '2001:db8::fffe/127', 'network'],
      ['::ffff:192.0.2.7', '192.0.2.7', 'address'],
      ['::ffff:c000:200/120', '192.0.2.0/24', 'network'],
      ['64:ff9b::192.0.2.33', '64:ff9b::c000:221', 'address'],
      ['Home.Example.ORG.', 'home.example.org', 'host'],
      ['pa-x.dyn_1.example', 'pa-x.dyn_1.example', 'host'],
    ] as const) {
      const parsed = parseWhitelistEntry(text);
      assert.deepEqual(parsed.ok && [parsed.value.entry, parsed.value.entryKind], [entry, entryKind], text);
    }
  });

  test('refuses wider than /16 and /32, warns wider than /24 and /48', () => {
    for (const [text, verdict] of [
      ['192.0.2.0/15', 'too-wide'],
      ['0.0.0.0/0', 'too-wide'],
      ['2001:db8::/31', 'too-wide'],
      ['::/0', 'too-wide'],
      ['::ffff:192.0.0.0/111', 'too-wide'],
      ['192.0.0.0/16', true],
      ['192.0.2.0/23', true],
      ['192.0.2.0/24', false],
      ['2001:db8::/32', true],
      ['2001:db8::/47', true],
      ['2001:db8::/48', false],
    ] as const) {
      const parsed = parseWhitelistEntry(text);
      assert.equal(parsed.ok ? parsed.value.wide : parsed.error, verdict, text);
    }
  });

  test('refuses what is neither', () => {
    for (const text of [
      '',
      'localhost',
      '192.0.2',
      '192.0.2.256',
      '192.0.2.7/33',
      '192.0.2.7/',
      '192.0.2.7/-1',
      '192.0.2.7/24/24',
      '2001:db8::/129',
      'fe80::1%eth0',
      '-a.example',
      'a..example',
      'ex ample.org',
      'exämple.org',
      `${'a'.repeat(64)}.example`,
      `${'a.'.repeat(127)}example`,
    ]) {
      assert.deepEqual(parseWhitelistEntry(text), { ok: false, error: 'invalid' }, text);
    }
  });

  test('never fails on any text, and what it gives reads back the same', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.ipV4Extended(), fc.ipV6(), fc.domain()), (text) => {
        const once = parseWhitelistEntry(text);
        if (once.ok) assert.deepEqual(parseWhitelistEntry(once.value.entry), once);
      }),
      { seed: 1 },
    );
  });
});

describe('covering', () => {
  test('an empty list covers nothing', () => {
    assert.equal(whitelistOf().whitelist.covers('192.0.2.7'), false);
  });

  test('an address covers itself, a network its addresses, and nothing beside them', () => {
    const { whitelist } = whitelistOf('192.0.2.7', '198.51.100.0/25', '2001:db8:1::/48');
    for (const [address, covered] of [
      ['192.0.2.7', true],
      ['::ffff:192.0.2.7', true],
      ['::ffff:c000:207', true],
      ['192.0.2.8', false],
      ['198.51.100.127', true],
      ['198.51.100.128', false],
      ['2001:db8:1:ffff::1', true],
      ['2001:db8:2::1', false],
      ['no address', false],
      ['', false],
    ] as const) {
      assert.equal(whitelist.covers(address), covered, address);
    }
  });

  test('an IPv6 address stands for the /64 of its subscriber', () => {
    const { whitelist } = whitelistOf('2001:db8:1:2::99');
    assert.equal(whitelist.covers('2001:db8:1:2:aaaa::1'), true);
    assert.equal(whitelist.covers('2001:db8:1:3::99'), false);
  });

  test('tells for an address key whether a ban on it is to be lifted', () => {
    const { whitelist } = whitelistOf(
      '192.0.2.0/24',
      '2001:db8:1:2::99',
      '2001:db8:5:6::8/125',
      '2001:db8:a000::/36',
    );
    for (const [address, touched] of [
      ['192.0.2.200', true],
      ['192.0.3.1', false],
      ['2001:db8:1:2::1', true],
      ['2001:db8:5:6:ffff::1', true],
      ['2001:db8:5:7::9', false],
      ['2001:db8:afff:1::1', true],
      ['2001:db8:b000::1', false],
    ] as const) {
      assert.equal(whitelist.touches(key(address)), touched, address);
    }
  });

  test('tells for the /56 of a ban that was widened whether something in it is on the list', () => {
    const { whitelist } = whitelistOf('2001:db8:1:2ff::99', '2001:db8:5:600::/60', '2001:db8:a000::/36');
    for (const [site, touched] of [
      ['2001:db8:1:200::/56', true],
      ['2001:db8:1:300::/56', false],
      ['2001:db8:5:600::/56', true],
      ['2001:db8:afff:0::/56', true],
    ] as const) {
      assert.equal(whitelist.touches(site as AddressKey), touched, site);
    }
  });

  test('an IPv6 network never covers IPv4', () => {
    assert.equal(whitelistOf('::/32').whitelist.covers('192.0.2.7'), false);
  });

  test('agrees with bit arithmetic for every IPv4 network', () => {
    const address = fc.nat({ max: 0xffffffff });
    const dotted = (value: number) => [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff).join('.');
    fc.assert(
      fc.property(
        address,
        fc.integer({ min: 16, max: 32 }),
        fc.nat({ max: 0x1ffff }),
        (base, prefix, flip) => {
          const other = (base ^ flip) >>> 0;
          const mask = (0xffffffff << (32 - prefix)) >>> 0;
          const { whitelist } = whitelistOf(`${dotted(base)}/${prefix}`);
          assert.equal(whitelist.covers(dotted(other)), ((base ^ other) & mask) === 0);
        },
      ),
      { seed: 2, numRuns: 300 },
    );
  });
});

describe('host names', () => {
  test('cover what was resolved last, the first four addresses', () => {
    const { whitelist } = whitelistOf('home.example.org');
    assert.deepEqual(whitelist.hosts, ['home.example.org']);
    assert.equal(whitelist.covers('192.0.2.1'), false);
    const five = [1, 2, 3, 4, 5].map((last) => `192.0.2.${last}`);
    assert.equal(whitelist.setResolved('home.example.org', five), true);
    assert.deepEqual(
      five.map((address) => whitelist.covers(address)),
      [true, true, true, true, false],
    );
    assert.equal(whitelist.setResolved('home.example.org', five.slice(0, 4).reverse()), false);
    assert.equal(whitelist.setResolved('home.example.org', ['junk', '198.51.100.1']), true);
    assert.equal(whitelist.covers('192.0.2.1'), false);
    assert.equal(whitelist.covers('198.51.100.1'), true);
  });

  test('that are not on the list, or no longer, cover nothing', () => {
    const { whitelist } = whitelistOf('home.example.org');
    assert.equal(whitelist.setResolved('other.example.org', ['192.0.2.1']), false);
    whitelist.setResolved('home.example.org', ['192.0.2.1']);
    whitelist.remove('home.example.org');
    assert.equal(whitelist.covers('192.0.2.1'), false);
    whitelist.add(record('home.example.org'));
    assert.equal(whitelist.covers('192.0.2.1'), false);
  });
});

describe('changes', () => {
  test('adding and removing take effect at once', () => {
    const { whitelist } = whitelistOf('198.51.100.1');
    whitelist.add(record('192.0.2.7'));
    assert.equal(whitelist.covers('192.0.2.7'), true);
    assert.equal(whitelist.remove('192.0.2.7')?.owner, '301');
    assert.equal(whitelist.remove('192.0.2.7'), undefined);
    assert.equal(whitelist.covers('192.0.2.7'), false);
    assert.equal(whitelist.covers('198.51.100.1'), true);
  });

  test('what an extension owned goes with it', () => {
    const { whitelist } = whitelistOf('192.0.2.7');
    whitelist.add(record('198.51.100.0/24', { owner: '302' }));
    assert.deepEqual(
      whitelist.removeOwner('301').map(({ entry }) => entry),
      ['192.0.2.7'],
    );
    assert.deepEqual(
      whitelist.list().map(({ entry }) => entry),
      ['198.51.100.0/24'],
    );
  });

  test('an entry ends when it says, whatever the wall clock does meanwhile', async () => {
    const { clock, whitelist } = whitelistOf('198.51.100.1');
    whitelist.add(record('192.0.2.7', { expiresAtMs: clock.wallTime() + 60_000 }));
    clock.jumpWallTime(86_400_000);
    await clock.advance(59_999);
    assert.equal(whitelist.covers('192.0.2.7'), true);
    clock.jumpWallTime(-2 * 86_400_000);
    await clock.advance(1);
    assert.equal(whitelist.covers('192.0.2.7'), false);
    assert.equal(whitelist.list().length, 1);
  });
});
