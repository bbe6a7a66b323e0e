/**
 * SIP is bytes. Inside `sip/` and `sdp/` a string holds one byte a character (latin1), so that what came in goes
 * out unchanged whatever its encoding; text for people is decoded as UTF-8 where it is shown.
 */
export function bytesToLatin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

export function latin1ToBytes(text: string): Uint8Array {
  return Buffer.from(text, 'latin1');
}

/** True when latin1 and UTF-8 say the same. */
export function isAscii(text: string): boolean {
  return !/[^\x00-\x7f]/.test(text);
}

/** The text for people behind a latin1 string that holds UTF-8 bytes. */
export function latin1ToText(latin1: string): string {
  return Buffer.from(latin1, 'latin1').toString('utf8');
}

/**
 * The same text in memory of its own. V8 cuts a piece out of a long string without copying, so a header value that
 * is kept for an hour would keep its whole message.
 */
export function ownCopy(latin1: string): string {
  return Buffer.from(latin1, 'latin1').toString('latin1');
}
