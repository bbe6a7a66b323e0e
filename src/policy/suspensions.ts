import type { Clock } from '../base/clock.ts';

/** What a suspension can take away: registering, calling, being called, and being in conferences. */
export type Suspendable = 'register' | 'call' | 'called' | 'conference';

export const SUSPENDABLE: readonly Suspendable[] = ['register', 'call', 'called', 'conference'];

/** House rule H4: the administrator takes the service away, from some or from all, for a while or for good. */
export interface Suspension {
  readonly id: string;
  /** Everyone, or the extensions and conferences of these numbers; the two never share a number. */
  readonly scope: 'all' | readonly string[];
  readonly what: readonly Suspendable[];
  /** On the wall clock, as the administrator planned it. */
  readonly fromMs: number;
  /** Null: until it is lifted. */
  readonly untilMs: number | null;
  readonly reason: string | null;
  /** Whether the holder may be told the reason, and the end. */
  readonly reasonShown: boolean;
  readonly untilShown: boolean;
  /** When it was lifted before its end. */
  readonly endedAtMs: number | null;
}

export type SuspensionState = 'planned' | 'active' | 'ended';

export function suspensionState(suspension: Suspension, nowMs: number): SuspensionState {
  const { fromMs, untilMs, endedAtMs } = suspension;
  if (endedAtMs !== null || (untilMs !== null && untilMs <= nowMs)) return 'ended';
  return fromMs <= nowMs ? 'active' : 'planned';
}

type Rules<S> = ReadonlyMap<Suspendable, S>;

/** What all suspensions together come to at one moment, and how long that stays so. */
export interface Resolution<S extends Suspension = Suspension> {
  /** It holds on the wall clock from here, included, to there, not included. */
  readonly fromMs: number;
  readonly untilMs: number;
  readonly everyone: Rules<S>;
  readonly byNumber: ReadonlyMap<string, Rules<S>>;
}

/** Suspensions may overlap: whatever one of them takes away is gone, and the one that lasts longest stands for it. */
export function resolveSuspensions<S extends Suspension>(
  suspensions: Iterable<S>,
  nowMs: number,
): Resolution<S> {
  let fromMs = Number.NEGATIVE_INFINITY;
  let untilMs = Number.POSITIVE_INFINITY;
  const everyone = new Map<Suspendable, S>();
  const byNumber = new Map<string, Map<Suspendable, S>>();
  for (const suspension of suspensions) {
    if (suspension.endedAtMs !== null) continue;
    for (const change of [suspension.fromMs, suspension.untilMs ?? Number.POSITIVE_INFINITY]) {
      if (change <= nowMs) fromMs = Math.max(fromMs, change);
      else untilMs = Math.min(untilMs, change);
    }
    if (suspensionState(suspension, nowMs) !== 'active') continue;
    if (suspension.scope === 'all') addTo(everyone, suspension);
    else for (const number of suspension.scope) addTo(rulesOf(byNumber, number), suspension);
  }
  return { fromMs, untilMs, everyone, byNumber };
}

/** The suspension that keeps a number from something; of several the one that lasts longest. */
export function barrierIn<S extends Suspension>(
  { everyone, byNumber }: Resolution<S>,
  number: string,
  what: Suspendable,
): S | undefined {
  return longer(byNumber.get(number)?.get(what), everyone.get(what));
}

function addTo<S extends Suspension>(rules: Map<Suspendable, S>, suspension: S): void {
  for (const what of suspension.what) {
    const longest = longer(rules.get(what), suspension);
    if (longest !== undefined) rules.set(what, longest);
  }
}

function rulesOf<S>(byNumber: Map<string, Map<Suspendable, S>>, number: string): Map<Suspendable, S> {
  const rules = byNumber.get(number) ?? new Map<Suspendable, S>();
  byNumber.set(number, rules);
  return rules;
}

function longer<S extends Suspension>(a: S | undefined, b: S | undefined): S | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return (b.untilMs ?? Number.POSITIVE_INFINITY) > (a.untilMs ?? Number.POSITIVE_INFINITY) ? b : a;
}

/** The suspensions that are not over, and what they come to now. Asked at every request, so it is worked out once. */
export class SuspensionBook<S extends Suspension = Suspension> {
  readonly #clock: Pick<Clock, 'wallTime'>;
  readonly #suspensions = new Map<string, S>();
  #resolution: Resolution<S> | undefined;

  constructor(parts: { readonly clock: Pick<Clock, 'wallTime'>; readonly suspensions?: Iterable<S> }) {
    this.#clock = parts.clock;
    for (const suspension of parts.suspensions ?? []) this.put(suspension);
  }

  get(id: string): S | undefined {
    return this.#suspensions.get(id);
  }

  /** In the order in which they began to be known. */
  list(): readonly S[] {
    return [...this.#suspensions.values()];
  }

  put(suspension: S): void {
    this.#suspensions.set(suspension.id, suspension);
    this.#resolution = undefined;
  }

  remove(id: string): void {
    if (this.#suspensions.delete(id)) this.#resolution = undefined;
  }

  /** The same object as long as nothing changes. */
  get resolution(): Resolution<S> {
    const nowMs = this.#clock.wallTime();
    const known = this.#resolution;
    if (known !== undefined && known.fromMs <= nowMs && nowMs < known.untilMs) return known;
    this.#resolution = resolveSuspensions(this.#suspensions.values(), nowMs);
    return this.#resolution;
  }

  /** What they will come to at a moment that lies ahead. */
  resolutionAt(ms: number): Resolution<S> {
    return resolveSuspensions(this.#suspensions.values(), ms);
  }

  barrier(number: string, what: Suspendable): S | undefined {
    return barrierIn(this.resolution, number, what);
  }

  /** Everything that is taken away from a number now. */
  takenFrom(number: string): readonly Suspendable[] {
    return SUSPENDABLE.filter((what) => this.barrier(number, what) !== undefined);
  }
}
