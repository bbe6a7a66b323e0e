import type { Clock } from '../../base/clock.ts';
import type { Fact } from '../../base/journal.ts';
import type { Traffic } from '../contract/live.ts';

const SLOT_MS = 10_000;
const SLOTS = 360;
/** Phones' sound is measured this often: what is older is complete. */
const MEASURED_MS = 5_000;
/** Those that are told, the two that are not complete, and one that a measurement reaches back into. */
const RING = SLOTS + 3;
const BITS = 8;

/** How much sound goes in and out, over the last hour. A ring of fixed size. */
export class TrafficMeter {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #firstSlot: number;
  readonly #in = new Float64Array(RING);
  readonly #out = new Float64Array(RING);
  #newestSlot: number;

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
    this.#firstSlot = slotOf(clock.now());
    this.#newestSlot = this.#firstSlot;
  }

  hear(fact: Fact): void {
    if (fact.kind !== 'media-measured' || fact.overMs <= 0) return;
    const endMs = this.#advance();
    const beginMs = endMs - Math.min(fact.overMs, SLOT_MS);
    for (let slot = Math.max(slotOf(beginMs), this.#firstSlot); slot <= slotOf(endMs); slot += 1) {
      const inSlotMs = Math.min(endMs, (slot + 1) * SLOT_MS) - Math.max(beginMs, slot * SLOT_MS);
      const share = inSlotMs / (endMs - beginMs);
      const at = slot % RING;
      this.#in[at] = (this.#in[at] ?? 0) + fact.bytesIn * share;
      this.#out[at] = (this.#out[at] ?? 0) + fact.bytesOut * share;
    }
  }

  read(): Traffic {
    const lastSlot = slotOf(this.#advance() - MEASURED_MS) - 1;
    const from = Math.max(this.#firstSlot, lastSlot - SLOTS + 1);
    const slots = Array.from({ length: Math.max(0, lastSlot - from + 1) }, (_, n) => from + n);
    const rate = (bytes: number | undefined) => Math.round(((bytes ?? 0) * BITS * 1_000) / SLOT_MS);
    return {
      everySeconds: SLOT_MS / 1_000,
      in: slots.map((slot) => rate(this.#in[slot % RING])),
      out: slots.map((slot) => rate(this.#out[slot % RING])),
    };
  }

  /** Empties what the ring held a turn ago; the moment it is now. */
  #advance(): number {
    const nowMs = this.#clock.now();
    const slot = slotOf(nowMs);
    for (let next = Math.max(this.#newestSlot + 1, slot - RING + 1); next <= slot; next += 1) {
      this.#in[next % RING] = 0;
      this.#out[next % RING] = 0;
    }
    this.#newestSlot = slot;
    return nowMs;
  }
}

function slotOf(ms: number): number {
  return Math.floor(ms / SLOT_MS);
}
