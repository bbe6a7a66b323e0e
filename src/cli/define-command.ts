import type { Command } from 'commander';
import type { CommandContext } from './command-context.ts';
import type { ArgumentName, CommandName } from './words/words.ts';

/** A group of commands, such as `extension`. */
export function defineGroup(program: Command, { words }: CommandContext, name: CommandName): Command {
  return program.command(name).description(words.help.commands[name]).usage(words.help.usageOfGroup);
}

/** A command; `usage` is its name with its arguments, such as `show <number>`. */
export function defineCommand(
  group: Command,
  { words }: CommandContext,
  { name, usage, help }: { name: CommandName; usage: string; help?: Readonly<Record<string, ArgumentName>> },
): Command {
  const [own = '', ...args] = usage.split(' ');
  const command = group.command(own).description(words.help.commands[name]);
  for (const written of args) {
    const argument = help?.[written];
    command.argument(written, argument && words.help.arguments[argument]);
  }
  return command.usage([...args, words.help.usageOfCommand].join(' '));
}
