/** The text of a file that a spreadsheet wrote. */

type SpreadsheetEncoding = 'utf-8' | 'utf-16' | 'windows-1252';

interface SpreadsheetText {
  readonly text: string;
  /** As it was read: of the last one nobody can be sure. */
  readonly encoding: SpreadsheetEncoding;
}

const UTF_16_LE = [0xff, 0xfe];

/**
 * UTF-8 with or without a byte order mark ("CSV UTF-8" of Excel, everything else), UTF-16 with one ("Unicode text" of
 * Excel), and whatever is neither as Windows-1252 ("CSV" of Excel in western Europe), of which Latin-1 is a part:
 * accents of one byte are no UTF-8.
 */
export function readSpreadsheetText(bytes: Uint8Array): SpreadsheetText {
  if (UTF_16_LE.every((byte, at) => bytes[at] === byte))
    return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'utf-16' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'windows-1252' };
  }
}
