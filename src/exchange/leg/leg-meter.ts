import type { Clock } from '../../base/clock.ts';
import type { Fact, Journal } from '../../base/journal.ts';
import type { StreamStatistics } from '../../media/media-plane.ts';

/** What one phone described in SDP and what came of it. */
export type Agreement = Pick<
  Extract<Fact, { kind: 'media-described' }>,
  'role' | 'codecs' | 'codec' | 'ptimeMs'
>;

const NOTHING = { packetsReceived: 0, packetsLost: 0, bytesReceived: 0, bytesSent: 0 };

/** Tells the journal what one leg talks and how much of it: call records, usage and instructions read that. */
export class LegMeter {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #journal: Journal;
  readonly #names: { readonly call: string; readonly extension: string };
  #lastAgreement = '';
  #before: Pick<StreamStatistics, keyof typeof NOTHING> = NOTHING;
  #measuredAt: number;

  constructor(
    parts: { readonly clock: Pick<Clock, 'now'>; readonly journal: Journal },
    names: { readonly call: string; readonly extension: string },
  ) {
    this.#clock = parts.clock;
    this.#journal = parts.journal;
    this.#names = names;
    this.#measuredAt = parts.clock.now();
  }

  /** Early sound and its answer say the same twice: it is told once. */
  noteAgreement(agreement: Agreement): void {
    const text = JSON.stringify(agreement);
    if (text === this.#lastAgreement) return;
    this.#lastAgreement = text;
    this.#journal.record({ kind: 'media-described', ...this.#names, ...agreement });
  }

  /** The stream counts from its begin, the journal from the last time. */
  noteStatistics(statistics: StreamStatistics): void {
    const before = this.#before;
    const nowMs = this.#clock.now();
    const measured = {
      overMs: Math.round(nowMs - this.#measuredAt),
      bytesIn: statistics.bytesReceived - before.bytesReceived,
      bytesOut: statistics.bytesSent - before.bytesSent,
      packetsReceived: statistics.packetsReceived - before.packetsReceived,
      // A late packet takes a loss back.
      packetsLost: statistics.packetsLost - before.packetsLost,
      jitterMs: statistics.jitterMs,
    };
    this.#before = statistics;
    this.#measuredAt = nowMs;
    if (measured.bytesIn === 0 && measured.bytesOut === 0) return;
    this.#journal.record({ kind: 'media-measured', ...this.#names, ...measured });
  }
}
