import { ok } from '../../base/result.ts';
import { mayUseNumber } from '../../policy/numbering.ts';
import { CONFERENCE_DEFAULTS, type ConferenceRecord } from '../../store/records/records.ts';
import type {
  ConferenceChange,
  ConferenceConsole,
  ConferenceView,
  NewConference,
  RoomAct,
} from '../console/conferences.ts';
import type { Outcome } from '../console/outcome.ts';
import { isFirstConference } from '../first-start.ts';
import { releaseFromForwards } from './call-feature-administration.ts';
import { readConferenceSettings } from './conference-settings.ts';
import { readName, readPin } from './fields.ts';
import type { ActorParts } from './parts.ts';
import { removeRadiosOf } from './radio-administration.ts';
import { noConflict, notFound, numberTaken, refuse, stored } from './refusal.ts';
import { releaseFromSuspensions } from './suspension-scope.ts';
import type { Turnstile } from './turnstile.ts';

export class ConferenceAdministration implements ConferenceConsole {
  readonly #parts: ActorParts;
  readonly #turnstile: Turnstile;

  constructor(parts: ActorParts, turnstile: Turnstile) {
    this.#parts = parts;
    this.#turnstile = turnstile;
  }

  add(wanted: NewConference): Promise<Outcome<ConferenceRecord>> {
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
      const blank = { number, name: '', pin: null, createdAtMs: clock.wallTime(), ...CONFERENCE_DEFAULTS };
      const read = this.#read(blank, wanted);
      if (!read.ok) return read;
      const record = read.value;
      if (present !== undefined) {
        const removed = await this.#remove(present);
        if (!removed.ok) return removed;
      }
      const written = await stored(store.insertConference(record), () => numberTaken(number));
      if (!written.ok) return written;
      conferences.put(record);
      const detail = { protected: record.pin !== null };
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

  show(number: string): Outcome<ConferenceView> {
    const { conferences, extensions, live } = this.#parts;
    const record = conferences.get(number);
    if (record === undefined) return notFound('conference', number);
    const { isLocked, isMuted, participants } = live.room(number);
    return ok({
      record,
      isLocked,
      isMuted,
      participants: participants.map((participant) => ({
        ...participant,
        callsign: extensions.get(participant.extension)?.callsign ?? '',
      })),
    });
  }

  change(number: string, change: ConferenceChange): Promise<Outcome<ConferenceView>> {
    return this.#turnstile.pass(async () => {
      const { store, conferences, live, audit, actor } = this.#parts;
      const before = conferences.get(number);
      if (before === undefined) return notFound('conference', number);
      const read = this.#read(before, change);
      if (!read.ok) return read;
      const record = read.value;
      const written = await stored(store.updateConference(record), noConflict);
      if (!written.ok) return written;
      conferences.put(record);
      live.renewConference(record);
      // A PIN is a secret: only that it changed.
      const { pin, ...detail } = change;
      await audit.append({
        actor,
        action: 'conference.change',
        target: number,
        detail: pin === undefined ? detail : { ...detail, protected: record.pin !== null },
      });
      return this.show(number);
    });
  }

  control(number: string, act: RoomAct): Promise<Outcome<ConferenceView>> {
    return this.#turnstile.pass(async () => {
      const { conferences, live, audit, actor } = this.#parts;
      const record = conferences.get(number);
      if (record === undefined) return notFound('conference', number);
      const met = live.controlRoom(record, act);
      const named = 'participant' in act ? (act.participant ?? '') : 'last';
      if (met === undefined) return notFound('participant', named);
      const detail = met.length > 0 ? { met } : {};
      await audit.append({ actor, action: `conference.${act.kind}`, target: number, detail });
      return this.show(number);
    });
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
      await removeRadiosOf(this.#parts, number);
      await audit.append({ actor, action: 'conference.remove', target: number });
      return removed;
    });
  }

  #read(record: ConferenceRecord, change: ConferenceChange): Outcome<ConferenceRecord> {
    const { extensions } = this.#parts;
    const name =
      change.name === undefined && record.name !== '' ? ok(record.name) : readName(change.name ?? '');
    if (!name.ok) return name;
    const pin = change.pin === undefined ? ok(record.pin) : readPin(change.pin ?? undefined);
    if (!pin.ok) return pin;
    const settings = readConferenceSettings(record, change, (number) => extensions.has(number));
    if (!settings.ok) return settings;
    return ok({ ...record, name: name.value, pin: pin.value, ...settings.value });
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

/**
 * An extension is given up: it moderates nothing any more. When the store cannot write it now it goes from memory
 * alone, as with forwards.
 */
export async function releaseFromModerators(parts: ActorParts, extension: string): Promise<void> {
  const { store, conferences, live } = parts;
  for (const conference of conferences.list()) {
    if (!conference.moderators.includes(extension)) continue;
    const moderators = conference.moderators.filter((number) => number !== extension);
    const record = { ...conference, moderators };
    await stored(store.updateConference(record), noConflict);
    conferences.put(record);
    live.renewConference(record);
  }
}
