import { ok } from '../../base/result.ts';
import { mayUseNumber } from '../../policy/numbering.ts';
import type { ConferenceRecord } from '../../store/records.ts';
import type { Outcome } from '../console/outcome.ts';
import { isFirstConference } from '../first-start.ts';
import { releaseFromForwards } from './call-feature-administration.ts';
import { readName, readPin } from './fields.ts';
import type { ActorParts } from './parts.ts';
import { noConflict, notFound, numberTaken, refuse, stored } from './refusal.ts';
import { releaseFromSuspensions } from './suspension-scope.ts';
import type { Turnstile } from './turnstile.ts';

export class ConferenceAdministration {
  readonly #parts: ActorParts;
  readonly #turnstile: Turnstile;

  constructor(parts: ActorParts, turnstile: Turnstile) {
    this.#parts = parts;
    this.#turnstile = turnstile;
  }

  add(wanted: {
    readonly number: string;
    readonly name: string;
    readonly pin?: string | undefined;
  }): Promise<Outcome<ConferenceRecord>> {
    return this.#turnstile.pass(async () => {
      const { store, conferences, extensions, clock, audit, actor } = this.#parts;
      const { number } = wanted;
      const may = mayUseNumber(number);
      if (!may.ok && may.error === 'number-invalid') {
        return refuse('number-invalid', 'A number has 2 to 8 digits', { number });
      }
      const present = conferences.get(number);
      if (!may.ok || extensions.has(number)) return numberTaken(number);
      if (present !== undefined && !isFirstConference(present)) return numberTaken(number);
      const name = readName(wanted.name);
      if (!name.ok) return name;
      const pin = readPin(wanted.pin);
      if (!pin.ok) return pin;
      const record = { number, name: name.value, pin: pin.value, createdAtMs: clock.wallTime() };
      if (present !== undefined) {
        const removed = await this.#remove(present);
        if (!removed.ok) return removed;
      }
      const written = await stored(store.insertConference(record), () => numberTaken(number));
      if (!written.ok) return written;
      conferences.put(record);
      const detail = { protected: pin.value !== null };
      await audit.append({ actor, action: 'conference.create', target: number, detail });
      return ok(record);
    });
  }

  list(): readonly (ConferenceRecord & { participants: number })[] {
    const { conferences, live } = this.#parts;
    return conferences
      .list()
      .map((record) => ({ ...record, participants: live.participantsOf(record.number) }));
  }

  remove(number: string): Promise<Outcome<ConferenceRecord>> {
    return this.#turnstile.pass(async () => {
      const { conferences, audit, actor } = this.#parts;
      const record = conferences.get(number);
      if (record === undefined) return notFound('conference', number);
      const removed = await this.#remove(record);
      if (!removed.ok) return removed;
      await releaseFromSuspensions(this.#parts, number);
      await releaseFromForwards(this.#parts, number);
      await audit.append({ actor, action: 'conference.remove', target: number });
      return removed;
    });
  }

  async #remove(record: ConferenceRecord): Promise<Outcome<ConferenceRecord>> {
    const { store, conferences, live } = this.#parts;
    const written = await stored(store.deleteConference(record.number), noConflict);
    if (!written.ok) return written;
    conferences.remove(record.number);
    live.endConference(record.number);
    return ok(record);
  }
}
