import { USRP_SAMPLES, type UsrpPacket } from '../../rtp/usrp.ts';

/** A power of two. */
const SLOTS = 16;
/** So much waits before it is played: 60 ms, what networks scatter. */
const WANTED_FRAMES = 3;
/** More than this is a clock that runs faster than ours: 200 ms. */
const MOST_FRAMES = 10;
/** A gap longer than this is a peer that counts from elsewhere, not loss. */
const LONGEST_GAP = 250;
/** No packet for so long: the end of the transmission was lost. */
const LOST_AFTER_FRAMES = 25;

/** What a radio receives, as frames of 20 ms: a short buffer between its clock and ours. */
export class RadioReceiver {
  readonly #slots = Array.from({ length: SLOTS }, () => new Int16Array(USRP_SAMPLES));
  #first = 0;
  #count = 0;
  #isPlaying = false;
  #isKeyed = false;
  #sequence = 0;
  #quietFrames = 0;
  #heard = 0;
  #received = 0;
  #lost = 0;

  /** Packets of any kind. */
  get heard(): number {
    return this.#heard;
  }

  /** Packets with sound that came in time, and those that did not, in all transmissions. */
  get counts(): { readonly received: number; readonly lost: number } {
    return { received: this.#received, lost: this.#lost };
  }

  /** The radio receives, or what it received is still being played. */
  get isReceiving(): boolean {
    return this.#isKeyed || this.#count > 0;
  }

  insert(packet: UsrpPacket): void {
    this.#quietFrames = 0;
    this.#heard++;
    if (!packet.keyed) {
      this.#isKeyed = false;
      return;
    }
    if (!packet.hasVoice) return;
    // Those who start anew count from anywhere; in one transmission what is older came too late.
    const ahead = this.#isKeyed ? (packet.sequence - this.#sequence) | 0 : 1;
    if (ahead <= 0) return;
    if (ahead <= LONGEST_GAP) this.#lost += ahead - 1;
    this.#received++;
    this.#isKeyed = true;
    this.#sequence = packet.sequence;
    if (this.#count === MOST_FRAMES) this.#drop();
    (this.#slots[(this.#first + this.#count) % SLOTS] as Int16Array).set(packet.samples);
    this.#count++;
  }

  /** The next 20 ms; false when there is nothing. */
  take(frame: Int16Array): boolean {
    if (this.#isKeyed && ++this.#quietFrames > LOST_AFTER_FRAMES) this.#isKeyed = false;
    if (!this.#isPlaying && (this.#count >= WANTED_FRAMES || (!this.#isKeyed && this.#count > 0))) {
      this.#isPlaying = true;
    }
    if (this.#count === 0) this.#isPlaying = false;
    if (!this.#isPlaying) {
      frame.fill(0);
      return false;
    }
    frame.set(this.#slots[this.#first] as Int16Array);
    this.#drop();
    return true;
  }

  #drop(): void {
    this.#first = (this.#first + 1) % SLOTS;
    this.#count--;
  }
}
