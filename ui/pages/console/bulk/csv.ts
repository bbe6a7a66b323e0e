import type { Extension } from '../../../../src/web/contract.ts';
import type { Answer } from '../../../page.ts';
import { bulkWords } from '../../../words/console/bulk.ts';
import { clubDay } from '../../../words/format.ts';
import type { ConsoleVisit } from '../console-page.tsx';
import type { BulkAct } from './bulk-act.ts';

/** A list to keep, or to change and import again; no secret is in it. */
export const csv: BulkAct = {
  name: 'csv',
  most: 100_000,
  isDanger: false,
  async tell(visit) {
    const words = bulkWords[visit.language].csv;
    return [words.happens, words.again, words.people];
  },
  file: csvFile,
};

const COLUMNS = ['number', 'callsign', 'name', 'email'] as const;
const MARK = '\uFEFF';

/** As a spreadsheet of that language opens it with a double click: RFC 4180 with a byte order mark. */
function csvFile(visit: ConsoleVisit, rows: readonly Extension[]): Answer {
  const { separator } = bulkWords[visit.language].csv;
  const lines = [COLUMNS, ...rows.map((row) => COLUMNS.map((column) => cell(row[column] ?? '')))];
  return {
    kind: 'file',
    type: 'text/csv; charset=utf-8',
    content: MARK + lines.map((line) => `${line.join(separator)}\r\n`).join(''),
    name: `extensions-${clubDay(visit.nowMs)}.csv`,
  };
}

/** What a spreadsheet would take for a formula gets a `'` before it, which the import takes off again. */
function cell(text: string): string {
  const guarded = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",;\r\n\t]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
