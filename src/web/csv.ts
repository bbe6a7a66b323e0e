import { fail, ok, type Result } from '../base/result.ts';

export interface CsvRow {
  /** Line of the file on which the row begins, from 1. */
  readonly line: number;
  /** By column name. An empty cell is not there. */
  readonly cells: ReadonlyMap<string, string>;
}

export type CsvError =
  | { readonly kind: 'empty' }
  | { readonly kind: 'unknown-column'; readonly column: string }
  | { readonly kind: 'missing-column'; readonly column: string }
  | { readonly kind: 'too-many-cells'; readonly line: number }
  | { readonly kind: 'open-quote'; readonly line: number };

interface Record {
  readonly line: number;
  readonly cells: string[];
}

/**
 * RFC 4180, and what spreadsheets make of it: a byte order mark, `;` or a tab instead of `,`, a first line `sep=;`,
 * empty lines, and the `'` before a text that a spreadsheet would take for a formula. A first line with the name of a
 * required column is the header; without one the columns come in the given order.
 */
export function parseCsv(
  text: string,
  columns: readonly string[],
  required: readonly string[],
): Result<readonly CsvRow[], CsvError> {
  const records = readRecords(text.startsWith('\uFEFF') ? text.slice(1) : text);
  if (!records.ok) return records;
  const [first, ...others] = records.value;
  if (!first) return fail({ kind: 'empty' });
  const names = first.cells.map((cell) => cell.trim().toLowerCase());
  const hasHeader = names.some((name) => required.includes(name));
  const header = hasHeader ? names : columns;
  for (const name of header)
    if (!columns.includes(name)) return fail({ kind: 'unknown-column', column: name });
  for (const name of required)
    if (!header.includes(name)) return fail({ kind: 'missing-column', column: name });
  const rows: CsvRow[] = [];
  for (const { line, cells } of hasHeader ? others : records.value) {
    if (cells.length > header.length) return fail({ kind: 'too-many-cells', line });
    const named = new Map<string, string>();
    cells.forEach((cell, index) => {
      const value = cell.trim().replace(FORMULA_GUARD, '');
      const name = header[index];
      if (name !== undefined && value !== '') named.set(name, value);
    });
    rows.push({ line, cells: named });
  }
  return rows.length === 0 ? fail({ kind: 'empty' }) : ok(rows);
}

/** CSV injection: our own lists have it, too, and what they say can be read in again. */
const FORMULA_GUARD = /^'(?=[=+\-@])/;

const SEPARATORS = [',', ';', '\t'] as const;
type Separator = (typeof SEPARATORS)[number];
/** What Excel writes to tell itself, and shows to nobody. */
const TOLD_SEPARATOR = /^sep=([,;\t])\r?\n/i;

/** What separates cells: whichever the first line has most of. */
function separatorOf(text: string): Separator {
  const firstLine = text.split('\n', 1)[0] ?? '';
  const count = (separator: Separator) => firstLine.split(separator).length;
  return SEPARATORS.reduce((most, one) => (count(one) > count(most) ? one : most));
}

function readRecords(text: string): Result<readonly Record[], CsvError> {
  const told = TOLD_SEPARATOR.exec(text);
  const separator = told?.[1] ?? separatorOf(text);
  const records: Record[] = [];
  let cells: string[] = [];
  let line = told === null ? 1 : 2;
  let startLine = line;
  let at = told?.[0].length ?? 0;
  while (at < text.length) {
    const cell = text[at] === '"' ? readQuoted(text, at) : readPlain(text, at, separator);
    if (!cell) return fail({ kind: 'open-quote', line });
    cells.push(cell.value);
    line += cell.lineBreaks;
    at = cell.end;
    const separated = text[at] === separator;
    if (separated) at += 1;
    if (separated && at < text.length) continue;
    if (separated) cells.push('');
    if (cells.some((value) => value.trim() !== '')) records.push({ line: startLine, cells });
    cells = [];
    at = afterLineEnd(text, at, separator);
    line += 1;
    startLine = line;
  }
  return ok(records);
}

interface Cell {
  readonly value: string;
  readonly end: number;
  readonly lineBreaks: number;
}

function readPlain(text: string, start: number, separator: string): Cell {
  let end = start;
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end += 1;
  return { value: text.slice(start, end), end, lineBreaks: 0 };
}

/** Undefined when the closing quote is missing. A doubled quote stands for one. */
function readQuoted(text: string, start: number): Cell | undefined {
  let value = '';
  let lineBreaks = 0;
  let at = start + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return undefined;
    const piece = text.slice(at, quote);
    value += piece;
    lineBreaks += piece.split('\n').length - 1;
    if (text[quote + 1] !== '"') return { value, end: quote + 1, lineBreaks };
    value += '"';
    at = quote + 2;
  }
}

/** After a quoted cell only a separator or the end of the line may come; what else stands there is skipped. */
function afterLineEnd(text: string, start: number, separator: string): number {
  let at = start;
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r' && text[at] !== separator) at += 1;
  if (text[at] === '\r' && text[at + 1] === '\n') return at + 2;
  return at + 1;
}
