import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseCsv } from './csv.ts';

const COLUMNS = ['number', 'callsign', 'name', 'email', 'password'];
const REQUIRED = ['callsign', 'name'];

function rowsOf(text: string) {
  const read = parseCsv(text, COLUMNS, REQUIRED);
  assert.ok(read.ok, JSON.stringify(read));
  return read.value.map(({ line, cells }) => ({ line, ...Object.fromEntries(cells) }));
}

function errorOf(text: string) {
  const read = parseCsv(text, COLUMNS, REQUIRED);
  assert.ok(!read.ok);
  return read.error;
}

describe('a CSV file of extensions', () => {
  it('is read by its header, in any order of columns', () => {
    assert.deepEqual(rowsOf('name,callsign\nJan,PX0AAA\n'), [{ line: 2, name: 'Jan', callsign: 'PX0AAA' }]);
  });

  it('is read without a header in the order of the columns', () => {
    assert.deepEqual(rowsOf('301,PX0AAA,Jan'), [{ line: 1, number: '301', callsign: 'PX0AAA', name: 'Jan' }]);
  });

  it('may come from a spreadsheet: byte order mark, semicolons, CRLF, empty lines', () => {
    assert.deepEqual(rowsOf('\uFEFFnumber;callsign;name\r\n\r\n301;PX0AAA;Jan\r\n;;\r\n'), [
      { line: 3, number: '301', callsign: 'PX0AAA', name: 'Jan' },
    ]);
  });

  it('may have tabs between its cells, or say itself what is between them', () => {
    const jan = { number: '301', callsign: 'PX0AAA', name: 'Jan, de; Wit' };
    assert.deepEqual(rowsOf('number\tcallsign\tname\n301\tPX0AAA\tJan, de; Wit\n'), [{ line: 2, ...jan }]);
    assert.deepEqual(rowsOf('sep=;\r\nnumber;callsign;name\r\n301;PX0AAA;"Jan, de; Wit"\r\n'), [
      { line: 3, ...jan },
    ]);
  });

  it('takes the guard off what a spreadsheet would take for a formula', () => {
    assert.deepEqual(rowsOf("callsign,name\nPX0AAA,'=1+1\nPX0AAB,'t Hoen\n"), [
      { line: 2, callsign: 'PX0AAA', name: '=1+1' },
      { line: 3, callsign: 'PX0AAB', name: "'t Hoen" },
    ]);
  });

  it('keeps separators, quotes and line ends inside quotes, and counts lines on', () => {
    const text = 'callsign,name\nPX0AAA,"Jan, ""de"" \nZender"\nPX0AAB,Piet\n';
    assert.deepEqual(rowsOf(text), [
      { line: 2, callsign: 'PX0AAA', name: 'Jan, "de" \nZender' },
      { line: 4, callsign: 'PX0AAB', name: 'Piet' },
    ]);
  });

  it('leaves out empty cells', () => {
    assert.deepEqual(rowsOf('number,callsign,name,email\n,PX0AAA,Jan,'), [
      { line: 2, callsign: 'PX0AAA', name: 'Jan' },
    ]);
  });

  it('is refused with the reason and the place', () => {
    assert.deepEqual(errorOf(''), { kind: 'empty' });
    assert.deepEqual(errorOf('callsign,name\n'), { kind: 'empty' });
    assert.deepEqual(errorOf('callsign,name,street\nPX0AAA,Jan,x'), {
      kind: 'unknown-column',
      column: 'street',
    });
    assert.deepEqual(errorOf('number,name\n301,Jan'), { kind: 'missing-column', column: 'callsign' });
    assert.deepEqual(errorOf('callsign,name\nPX0AAA,Jan,x'), { kind: 'too-many-cells', line: 2 });
    assert.deepEqual(errorOf('callsign,name\nPX0AAA,"Jan'), { kind: 'open-quote', line: 2 });
  });

  it('is read in linear time', () => {
    const rows = 20_000;
    assert.equal(rowsOf(`callsign,name\n${'PX0AAA,"Jan"\n'.repeat(rows)}`).length, rows);
  });
});
