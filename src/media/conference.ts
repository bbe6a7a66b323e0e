import { ALAW, type G711, ULAW } from '../rtp/g711.ts';
import type { RtpPacket } from '../rtp/packet.ts';
import type { Disposition } from './disposition.ts';
import type { FrameTicker, Ticking } from './frame-ticker.ts';
import type { SayOutcome } from './media-plane.ts';
import { Mixer } from './mixer.ts';
import { TELEPHONE_EVENT } from './payload-map.ts';
import { FRAME_SAMPLES, Playout } from './playout.ts';
import { SoundQueue } from './sound-queue.ts';
import type { EngineStream } from './stream.ts';
import { toneSamples } from './tones.ts';

/** Mean magnitude above which somebody talks: about -56 dBFS, below a whisper and above a quiet line. */
const TALKING_LEVEL = 48;
/** Frames a talker stays in the mix after the last loud one: 300 ms, so that ends of words are not cut. */
const TALKING_FRAMES = 15;

const CODECS: Readonly<Record<string, G711>> = { 'pcma/8000': ALAW, 'pcmu/8000': ULAW };

/** A room: every 20 ms everybody gets the sum of all who talk, without himself. */
export class Conference implements Ticking {
  readonly #ticker: FrameTicker;
  readonly #onEmpty: () => void;
  readonly #seats: ConferenceSeat[] = [];
  readonly #mixer = new Mixer();
  readonly #tones = new SoundQueue();

  constructor(ticker: FrameTicker, onEmpty: () => void) {
    this.#ticker = ticker;
    this.#onEmpty = onEmpty;
  }

  get participants(): number {
    return this.#seats.length;
  }

  take(
    stream: EngineStream,
    options: { readonly muted: boolean; readonly announceTone: boolean },
  ): ConferenceSeat {
    const leave = (): void => this.#leave(seat, options.announceTone);
    const seat = new ConferenceSeat({ conference: this, stream, muted: options.muted, leave });
    this.#seats.push(seat);
    if (options.announceTone) this.#tones.add(toneSamples('join'));
    this.#ticker.add(this);
    return seat;
  }

  #leave(seat: ConferenceSeat, announceTone: boolean): void {
    const index = this.#seats.indexOf(seat);
    if (index < 0) return;
    this.#seats.splice(index, 1);
    if (announceTone) this.#tones.add(toneSamples('leave'));
    if (this.#seats.length > 0) return;
    this.#ticker.remove(this);
    this.#onEmpty();
  }

  tick(nowMs: number): void {
    const mixer = this.#mixer;
    mixer.begin();
    for (const seat of this.#seats) {
      if (seat.listen(nowMs)) mixer.add(seat.frame);
    }
    this.#tones.mixInto(mixer.sum);
    for (const seat of this.#seats) seat.speak(mixer, nowMs);
    // Backwards: who is told may leave.
    for (let i = this.#seats.length - 1; i >= 0; i--) this.#seats[i]?.settle();
  }

  skip(frames: number): void {
    for (const seat of this.#seats) seat.skip(frames);
  }
}

/** One participant: what he says on its way into the mix, and the mix on its way to him. */
export class ConferenceSeat implements Disposition {
  readonly conference: Conference;
  /** What he said in this frame. */
  readonly frame = new Int16Array(FRAME_SAMPLES);
  readonly #stream: EngineStream;
  readonly #leave: () => void;
  readonly #playout: Playout;
  /** For his ears only. */
  readonly #sounds = new SoundQueue();
  readonly #addSounds = (sum: Int32Array): void => this.#sounds.mixInto(sum);
  #codecs: readonly (G711 | undefined)[];
  #muted: boolean;
  #talkingFrames = 0;

  constructor(parts: {
    readonly conference: Conference;
    readonly stream: EngineStream;
    readonly muted: boolean;
    readonly leave: () => void;
  }) {
    this.conference = parts.conference;
    this.#stream = parts.stream;
    this.#muted = parts.muted;
    this.#leave = parts.leave;
    this.#codecs = codecsOf(parts.stream);
    this.#playout = new Playout(({ payloadType, bytes, length }, samples) => {
      const codec = this.#codecs[payloadType];
      if (!codec || length > samples.length) return 0;
      codec.decode(bytes, 0, length, samples, 0);
      return length;
    });
  }

  setMuted(muted: boolean): void {
    this.#muted = muted;
  }

  play(samples: Int16Array, onEnd?: (outcome: SayOutcome) => void): void {
    this.#sounds.add(samples, onEnd);
  }

  heard(packet: RtpPacket, kind: number, nowMs: number): void {
    if (kind === TELEPHONE_EVENT) this.#stream.readKey(packet, nowMs);
    else this.#playout.insert(packet, nowMs);
  }

  newSource(): void {
    this.#playout.reset();
  }

  planChanged(): void {
    this.#codecs = codecsOf(this.#stream);
  }

  end(): void {
    this.#leave();
    this.#sounds.clear();
  }

  settle(): void {
    this.#sounds.settle();
  }

  /** Takes the next 20 ms into `frame`; true when they belong into the mix. */
  listen(nowMs: number): boolean {
    const heard = this.#playout.take(this.frame, nowMs);
    if (!heard || this.#muted) this.#talkingFrames = 0;
    else if (this.#playout.level >= TALKING_LEVEL) this.#talkingFrames = TALKING_FRAMES;
    else if (this.#talkingFrames > 0) this.#talkingFrames--;
    return this.#talkingFrames > 0;
  }

  speak(mixer: Mixer, nowMs: number): void {
    const { frames } = this.#stream;
    const { law } = frames;
    if (!law) return;
    const own = this.#talkingFrames > 0 ? this.frame : undefined;
    if (!this.#sounds.isEmpty) frames.send(mixer.personal(law, own, this.#addSounds), nowMs);
    else if (own) frames.send(mixer.personal(law, own), nowMs);
    else frames.send(mixer.common(law), nowMs);
  }

  skip(frames: number): void {
    this.#stream.frames.skip(frames * FRAME_SAMPLES);
  }
}

function codecsOf(stream: EngineStream): readonly (G711 | undefined)[] {
  return stream.receiveEncodings.map((encoding) => (encoding === undefined ? undefined : CODECS[encoding]));
}
