import { ALAW } from '../rtp/g711.ts';
import { RTP_HEADER_BYTES, writeRtpHeader } from '../rtp/packet.ts';

const RATE = 8_000;
const SAMPLES = 160;
const SECONDS = 4;
const PAYLOAD_TYPE = 8;
const LOUDEST = 4_000;
const PART_SPOKEN = 0.85;
const SYLLABLES_PER_S = 4;

/** What a phone without a microphone sends while its holder speaks: a hum in the rhythm of syllables. */
function hum(pitchHz: number): Uint8Array {
  const samples = new Int16Array(RATE * SECONDS);
  for (let at = 0; at < samples.length; at++) {
    const turns = (2 * Math.PI * at) / RATE;
    const voice = [1, 2, 3, 4, 5].reduce((sum, n) => sum + Math.sin(turns * pitchHz * n) / n, 0);
    const loudness =
      Math.max(0, Math.sin((turns * SYLLABLES_PER_S) / 2)) * (at % RATE < RATE * PART_SPOKEN ? 1 : 0);
    samples[at] = Math.round(voice * loudness * LOUDEST);
  }
  const codes = new Uint8Array(samples.length);
  ALAW.encode(samples, samples.length, codes, 0);
  return codes;
}

/** One stream of G.711 A-law (RFC 3551 §4.5.14), 20 ms a packet: speech in turns, silence between. */
export class DemoVoice {
  readonly #speech: Uint8Array;
  readonly #ssrc: number;
  #sequence = 0;
  #timestamp = 0;

  constructor(pitchHz: number, ssrc: number) {
    this.#speech = hum(pitchHz);
    this.#ssrc = ssrc;
  }

  nextPacket(speaks: boolean): Uint8Array {
    const packet = new Uint8Array(RTP_HEADER_BYTES + SAMPLES);
    writeRtpHeader(
      packet,
      0,
      this.#sequence === 0,
      PAYLOAD_TYPE,
      this.#sequence,
      this.#timestamp,
      this.#ssrc,
    );
    const from = this.#timestamp % this.#speech.length;
    if (speaks) packet.set(this.#speech.subarray(from, from + SAMPLES), RTP_HEADER_BYTES);
    else packet.fill(ALAW.silence, RTP_HEADER_BYTES);
    this.#sequence = (this.#sequence + 1) & 0xffff;
    this.#timestamp = (this.#timestamp + SAMPLES) >>> 0;
    return packet;
  }
}
