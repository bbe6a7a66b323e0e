import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadLibc } from './libc.ts';
import { NativeAddresses } from './native-addresses.ts';

const libc = await loadLibc();

test('a peer that is heard again is the same object from then on', () => {
  // Where there is no such library nothing of this is used.
  if (libc === undefined) return;
  const addresses = new NativeAddresses(libc);
  for (const [family, address] of [
    ['ipv4', '192.0.2.1'],
    ['ipv6', '2001:db8::1'],
  ] as const) {
    const [first, second, third] = [1, 2, 3].map(() => addresses.heard(family, address, 5060));
    assert.deepEqual(first, { family, address, port: 5060 });
    assert.deepEqual(second, first);
    assert.equal(third, second);
    assert.notEqual(addresses.heard(family, address, 5061), third);
  }
});
