import { DIALOG_INFO, type WatchedDialog, writeDialogInfo } from '../../sip/event/dialog-info.ts';
import { type ActiveCall, isRinging } from '../call/active-call.ts';
import { pickUpName } from '../call/pick-up-rights.ts';
import { type EventPackage, USUAL_EXPIRY, type Watching } from './event-package.ts';

export interface DialogPackageParts {
  readonly domain: string;
  /** The calls a number takes part in. */
  readonly callsOf: (number: string) => readonly ActiveCall[];
  /** People in a bridge of that number; undefined when there is no such bridge. */
  readonly participantsOf: (number: string) => number | undefined;
  readonly mayWatch: (watcher: string, extension: string) => boolean;
  /** Whether who watches may answer the call that rings. */
  readonly mayPickUp: (watcher: string, call: ActiveCall) => boolean;
}

/** A lamp that never was told of a call stays as it is on some phones, so that "none" is told as one that is over. */
const NO_DIALOG = 'none';

/**
 * RFC 4235: whether an extension is in a call, for the lamp beside its name on another phone. With whom shows only to
 * someone whom both ends let watch them.
 */
export class DialogPackage implements EventPackage {
  readonly name = 'dialog';
  readonly contentType = DIALOG_INFO;
  readonly expiry = USUAL_EXPIRY;
  /** RFC 4235 §3.10. */
  readonly paceMs = 1_000;
  readonly #parts: DialogPackageParts;

  constructor(parts: DialogPackageParts) {
    this.#parts = parts;
  }

  /** How many are in a bridge is no secret, who they are is: a bridge may be watched by everyone. */
  mayWatch(watcher: string, resource: string): boolean {
    return this.#parts.participantsOf(resource) !== undefined || this.#parts.mayWatch(watcher, resource);
  }

  describe({ watcher, resource, version, told }: Watching): Uint8Array {
    const living = this.#dialogsOf(watcher, resource);
    const names = new Set(living.map(({ id }) => id));
    const over = [...told].filter((id) => !names.has(id));
    told.clear();
    for (const id of names) told.add(id);
    if (living.length === 0 && over.length === 0) over.push(NO_DIALOG);
    return writeDialogInfo({
      entity: this.#uri(resource),
      version,
      dialogs: [...living, ...over.map((id): WatchedDialog => ({ id, state: 'terminated' }))],
    });
  }

  #dialogsOf(watcher: string, resource: string): WatchedDialog[] {
    const participants = this.#parts.participantsOf(resource);
    if (participants !== undefined) {
      return participants === 0 ? [] : [{ id: 'conference', direction: 'recipient', state: 'confirmed' }];
    }
    return this.#parts.callsOf(resource).flatMap((call) => this.#sidesOf(call, watcher, resource));
  }

  /** Who calls himself has two sides of one call. */
  #sidesOf(call: ActiveCall, watcher: string, resource: string): WatchedDialog[] {
    const { id, from, reached, state } = call;
    const sides: WatchedDialog[] = [];
    if (from === resource) {
      sides.push({
        id: `${id}-out`,
        direction: 'initiator',
        state: state === 'answered' ? 'confirmed' : state === 'ringing' ? 'early' : 'trying',
        remote: this.#remote(watcher, resource, reached),
      });
    }
    // Before its phones ring there is nothing to see of a call.
    if (reached === resource && state !== 'calling') {
      sides.push({
        id: `${id}-in`,
        direction: 'recipient',
        state: state === 'answered' ? 'confirmed' : 'early',
        remote: this.#remote(watcher, resource, from),
        name: isRinging(call) && this.#parts.mayPickUp(watcher, call) ? pickUpName(call) : undefined,
      });
    }
    return sides;
  }

  /** A party of the call knows the other anyway. */
  #remote(watcher: string, resource: string, other: string): string | undefined {
    const isParty = watcher === resource || watcher === other;
    return isParty || this.#parts.mayWatch(watcher, other) ? this.#uri(other) : undefined;
  }

  #uri(number: string): string {
    return `sip:${number}@${this.#parts.domain}`;
  }
}
