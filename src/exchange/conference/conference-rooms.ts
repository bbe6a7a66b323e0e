import { WrongPins } from '../../policy/wrong-pins.ts';
import type { ConferenceRecord } from '../../store/records/records.ts';
import type { RoomAct, RoomView } from '../console/conferences.ts';
import { Conference, type ConferenceParts } from './conference.ts';

const EMPTY: RoomView = { isLocked: false, isMuted: false, participants: [] };

/** The rooms that were used: one for each conference someone was in. */
export class ConferenceRooms {
  readonly #parts: ConferenceParts;
  readonly #wrongPins: WrongPins;
  readonly #rooms = new Map<string, Conference>();

  constructor(parts: Omit<ConferenceParts, 'wrongPins'>) {
    this.#wrongPins = new WrongPins(parts.clock);
    this.#parts = { ...parts, wrongPins: this.#wrongPins };
  }

  /** Seconds a caller who guessed too often stays out of conferences with a PIN (security 2.18). */
  closedFor(caller: string, { pin }: { readonly pin: string | null }): number {
    return pin === null ? 0 : this.#wrongPins.secondsLeft(caller);
  }

  room(record: ConferenceRecord): Conference {
    const known = this.#rooms.get(record.number);
    if (known !== undefined) return known;
    const room = new Conference(this.#parts, record);
    this.#rooms.set(record.number, room);
    return room;
  }

  participantsOf(number: string): number {
    return this.#rooms.get(number)?.size ?? 0;
  }

  view(number: string): RoomView {
    return this.#rooms.get(number)?.view ?? EMPTY;
  }

  renew(record: ConferenceRecord): void {
    this.#rooms.get(record.number)?.renew(record);
  }

  /** Whom it met; undefined when there is no such participant. */
  act(record: ConferenceRecord, act: RoomAct): readonly string[] | undefined {
    return this.room(record).act(act);
  }

  /** The conference is removed: everyone in it is sent away. */
  close(number: string): void {
    for (const call of this.#rooms.get(number)?.calls ?? []) call.end('ended-by-administrator');
    this.#rooms.delete(number);
  }
}
