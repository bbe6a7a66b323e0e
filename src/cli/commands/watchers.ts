import type { Command } from 'commander';
import { type Watchers, type WatchersChange, watchersSchema } from '../../web/contract/watchers.ts';
import type { CommandContext } from '../command-context.ts';
import { defineCommand } from '../define-command.ts';

interface WatcherOptions {
  readonly add?: string;
  readonly remove?: string;
  readonly everyone?: boolean;
  readonly named?: boolean;
}

/** Beside the other commands of the `extension` group. */
export function defineWatchers(group: Command, context: CommandContext): void {
  const { options } = context.words.help;
  defineCommand(group, context, {
    name: 'extension watchers',
    usage: 'watchers <number>',
    help: { '<number>': 'number' },
  })
    .option('--add <numbers>', options.watchersAdd)
    .option('--remove <numbers>', options.watchersRemove)
    .option('--everyone', options.watchersEveryone)
    .option('--named', options.watchersNamed)
    .action((number: string, given: WatcherOptions) => watchers(context, number, given));
}

async function watchers(context: CommandContext, number: string, given: WatcherOptions): Promise<void> {
  const path = `/extensions/${encodeURIComponent(number)}/watchers`;
  const change: WatchersChange = {
    ...(given.add !== undefined && { add: listed(given.add) }),
    ...(given.remove !== undefined && { remove: listed(given.remove) }),
    // Who names both wants fewer.
    ...(given.everyone && { everyone: true }),
    ...(given.named && { everyone: false }),
  };
  const answer = await context.askOrTell(
    Object.keys(change).length === 0
      ? { method: 'GET', path, answer: watchersSchema }
      : { method: 'PATCH', path, body: change, answer: watchersSchema },
  );
  if (!answer) return;
  if (context.json) return context.terminal.json(answer.value);
  tellWatchers(context, answer.value);
}

function listed(text: string): string[] {
  return text
    .split(',')
    .map((number) => number.trim())
    .filter((number) => number !== '');
}

function tellWatchers({ terminal, words }: CommandContext, { extension, ...who }: Watchers): void {
  const { title, label, everyone, nobody } = words.events;
  const named = who.watchers.length === 0 ? nobody : who.watchers.join(', ');
  terminal.line(title(extension));
  terminal.facts([[label, who.everyone ? everyone : named]]);
}
