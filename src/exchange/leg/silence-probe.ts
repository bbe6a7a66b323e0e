import type { Clock } from '../../base/clock.ts';
import { TimerSet } from '../../base/timer-set.ts';

/** Silence after which a phone is asked whether it is still there, and the time it has to answer (security SR-31). */
const PROBE_AFTER_MS = 20_000;
const PROBE_AFTER_HELD_MS = 300_000;
const PROBE_ANSWER_MS = 10_000;

export interface ProbedPhone {
  /** Silence is expected: one side has the other on hold. */
  isHeld(): boolean;
  /** Something else is on its way to the phone and will tell whether it is there. */
  isBeingAsked(): boolean;
  /** Asks it anything within the dialog; the final status comes at `onStatus`, if one comes. */
  probe(onStatus: (status: number) => void): void;
  /** It is not there any more. */
  vanish(): void;
}

/** Nothing heard for long: some phones send nothing while muted, so a phone is asked before its call is ended. */
export class SilenceProbe {
  readonly #phone: ProbedPhone;
  readonly #timers: TimerSet<'answer'>;
  #probedAtSilenceMs = 0;

  constructor(clock: Clock, phone: ProbedPhone) {
    this.#phone = phone;
    this.#timers = new TimerSet(clock);
  }

  onSilence(forMs: number): void {
    const phone = this.#phone;
    // The worker that carried the sound is gone: there is nothing left to keep.
    if (forMs === Number.POSITIVE_INFINITY) return phone.vanish();
    const probeAfter = phone.isHeld() ? PROBE_AFTER_HELD_MS : PROBE_AFTER_MS;
    if (forMs < this.#probedAtSilenceMs) this.#probedAtSilenceMs = 0;
    if (this.#timers.isRunning('answer') || forMs - this.#probedAtSilenceMs < probeAfter) return;
    if (phone.isBeingAsked()) return;
    this.#probedAtSilenceMs = forMs;
    this.#timers.start('answer', PROBE_ANSWER_MS, () => phone.vanish());
    phone.probe((status) => {
      this.#timers.stop('answer');
      if (status === 408 || status === 481) phone.vanish();
    });
  }

  close(): void {
    this.#timers.stopAll();
  }
}
