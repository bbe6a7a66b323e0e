import { VoiceReader } from '../../../src/media/transcode/voice-reader.ts';
import type { RtpPacket } from '../../../src/rtp/packet.ts';
import { sequenceDistance, timestampDistance } from '../../../src/rtp/sequence.ts';
import type { VoiceCodec } from '../../../src/rtp/voice-codec.ts';

/** A phone waits this long for the sound of the network; what comes later is lost. */
const PATIENCE_MS = 100;
/** As long as phones make up what is missing. */
const MADE_UP_MS = 60;

interface Heard {
  readonly atMs: number;
  readonly sequence: number;
  readonly timestamp: number;
  readonly payload: Uint8Array;
}

/** How a phone hears a stream: in order, at the time the timestamps say, with what is lost made up. */
export class PhoneEar {
  readonly #codec: VoiceCodec;
  readonly #packets: Heard[] = [];

  constructor(codec: VoiceCodec) {
    this.#codec = codec;
  }

  /** When each packet came, in the order they came. */
  get arrivals(): readonly number[] {
    return this.#packets.map(({ atMs }) => atMs);
  }

  receive({ sequence, timestamp, bytes, payloadStart, payloadEnd }: RtpPacket, atMs: number): void {
    this.#packets.push({ atMs, sequence, timestamp, payload: bytes.slice(payloadStart, payloadEnd) });
  }

  listen(): { heard: Int16Array; missingMs: number } {
    const [first] = this.#packets;
    const heard: number[] = [];
    let missingMs = 0;
    if (first === undefined) return { heard: new Int16Array(0), missingMs };
    const reader = new VoiceReader(this.#codec);
    const ticksPerMs = this.#codec.clockRate / 1000;
    const samplesPerMs = this.#codec.sampleRate / 1000;
    for (const packet of this.#inTime(first, ticksPerMs)) {
      const { payload } = packet;
      const wantedMs = timestampDistance(first.timestamp, packet.timestamp) / ticksPerMs;
      const gapMs = wantedMs - heard.length / samplesPerMs;
      if (gapMs > 0) {
        missingMs += gapMs;
        const next = { bytes: payload, length: payload.length };
        heard.push(...reader.makeUp(Math.min(MADE_UP_MS, gapMs), next));
        while (heard.length < wantedMs * samplesPerMs) heard.push(0);
      }
      heard.push(...reader.read(payload, 0, payload.length));
    }
    reader.close();
    return { heard: Int16Array.from(heard), missingMs };
  }

  #inTime(first: Heard, ticksPerMs: number): Heard[] {
    const inTime = this.#packets.filter(({ atMs, timestamp }) => {
      const dueMs = first.atMs + timestampDistance(first.timestamp, timestamp) / ticksPerMs;
      return atMs - dueMs <= PATIENCE_MS;
    });
    return inTime.sort((a, b) => -sequenceDistance(a.sequence, b.sequence));
  }
}
