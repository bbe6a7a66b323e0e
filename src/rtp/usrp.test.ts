import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeG711 } from '../../testkit/tone.ts';
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
  assert.deepEqual(
    [packet.sequence, packet.isVoice, packet.keyed, packet.hasVoice],
    [0x01020304, true, true, true],
  );
  assert.deepEqual(packet.samples, SAMPLES);
});

test('the end of a transmission is a header alone', () => {
  const bytes = writeUsrpUnkey(7);
  assert.equal(bytes.length, 32);
  const packet = new UsrpPacket();
  assert.equal(packet.read(bytes), true);
  assert.deepEqual([packet.sequence, packet.keyed, packet.hasVoice], [7, false, false]);
});

test('what is something else or cut off is not read', () => {
  const packet = new UsrpPacket();
  const voice = writeUsrpVoice(1, SAMPLES);
  const other = voice.slice();
  other[0] = 0x56;
  assert.equal(packet.read(other), false);
  assert.equal(packet.read(voice.subarray(0, 31)), false);
  assert.equal(packet.read(new Uint8Array(0)), false);
  assert.equal(packet.read(voice.subarray(0, 351)), true);
  assert.equal(packet.hasVoice, false);
});

/** A packet as DVSwitch's programs write it: all numbers but the type in network order. */
function packetOf(type: number, payload: Uint8Array, lowByteFirst: boolean, keyup = 0): Uint8Array {
  const bytes = Buffer.alloc(32 + payload.length);
  bytes.write('USRP', 0, 'latin1');
  bytes.writeUInt32BE(0x1234, 4);
  bytes.writeUInt32BE(keyup, 12);
  if (lowByteFirst) bytes.writeUInt32LE(type, 20);
  else bytes.writeUInt32BE(type, 20);
  bytes.set(payload, 32);
  return bytes;
}

test('keys, text, pings and commands are signs of life and say nothing of the transmitter', () => {
  const packet = new UsrpPacket();
  for (const lowByteFirst of [true, false]) {
    for (const type of [1, 2, 3, 4, 5, 7, 0xff]) {
      assert.equal(packet.read(packetOf(type, new Uint8Array(320).fill(7), lowByteFirst, 1)), true);
      assert.deepEqual(
        [packet.sequence, packet.isVoice, packet.keyed, packet.hasVoice],
        [0x1234, false, false, false],
        `type ${type}`,
      );
    }
  }
});

test('a text may tell who begins to talk; what is no call sign is not taken for one', () => {
  const packet = new UsrpPacket();
  const told = (tag: number, text: string) => {
    const payload = Buffer.concat([
      Buffer.from([tag, 14 + text.length, ...new Uint8Array(12)]),
      Buffer.from(text),
    ]);
    assert.ok(packet.read(packetOf(2, payload, true)));
    assert.equal(packet.isVoice, false);
    return packet.talker;
  };
  assert.equal(told(8, 'PX0AAA\0'), 'PX0AAA');
  assert.equal(told(8, 'px0aaa/p'), 'PX0AAA/P');
  assert.equal(told(8, '{"name":"Somebody","call":"PX0AAB"}\0'), 'PX0AAB');
  for (const text of [
    '',
    '\0',
    'PX',
    'PX0AAA<script>',
    'PX0AAAAAAAAAAAAAA',
    '{"call":"',
    'REG:OK',
    `{${' '.repeat(300)}"call":"PX0AAA"}`,
  ])
    assert.equal(told(8, text), undefined, text);
  assert.equal(told(7, 'PX0AAA\0'), undefined);
  told(8, 'PX0AAA');
  packet.read(writeUsrpVoice(1, SAMPLES));
  assert.equal(packet.talker, undefined);
});

test('sound in µ-law is heard, whatever the order of the bytes of its type', () => {
  const packet = new UsrpPacket();
  for (const lowByteFirst of [true, false]) {
    assert.equal(packet.read(packetOf(6, encodeG711('PCMU', SAMPLES), lowByteFirst, 1)), true);
    assert.deepEqual([packet.isVoice, packet.keyed, packet.hasVoice], [true, true, true]);
    for (const [i, sample] of SAMPLES.entries())
      assert.ok(Math.abs((packet.samples[i] ?? 0) - sample) <= 4 + Math.abs(sample) / 30, `sample ${i}`);
  }
  packet.read(packetOf(6, new Uint8Array(159), true, 1));
  assert.equal(packet.hasVoice, false);
});

test('keyup is set in whatever byte it is, and what else the header says does not matter', () => {
  const packet = new UsrpPacket();
  const bytes = writeUsrpVoice(1, SAMPLES);
  bytes.set([1, 0, 0, 0], 12);
  bytes.fill(0xee, 8, 12);
  bytes.fill(0xee, 16, 20);
  bytes.fill(0xee, 24, 32);
  assert.equal(packet.read(bytes), true);
  assert.deepEqual([packet.keyed, packet.samples], [true, SAMPLES]);
});

test('is read where it lies, in the middle of other bytes', () => {
  const packet = new UsrpPacket();
  const around = new Uint8Array(400);
  around.set(writeUsrpVoice(9, SAMPLES), 13);
  assert.equal(packet.read(around.subarray(13, 365)), true);
  assert.deepEqual(packet.samples, SAMPLES);
});
