import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { RtpPacket, writeRtpHeader } from './packet.ts';

function packetOf(first: number, rest: readonly number[]): Uint8Array {
  return Uint8Array.of(first, 0x80 | 8, 0x12, 0x34, 0xff, 0, 0, 1, 0xde, 0xad, 0xbe, 0xef, ...rest);
}

test('reads the fixed header', () => {
  const packet = new RtpPacket();
  assert.ok(packet.read(packetOf(0x80, [1, 2, 3])));
  assert.equal(packet.marker, true);
  assert.equal(packet.payloadType, 8);
  assert.equal(packet.sequence, 0x1234);
  assert.equal(packet.timestamp, 0xff000001);
  assert.equal(packet.ssrc, 0xdeadbeef);
  assert.equal(packet.payloadStart, 12);
  assert.equal(packet.payloadEnd, 15);
});

test('leaves out CSRC list, extension and padding', () => {
  const packet = new RtpPacket();
  const csrc = [0, 0, 0, 1, 0, 0, 0, 2];
  const extension = [0xbe, 0xde, 0, 1, 9, 9, 9, 9];
  assert.ok(packet.read(packetOf(0x80 | 0x30 | 2, [...csrc, ...extension, 7, 7, 0, 0, 3])));
  assert.equal(packet.payloadStart, 28);
  assert.deepEqual([...packet.bytes.subarray(packet.payloadStart, packet.payloadEnd)], [7, 7]);
});

test('refuses what contradicts itself', () => {
  const packet = new RtpPacket();
  const bad = {
    short: new Uint8Array(11),
    'version 1': packetOf(0x40, []),
    'CSRC beyond the end': packetOf(0x8f, [1, 2, 3, 4]),
    'extension cut off': packetOf(0x90, [0xbe, 0xde]),
    'extension beyond the end': packetOf(0x90, [0xbe, 0xde, 0, 2, 1, 1, 1, 1]),
    'padding of zero': packetOf(0xa0, [1, 2, 0]),
    'padding into the header': packetOf(0xa0, [1, 2, 4]),
  };
  for (const [what, bytes] of Object.entries(bad)) assert.equal(packet.read(bytes), false, what);
});

test('what is written reads back', () => {
  const packet = new RtpPacket();
  fc.assert(
    fc.property(
      fc.boolean(),
      fc.integer({ min: 0, max: 127 }),
      fc.integer({ min: 0, max: 0xffff }),
      fc.integer({ min: 0, max: 0xffffffff }),
      fc.integer({ min: 0, max: 0xffffffff }),
      (marker, payloadType, sequence, timestamp, ssrc) => {
        const bytes = new Uint8Array(12);
        writeRtpHeader(bytes, 0, marker, payloadType, sequence, timestamp, ssrc);
        assert.ok(packet.read(bytes));
        assert.deepEqual(
          [packet.marker, packet.payloadType, packet.sequence, packet.timestamp, packet.ssrc],
          [marker, payloadType, sequence, timestamp, ssrc],
        );
      },
    ),
  );
});

test('any bytes are read or refused, and a payload lies within them', () => {
  const packet = new RtpPacket();
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      if (!packet.read(bytes)) return;
      assert.ok(packet.payloadStart >= 12 && packet.payloadStart <= packet.payloadEnd);
      assert.ok(packet.payloadEnd <= bytes.length);
    }),
  );
});
