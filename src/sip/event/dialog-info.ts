import { element, writeXml, type XmlElement } from './xml.ts';

export const DIALOG_INFO = 'application/dialog-info+xml';

/** One dialog of whom is watched (RFC 4235 §4.1). Call-ID and tags are left out: they open a call to whoever has them. */
export interface WatchedDialog {
  /** Names it within the document, and nothing outside. */
  readonly id: string;
  /** Whether whom is watched began it. */
  readonly direction?: 'initiator' | 'recipient';
  readonly state: 'trying' | 'proceeding' | 'early' | 'confirmed' | 'terminated';
  /** URI of the other end. */
  readonly remote?: string | undefined;
}

export interface DialogInfo {
  /** URI of whom is watched. */
  readonly entity: string;
  /** Rises with every document of one subscription. */
  readonly version: number;
  /** All there are: we never send part of them. */
  readonly dialogs: readonly WatchedDialog[];
}

/** RFC 4235 §4.4. */
export function writeDialogInfo({ entity, version, dialogs }: DialogInfo): Uint8Array {
  const attributes = {
    xmlns: 'urn:ietf:params:xml:ns:dialog-info',
    version: `${version}`,
    state: 'full',
    entity,
  };
  return writeXml(element('dialog-info', attributes, ...dialogs.map(writtenDialog)));
}

function writtenDialog({ id, direction, state, remote }: WatchedDialog): XmlElement {
  const other =
    remote === undefined
      ? []
      : [element('remote', {}, element('identity', {}, remote), element('target', { uri: remote }))];
  return element('dialog', { id, direction }, element('state', {}, state), ...other);
}
