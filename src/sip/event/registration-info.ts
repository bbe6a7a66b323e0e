import { element, writeXml } from './xml.ts';

export const REGINFO = 'application/reginfo+xml';

export interface WatchedContact {
  /** Names it within the document, and nothing outside. */
  readonly id: string;
  readonly uri: string;
  readonly expiresS: number;
}

export interface RegistrationInfo {
  /** The address-of-record. */
  readonly aor: string;
  /** Names the registration within the document. */
  readonly id: string;
  /** Rises with every document of one subscription. */
  readonly version: number;
  readonly contacts: readonly WatchedContact[];
}

/** RFC 3680 §5: all contacts, those that are active. */
export function writeRegistrationInfo({ aor, id, version, contacts }: RegistrationInfo): Uint8Array {
  const attributes = {
    xmlns: 'urn:ietf:params:xml:ns:reginfo',
    version: `${version}`,
    state: 'full',
  };
  const state = contacts.length > 0 ? 'active' : 'terminated';
  const written = contacts.map(({ id: name, uri, expiresS }) =>
    element(
      'contact',
      { id: name, state: 'active', event: 'registered', expires: `${expiresS}` },
      element('uri', {}, uri),
    ),
  );
  return writeXml(element('reginfo', attributes, element('registration', { aor, id, state }, ...written)));
}
