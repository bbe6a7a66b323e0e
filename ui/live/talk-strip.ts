const SLOT_MS = 2_000;
/** Ten minutes. */
export const TALK_SLOTS = 300;

/** When somebody talked. A page keeps it while it is open, and nobody else does. */
export class TalkStrip {
  readonly #slots = new Set<number>();

  note(nowMs: number): void {
    const slot = Math.floor(nowMs / SLOT_MS);
    this.#slots.add(slot);
    for (const old of this.#slots) {
      if (old > slot - TALK_SLOTS) break;
      this.#slots.delete(old);
    }
  }

  /** From the left, which is ten minutes ago: where each piece begins, and how many slots it is long. */
  pieces(nowMs: number): readonly (readonly [from: number, length: number])[] {
    const first = Math.floor(nowMs / SLOT_MS) - TALK_SLOTS + 1;
    const pieces: [number, number][] = [];
    for (const slot of this.#slots) {
      const at = slot - first;
      const last = pieces.at(-1);
      if (at < 0) continue;
      if (last !== undefined && last[0] + last[1] === at) last[1] += 1;
      else pieces.push([at, 1]);
    }
    return pieces;
  }
}
