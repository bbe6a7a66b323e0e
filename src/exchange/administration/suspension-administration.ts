import { randomToken } from '../../base/random.ts';
import { ok } from '../../base/result.ts';
import { SUSPENDABLE, type Suspendable, suspensionState } from '../../policy/suspensions.ts';
import type { SuspensionRecord } from '../../store/archives/suspension-archive.ts';
import type { Outcome } from '../console/outcome.ts';
import type {
  NewSuspension,
  SuspensionChange,
  SuspensionConsole,
  SuspensionView,
} from '../console/suspensions.ts';
import { readReason } from './fields.ts';
import type { ActorParts } from './parts.ts';
import { fetched, noConflict, notFound, refuse, stored } from './refusal.ts';
import { withoutNumbers } from './suspension-scope.ts';
import type { Turnstile } from './turnstile.ts';

const ID_LENGTH = 8;
/** Years have four figures: what lies behind them can be stored, but not be told any more. */
const LAST_MOMENT_MS = Date.UTC(9999, 11, 31);

/** Suspensions: on disk first, then in memory, then felt by phones and calls. */
export class SuspensionAdministration implements SuspensionConsole {
  readonly #parts: ActorParts;
  readonly #turnstile: Turnstile;

  constructor(parts: ActorParts, turnstile: Turnstile) {
    this.#parts = parts;
    this.#turnstile = turnstile;
  }

  suspend(wanted: NewSuspension): Promise<Outcome<SuspensionView>> {
    return this.#turnstile.pass(async () => {
      const { clock, random, actor } = this.#parts;
      const nowMs = Math.round(clock.wallTime());
      const scope = this.#readScope(wanted.scope);
      if (!scope.ok) return scope;
      const what = this.#readWhat(wanted.what, scope.value);
      if (!what.ok) return what;
      const reason = readReason(wanted.reason);
      if (!reason.ok) return reason;
      const fromMs = Math.max(nowMs, Math.round(wanted.fromMs ?? nowMs));
      const record: SuspensionRecord = {
        id: randomToken(random, ID_LENGTH),
        scope: scope.value,
        what: what.value,
        fromMs,
        untilMs:
          wanted.durationMs === undefined ? (wanted.untilMs ?? null) : Math.round(fromMs + wanted.durationMs),
        reason: reason.value,
        reasonShown: wanted.reasonShown ?? false,
        untilShown: wanted.untilShown ?? false,
        createdAtMs: nowMs,
        createdBy: actor,
        endedAtMs: null,
        endedBy: null,
      };
      if (!endsAfterItBegins(record, nowMs)) return periodInvalid();
      const made = await this.#put([record]);
      if (made.ok) await this.#tell('suspension.create', record);
      return made.ok ? ok(this.#view(record)) : made;
    });
  }

  change(id: string, change: SuspensionChange): Promise<Outcome<SuspensionView>> {
    return this.#turnstile.pass(async () => {
      const record = this.#live(id);
      if (record === undefined) return notFound('suspension', id);
      const reason = change.reason === undefined ? ok(record.reason) : readReason(change.reason);
      if (!reason.ok) return reason;
      const changed: SuspensionRecord = {
        ...record,
        reason: reason.value,
        untilMs: change.untilMs === undefined ? record.untilMs : change.untilMs,
        reasonShown: change.reasonShown ?? record.reasonShown,
        untilShown: change.untilShown ?? record.untilShown,
      };
      if (!endsAfterItBegins(changed, this.#parts.clock.wallTime())) return periodInvalid();
      const made = await this.#put([changed]);
      if (made.ok) await this.#tell('suspension.change', changed);
      return made.ok ? ok(this.#view(changed)) : made;
    });
  }

  lift(id: string): Promise<Outcome<SuspensionView>> {
    return this.#turnstile.pass(async () => {
      const record = this.#live(id);
      if (record === undefined) return notFound('suspension', id);
      const lifted = this.#lifted(record);
      const made = await this.#put([lifted]);
      if (made.ok) await this.#tell('suspension.lift', lifted);
      return made.ok ? ok(this.#view(lifted)) : made;
    });
  }

  resume(scope: 'all' | readonly string[]): Promise<Outcome<readonly SuspensionView[]>> {
    return this.#turnstile.pass(async () => {
      const { clock, actor } = this.#parts;
      const live = this.#allLive();
      const changed =
        scope === 'all'
          ? live.filter((record) => record.scope === 'all').map((record) => this.#lifted(record))
          : withoutNumbers(live, scope, { atMs: clock.wallTime(), by: actor });
      if (changed.length === 0) {
        return notFound('suspension', scope === 'all' ? scope : scope.join(', '));
      }
      const made = await this.#put(changed);
      if (!made.ok) return made;
      for (const record of changed) await this.#tell('suspension.lift', record);
      return ok(changed.map((record) => this.#view(record)));
    });
  }

  async list(): Promise<Outcome<readonly SuspensionView[]>> {
    const records = await fetched(this.#parts.store.listSuspensions());
    return records.ok ? ok(records.value.map((record) => this.#view(record))) : records;
  }

  async show(id: string): Promise<Outcome<SuspensionView>> {
    const all = await this.list();
    if (!all.ok) return all;
    const found = all.value.find((record) => record.id === id);
    return found === undefined ? notFound('suspension', id) : ok(found);
  }

  async #put(records: readonly SuspensionRecord[]): Promise<Outcome<undefined>> {
    const { store, suspensions, live } = this.#parts;
    const written = await stored(store.putSuspensions(records), noConflict);
    if (!written.ok) return written;
    for (const record of records) {
      if (record.endedAtMs === null) suspensions.put(record);
      else suspensions.remove(record.id);
    }
    live.enforceSuspensions();
    return written;
  }

  /** The reason is for people's eyes, not for a log that is never erased. */
  #tell(action: string, record: SuspensionRecord): Promise<void> {
    const { audit, actor } = this.#parts;
    const { id, scope, what, fromMs, untilMs } = record;
    return audit.append({ actor, action, target: id, detail: { scope, what, fromMs, untilMs } });
  }

  #allLive(): readonly SuspensionRecord[] {
    const nowMs = this.#parts.clock.wallTime();
    return this.#parts.suspensions.list().filter((record) => suspensionState(record, nowMs) !== 'ended');
  }

  #live(id: string): SuspensionRecord | undefined {
    return this.#allLive().find((record) => record.id === id);
  }

  #lifted(record: SuspensionRecord): SuspensionRecord {
    const { clock, actor } = this.#parts;
    return { ...record, endedAtMs: Math.round(clock.wallTime()), endedBy: actor };
  }

  #view(record: SuspensionRecord): SuspensionView {
    return { ...record, state: suspensionState(record, this.#parts.clock.wallTime()) };
  }

  #readScope(scope: NewSuspension['scope']): Outcome<SuspensionRecord['scope']> {
    if (scope === 'all') return ok(scope);
    const { extensions, conferences } = this.#parts;
    const numbers = [...new Set(scope.map((number) => number.trim()))];
    const unknown = numbers.find((number) => !extensions.has(number) && !conferences.has(number));
    if (unknown !== undefined || numbers.length === 0) return notFound('extension', unknown ?? '');
    return ok(numbers);
  }

  /** A conference can only be closed: a suspension of nothing but conferences that leaves them open does nothing. */
  #readWhat(
    wanted: readonly Suspendable[] | undefined,
    scope: SuspensionRecord['scope'],
  ): Outcome<readonly Suspendable[]> {
    const { conferences } = this.#parts;
    const onlyConferences = scope !== 'all' && scope.every((number) => conferences.has(number));
    if (wanted === undefined) return ok(onlyConferences ? ['conference'] : SUSPENDABLE);
    const what = SUSPENDABLE.filter((one) => wanted.includes(one));
    if (what.length === 0 || (onlyConferences && !what.includes('conference'))) {
      return refuse('what-invalid', 'This takes nothing away from these numbers', {
        what: wanted.join(', '),
      });
    }
    return ok(onlyConferences ? ['conference'] : what);
  }
}

function endsAfterItBegins({ fromMs, untilMs }: SuspensionRecord, nowMs: number): boolean {
  const isReal = fromMs <= LAST_MOMENT_MS && (untilMs === null || untilMs <= LAST_MOMENT_MS);
  return isReal && (untilMs === null || untilMs > Math.max(fromMs, nowMs));
}

function periodInvalid() {
  return refuse('period-invalid', 'A suspension ends after it begins, and in the future');
}
