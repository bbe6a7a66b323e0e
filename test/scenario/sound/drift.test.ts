import assert from 'node:assert/strict';
import { test } from 'node:test';
import { VoiceInput } from '../../../src/media/playout/voice-input.ts';
import { RtpPacket, writeRtpHeader } from '../../../src/rtp/packet.ts';
import { sine } from '../../../testkit/tone.ts';
import { CODECS, type CodecName, codecOf, PAYLOADS } from './line.ts';

const MINUTES = 10;
const FRAME_MS = 20;
const PACKETS = (60_000 * MINUTES) / FRAME_MS + 100;
const HZ = 440;
const AMPLITUDE = 8_000;
const LARGEST = 2_000;

/** What a phone sends that whistles for so long. */
function whistle(name: CodecName): Uint8Array[] {
  const codec = codecOf(name);
  const encoder = codec.createEncoder();
  const samples = (FRAME_MS * codec.sampleRate) / 1000;
  const room = new Uint8Array(LARGEST);
  const packets = Array.from({ length: PACKETS }, (_, i) => {
    const bytes = encoder.encode(
      sine(HZ, AMPLITUDE, i * samples, samples, codec.sampleRate),
      samples,
      room,
      0,
    );
    const packet = new Uint8Array(12 + bytes);
    const timestamp = (i * FRAME_MS * codec.clockRate) / 1000;
    writeRtpHeader(packet, 0, i === 0, PAYLOADS[name].number, i & 0xffff, timestamp >>> 0, 1);
    packet.set(room.subarray(0, bytes), 12);
    return packet;
  });
  encoder.close?.();
  return packets;
}

/**
 * The largest thing that is heard besides the tone, as a share of it, sample by sample: a step of one tenth of the tone
 * counts for nearly two tenths here. The first second is left out.
 */
function worstBesideTone(
  name: CodecName,
  packets: readonly Uint8Array[],
  ppm: number,
  minutes: number,
): number {
  const { sampleRate } = codecOf(name);
  const encodings: string[] = [];
  encodings[PAYLOADS[name].number] = PAYLOADS[name].encoding.toLowerCase();
  const input = new VoiceInput(encodings, sampleRate, CODECS);
  const coefficient = 2 * Math.cos((2 * Math.PI * HZ) / sampleRate);
  const frame = new Int16Array((FRAME_MS * sampleRate) / 1000);
  const window = new RtpPacket();
  const every = FRAME_MS * (1 - ppm / 1e6);
  let [next, before, last, worst] = [0, 0, 0, 0];
  for (let nowMs = FRAME_MS; nowMs <= 60_000 * minutes; nowMs += FRAME_MS) {
    for (; 3 + next * every <= nowMs; next++) {
      assert.ok(window.read(packets[next] ?? assert.fail('too few packets')));
      input.insert(window, 3 + next * every);
    }
    const isHeard = input.take(frame, nowMs);
    assert.ok(isHeard || nowMs < 200, `silent after ${nowMs} ms`);
    for (const sample of frame) {
      if (nowMs > 1_000) worst = Math.max(worst, Math.abs(sample - coefficient * last + before) / AMPLITUDE);
      before = last;
      last = sample;
    }
  }
  input.close();
  return worst;
}

for (const name of ['PCMA', 'G722', 'opus'] as const) {
  test(`a phone with ${name} whose clock is 200 ppm off is followed for ten minutes without a click`, () => {
    const packets = whistle(name);
    const ofCodec = worstBesideTone(name, packets, 0, 1);
    for (const ppm of [200, -200]) {
      const worst = worstBesideTone(name, packets, ppm, MINUTES);
      assert.ok(
        worst <= 1.25 * ofCodec + 0.02,
        `${ppm} ppm: ${worst.toFixed(3)}, the codec ${ofCodec.toFixed(3)}`,
      );
    }
  });
}
