import { sequenceDistance } from './sequence.ts';

/** RFC 3550 §A.1: a jump further than this is a restart of the sender, not loss. */
const MAX_DROPOUT = 3000;

/**
 * What the statistics of RFC 3550 §6.4.1 need of one source: counts and interarrival jitter. `restart` begins a new
 * source and keeps the totals.
 */
export class Reception {
  received = 0;
  #lostBefore = 0;
  #first = -1;
  #highest = 0;
  /** Wraps of the sequence number, each worth 65536 packets. */
  #cycles = 0;
  #receivedOfSource = 0;
  #jitterMs = 0;
  #transitMs = Number.NaN;
  #expectedAtReport = 0;
  #receivedAtReport = 0;

  restart(): void {
    this.#lostBefore += this.#lostOfSource;
    this.#first = -1;
    this.#cycles = 0;
    this.#receivedOfSource = 0;
    this.#transitMs = Number.NaN;
    this.#expectedAtReport = 0;
    this.#receivedAtReport = 0;
  }

  /** `timestampMs` is the RTP timestamp in milliseconds; NaN for a packet that says nothing about the network. */
  count(sequence: number, timestampMs: number, arrivalMs: number): void {
    this.received++;
    if (this.#first < 0) {
      this.#first = sequence;
      this.#highest = sequence;
    } else {
      const distance = sequenceDistance(this.#highest, sequence);
      if (distance > MAX_DROPOUT || distance < -MAX_DROPOUT) {
        this.restart();
        this.#first = sequence;
        this.#highest = sequence;
      } else if (distance > 0) {
        if (sequence < this.#highest) this.#cycles++;
        this.#highest = sequence;
      }
    }
    this.#receivedOfSource++;
    this.#measureJitter(timestampMs, arrivalMs);
  }

  #measureJitter(timestampMs: number, arrivalMs: number): void {
    const transit = arrivalMs - timestampMs;
    const change = Math.abs(transit - this.#transitMs);
    // More than a second is a break of the sender's clock (a pause, a wrap), not a delay of the network.
    if (change < 1000) this.#jitterMs += (change - this.#jitterMs) / 16;
    if (!Number.isNaN(transit)) this.#transitMs = transit;
  }

  get jitterMs(): number {
    return this.#jitterMs;
  }

  get highestExtended(): number {
    return this.#first < 0 ? 0 : ((this.#cycles << 16) | this.#highest) >>> 0;
  }

  /** Never negative: duplicates are not a gain. */
  get lost(): number {
    return this.#lostBefore + this.#lostOfSource;
  }

  get #expected(): number {
    return this.#first < 0 ? 0 : this.#cycles * 65536 + this.#highest - this.#first + 1;
  }

  get #lostOfSource(): number {
    return Math.max(0, this.#expected - this.#receivedOfSource);
  }

  /** Loss since the last call, in 256ths, as a report block wants it (RFC 3550 §A.3). */
  takeFractionLost(): number {
    const expected = this.#expected - this.#expectedAtReport;
    const received = this.#receivedOfSource - this.#receivedAtReport;
    this.#expectedAtReport = this.#expected;
    this.#receivedAtReport = this.#receivedOfSource;
    if (expected <= 0 || received >= expected) return 0;
    return Math.min(255, Math.floor(((expected - received) * 256) / expected));
  }
}
