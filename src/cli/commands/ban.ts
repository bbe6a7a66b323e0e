import type { Command } from 'commander';
import { listOf, type NewBanRequest, runningBanSchema } from '../../web/contract.ts';
import type { CommandContext } from '../command-context.ts';
import { defineCommand, defineGroup } from '../define-command.ts';
import { parseDuration } from '../duration.ts';
import { defineBanHistory } from './guard.ts';

export function defineBanCommands(program: Command, context: CommandContext): void {
  const group = defineGroup(program, context, 'ban');
  const help = { '<address>': 'address' } as const;
  defineCommand(group, context, { name: 'ban list', usage: 'list' }).action(() => listBans(context));
  defineCommand(group, context, { name: 'ban add', usage: 'add <address>', help })
    .option('--for <duration>', context.words.help.options.forDuration)
    .action((address: string, given: { for?: string }) => addBan(context, address, given.for));
  defineCommand(group, context, { name: 'ban lift', usage: 'lift <address>', help }).action(
    (address: string) => liftBan(context, address),
  );
  defineBanHistory(group, context);
}

async function listBans(context: CommandContext): Promise<void> {
  const answer = await context.askOrTell({ method: 'GET', path: '/bans', answer: listOf(runningBanSchema) });
  if (!answer) return;
  const { items } = answer.value;
  const { terminal, words } = context;
  if (context.json) return terminal.json(items);
  if (items.length === 0) return terminal.line(words.ban.none);
  const { columns, causes } = words.ban;
  terminal.table(
    [
      { title: columns.address },
      { title: columns.cause },
      { title: columns.until },
      { title: columns.phones },
      { title: columns.username, shrinks: true },
      { title: columns.program, shrinks: true },
    ],
    items.map(({ address, cause, attempts, until, lastUsername, lastUserAgent, registrations }) => [
      address,
      cause === 'manual' ? causes.manual : causes.failures(attempts),
      context.time(until),
      registrations === 0 ? '' : `${registrations}`,
      lastUsername ?? '',
      lastUserAgent ?? '',
    ]),
  );
  if (items.some(({ registrations }) => registrations > 0)) terminal.line(words.ban.household);
}

async function addBan(context: CommandContext, address: string, lasting: string | undefined): Promise<void> {
  const durationSeconds =
    lasting === undefined ? context.loaded.settings.ban.banMs / 1000 : parseDuration(lasting);
  if (durationSeconds === undefined) return context.tell({ code: 'duration-invalid', values: {} });
  const body: NewBanRequest = { address, durationSeconds };
  const answer = await context.askOrTell({ method: 'POST', path: '/bans', body, answer: runningBanSchema });
  if (!answer) return;
  if (context.json) return context.terminal.json(answer.value);
  context.terminal.good(context.words.ban.added(answer.value.address, context.time(answer.value.until)));
}

async function liftBan(context: CommandContext, address: string): Promise<void> {
  const path = `/bans/${encodeURIComponent(address)}`;
  const answer = await context.askOrTell({ method: 'DELETE', path, answer: runningBanSchema });
  if (!answer) return;
  if (context.json) return context.terminal.json(answer.value);
  context.terminal.good(context.words.ban.lifted(answer.value.address));
}
