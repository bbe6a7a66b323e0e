import type { Clock, Scheduled } from '../../base/clock.ts';
import type { Journal } from '../../base/journal.ts';
import { type Resolution, type SuspensionBook, suspensionState } from '../../policy/suspensions.ts';
import type { CallTable } from '../call/active-call.ts';
import { lastWordsIn, sayLastWords } from '../call/last-words.ts';
import type { Location } from '../registration/location.ts';
import { ParkedBindings } from '../registration/parked-bindings.ts';
import type { Registrar } from '../registration/registrar.ts';
import type { Languages } from '../tables/languages.ts';
import type { SuspensionGate } from './suspension-gate.ts';

/** The wall clock may jump: so often it is looked at again while a suspension is to begin or to end. */
const LONGEST_WAIT_MS = 10_000;

/**
 * Makes suspensions felt at once: running calls end, bindings go, and what was planned begins and ends on time, after
 * a word to those whose call it will end. Who knocks while suspended is the gate's.
 */
export class SuspensionEnforcement {
  readonly #clock: Clock;
  readonly #journal: Journal;
  readonly #languages: Languages;
  readonly #suspensions: SuspensionBook;
  readonly #gate: SuspensionGate;
  readonly #calls: CallTable;
  readonly #location: Location;
  readonly #registrar: Pick<Registrar, 'forget' | 'takeBack'>;
  readonly #parked: ParkedBindings;
  readonly #onChanged: () => void;
  /** Suspensions whose begin was told. */
  readonly #begun = new Set<string>();
  #enforced: Resolution | undefined;
  /** The change that those it ends were told of. */
  #toldOf = Number.NaN;
  #next: Scheduled | undefined;

  constructor(parts: {
    clock: Clock;
    journal: Journal;
    languages: Languages;
    suspensions: SuspensionBook;
    gate: SuspensionGate;
    calls: CallTable;
    location: Location;
    registrar: Pick<Registrar, 'forget' | 'takeBack'>;
    /** What is taken away has changed, and calls and bindings are those that may be. */
    onChanged: () => void;
  }) {
    this.#clock = parts.clock;
    this.#parked = new ParkedBindings(parts.clock);
    this.#journal = parts.journal;
    this.#languages = parts.languages;
    this.#suspensions = parts.suspensions;
    this.#gate = parts.gate;
    this.#calls = parts.calls;
    this.#location = parts.location;
    this.#registrar = parts.registrar;
    this.#onChanged = parts.onChanged;
  }

  /** After the bindings are restored; those of the suspended go. What held before the start is not told again. */
  start(): void {
    const nowMs = this.#clock.wallTime();
    for (const suspension of this.#suspensions.list()) {
      if (suspensionState(suspension, nowMs) === 'active') this.#begun.add(suspension.id);
    }
    this.enforce();
  }

  /** The suspensions changed, or their time has come. Idempotent. */
  enforce(): void {
    this.#tellChanges();
    const { resolution } = this.#suspensions;
    if (resolution !== this.#enforced) {
      this.#enforced = resolution;
      for (const call of this.#calls.all()) {
        if (!this.#gate.mayContinue({ from: call.from, to: call.reached })) {
          call.end('ended-by-administrator');
        }
      }
      for (const extension of this.#location.extensions) {
        if (this.#gate.mayRegister(extension)) continue;
        this.#parked.park(extension, this.#location.bindingsOf(extension));
        this.#registrar.forget(extension);
      }
      for (const extension of this.#parked.extensions) {
        if (this.#gate.mayRegister(extension)) this.#registrar.takeBack(this.#parked.take(extension));
      }
      this.#onChanged();
    }
    this.#wait(resolution.untilMs);
  }

  /** The extension is removed, or what it registered with is void. */
  forget(extension: string): void {
    this.#parked.forget(extension);
  }

  close(): void {
    this.#next?.cancel();
  }

  #wait(untilMs: number): void {
    this.#next?.cancel();
    this.#next = undefined;
    if (untilMs === Number.POSITIVE_INFINITY) return;
    const remainingMs = untilMs - this.#clock.wallTime();
    const speakMs = this.#toldOf === untilMs ? undefined : lastWordsIn(remainingMs);
    if (speakMs === 0) this.#speak(untilMs);
    const waitMs = Math.max(1, Math.ceil(speakMs || remainingMs));
    this.#next = this.#clock.schedule(Math.min(waitMs, LONGEST_WAIT_MS), () => this.enforce());
  }

  #speak(changeMs: number): void {
    this.#toldOf = changeMs;
    const ahead = this.#suspensions.resolutionAt(changeMs);
    const ending = this.#calls.all().filter((call) => !this.#gate.mayContinue(call, ahead));
    sayLastWords(ending, this.#languages, 'call-ends');
  }

  #tellChanges(): void {
    const nowMs = this.#clock.wallTime();
    for (const id of this.#begun) {
      if (this.#suspensions.get(id) !== undefined) continue;
      this.#begun.delete(id);
      this.#journal.record({ kind: 'suspension-ended', suspension: id, cause: 'administrator' });
    }
    for (const suspension of this.#suspensions.list()) {
      const { id, scope, what, untilMs } = suspension;
      const state = suspensionState(suspension, nowMs);
      if (state === 'active' && !this.#begun.has(id)) {
        this.#begun.add(id);
        this.#journal.record({ kind: 'suspension-began', suspension: id, scope, what, untilMs });
      }
      if (state === 'ended') {
        this.#suspensions.remove(id);
        if (this.#begun.delete(id))
          this.#journal.record({ kind: 'suspension-ended', suspension: id, cause: 'expired' });
      }
    }
  }
}
