import { USRP_SAMPLES, type UsrpPacket } from '../../rtp/usrp.ts';

/** A power of two. */
const SLOTS = 16;
/** So much waits before it is played: 60 ms, what networks scatter. */
const WANTED_FRAMES = 3;
/** More than this is a clock that runs faster than ours: 200 ms. */
const MOST_FRAMES = 10;
/** A gap longer than this is a peer that counts from elsewhere, not loss. */
const LONGEST_GAP = 250;
/** A packet so much older was overtaken on its way; one older still is of a peer that begins to count anew. */
const OVERTAKEN_BY = 16;
/** No packet for so long: the end of the transmission was lost. */
const LOST_AFTER_FRAMES = 25;
/** Who was said to talk is forgotten when so long nobody does. */
const TALKER_FRAMES = 50;

/** What a radio receives, as frames of 20 ms: a short buffer between its clock and ours. */
export class RadioReceiver {
  readonly #slots = Array.from({ length: SLOTS }, () => new Int16Array(USRP_SAMPLES));
  #first = 0;
  #count = 0;
  #isPlaying = false;
  #isKeyed = false;
  #sequence = 0;
  /** Since the last packet about the transmitter; nothing is expected to come late behind a pause. */
  #quietFrames = LOST_AFTER_FRAMES;
  #talker: string | undefined;
  #talkerFrames = 0;
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

  /** The call sign of who talks, where the peer tells. */
  get talker(): string | undefined {
    return this.isReceiving ? this.#talker : undefined;
  }

  insert(packet: UsrpPacket): void {
    this.#heard++;
    this.#talker = packet.talker ?? this.#talker;
    if (packet.talker !== undefined || packet.keyed) this.#talkerFrames = 0;
    const ahead = (packet.sequence - this.#sequence) | 0;
    if (!packet.isVoice) {
      // Many count all they send, so that a ping between two frames is not taken for a lost one.
      if (ahead === 1) this.#sequence = packet.sequence;
      return;
    }
    if (this.#isOvertaken(packet, ahead)) return;
    this.#quietFrames = 0;
    if (!packet.keyed) {
      this.#isKeyed = false;
      this.#sequence = packet.sequence;
      return;
    }
    if (!packet.hasVoice) return;
    if (this.#isKeyed && ahead > 0 && ahead <= LONGEST_GAP) this.#lost += ahead - 1;
    this.#received++;
    this.#isKeyed = true;
    this.#sequence = packet.sequence;
    if (this.#count === MOST_FRAMES) this.#drop();
    (this.#slots[(this.#first + this.#count) % SLOTS] as Int16Array).set(packet.samples);
    this.#count++;
  }

  /**
   * It comes twice or too late: a frame that is over, behind the end of its transmission as well, or an end that would
   * cut off the next. Zero is no number: who does not count writes it, and others begin with it, some after 32,767 or
   * 65,535 in the middle of a word.
   */
  #isOvertaken({ sequence, keyed }: UsrpPacket, ahead: number): boolean {
    if (sequence === 0 || this.#quietFrames >= OVERTAKEN_BY) return false;
    return ahead > -OVERTAKEN_BY && (keyed ? ahead <= 0 : ahead < 0);
  }

  /** The next 20 ms; false when there is nothing. */
  take(frame: Int16Array): boolean {
    if (++this.#quietFrames > LOST_AFTER_FRAMES) this.#isKeyed = false;
    if (++this.#talkerFrames > TALKER_FRAMES) this.#talker = undefined;
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
