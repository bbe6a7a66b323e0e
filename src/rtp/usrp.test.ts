import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UsrpPacket, writeUsrpUnkey, writeUsrpVoice } from './usrp.ts';

const SAMPLES = Int16Array.from({ length: 160 }, (_, i) => (i - 80) * 400);

test('a voice packet has 352 bytes: numbers in network order, samples with the low byte first', () => {
  const bytes = writeUsrpVoice(0x01020304, SAMPLES);
  assert.equal(bytes.length, 352);
  assert.equal(
    Buffer.from(bytes.subarray(0, 32)).toString('hex'),
    `5553525001020304${'0'.repeat(8)}00000001${'0'.repeat(32)}`,
  );
  assert.deepEqual([...bytes.subarray(32, 34)], [-32_000 & 0xff, (-32_000 >> 8) & 0xff]);
  const packet = new UsrpPacket();
  assert.equal(packet.read(bytes), true);
  assert.deepEqual([packet.sequence, packet.keyed, packet.hasVoice], [0x01020304, true, true]);
  assert.deepEqual(packet.samples, SAMPLES);
});

test('the end of a transmission is a header alone', () => {
  const bytes = writeUsrpUnkey(7);
  assert.equal(bytes.length, 32);
  const packet = new UsrpPacket();
  assert.equal(packet.read(bytes), true);
  assert.deepEqual([packet.sequence, packet.keyed, packet.hasVoice], [7, false, false]);
});

test('what is something else, cut off, or of another type than voice is not read', () => {
  const packet = new UsrpPacket();
  const voice = writeUsrpVoice(1, SAMPLES);
  for (const [at, value] of [
    [0, 0x56],
    [23, 2],
    [20, 2],
  ] as const) {
    const other = voice.slice();
    other[at] = value;
    assert.equal(packet.read(other), false);
  }
  assert.equal(packet.read(voice.subarray(0, 31)), false);
  assert.equal(packet.read(new Uint8Array(0)), false);
  assert.equal(packet.read(voice.subarray(0, 351)), true);
  assert.equal(packet.hasVoice, false);
});

test('is read where it lies, in the middle of other bytes', () => {
  const packet = new UsrpPacket();
  const around = new Uint8Array(400);
  around.set(writeUsrpVoice(9, SAMPLES), 13);
  assert.equal(packet.read(around.subarray(13, 365)), true);
  assert.deepEqual(packet.samples, SAMPLES);
});
