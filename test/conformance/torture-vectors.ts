import { readFileSync } from 'node:fs';

/** A message of a torture test with what may be made of it. */
export interface TortureMessage {
  readonly file: string;
  readonly section: string;
  readonly title: string;
  readonly sha256: string;
  /** Statuses of the first answer to a stranger. */
  readonly acceptable: readonly number[];
  /** As the RFC treats it; empty when any acceptable status does. */
  readonly preferred: readonly number[];
  readonly silenceAcceptable: boolean;
}

/** All messages of a folder of `test/vectors`. */
export function tortureMessages(rfc: string): readonly TortureMessage[] {
  const { messages } = JSON.parse(readFileSync(new URL('manifest.json', folderOf(rfc)), 'utf8')) as {
    messages: TortureMessage[];
  };
  return messages;
}

export function bytesOf(rfc: string, { file }: TortureMessage): Uint8Array {
  return readFileSync(new URL(file, folderOf(rfc)));
}

/** `status` undefined is silence. */
export function isAcceptable(message: TortureMessage, status: number | undefined): boolean {
  return status === undefined ? message.silenceAcceptable : message.acceptable.includes(status);
}

export function isPreferred(message: TortureMessage, status: number | undefined): boolean {
  if (!isAcceptable(message, status)) return false;
  if (message.preferred.length === 0) return true;
  return status !== undefined && message.preferred.includes(status);
}

function folderOf(rfc: string): URL {
  return new URL(`../vectors/${rfc}/`, import.meta.url);
}
