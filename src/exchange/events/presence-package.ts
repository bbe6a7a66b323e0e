import { PIDF, type PresenceState, writePresence } from '../../sip/event/presence-document.ts';
import { type EventPackage, USUAL_EXPIRY, type Watching } from './event-package.ts';

export interface PresencePackageParts {
  readonly domain: string;
  /** Whether one of its phones can be reached now. */
  readonly isReachable: (extension: string) => boolean;
  readonly isTalking: (extension: string) => boolean;
  /** Its holder does not want to be disturbed. */
  readonly isUndisturbed: (extension: string) => boolean;
  /** What its phones published. */
  readonly publishedOf: (extension: string) => PresenceState | undefined;
  readonly mayWatch: (watcher: string, extension: string) => boolean;
}

/** RFC 3856: whether somebody can be reached, and what his phone says of him. */
export class PresencePackage implements EventPackage {
  readonly name = 'presence';
  readonly contentType = PIDF;
  readonly expiry = USUAL_EXPIRY;
  /** RFC 3856 §6.10. */
  readonly paceMs = 5_000;
  readonly #parts: PresencePackageParts;

  constructor(parts: PresencePackageParts) {
    this.#parts = parts;
  }

  mayWatch(watcher: string, resource: string): boolean {
    return this.#parts.mayWatch(watcher, resource);
  }

  describe({ resource }: Watching): Uint8Array {
    return writePresence(`sip:${resource}@${this.#parts.domain}`, resource, this.#stateOf(resource));
  }

  /** What the exchange sees for itself goes before what a phone says: it may have said it long ago. */
  #stateOf(extension: string): PresenceState {
    if (!this.#parts.isReachable(extension)) return { basic: 'closed', activity: undefined };
    const published = this.#parts.publishedOf(extension);
    if (this.#parts.isTalking(extension)) return { basic: 'open', activity: 'on-the-phone' };
    if (this.#parts.isUndisturbed(extension)) return { basic: 'open', activity: 'busy' };
    return published ?? { basic: 'open', activity: undefined };
  }
}
