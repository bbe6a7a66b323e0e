import type { Command } from 'commander';
import {
  type CallRecord,
  callRecordSchema,
  type UsageOfExtension,
  usageOfExtensionSchema,
  usageSchema,
} from '../../web/contract/history.ts';
import { listOf, pagesOf } from '../../web/contract.ts';
import type { CommandContext } from '../command-context.ts';
import { defineCommand } from '../define-command.ts';

/** Beside the other commands of the `call` group. */
export function defineCallHistory(group: Command, context: CommandContext): void {
  defineCommand(group, context, { name: 'call history', usage: 'history' })
    .option('--for <number>', context.words.watch.options.ofExtension)
    .option('--rows <number>', context.words.help.options.rows)
    .action((given: { for?: string; rows?: string }) => listCalls(context, given));
}

/** Beside the other commands of the `extension` group. */
export function defineExtensionUsage(group: Command, context: CommandContext): void {
  const help = { '[number]': 'usageNumber' } as const;
  defineCommand(group, context, { name: 'extension usage', usage: 'usage [number]', help })
    .option('--days <days>', context.words.watch.options.days)
    .action((number: string | undefined, { days }: { days?: string }) =>
      number === undefined ? listUsage(context, days) : showUsage(context, number, days),
    );
}

async function listCalls(
  context: CommandContext,
  { for: extension, rows }: { for?: string; rows?: string },
): Promise<void> {
  const query = new URLSearchParams();
  if (extension !== undefined) query.set('extension', extension);
  if (rows !== undefined) query.set('limit', rows);
  const path = `/call-history?${query}`;
  const answer = await context.askOrTell({ method: 'GET', path, answer: pagesOf(callRecordSchema) });
  if (!answer) return;
  const { items } = answer.value;
  const { terminal, words } = context;
  if (context.json) return terminal.json(items);
  const { none, columns } = words.watch.history;
  if (items.length === 0) return terminal.line(none);
  terminal.table(
    [
      { title: columns.began },
      { title: columns.from },
      { title: columns.to },
      { title: columns.result, shrinks: true },
      { title: columns.duration },
      { title: columns.lost },
    ],
    items.map((call) => callRow(context, call)),
  );
}

function callRow(context: CommandContext, call: CallRecord): readonly string[] {
  const { results } = context.words.watch.history;
  const { from, to, reached, result, startedAt, answeredAt, endedAt, quality } = call;
  const talkedMs = answeredAt === null ? undefined : Date.parse(endedAt) - Date.parse(answeredAt);
  return [
    context.time(startedAt),
    from,
    reached === null ? to : `${to} ${context.terminal.symbols.onward} ${reached}`,
    results[result] ?? result,
    talkedMs === undefined ? '' : minutes(talkedMs),
    quality === null ? '' : `${percent(quality)} %`,
  ];
}

/** `2:05`. */
function minutes(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${`${seconds % 60}`.padStart(2, '0')}`;
}

function percent({ packets, lost }: { readonly packets: number; readonly lost: number }): string {
  return ((100 * lost) / Math.max(1, packets + lost)).toFixed(1);
}

async function listUsage(context: CommandContext, days: string | undefined): Promise<void> {
  const path = `/usage${daysOf(days)}`;
  const answer = await context.askOrTell({ method: 'GET', path, answer: listOf(usageSchema) });
  if (!answer) return;
  const { items } = answer.value;
  const { terminal, words } = context;
  if (context.json) return terminal.json(items);
  const { none, columns } = words.watch.usage;
  if (items.length === 0) return terminal.line(none);
  const sorted = items.toSorted((a, b) => b.bytesIn + b.bytesOut - (a.bytesIn + a.bytesOut));
  terminal.table(
    [
      { title: columns.extension },
      { title: columns.in },
      { title: columns.out },
      { title: columns.registrations },
    ],
    sorted.map((item) => [item.extension, ...amounts(item)]),
  );
}

async function showUsage(context: CommandContext, number: string, days: string | undefined): Promise<void> {
  const path = `/usage/${encodeURIComponent(number)}${daysOf(days)}`;
  const answer = await context.askOrTell({ method: 'GET', path, answer: usageOfExtensionSchema });
  if (!answer) return;
  const { terminal, words } = context;
  if (context.json) return terminal.json(answer.value);
  const { none, columns } = words.watch.usage;
  const byDay = sumByDay(answer.value.hours);
  if (byDay.length === 0) return terminal.line(none);
  terminal.table(
    [{ title: columns.day }, { title: columns.in }, { title: columns.out }, { title: columns.registrations }],
    byDay.map((day) => [day.day, ...amounts(day)]),
  );
}

type Amounts = Pick<UsageOfExtension, 'bytesIn' | 'bytesOut' | 'registrations'>;

/** Days in UTC, as the hours are kept. */
function sumByDay(hours: UsageOfExtension['hours']): (Amounts & { readonly day: string })[] {
  const days = new Map<string, Amounts & { readonly day: string }>();
  for (const { hour, bytesIn, bytesOut, registrations } of hours) {
    const day = hour.slice(0, 10);
    const sum = days.get(day) ?? { day, bytesIn: 0, bytesOut: 0, registrations: 0 };
    days.set(day, {
      day,
      bytesIn: sum.bytesIn + bytesIn,
      bytesOut: sum.bytesOut + bytesOut,
      registrations: sum.registrations + registrations,
    });
  }
  return [...days.values()];
}

function amounts({ bytesIn, bytesOut, registrations }: Amounts): string[] {
  return [megabytes(bytesIn), megabytes(bytesOut), `${registrations}`];
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

function daysOf(days: string | undefined): string {
  return days === undefined ? '' : `?${new URLSearchParams({ days })}`;
}
