import type { Clock } from '../../base/clock.ts';
import { TimerSet } from '../../base/timer-set.ts';
import { type MediaStream, OWN_ENCODINGS } from '../../media/media-plane.ts';
import type { Service, ServiceCall } from './service-call.ts';

/** Long enough to read any meter; a phone that was forgotten does not sound all night. */
const LIMIT_MS = 5 * 60_000;

/** One call of somebody who measures: 1004 Hz at 0 dBm0, until he hangs up. */
export class Milliwatt implements Service {
  readonly encodings = OWN_ENCODINGS;
  readonly #timers: TimerSet<'limit'>;

  constructor(clock: Clock) {
    this.#timers = new TimerSet(clock);
  }

  /** Also called when a phone comes back from hold, perhaps with another codec. */
  begin(call: ServiceCall, stream: MediaStream): void {
    stream.idle();
    stream.play('milliwatt');
    if (!this.#timers.isRunning('limit')) {
      this.#timers.start('limit', LIMIT_MS, () => call.end('answered'));
    }
  }

  onDtmf(call: ServiceCall, digit: string): void {
    if (digit === '#') call.end('answered');
  }

  end(): void {
    this.#timers.stopAll();
  }
}
