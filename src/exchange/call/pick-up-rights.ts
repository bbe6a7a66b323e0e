import { mayPickUp } from '../../policy/call-features.ts';
import type { CallFeatureTable } from '../tables/call-feature-table.ts';
import type { Extensions } from '../tables/directory-tables.ts';
import type { ActiveCall } from './active-call.ts';

/** Call-ID and tags by which a phone may name a ringing call in Replaces. They are those of no dialog. */
export interface PickUpName {
  readonly callId: string;
  /** Of whom is called. */
  readonly localTag: string;
  readonly remoteTag: string;
}

/** Nothing but the call's own id is in it, and only who may pick the call up can do anything with it. */
export function pickUpName({ id }: Pick<ActiveCall, 'id'>): PickUpName {
  return { callId: id, localTag: `${id}-in`, remoteTag: `${id}-out` };
}

/** Who may answer a call that rings elsewhere: by code, or by its lamp. */
export class PickUpRights {
  readonly #extensions: Pick<Extensions, 'get'>;
  readonly #features: Pick<CallFeatureTable, 'of'>;

  constructor(parts: {
    readonly extensions: Pick<Extensions, 'get'>;
    readonly features: Pick<CallFeatureTable, 'of'>;
  }) {
    this.#extensions = parts.extensions;
    this.#features = parts.features;
  }

  mayPickUp(by: string, { from, reached }: Pick<ActiveCall, 'from' | 'reached'>): boolean {
    const [picker, ringing] = [this.#party(by), this.#party(reached)];
    if (picker === undefined || ringing === undefined || from === by) return false;
    return mayPickUp(picker, ringing);
  }

  #party(number: string): Parameters<typeof mayPickUp>[0] | undefined {
    const callsign = this.#extensions.get(number)?.callsign;
    return callsign === undefined
      ? undefined
      : { number, callsign, pickupGroup: this.#features.of(number).pickupGroup };
  }
}
