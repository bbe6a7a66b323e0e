/** Softer samples stay what they are; the limiter keeps the rest at it, by making the whole moment softer. */
const CEILING = 28_000;
const ROOM = 32_767 - CEILING;
/** Pieces of a frame of 20 ms over which the gain is a straight line: 2 ms each. */
const PIECES = 10;
/** The gain comes back by so much in a piece: from half to full in half a second. */
const RECOVERY = 0.002;

/** What each piece of the frame at hand allows. */
const WANTED = new Float64Array(PIECES);

/**
 * Brings a sum of voices into 16 bits without clipping: it becomes softer just before it would be too loud, and comes
 * back slowly. Only what begins in the very first moment of a frame meets the soft end of the scale.
 */
export class Limiter {
  #gain = 1;

  /** As another left off, so that going over from one to the other is not heard. */
  continueFrom(other: Limiter): void {
    this.#gain = other.#gain;
  }

  limit(sum: Int32Array, limited: Int16Array): void {
    if (this.#gain === 1 && copied(sum, limited)) return;
    const piece = sum.length / PIECES;
    for (let k = 0; k < PIECES; k++) WANTED[k] = gainFor(sum, k * piece, (k + 1) * piece);
    let gain = this.#gain;
    for (let k = 0; k < PIECES; k++) {
      const next = Math.min(WANTED[k] as number, WANTED[k + 1] ?? 1, gain + RECOVERY);
      const step = (next - gain) / piece;
      for (let i = k * piece; i < (k + 1) * piece; i++) {
        gain += step;
        limited[i] = bent((sum[i] as number) * gain);
      }
      gain = next;
    }
    this.#gain = gain;
  }
}

/** False when the sum is too loud to be taken as it is. */
function copied(sum: Int32Array, limited: Int16Array): boolean {
  for (let i = 0; i < sum.length; i++) {
    const value = sum[i] as number;
    if (value > CEILING || value < -CEILING) return false;
    limited[i] = value;
  }
  return true;
}

function gainFor(sum: Int32Array, from: number, to: number): number {
  let peak = CEILING;
  for (let i = from; i < to; i++) {
    const value = sum[i] as number;
    const magnitude = value < 0 ? -value : value;
    if (magnitude > peak) peak = magnitude;
  }
  return CEILING / peak;
}

/** Beyond the ceiling samples approach full scale without reaching it; the slope is 1 where that begins. */
function bent(value: number): number {
  if (value <= CEILING && value >= -CEILING) return value;
  const over = Math.abs(value) - CEILING;
  const magnitude = CEILING + (ROOM * over) / (over + ROOM);
  return value < 0 ? -magnitude : magnitude;
}
