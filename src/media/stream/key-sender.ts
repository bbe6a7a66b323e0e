import { type TelephoneEventPayload, telephoneEventPayloads } from '../../rtp/telephone-event.ts';
import type { FrameTicker, Ticking } from '../frame-ticker.ts';
import { FRAME_MS } from '../playout/playout.ts';
import type { keyNumber } from './payload-map.ts';

/** RFC 4733 §2.5.1.3 has no upper bound; nobody holds a key for longer than this. */
const LONGEST_KEY_MS = 5_000;
/** Keys somebody types ahead; more are a mistake or worse. */
const MOST_WAITING = 64;

/** The stream it speaks for. */
interface KeyOutlet {
  /** On the phone's clock, now. */
  timestampNow(nowMs: number): number;
  sendBeside(payload: Uint8Array, marker: boolean, payloadType: number, timestamp: number): void;
}

interface Key {
  readonly payloadType: number;
  readonly payloads: readonly TelephoneEventPayload[];
}

/** Keys that came another way than in the sound, put into it as RFC 4733 has them, one after the other. */
export class KeySender implements Ticking {
  readonly #ticker: FrameTicker;
  readonly #outlet: KeyOutlet;
  readonly #keys: Key[] = [];
  #at = 0;
  #timestamp = 0;

  constructor(ticker: FrameTicker, outlet: KeyOutlet) {
    this.#ticker = ticker;
    this.#outlet = outlet;
  }

  /** Meanwhile no voice is sent: what a key covers is not to be heard, too. */
  get isSending(): boolean {
    return this.#keys.length > 0;
  }

  press(digit: string, durationMs: number, to: NonNullable<ReturnType<typeof keyNumber>>): void {
    const heldMs = Math.min(LONGEST_KEY_MS, Math.max(2 * FRAME_MS, durationMs));
    const payloads = telephoneEventPayloads(digit, heldMs, FRAME_MS, to.clockRate);
    if (payloads.length === 0 || this.#keys.length >= MOST_WAITING) return;
    if (this.#keys.length === 0) this.#ticker.add(this);
    this.#keys.push({ payloadType: to.number, payloads });
  }

  tick(nowMs: number): void {
    const [key] = this.#keys;
    const payload = key?.payloads[this.#at];
    if (key === undefined || payload === undefined) return this.stop();
    if (this.#at === 0) this.#timestamp = this.#outlet.timestampNow(nowMs);
    this.#outlet.sendBeside(payload.bytes, payload.marker, key.payloadType, this.#timestamp);
    this.#at++;
    if (this.#at < key.payloads.length) return;
    this.#at = 0;
    this.#keys.shift();
    if (this.#keys.length === 0) this.stop();
  }

  skip(): void {}

  stop(): void {
    this.#ticker.remove(this);
    this.#keys.length = 0;
    this.#at = 0;
  }
}
