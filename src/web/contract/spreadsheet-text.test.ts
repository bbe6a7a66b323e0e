import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readSpreadsheetText } from './spreadsheet-text.ts';

const TEXT = 'callsign;name\r\nPX0AAA;Zoë Łódź\r\n';

describe('the text of a file from a spreadsheet', () => {
  it('is UTF-8, with a byte order mark or without', () => {
    for (const mark of ['', '\uFEFF']) {
      const read = readSpreadsheetText(Buffer.from(mark + TEXT, 'utf8'));
      assert.deepEqual(read, { text: TEXT, encoding: 'utf-8' });
    }
  });

  it('is UTF-16 when its byte order mark says so', () => {
    const read = readSpreadsheetText(Buffer.from(`\uFEFF${TEXT}`, 'utf16le'));
    assert.deepEqual(read, { text: TEXT, encoding: 'utf-16' });
  });

  it('is Windows-1252 when its accents are of one byte, with the signs Latin-1 has not', () => {
    const bytes = Buffer.concat([
      Buffer.from('callsign,name\nPX0AAA,Zo\xeb ', 'latin1'),
      Buffer.from([0x80]),
    ]);
    assert.deepEqual(readSpreadsheetText(bytes), {
      text: 'callsign,name\nPX0AAA,Zoë €',
      encoding: 'windows-1252',
    });
  });

  it('is nothing when the file is empty', () => {
    assert.deepEqual(readSpreadsheetText(new Uint8Array()), { text: '', encoding: 'utf-8' });
  });
});
