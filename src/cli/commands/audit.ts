import type { Command } from 'commander';
import {
  type AuditExportRow,
  type AuditRow,
  auditExportRowSchema,
  auditRowSchema,
  auditVerdictSchema,
  MOST_AUDIT_ROWS,
} from '../../web/contract/audit.ts';
import { pagesOf } from '../../web/contract.ts';
import type { CommandContext } from '../command-context.ts';
import { defineCommand, defineGroup } from '../define-command.ts';

interface ListOptions {
  readonly rows?: string;
  readonly actor?: string;
  readonly action?: string;
}

const SHOWN_ROWS = 30;

export function defineAuditCommands(program: Command, context: CommandContext): void {
  const group = defineGroup(program, context, 'audit');
  const { options } = context.words.help;
  defineCommand(group, context, { name: 'audit list', usage: 'list' })
    .option('--rows <n>', options.rows)
    .option('--actor <actor>', options.actor)
    .option('--action <action>', options.action)
    .action((given: ListOptions) => list(context, given));
  defineCommand(group, context, { name: 'audit verify', usage: 'verify' })
    .option('--head <head>', options.head)
    .action((given: { head?: string }) => verify(context, given.head));
  defineCommand(group, context, { name: 'audit export', usage: 'export' }).action(() => exportLog(context));
}

async function list(context: CommandContext, { rows, actor, action }: ListOptions): Promise<void> {
  const query = new URLSearchParams({
    limit: rows ?? String(SHOWN_ROWS),
    ...(actor !== undefined && { actor }),
    ...(action !== undefined && { action }),
  });
  const answer = await context.askOrTell({
    method: 'GET',
    path: `/audit?${query}`,
    answer: pagesOf(auditRowSchema),
  });
  if (!answer) return;
  const { items, next } = answer.value;
  const { terminal, words } = context;
  if (context.json) return terminal.json(items);
  const { none, columns, more } = words.access.audit;
  if (items.length === 0) return terminal.line(none);
  terminal.table(
    [
      { title: columns.seq },
      { title: columns.at },
      { title: columns.actor, shrinks: true },
      { title: columns.action },
      { title: columns.target, shrinks: true },
      { title: columns.detail, shrinks: true },
    ],
    items.map((row) => [
      String(row.seq),
      context.time(row.at),
      row.actor,
      row.action,
      row.target,
      detailOf(row),
    ]),
  );
  if (next !== null && items.length < MOST_AUDIT_ROWS) {
    terminal.line(more(context.command(`audit list --rows ${Math.min(MOST_AUDIT_ROWS, items.length * 4)}`)));
  }
}

/** `192.0.2.7 seconds=3600`: enough to know what it was about; `--json` has it whole. */
function detailOf({ address, detail }: AuditRow): string {
  const values = Object.entries(detail)
    .filter(([, value]) => value !== null && value !== false)
    .map(([name, value]) => `${name}=${typeof value === 'object' ? JSON.stringify(value) : String(value)}`);
  return [...(address === null ? [] : [address]), ...values].join(' ');
}

async function verify(context: CommandContext, kept: string | undefined): Promise<void> {
  const answer = await context.askOrTell({
    method: 'GET',
    path: '/audit/verification',
    answer: auditVerdictSchema,
  });
  if (!answer) return;
  const { rows, head, broken } = answer.value;
  if (broken !== null) return context.tell({ code: 'audit-broken', values: { ...broken } });
  if (kept !== undefined && !(await isStillThere(context, kept))) return;
  const { terminal, words } = context;
  if (context.json) return terminal.json(answer.value);
  terminal.good(words.access.audit.intact(rows));
  if (rows > 0) {
    terminal.line(words.access.audit.keepHead);
    terminal.line(`  ${context.command(`audit verify --head ${head.seq}:${head.hash.slice(0, 32)}`)}`);
  }
}

/** False after having told why. */
async function isStillThere(context: CommandContext, kept: string): Promise<boolean> {
  const [, seq, hash = ''] = /^(\d{1,15}):([0-9a-f]{16,64})$/.exec(kept) ?? [];
  if (seq === undefined) {
    const { usage, usageTodo, help } = context.words;
    const said = { what: usage['bad-value'](kept), why: help.options.head };
    context.tell({ code: 'usage', values: {} }, { ...said, todo: usageTodo('npx hamvoip audit verify') });
    return false;
  }
  const answer = await exportPage(context, { from: seq, limit: '1' });
  if (!answer) return false;
  const [row] = answer.items;
  if (row !== undefined && String(row.seq) === seq && row.hash.startsWith(hash)) return true;
  context.tell({ code: 'audit-head-differs', values: { seq } });
  return false;
}

/** One JSON object a line, the oldest first: whoever has them can check the chain without us. */
async function exportLog(context: CommandContext): Promise<void> {
  const limit = String(MOST_AUDIT_ROWS);
  let query: Record<string, string> = { limit };
  for (;;) {
    const page = await exportPage(context, query);
    if (!page) return;
    for (const row of page.items) context.terminal.json(row);
    if (page.next === null) return;
    query = { limit, cursor: page.next };
  }
}

async function exportPage(
  context: CommandContext,
  query: Readonly<Record<string, string>>,
): Promise<{ readonly items: readonly AuditExportRow[]; readonly next: string | null } | undefined> {
  const answer = await context.askOrTell({
    method: 'GET',
    path: `/audit/export?${new URLSearchParams(query)}`,
    answer: pagesOf(auditExportRowSchema),
  });
  return answer?.value;
}
