import type { SampleRate } from '../../rtp/voice-codec.ts';
import type { FrameTicker, Ticking } from '../frame-ticker.ts';
import type { Tone } from '../media-plane.ts';
import { SoundQueue } from '../sound/sound-queue.ts';
import { toneSamples } from '../sound/tones.ts';
import type { EngineStream } from '../stream/stream.ts';
import { ConferenceSeat } from './conference-seat.ts';
import { Mixer } from './mixer.ts';

const RATES: readonly SampleRate[] = [8_000, 16_000];

/** What a room sounds like at one sample rate. */
interface Mix {
  readonly mixer: Mixer;
  readonly tones: SoundQueue;
}

/**
 * A room: every 20 ms everybody gets the sum of all who talk, without himself. There is one sum for telephones and
 * one for wideband phones, so that two of these hear each other in full even while others are in the room.
 */
export class Conference implements Ticking {
  readonly #ticker: FrameTicker;
  readonly #onEmpty: () => void;
  readonly #seats: ConferenceSeat[] = [];
  readonly #mixes: Readonly<Record<SampleRate, Mix>> = {
    8000: { mixer: new Mixer(8_000), tones: new SoundQueue() },
    16000: { mixer: new Mixer(16_000), tones: new SoundQueue() },
  };

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
    if (options.announceTone) this.#sound('join');
    this.#ticker.add(this);
    return seat;
  }

  #leave(seat: ConferenceSeat, announceTone: boolean): void {
    const index = this.#seats.indexOf(seat);
    if (index < 0) return;
    this.#seats.splice(index, 1);
    if (announceTone) this.#sound('leave');
    if (this.#seats.length > 0) return;
    this.#ticker.remove(this);
    for (const rate of RATES) this.#mixes[rate].mixer.close();
    this.#onEmpty();
  }

  #sound(tone: Tone): void {
    for (const rate of RATES) this.#mixes[rate].tones.add(toneSamples(tone, rate));
  }

  tick(nowMs: number): void {
    for (const rate of RATES) this.#mixes[rate].mixer.begin();
    const hasNarrow = this.#seats.some(({ rate }) => rate === 8_000);
    const hasWide = this.#seats.some(({ rate }) => rate === 16_000);
    for (const seat of this.#seats) {
      if (!seat.listen(this.#mixes[seat.rate].mixer, nowMs)) continue;
      if (hasNarrow) this.#mixes[8_000].mixer.add(seat.at(8_000));
      if (hasWide) this.#mixes[16_000].mixer.add(seat.at(16_000));
    }
    for (const rate of RATES) this.#mixes[rate].tones.mixInto(this.#mixes[rate].mixer.sum);
    for (const seat of this.#seats) seat.speak(this.#mixes[seat.rate].mixer, nowMs);
    // Backwards: who is told may leave.
    for (let i = this.#seats.length - 1; i >= 0; i--) this.#seats[i]?.settle();
  }

  skip(frames: number): void {
    for (const seat of this.#seats) seat.skip(frames);
  }
}
