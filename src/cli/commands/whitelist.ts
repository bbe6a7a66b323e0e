import type { Command } from 'commander';
import {
  addedWhitelistEntrySchema,
  listOf,
  type NewWhitelistEntryRequest,
  whitelistEntrySchema,
} from '../../web/contract.ts';
import type { CommandContext } from '../command-context.ts';
import { defineCommand, defineGroup } from '../define-command.ts';
import { defineWhitelistRequests, warnOfManualBan } from './guard.ts';

interface AddOptions {
  readonly for: string;
  readonly note?: string;
  readonly until?: string;
}

export function defineWhitelistCommands(program: Command, context: CommandContext): void {
  const group = defineGroup(program, context, 'whitelist');
  const { options } = context.words.help;
  const help = { '<entry>': 'entry' } as const;
  defineCommand(group, context, { name: 'whitelist add', usage: 'add <entry>', help })
    .requiredOption('--for <extension>', options.forExtension)
    .option('--note <text>', options.note)
    .option('--until <time>', options.until)
    .action((entry: string, given: AddOptions) => addEntry(context, entry, given));
  defineCommand(group, context, { name: 'whitelist list', usage: 'list' }).action(() => listEntries(context));
  defineCommand(group, context, { name: 'whitelist remove', usage: 'remove <entry>', help }).action(
    (entry: string) => removeEntry(context, entry),
  );
  defineWhitelistRequests(group, context);
}

async function addEntry(context: CommandContext, entry: string, given: AddOptions): Promise<void> {
  const until = given.until === undefined ? undefined : Date.parse(given.until);
  if (until !== undefined && Number.isNaN(until)) {
    return context.tell({ code: 'duration-invalid', values: {} });
  }
  const body: NewWhitelistEntryRequest = {
    entry,
    owner: given.for,
    ...(given.note !== undefined && { note: given.note }),
    ...(until !== undefined && { expiresAt: new Date(until).toISOString() }),
  };
  const answer = await context.askOrTell({
    method: 'POST',
    path: '/whitelist',
    body,
    answer: addedWhitelistEntrySchema,
  });
  if (!answer) return;
  const { terminal, words } = context;
  if (context.json) return terminal.json(answer.value);
  terminal.good(words.whitelist.added(answer.value.entry, answer.value.owner));
  if (answer.value.warning === 'wide-network') terminal.warning(words.whitelist.wide);
  if (answer.value.warning === 'manual-ban') warnOfManualBan(context);
}

async function listEntries(context: CommandContext): Promise<void> {
  const answer = await context.askOrTell({
    method: 'GET',
    path: '/whitelist',
    answer: listOf(whitelistEntrySchema),
  });
  if (!answer) return;
  const { items } = answer.value;
  const { terminal, words } = context;
  if (context.json) return terminal.json(items);
  if (items.length === 0) return terminal.line(words.whitelist.none);
  const { columns, forEver } = words.whitelist;
  terminal.table(
    [
      { title: columns.entry },
      { title: columns.owner },
      { title: columns.until },
      { title: columns.note, shrinks: true },
    ],
    items.map(({ entry, owner, expiresAt, note }) => [
      entry,
      owner,
      expiresAt === null ? forEver : context.time(expiresAt),
      note,
    ]),
  );
}

async function removeEntry(context: CommandContext, entry: string): Promise<void> {
  const path = `/whitelist/${encodeURIComponent(entry)}`;
  const answer = await context.askOrTell({ method: 'DELETE', path, answer: whitelistEntrySchema });
  if (!answer) return;
  if (context.json) return context.terminal.json(answer.value);
  context.terminal.good(context.words.whitelist.removed(answer.value.entry));
}
