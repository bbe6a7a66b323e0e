/** A pause this long ends a turn: 800 ms, more than people take breath. */
const PAUSE_FRAMES = 40;
/** Shorter ones, a cough or a yes, end without a tone: 800 ms. */
const WORTH_A_TONE_FRAMES = 40;
/** So long before the limit the talker is warned: 10 s, or a fifth of a short limit. */
const WARNING_FRAMES = 500;
const FRAMES_A_SECOND = 50;

/** What a frame brings. */
export type TurnEvent = 'over' | 'warning' | 'time-out' | undefined;

/** One person's turn to talk, from his first word to a pause, with the limit of the room: the time-out timer. */
export class Turn {
  /** Frames since it began, pauses included; 0 when there is none. */
  #frames = 0;
  #talking = 0;
  #pause = 0;
  #isCut = false;

  /** He has talked too long and is not heard before he has made a pause. */
  get isCut(): boolean {
    return this.#isCut;
  }

  next(isTalking: boolean, limitS: number): TurnEvent {
    if (this.#frames === 0 && !isTalking) return undefined;
    this.#frames++;
    if (isTalking) {
      this.#pause = 0;
      this.#talking++;
    } else if (++this.#pause >= PAUSE_FRAMES) return this.#end();
    if (limitS === 0 || this.#isCut) return undefined;
    const limit = limitS * FRAMES_A_SECOND;
    if (this.#frames >= limit) {
      this.#isCut = true;
      return 'time-out';
    }
    const warning = limit - Math.min(WARNING_FRAMES, Math.round(limit / 5));
    return this.#frames === warning ? 'warning' : undefined;
  }

  #end(): TurnEvent {
    const wasWorthIt = this.#talking >= WORTH_A_TONE_FRAMES && !this.#isCut;
    this.#frames = 0;
    this.#talking = 0;
    this.#pause = 0;
    this.#isCut = false;
    return wasWorthIt ? 'over' : undefined;
  }
}
