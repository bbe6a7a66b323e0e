import type { RtpPacket } from './packet.ts';
import { timestampDistance } from './sequence.ts';

/**
 * Digits as RTP events (RFC 4733 §2.3). One press is many packets with one timestamp and a growing duration; the
 * last ones, sent three times, carry the end bit.
 *
 *     |     event     |E|R| volume    |          duration             |
 */
const DIGITS = '0123456789*#ABCD';
const PAYLOAD_BYTES = 4;
/** A sender updates every 50 ms at most (§2.5.1.1); after this the end packets are lost. */
const LOST_END_MS = 200;

export class TelephoneEventReader {
  readonly #onDigit: (digit: string, durationMs: number) => void;
  #open = false;
  #digit = '';
  #duration = 0;
  #unitsPerMs = 8;
  #updatedAtMs = 0;
  /** Of the latest event, open or ended: what is not newer is a repetition. */
  #timestamp = 0;
  #seen = false;
  /** Full segments of an event longer than the 16 bits of duration (§2.5.1.3). */
  #before = 0;

  constructor(onDigit: (digit: string, durationMs: number) => void) {
    this.#onDigit = onDigit;
  }

  get isOpen(): boolean {
    return this.#open;
  }

  receive(packet: RtpPacket, clockRate: number, nowMs: number): void {
    const { bytes, payloadStart: at } = packet;
    if (packet.payloadEnd - at < PAYLOAD_BYTES) return;
    const digit = DIGITS[bytes[at] as number];
    if (digit === undefined) return;
    const duration = ((bytes[at + 2] as number) << 8) | (bytes[at + 3] as number);
    const age = this.#seen ? timestampDistance(this.#timestamp, packet.timestamp) : 1;
    if (age < 0 || (age === 0 && !this.#open)) return;
    if (age > 0) this.#begin(packet, digit, age, clockRate);
    this.#duration = Math.max(this.#duration, duration);
    this.#updatedAtMs = nowMs;
    if (((bytes[at + 1] as number) & 0x80) !== 0) this.#finish();
  }

  #begin(packet: RtpPacket, digit: string, age: number, clockRate: number): void {
    const continued = this.#open && !packet.marker && digit === this.#digit && age === 0xffff;
    if (continued) this.#before += 0xffff;
    else {
      if (this.#open) this.#finish();
      this.#before = 0;
    }
    this.#open = true;
    this.#seen = true;
    this.#digit = digit;
    this.#duration = 0;
    this.#timestamp = packet.timestamp;
    this.#unitsPerMs = clockRate / 1000;
  }

  /** To be called now and then while an event is open: ends it when its end packets did not come. */
  expire(nowMs: number): void {
    if (this.#open && nowMs - this.#updatedAtMs >= LOST_END_MS) this.#finish();
  }

  /** A new source begins: its timestamps have nothing to do with those of the one before. */
  reset(): void {
    if (this.#open) this.#finish();
    this.#seen = false;
  }

  #finish(): void {
    this.#open = false;
    this.#onDigit(this.#digit, Math.round((this.#before + this.#duration) / this.#unitsPerMs));
  }
}

/** The duration in a payload, counted by another clock: RFC 4733 §2.3.5 has it in units of the timestamp. */
export function scaleEventDuration(payload: Uint8Array, ratio: number): void {
  if (payload.length < PAYLOAD_BYTES || ratio === 1) return;
  const duration = ((payload[2] as number) << 8) | (payload[3] as number);
  const scaled = Math.min(0xffff, Math.round(duration * ratio));
  payload[2] = scaled >> 8;
  payload[3] = scaled & 0xff;
}

export interface TelephoneEventPayload {
  readonly bytes: Uint8Array;
  /** On the first packet of the event only. */
  readonly marker: boolean;
}

/**
 * The payloads of one press, to be sent one every `ptimeMs` with the timestamp of the first; the last three are
 * the end and its repetitions. Empty when the character is no digit. Volume is -10 dBm0.
 */
export function telephoneEventPayloads(
  digit: string,
  durationMs: number,
  ptimeMs: number,
  clockRate: number,
): readonly TelephoneEventPayload[] {
  const event = digit.length === 1 ? DIGITS.indexOf(digit) : -1;
  if (event < 0) return [];
  const unitsPerMs = clockRate / 1000;
  const total = Math.min(0xffff, Math.round(durationMs * unitsPerMs));
  const step = ptimeMs * unitsPerMs;
  const payloads: TelephoneEventPayload[] = [];
  for (let duration = step; duration < total; duration += step) {
    payloads.push({ bytes: payloadBytes(event, false, duration), marker: payloads.length === 0 });
  }
  for (let i = 0; i < 3; i++) {
    payloads.push({ bytes: payloadBytes(event, true, total), marker: payloads.length === 0 });
  }
  return payloads;
}

function payloadBytes(event: number, end: boolean, duration: number): Uint8Array {
  return Uint8Array.of(event, (end ? 0x80 : 0) | 10, duration >> 8, duration & 0xff);
}
