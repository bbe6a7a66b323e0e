import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SocketAddress } from '../../base/sockets.ts';
import { Source } from './source.ts';

const PUBLIC = '192.0.2.10';
const OTHER = '203.0.113.66';

function from(address: string, port: number): SocketAddress {
  return { family: 'ipv4', address, port };
}

function sourceOf(
  announced: { address: string; port: number } | undefined,
  signallingAddress = PUBLIC,
): Source {
  const source = new Source();
  source.configure({ announced, signallingAddress }, 0);
  return source;
}

/** How many of `count` packets in sequence are accepted. */
function accepted(
  source: Source,
  place: SocketAddress,
  ssrc: number,
  count: number,
  atMs = 10,
  first = 100,
): number {
  let sum = 0;
  for (let i = 0; i < count; i++) if (source.accepts(place, ssrc, first + i, atMs + 20 * i)) sum++;
  return sum;
}

test('the announced place is believed at once', () => {
  assert.equal(accepted(sourceOf({ address: PUBLIC, port: 4000 }), from(PUBLIC, 4000), 1, 10), 10);
});

test('a foreign address is never believed', () => {
  const source = sourceOf({ address: PUBLIC, port: 4000 });
  assert.equal(accepted(source, from(OTHER, 4000), 1, 500), 0);
  assert.equal(accepted(source, from(PUBLIC, 4000), 2, 5, 20_000), 5);
  assert.equal(accepted(source, from(OTHER, 4000), 2, 500, 30_000), 0);
});

test('another port of the announced address waits for a second of silence', () => {
  const source = sourceOf({ address: PUBLIC, port: 4000 });
  assert.equal(accepted(source, from(PUBLIC, 5555), 9, 30, 10), 0);
  assert.equal(accepted(source, from(PUBLIC, 4000), 1, 30, 700), 30);
  assert.equal(accepted(source, from(PUBLIC, 5555), 9, 40, 1300), 0);
});

test('a phone whose port the router changed is heard after the grace of the announced port', () => {
  const source = sourceOf({ address: PUBLIC, port: 4000 });
  const heard = accepted(source, from(PUBLIC, 5555), 9, 75, 10);
  assert.ok(heard >= 20, `heard ${heard} of 75 packets in 1.5 s`);
});

test('behind a private address the signalling address is believed after three packets in sequence', () => {
  const source = sourceOf({ address: '192.168.1.5', port: 4000 });
  assert.equal(accepted(source, from(PUBLIC, 61_000), 7, 10), 8);
  assert.equal(accepted(source, from('192.168.1.5', 4000), 7, 10), 0);
  const scattered = sourceOf({ address: '192.168.1.5', port: 4000 });
  for (const sequence of [1, 3, 5, 7, 9]) {
    assert.equal(scattered.accepts(from(PUBLIC, 61_000), 7, sequence, 10), false);
  }
});

test('who is locked stays locked until a second of silence', () => {
  const source = sourceOf({ address: '10.0.0.1', port: 4000 });
  accepted(source, from(PUBLIC, 61_000), 7, 50);
  assert.equal(accepted(source, from(PUBLIC, 62_000), 8, 10, 1100), 0);
  assert.equal(accepted(source, from(PUBLIC, 62_000), 8, 10, 2100), 8);
});

test('the phone at its announced place wins over who took the lock meanwhile', () => {
  const source = sourceOf({ address: PUBLIC, port: 4000 });
  assert.ok(accepted(source, from(PUBLIC, 5555), 9, 10, 1500) > 0);
  let heard = 0;
  for (let i = 0; i < 20; i++) {
    source.accepts(from(PUBLIC, 5555), 9, 110 + i, 2000 + 20 * i);
    if (source.accepts(from(PUBLIC, 4000), 1, i, 2001 + 20 * i)) heard++;
  }
  assert.equal(heard, 18);
});

test('another SSRC from the locked place is believed when the old one is gone', () => {
  const source = sourceOf({ address: PUBLIC, port: 4000 });
  accepted(source, from(PUBLIC, 4000), 1, 50);
  assert.equal(accepted(source, from(PUBLIC, 4000), 2, 10, 1020), 8);
  assert.equal(source.epoch, 2);
});

test('an SSRC mixed into a living stream is never heard', () => {
  const source = sourceOf({ address: PUBLIC, port: 4000 });
  for (let i = 0; i < 100; i++) {
    assert.equal(source.accepts(from(PUBLIC, 4000), 1, i, 20 * i), true);
    assert.equal(source.accepts(from(PUBLIC, 4000), 2, i, 20 * i + 1), false);
  }
});

test('authenticated signalling opens the lock for a new place', () => {
  const source = sourceOf({ address: PUBLIC, port: 4000 });
  accepted(source, from(PUBLIC, 4000), 1, 10);
  source.configure({ announced: { address: PUBLIC, port: 4100 }, signallingAddress: PUBLIC }, 300);
  assert.equal(accepted(source, from(PUBLIC, 4100), 5, 5, 310), 5);
});

test('the same plan again changes nothing', () => {
  const source = sourceOf({ address: '10.0.0.1', port: 4000 });
  accepted(source, from(PUBLIC, 61_000), 7, 5);
  source.configure({ announced: { address: '10.0.0.1', port: 4000 }, signallingAddress: PUBLIC }, 300);
  assert.equal(accepted(source, from(PUBLIC, 61_000), 7, 5, 310, 105), 5);
});

test('before anything is announced the signalling address is believed, as early media needs', () => {
  const source = sourceOf(undefined);
  assert.equal(accepted(source, from(PUBLIC, 4000), 7, 10), 8);
  assert.equal(accepted(source, from(OTHER, 4000), 7, 10), 0);
});

test('IPv4 written as IPv6 is the same address', () => {
  const source = sourceOf({ address: `::FFFF:${PUBLIC}`, port: 4000 }, `::ffff:${PUBLIC}`);
  assert.equal(accepted(source, from(PUBLIC, 4000), 7, 3), 3);
});
