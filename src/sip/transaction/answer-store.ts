const SLAB_BYTES = 64 * 1024;

/**
 * Where answers wait for retransmissions of their request. What `writeMessage` gives lies in a pool among messages
 * of a moment, and one kept answer would keep all its neighbours; here answers lie among answers of the same age,
 * so that a slab is free as soon as the last of them is forgotten.
 */
export class AnswerStore {
  #slab = Buffer.alloc(0);
  #used = 0;

  /** A copy for keeping. */
  keep(bytes: Uint8Array): Uint8Array {
    if (bytes.length > SLAB_BYTES / 8) return Uint8Array.from(bytes);
    if (this.#used + bytes.length > this.#slab.length) {
      this.#slab = Buffer.allocUnsafeSlow(SLAB_BYTES);
      this.#used = 0;
    }
    const start = this.#used;
    this.#used += bytes.length;
    this.#slab.set(bytes, start);
    return this.#slab.subarray(start, this.#used);
  }
}
