import type { Clock } from '../../base/clock.ts';
import type { Fact, Journal } from '../../base/journal.ts';
import type { StreamStatistics } from '../../media/media-plane.ts';
import { type SoundQuality, soundQuality } from '../../policy/sound-quality.ts';
import { SoundTally } from '../../policy/sound-tally.ts';

/** What one phone described in SDP and what came of it. */
export type Agreement = Pick<
  Extract<Fact, { kind: 'media-described' }>,
  'role' | 'codecs' | 'codec' | 'farCodec' | 'ptimeMs'
>;

const NOTHING = { packetsReceived: 0, packetsLost: 0, packetsSent: 0, bytesReceived: 0, bytesSent: 0 };

/** Tells the journal what one leg talks and how much of it: call records, usage and instructions read that. */
export class LegMeter {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #journal: Journal;
  readonly #names: { call: string; readonly extension: string };
  #lastAgreement = '';
  #tally = new SoundTally();

  constructor(
    parts: { readonly clock: Pick<Clock, 'now'>; readonly journal: Journal },
    names: { readonly call: string; readonly extension: string },
  ) {
    this.#clock = parts.clock;
    this.#journal = parts.journal;
    this.#names = { ...names };
  }

  /** Another call has the leg now. */
  set call(id: string) {
    this.conclude();
    this.#names.call = id;
  }

  /** How it sounds in this call so far; undefined before anything was heard. */
  get quality(): SoundQuality | undefined {
    return soundQuality(this.#tally.figures);
  }

  /** The call is over for the leg, and its last figures have come. */
  conclude(): void {
    const { quality } = this;
    this.#tally = new SoundTally();
    if (quality === undefined) return;
    const { lossPercent, farLossPercent, jitterMs, roundTripMs, score } = quality;
    const judged = { lossPercent, farLossPercent, jitterMs, roundTripMs, score };
    this.#journal.record({ kind: 'sound-judged', ...this.#names, ...judged });
  }

  /** Early sound and its answer say the same twice: it is told once. */
  noteAgreement(agreement: Agreement): void {
    const text = JSON.stringify(agreement);
    if (text === this.#lastAgreement) return;
    this.#lastAgreement = text;
    this.#journal.record({ kind: 'media-described', ...this.#names, ...agreement });
  }

  /** For the figures of one stream, which count from its begin; the journal is told what came since the last. */
  measure(): (statistics: StreamStatistics) => void {
    let before: Pick<StreamStatistics, keyof typeof NOTHING> = NOTHING;
    let farLostBefore = 0;
    let measuredAt = this.#clock.now();
    return (statistics) => {
      const nowMs = this.#clock.now();
      const measured = {
        overMs: Math.round(nowMs - measuredAt),
        bytesIn: statistics.bytesReceived - before.bytesReceived,
        bytesOut: statistics.bytesSent - before.bytesSent,
        packetsReceived: statistics.packetsReceived - before.packetsReceived,
        // A late packet takes a loss back.
        packetsLost: statistics.packetsLost - before.packetsLost,
        jitterMs: statistics.jitterMs,
        roundTripMs: statistics.roundTripMs,
        packetsSent: statistics.packetsSent - before.packetsSent,
        farLost: statistics.farLost === null ? null : statistics.farLost - farLostBefore,
      };
      farLostBefore = statistics.farLost ?? farLostBefore;
      before = statistics;
      measuredAt = nowMs;
      if (measured.bytesIn === 0 && measured.bytesOut === 0) return;
      this.#tally.add(measured);
      this.#journal.record({ kind: 'media-measured', ...this.#names, ...measured });
    };
  }
}
