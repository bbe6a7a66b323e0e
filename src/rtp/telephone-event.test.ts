import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RtpPacket, writeRtpHeader } from './packet.ts';
import { TelephoneEventReader, telephoneEventPayloads } from './telephone-event.ts';

interface Sent {
  readonly timestamp: number;
  readonly bytes: Uint8Array;
  readonly marker: boolean;
}

function press(digit: string, durationMs: number, timestamp: number): Sent[] {
  return telephoneEventPayloads(digit, durationMs, 20, 8000).map((payload) => ({ ...payload, timestamp }));
}

function read(packets: readonly Sent[]): { digits: [string, number][]; reader: TelephoneEventReader } {
  const digits: [string, number][] = [];
  const reader = new TelephoneEventReader((digit, durationMs) => digits.push([digit, durationMs]));
  const packet = new RtpPacket();
  packets.forEach(({ timestamp, bytes, marker }, index) => {
    const datagram = new Uint8Array(12 + bytes.length);
    writeRtpHeader(datagram, 0, marker, 101, index, timestamp, 1);
    datagram.set(bytes, 12);
    assert.ok(packet.read(datagram));
    reader.receive(packet, 8000, index * 20);
  });
  return { digits, reader };
}

test('one press is one digit, whatever is repeated', () => {
  const { digits } = read([...press('5', 160, 1000), ...press('#', 100, 9000)]);
  assert.deepEqual(digits, [
    ['5', 160],
    ['#', 100],
  ]);
});

test('the same key twice is two digits', () => {
  const { digits } = read([...press('1', 80, 1000), ...press('1', 80, 3000)]);
  assert.equal(digits.length, 2);
});

test('any part of the packets may be lost', () => {
  const whole = press('7', 160, 500);
  for (let kept = 1; kept < 1 << whole.length; kept++) {
    const some = whole.filter((_, index) => kept & (1 << index));
    const { digits, reader } = read(some);
    reader.expire(10_000);
    assert.equal(digits.length, 1, `kept ${kept.toString(2)}`);
    assert.equal(digits[0]?.[0], '7');
  }
});

test('an event without end packets ends when the next begins', () => {
  const { digits } = read([...press('1', 160, 1000).slice(0, -3), ...press('2', 160, 4000)]);
  assert.deepEqual(
    digits.map(([digit]) => digit),
    ['1', '2'],
  );
});

test('late packets of an ended event are no new press', () => {
  const first = press('1', 160, 1000);
  const { digits } = read([...first, ...press('2', 160, 4000), ...first]);
  assert.equal(digits.length, 2);
});

test('a key held longer than the duration field can say is one digit', () => {
  const segment = (timestamp: number, duration: number, end: boolean, marker: boolean): Sent => ({
    timestamp,
    marker,
    bytes: Uint8Array.of(9, (end ? 0x80 : 0) | 10, duration >> 8, duration & 0xff),
  });
  const { digits } = read([
    segment(1000, 160, false, true),
    segment(1000, 0xffff, false, false),
    segment(1000 + 0xffff, 160, false, false),
    segment(1000 + 0xffff, 800, true, false),
  ]);
  assert.deepEqual(digits, [['9', Math.round((0xffff + 800) / 8)]]);
});

test('events that are no digits and payloads that are too short are passed over', () => {
  const { digits } = read([
    { timestamp: 1, marker: true, bytes: Uint8Array.of(16, 0x8a, 0, 160) },
    { timestamp: 2, marker: true, bytes: Uint8Array.of(1, 0x8a, 0) },
  ]);
  assert.deepEqual(digits, []);
});

test('what is sent has one marker, a growing duration and three ends', () => {
  const payloads = telephoneEventPayloads('*', 100, 20, 8000);
  assert.deepEqual(
    payloads.map(({ marker }) => marker),
    [true, false, false, false, false, false, false],
  );
  assert.deepEqual([...(payloads[0]?.bytes ?? [])], [10, 10, 0, 160]);
  assert.deepEqual([...(payloads.at(-1)?.bytes ?? [])], [10, 0x8a, 800 >> 8, 800 & 0xff]);
  assert.deepEqual(telephoneEventPayloads('x', 100, 20, 8000), []);
});
