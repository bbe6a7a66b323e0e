import type { WrongPins } from '../../policy/wrong-pins.ts';

/** Wrong PINs in one call before it ends (security 2.18). */
const ATTEMPTS = 3;

/** What one caller types at the door of a conference with a PIN. */
export class PinEntry {
  readonly #caller: string;
  readonly #wrongPins: WrongPins;
  #typed = '';
  #wrong = 0;

  constructor(caller: string, wrongPins: WrongPins) {
    this.#caller = caller;
    this.#wrongPins = wrongPins;
  }

  /** `over`: no further try in this call. */
  press(key: string, pin: string): 'more' | 'right' | 'wrong' | 'over' {
    if (key !== '#') this.#typed += key;
    const isComplete = this.#typed !== '' && (key === '#' || this.#typed.length >= pin.length);
    if (!isComplete) return 'more';
    const isRight = this.#typed === pin;
    this.#typed = '';
    if (isRight) return 'right';
    this.#wrong += 1;
    this.#wrongPins.record(this.#caller);
    return this.#wrong >= ATTEMPTS || !this.#wrongPins.mayTry(this.#caller) ? 'over' : 'wrong';
  }
}
