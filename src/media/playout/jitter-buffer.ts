import type { RtpPacket } from '../../rtp/packet.ts';
import { sequenceDistance, timestampDistance } from '../../rtp/sequence.ts';

/** A power of two: 640 ms of 20 ms packets, three times the longest delay we play with. */
const SLOTS = 32;
const SLOT_BYTES = 160;

export interface BufferedPacket {
  readonly sequence: number;
  readonly timestamp: number;
  readonly payloadType: number;
  /** The payload is the first `length` of these bytes, to be used before the next `insert`. */
  readonly bytes: Uint8Array;
  readonly length: number;
}

interface Slot extends BufferedPacket {
  filled: boolean;
  sequence: number;
  timestamp: number;
  payloadType: number;
  bytes: Uint8Array;
  length: number;
}

/**
 * Puts packets back into the order they were sent in. Payloads are copied into slots that are used again and
 * again; nothing is allocated per packet.
 */
export class JitterBuffer {
  readonly #slots: Slot[] = [];
  /** The sequence number that is played next; what is older is late. */
  #next = 0;
  #newest = 0;
  #newestTimestamp = 0;
  #empty = true;
  /** Nothing was taken yet, so that even a packet before the first is still in time. */
  #untouched = true;
  #count = 0;
  late = 0;

  insert(packet: RtpPacket): void {
    const length = packet.payloadEnd - packet.payloadStart;
    const { sequence } = packet;
    if (this.#empty) this.#begin(sequence);
    const distance = sequenceDistance(this.#next, sequence);
    if (distance < 0 && !this.#moveBack(sequence, distance)) return;
    if (distance >= SLOTS) {
      this.clear();
      this.#begin(sequence);
    }
    const slot = this.#slotFor(sequence);
    if (slot.filled && slot.sequence === sequence) return;
    this.#count++;
    slot.filled = true;
    slot.sequence = sequence;
    slot.timestamp = packet.timestamp;
    slot.payloadType = packet.payloadType;
    slot.length = length;
    if (slot.bytes.length < length) slot.bytes = new Uint8Array(length);
    const { bytes: source, payloadStart } = packet;
    const target = slot.bytes;
    for (let i = 0; i < length; i++) target[i] = source[payloadStart + i] as number;
    if (this.#count === 1 || sequenceDistance(this.#newest, sequence) >= 0) {
      this.#newest = sequence;
      this.#newestTimestamp = packet.timestamp;
    }
  }

  /** Packets that wait. */
  get count(): number {
    return this.#count;
  }

  /** From a playout position to the beginning of the newest packet, in units of the clock rate. */
  distanceToNewest(timestamp: number): number {
    return timestampDistance(timestamp, this.#newestTimestamp);
  }

  /** The oldest packet that waits; it stays. */
  first(): BufferedPacket | undefined {
    if (this.#count === 0) return undefined;
    for (let i = 0; i < SLOTS; i++) {
      const slot = this.#slots[(this.#next + i) & (SLOTS - 1)];
      if (slot?.filled) return slot;
    }
    return undefined;
  }

  /** The packet `first` gave has been played: it and all before it are over. */
  drop(packet: BufferedPacket): void {
    const slot = this.#slots[packet.sequence & (SLOTS - 1)];
    if (slot?.filled) {
      slot.filled = false;
      this.#count--;
    }
    this.#next = (packet.sequence + 1) & 0xffff;
    this.#untouched = false;
  }

  /** As if nothing had been received: another source speaks. */
  clear(): void {
    for (const slot of this.#slots) {
      if (slot) slot.filled = false;
    }
    this.#count = 0;
    this.#empty = true;
    this.#untouched = true;
  }

  #begin(sequence: number): void {
    this.#empty = false;
    this.#next = sequence;
  }

  /** False when the packet is too late. Far behind means that the sender has begun to count anew. */
  #moveBack(sequence: number, distance: number): boolean {
    if (distance < -4 * SLOTS) {
      this.clear();
      this.#begin(sequence);
      return true;
    }
    const room = this.#count === 0 || sequenceDistance(sequence, this.#newest) < SLOTS;
    if (!this.#untouched || !room) {
      this.late++;
      return false;
    }
    this.#next = sequence;
    return true;
  }

  #slotFor(sequence: number): Slot {
    const index = sequence & (SLOTS - 1);
    this.#slots[index] ??= {
      filled: false,
      sequence: 0,
      timestamp: 0,
      payloadType: 0,
      bytes: new Uint8Array(SLOT_BYTES),
      length: 0,
    };
    return this.#slots[index];
  }
}
