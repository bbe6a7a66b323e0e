import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadLibc } from './libc.ts';
import { GENERATION_PACKETS, NativeAddresses } from './native-addresses.ts';

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

test('who was not heard for two generations of packets is forgotten, who was is not', () => {
  if (libc === undefined) return;
  const addresses = new NativeAddresses(libc);
  const hear = (port: number) => addresses.heard('ipv4', '192.0.2.1', port);
  const talk = (packets: number) => {
    for (let packet = 0; packet < packets; packet++) hear(5070);
  };
  hear(5061);
  const silent = hear(5061);
  hear(5062);
  const heard = hear(5062);
  talk(GENERATION_PACKETS);
  assert.equal(hear(5062), heard);
  talk(GENERATION_PACKETS);
  assert.equal(hear(5062), heard);
  assert.notEqual(hear(5061), silent);
  assert.deepEqual(hear(5061), silent);
});
