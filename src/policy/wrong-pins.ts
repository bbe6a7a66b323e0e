import type { Clock } from '../base/clock.ts';
import { RecentTries } from './recent-tries.ts';

/** Wrong PINs of one caller before conferences with a PIN are closed to him, and for how long they count. */
const MOST = 5;
const WINDOW_MS = 900_000;

/** Who keeps guessing PINs of conferences (security 2.18). Callers are extensions. */
export class WrongPins extends RecentTries {
  constructor(clock: Clock) {
    super({ clock, most: MOST, windowMs: WINDOW_MS });
  }
}
