import { REGINFO, writeRegistrationInfo } from '../../sip/event/registration-info.ts';
import type { Binding } from '../registration/location.ts';
import { type EventPackage, USUAL_EXPIRY, type Watching } from './event-package.ts';

export interface RegistrationPackageParts {
  readonly domain: string;
  readonly bindingsOf: (extension: string) => readonly (Binding & { readonly phone: number })[];
  /** On the wall clock. */
  readonly nowMs: () => number;
}

/**
 * RFC 3680, to one's own address-of-record only. A phone looks for its own contact in it and finds it as it wrote it;
 * the holder's other phones are counted, and their addresses stay with us (mission H11).
 */
export class RegistrationPackage implements EventPackage {
  readonly name = 'reg';
  readonly contentType = REGINFO;
  readonly expiry = USUAL_EXPIRY;
  /** RFC 3680 §4.10. */
  readonly paceMs = 5_000;
  readonly #parts: RegistrationPackageParts;

  constructor(parts: RegistrationPackageParts) {
    this.#parts = parts;
  }

  mayWatch(watcher: string, resource: string): boolean {
    return watcher === resource;
  }

  describe({ resource, flowId, version }: Watching): Uint8Array {
    const aor = `sip:${resource}@${this.#parts.domain}`;
    const nowMs = this.#parts.nowMs();
    return writeRegistrationInfo({
      aor,
      id: `r${resource}`,
      version,
      contacts: this.#parts.bindingsOf(resource).map(({ phone, record, flow }) => ({
        id: `c${phone}`,
        uri: flow?.id === flowId ? record.contactUri : aor,
        expiresS: Math.max(0, Math.round((record.expiresAtMs - nowMs) / 1000)),
      })),
    });
  }
}
