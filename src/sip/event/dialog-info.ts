import { element, writeXml, type XmlElement } from './xml.ts';

export const DIALOG_INFO = 'application/dialog-info+xml';

/** One dialog of whom is watched (RFC 4235 §4.1). */
export interface WatchedDialog {
  /** Names it within the document, and nothing outside. */
  readonly id: string;
  /** Whether whom is watched began it. */
  readonly direction?: 'initiator' | 'recipient';
  readonly state: 'trying' | 'proceeding' | 'early' | 'confirmed' | 'terminated';
  /** URI of the other end. */
  readonly remote?: string | undefined;
  /** By which who watches may take it over; never what the dialog is really called, which opens it to whoever knows. */
  readonly name?: DialogName | undefined;
}

/** Call-ID and tags, as whom is watched has them. */
interface DialogName {
  readonly callId: string;
  readonly localTag: string;
  readonly remoteTag: string;
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
  return writeXml(
    element('dialog-info', attributes, ...dialogs.map((dialog) => writtenDialog(dialog, entity))),
  );
}

function writtenDialog({ id, direction, state, remote, name }: WatchedDialog, entity: string): XmlElement {
  const named = { 'call-id': name?.callId, 'local-tag': name?.localTag, 'remote-tag': name?.remoteTag };
  return element(
    'dialog',
    { id, ...named, direction },
    element('state', {}, state),
    ...(name === undefined ? [] : [writtenEnd('local', entity)]),
    ...(remote === undefined ? [] : [writtenEnd('remote', remote)]),
  );
}

function writtenEnd(end: 'local' | 'remote', uri: string): XmlElement {
  return element(end, {}, element('identity', {}, uri), element('target', { uri }));
}
