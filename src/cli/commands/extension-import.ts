import type { Command } from 'commander';
import {
  type ImportPlan,
  type ImportRequest,
  importDoneSchema,
  importPlanSchema,
  type PlannedRow,
} from '../../web/contract/imports.ts';
import { readSpreadsheetText } from '../../web/contract/spreadsheet-text.ts';
import { type CommandContext, isErrorCode } from '../command-context.ts';
import { defineCommand } from '../define-command.ts';

interface ImportOptions {
  readonly weak?: boolean;
  readonly update?: boolean;
  readonly dryRun?: boolean;
}

/** Beside the other commands of the `extension` group. */
export function defineExtensionImport(group: Command, context: CommandContext): void {
  const { options } = context.words.help;
  defineCommand(group, context, {
    name: 'extension import',
    usage: 'import <file>',
    help: { '<file>': 'file' },
  })
    .option('--dry-run', options.dryRun)
    .option('--update', options.updateRows)
    .option('--weak', options.weak)
    .action((file: string, given: ImportOptions) => importExtensions(context, file, given));
}

async function importExtensions(
  context: CommandContext,
  file: string,
  { weak = false, update = false, dryRun = false }: ImportOptions,
): Promise<void> {
  const csv = await readCsvFile(context, file);
  if (csv === undefined) return;
  const body = { csv, allowWeakPasswords: weak, update } satisfies ImportRequest;
  return dryRun ? lookAt(context, body) : carryOut(context, body);
}

/** From whatever spreadsheet wrote it. */
async function readCsvFile(context: CommandContext, path: string): Promise<string | undefined> {
  try {
    const bytes = await context.parts.readBytes(path);
    if (bytes === undefined) {
      context.tell({ code: 'file-missing', values: { path } });
      return undefined;
    }
    const { text, encoding } = readSpreadsheetText(bytes);
    if (encoding === 'windows-1252' && !context.json) context.terminal.warning(context.words.imports.notUtf8);
    return text;
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    context.tell({ code: 'file-unreadable', values: { path }, detail });
    return undefined;
  }
}

async function carryOut(context: CommandContext, body: ImportRequest): Promise<void> {
  const answer = await context.askOrTell({
    method: 'POST',
    path: '/extensions/import',
    body,
    answer: importDoneSchema,
  });
  if (!answer) return;
  const { items, changed, kept } = answer.value;
  const { terminal, words } = context;
  // Scripts read the list of passwords; with --update there is more to tell.
  if (context.json) return terminal.json(body.update === true ? answer.value : items);
  const existing = new Set(changed.map(({ number }) => number));
  const made = items.filter(({ number }) => !existing.has(number)).length;
  if (made > 0) terminal.good(words.imports.made(made));
  if (changed.length > 0) terminal.good(words.imports.changed(changed.length));
  if (kept > 0) terminal.line(words.imports.kept(kept));
  if (items.length === 0) return;
  const { columns, keepPassword } = words.extension;
  terminal.table(
    [
      { title: columns.number },
      { title: columns.callsign },
      { title: columns.name, shrinks: true },
      { title: columns.password },
    ],
    items.map(({ number, callsign, name, password }) => [number, callsign, name, password]),
  );
  terminal.line(keepPassword);
}

async function lookAt(context: CommandContext, body: ImportRequest): Promise<void> {
  const answer = await context.askOrTell({
    method: 'POST',
    path: '/extensions/import',
    body: { ...body, dryRun: true },
    answer: importPlanSchema,
  });
  if (!answer) return;
  const plan = answer.value;
  // What would be refused fails here, too: a script that looks first need not read the rows.
  if (plan.totals.refuse > 0) context.exitCode = 2;
  if (context.json) return context.terminal.json(plan);
  tellPlan(context, plan);
}

/** A row below the other, none of them cut: what is wrong must be read to its end. */
function tellPlan(context: CommandContext, { items, totals }: ImportPlan): void {
  const { terminal, words } = context;
  const { acts, nothingChanged, totals: counted, more } = words.imports;
  terminal.facts(
    items.map((row) => {
      const who = [row.number ?? '', row.callsign, row.name].filter((text) => text !== '').join(' ');
      const about = aboutRow(context, row);
      return [`${words.line} ${row.line}`, [acts[row.act], who, about].filter(Boolean).join(' · ')] as const;
    }),
  );
  if (items.length < totals.rows) terminal.line(more(totals.rows - items.length));
  terminal.line(counted(totals));
  terminal.line(nothingChanged);
}

/** What changes from what to what, or why it cannot be. */
function aboutRow({ words }: CommandContext, { refusal, changes }: PlannedRow): string {
  const { fields, none, newPassword } = words.imports;
  if (refusal !== null) {
    const said = isErrorCode(refusal.code)
      ? words.failures[refusal.code](refusal.values).what
      : refusal.detail;
    return refusal.column === null ? said : `${fields[refusal.column]}: ${said}`;
  }
  return changes
    .map(({ field, before, after }) =>
      field === 'password' ? newPassword : `${fields[field]}: ${before ?? none} → ${after ?? none}`,
    )
    .join('; ');
}
