import type { Fact } from '../../base/journal.ts';
import { TextMap } from '../../base/text-map.ts';
import type { CallTable } from '../call/active-call.ts';

export interface StateChangeUser {
  isWatched(eventPackage: string, resource: string): boolean;
  changed(eventPackage: string, resource: string): void;
}

/**
 * Reads the journal for whoever watches a phone: what has happened to whom, as the packages of subscriptions see it.
 * What nobody watches costs a look into a table.
 */
export class StateChanges {
  readonly #user: StateChangeUser;
  readonly #calls: Pick<CallTable, 'get'>;
  /** The parties of the calls that somebody sees: at their end the table has forgotten them. */
  readonly #parties = new TextMap<string, readonly string[]>();

  constructor(user: StateChangeUser, calls: Pick<CallTable, 'get'>) {
    this.#user = user;
    this.#calls = calls;
  }

  hear(fact: Fact): void {
    switch (fact.kind) {
      case 'call-began':
        return this.#onCall(fact.call, [fact.from, fact.to]);
      case 'call-transferred':
        return this.#onCall(fact.into, this.#partiesOf(fact.into));
      case 'call-forwarded':
      case 'call-picked-up':
      case 'call-ringing':
      case 'call-answered':
        return this.#onCall(fact.call, this.#partiesOf(fact.call));
      case 'call-ended':
        this.#onCall(fact.call, this.#partiesOf(fact.call));
        this.#parties.delete(fact.call);
        return;
      case 'registered':
        return fact.refresh ? undefined : this.#onPhones(fact.extension);
      case 'unregistered':
      case 'phone-silent':
      case 'phone-answers':
        return this.#onPhones(fact.extension);
      case 'presence-published':
      case 'call-feature-set':
        return this.#user.changed('presence', fact.extension);
      case 'conference-joined':
      case 'conference-left':
        return this.#user.changed('dialog', fact.conference);
    }
  }

  /** Somebody begins to watch a number that is in calls already. */
  noteCall(call: string, parties: readonly string[]): void {
    this.#parties.set(call, parties);
  }

  #onCall(call: string, parties: readonly string[]): void {
    const seen = parties.filter(
      (number) => this.#user.isWatched('dialog', number) || this.#user.isWatched('presence', number),
    );
    if (seen.length === 0) return;
    this.#parties.set(call, parties);
    for (const number of seen) {
      this.#user.changed('dialog', number);
      this.#user.changed('presence', number);
    }
  }

  /** Those it has now, and those it had: a call that went on to another phone has ended at the first. */
  #partiesOf(id: string): readonly string[] {
    const call = this.#calls.get(id);
    const known = this.#parties.get(id) ?? [];
    return call === undefined ? known : [...new Set([...known, call.from, call.reached])];
  }

  #onPhones(extension: string): void {
    this.#user.changed('presence', extension);
    this.#user.changed('reg', extension);
  }
}
