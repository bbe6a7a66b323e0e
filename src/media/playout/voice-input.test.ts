import assert from 'node:assert/strict';
import { test } from 'node:test';
import { amplitudeOf, encodeG711, sine } from '../../../testkit/tone.ts';
import { BugError } from '../../base/bug-error.ts';
import { RtpPacket, writeRtpHeader } from '../../rtp/packet.ts';
import type { SampleRate } from '../../rtp/voice-codec.ts';
import { VoiceCodecs } from '../../rtp/voice-codecs.ts';
import { VoiceInput } from './voice-input.ts';

const CODECS = new VoiceCodecs(() => {
  throw new BugError('no Opus here');
});
/** By payload number. */
const ENCODINGS: (string | undefined)[] = [];
ENCODINGS[0] = 'pcmu/8000';
ENCODINGS[8] = 'pcma/8000';

function packet(index: number, payloadType: 0 | 8 | 13): RtpPacket {
  const bytes = new Uint8Array(12 + 160);
  writeRtpHeader(bytes, 0, index === 0, payloadType, index, index * 160, 1);
  bytes.set(encodeG711(payloadType === 0 ? 'PCMU' : 'PCMA', sine(400, 8_000, index * 160, 160)), 12);
  const read = new RtpPacket();
  assert.ok(read.read(bytes));
  return read;
}

/** What comes out while a phone sends so many packets, 20 ms apart. */
function heard(input: VoiceInput, rate: SampleRate, kinds: readonly (0 | 8 | 13)[]): Int16Array {
  const frame = new Int16Array(rate / 50);
  const samples: number[] = [];
  kinds.forEach((kind, index) => {
    input.insert(packet(index, kind), 20 * index);
    input.take(frame, 20 * index);
    samples.push(...frame);
  });
  return Int16Array.from(samples);
}

for (const rate of [8_000, 16_000] as const) {
  test(`a telephone is heard in full at ${rate} Hz, also when it changes its codec`, () => {
    const input = new VoiceInput(ENCODINGS, rate, CODECS);
    const kinds = Array.from({ length: 100 }, (_, index): 0 | 8 => (index < 50 ? 8 : 0));
    const late = heard(input, rate, kinds).subarray(-rate);
    assert.ok(Math.abs(amplitudeOf(late, 400, rate) - 8_000) < 400, `${amplitudeOf(late, 400, rate)}`);
    assert.ok(input.level > 4_000);
    input.close();
  });
}

test('a payload that was not agreed is silence', () => {
  const input = new VoiceInput(ENCODINGS, 8_000, CODECS);
  const samples = heard(
    input,
    8_000,
    Array.from({ length: 50 }, () => 13 as const),
  );
  assert.ok(samples.every((sample) => sample === 0));
});

test('nothing of the source before is heard after a reset', () => {
  const input = new VoiceInput(ENCODINGS, 8_000, CODECS);
  heard(
    input,
    8_000,
    Array.from({ length: 20 }, () => 8 as const),
  );
  input.reset();
  const frame = new Int16Array(160);
  assert.equal(input.take(frame, 400), false);
  assert.ok(frame.every((sample) => sample === 0));
});

test('it is of use for as long as the numbers mean the same', () => {
  const input = new VoiceInput(ENCODINGS, 8_000, CODECS);
  assert.equal(input.understands([...ENCODINGS]), true);
  const changed = [...ENCODINGS];
  changed[0] = 'g722/8000';
  assert.equal(input.understands(changed), false);
});
