import type { Command } from 'commander';
import { LARGEST_RECORDING_BYTES, promptSchema } from '../../web/contract/prompts.ts';
import { listOf } from '../../web/contract.ts';
import type { CommandContext } from '../command-context.ts';
import { defineCommand, defineGroup } from '../define-command.ts';

export function definePromptCommands(program: Command, context: CommandContext): void {
  const group = defineGroup(program, context, 'prompt');
  const help = { '<prompt>': 'promptId', '<wav>': 'wavFile' } as const;
  defineCommand(group, context, { name: 'prompt list', usage: 'list' }).action(() => list(context));
  defineCommand(group, context, { name: 'prompt set', usage: 'set <prompt> <wav>', help }).action(
    (id: string, file: string) => replace(context, id, file),
  );
  defineCommand(group, context, { name: 'prompt reset', usage: 'reset <prompt>', help }).action(
    (id: string) => reset(context, id),
  );
}

async function list(context: CommandContext): Promise<void> {
  const answer = await context.askOrTell({ method: 'GET', path: '/prompts', answer: listOf(promptSchema) });
  if (!answer) return;
  const { items } = answer.value;
  const { terminal, words } = context;
  if (context.json) return terminal.json(items);
  const { columns, own, shipped } = words.prompts;
  terminal.table(
    [{ title: columns.prompt }, { title: columns.voice }, { title: columns.words, shrinks: true }],
    items.map((prompt) => [prompt.id, prompt.own ? own : shipped, prompt.words]),
  );
}

async function replace(context: CommandContext, id: string, path: string): Promise<void> {
  const file = await readRecording(context, path);
  if (file === undefined) return;
  const request = {
    method: 'PUT',
    path: pathOf(context, id),
    body: file,
    answer: promptSchema,
  } as const;
  const answer = await context.askOrTell(request);
  if (!answer) return;
  const { terminal, words } = context;
  if (context.json) return terminal.json(answer.value);
  terminal.good(words.prompts.replaced(answer.value.id, words.seconds(answer.value.seconds * 1000)));
}

async function reset(context: CommandContext, id: string): Promise<void> {
  const path = pathOf(context, id);
  const answer = await context.askOrTell({ method: 'DELETE', path, answer: promptSchema });
  if (!answer) return;
  if (context.json) return context.terminal.json(answer.value);
  context.terminal.good(context.words.prompts.reset(answer.value.id));
}

async function readRecording(context: CommandContext, path: string): Promise<Uint8Array | undefined> {
  try {
    const file = await context.parts.readBytes(path);
    if (file === undefined) context.tell({ code: 'file-missing', values: { path } });
    else if (file.length > LARGEST_RECORDING_BYTES) context.tell({ code: 'body-too-large', values: {} });
    else return file;
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    context.tell({ code: 'file-unreadable', values: { path }, detail });
  }
  return undefined;
}

/** `nl/emergency`; without a language that of the exchange. */
function pathOf({ words }: CommandContext, id: string): string {
  const [language = '', ...name] = id.includes('/') ? id.split('/') : [words.language, id];
  return `/prompts/${encodeURIComponent(language)}/${encodeURIComponent(name.join('/'))}`;
}
