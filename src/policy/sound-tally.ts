import type { SoundFigures } from './sound-quality.ts';

/** What is told of one phone's sound in one call every few seconds, added up. */
export class SoundTally {
  #packetsReceived = 0;
  #packetsLost = 0;
  /** Times packets, for the mean. */
  #jitterWeight = 0;
  #roundTripMs: number | null = null;
  #packetsSent = 0;
  #farLost: number | null = null;

  add(measured: SoundFigures): void {
    this.#packetsReceived += measured.packetsReceived;
    this.#packetsLost += measured.packetsLost;
    this.#jitterWeight += measured.jitterMs * measured.packetsReceived;
    this.#roundTripMs = measured.roundTripMs ?? this.#roundTripMs;
    this.#packetsSent += measured.packetsSent;
    if (measured.farLost !== null) this.#farLost = (this.#farLost ?? 0) + measured.farLost;
  }

  get figures(): SoundFigures {
    const packetsReceived = this.#packetsReceived;
    return {
      packetsReceived,
      packetsLost: this.#packetsLost,
      jitterMs: packetsReceived === 0 ? 0 : this.#jitterWeight / packetsReceived,
      roundTripMs: this.#roundTripMs,
      packetsSent: this.#packetsSent,
      farLost: this.#farLost,
    };
  }
}
