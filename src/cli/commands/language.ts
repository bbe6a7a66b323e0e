import type { Command } from 'commander';
import { type ExtensionLanguageChange, extensionLanguageSchema } from '../../web/contract/languages.ts';
import type { CommandContext } from '../command-context.ts';
import { defineCommand } from '../define-command.ts';

const USUAL = 'default';

/** Beside the other commands of the `extension` group. */
export function defineLanguage(group: Command, context: CommandContext): void {
  defineCommand(group, context, {
    name: 'extension language',
    usage: 'language <number> [language]',
    help: { '<number>': 'number', '[language]': 'extensionLanguage' },
  }).action((number: string, wanted: string | undefined) => language(context, number, wanted));
}

/** Shows what holds when nothing is to be changed. */
async function language(context: CommandContext, number: string, wanted: string | undefined): Promise<void> {
  if (wanted !== undefined && wanted !== 'nl' && wanted !== 'en' && wanted !== USUAL) {
    const { usage, usageTodo, help } = context.words;
    return context.tell(
      { code: 'usage', values: {} },
      {
        what: usage['bad-value'](wanted),
        why: help.arguments.extensionLanguage,
        todo: usageTodo('npx hamvoip extension language'),
      },
    );
  }
  const path = `/extensions/${encodeURIComponent(number)}/language`;
  const body = {
    language: wanted === undefined || wanted === USUAL ? null : wanted,
  } satisfies ExtensionLanguageChange;
  const answer = await context.askOrTell(
    wanted === undefined
      ? { method: 'GET', path, answer: extensionLanguageSchema }
      : { method: 'PATCH', path, body, answer: extensionLanguageSchema },
  );
  if (!answer) return;
  if (context.json) return context.terminal.json(answer.value);
  const { extension, own, effective } = answer.value;
  context.terminal.good(context.words.features.language(extension, effective, own === null));
}
