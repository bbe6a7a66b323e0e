import { ALAW, type G711Law, ULAW } from '../rtp/g711.ts';
import { FRAME_SAMPLES } from './playout.ts';

/** Up to here samples stay what they are; beyond, they approach full scale without reaching it. */
const KNEE = 24_576;
const ROOM = 32_767 - KNEE;

/**
 * Adds up those who talk. Who is silent hears the sum, encoded once for all; who talks hears the sum without
 * himself. All buffers are used again every frame.
 */
export class Mixer {
  /** 32 bits: two hundred voices do not overflow. */
  readonly #sum = new Int32Array(FRAME_SAMPLES);
  readonly #personal = new Int32Array(FRAME_SAMPLES);
  readonly #limited = new Int16Array(FRAME_SAMPLES);
  readonly #common: Record<G711Law, { readonly codes: Uint8Array; encoded: boolean }> = {
    alaw: { codes: new Uint8Array(FRAME_SAMPLES), encoded: false },
    ulaw: { codes: new Uint8Array(FRAME_SAMPLES), encoded: false },
  };
  readonly #codes = new Uint8Array(FRAME_SAMPLES);

  begin(): void {
    this.#sum.fill(0);
    this.#common.alaw.encoded = false;
    this.#common.ulaw.encoded = false;
  }

  add(frame: Int16Array): void {
    const sum = this.#sum;
    for (let i = 0; i < FRAME_SAMPLES; i++) sum[i] = (sum[i] as number) + (frame[i] as number);
  }

  /** The sum itself, for what everybody hears besides voices. */
  get sum(): Int32Array {
    return this.#sum;
  }

  /** The mix for all who do not talk. Valid until the next frame. */
  common(law: G711Law): Uint8Array {
    const common = this.#common[law];
    if (!common.encoded) {
      this.#encode(this.#sum, law, common.codes);
      common.encoded = true;
    }
    return common.codes;
  }

  /**
   * The mix for one: without `own`, and with whatever `adjust` adds for this one only. Valid until the next call.
   */
  personal(law: G711Law, own: Int16Array | undefined, adjust?: (sum: Int32Array) => void): Uint8Array {
    const sum = this.#sum;
    const personal = this.#personal;
    if (own) for (let i = 0; i < FRAME_SAMPLES; i++) personal[i] = (sum[i] as number) - (own[i] as number);
    else personal.set(sum);
    adjust?.(personal);
    this.#encode(personal, law, this.#codes);
    return this.#codes;
  }

  #encode(sum: Int32Array, law: G711Law, codes: Uint8Array): void {
    limit(sum, this.#limited);
    const codec = law === 'alaw' ? ALAW : ULAW;
    codec.encode(this.#limited, FRAME_SAMPLES, codes, 0);
  }
}

/** Soft clipping: the slope is 1 at the knee, so that loud rooms are compressed and not torn. */
function limit(sum: Int32Array, limited: Int16Array): void {
  for (let i = 0; i < FRAME_SAMPLES; i++) {
    const value = sum[i] as number;
    if (value <= KNEE && value >= -KNEE) limited[i] = value;
    else {
      const over = Math.abs(value) - KNEE;
      const magnitude = KNEE + (ROOM * over) / (over + ROOM);
      limited[i] = value < 0 ? -magnitude : magnitude;
    }
  }
}
