import type { Command } from 'commander';
import { type NewTraceRequest, traceSchema, traceWithMessagesSchema } from '../../web/contract/guard.ts';
import { listOf } from '../../web/contract.ts';
import type { CommandContext } from '../command-context.ts';
import { defineCommand, defineGroup } from '../define-command.ts';
import { parseDuration } from '../duration.ts';
import { printable } from '../terminal.ts';

const DEFAULT_SECONDS = 600;

export function defineTraceCommands(program: Command, context: CommandContext): void {
  const group = defineGroup(program, context, 'trace');
  const { options } = context.words.help;
  const help = { '<id>': 'traceId' } as const;
  defineCommand(group, context, {
    name: 'trace start',
    usage: 'start <number>',
    help: { '<number>': 'number' },
  })
    .option('--for <duration>', options.forDuration)
    .action((number: string, given: { for?: string }) => start(context, number, given.for));
  defineCommand(group, context, { name: 'trace list', usage: 'list' }).action(() => list(context));
  defineCommand(group, context, { name: 'trace show', usage: 'show <id>', help }).action((id: string) =>
    show(context, id),
  );
  defineCommand(group, context, { name: 'trace stop', usage: 'stop <id>', help }).action((id: string) =>
    end(context, id, 'stopped'),
  );
  defineCommand(group, context, { name: 'trace remove', usage: 'remove <id>', help }).action((id: string) =>
    end(context, id, 'removed'),
  );
}

async function start(context: CommandContext, extension: string, lasting: string | undefined): Promise<void> {
  const durationSeconds = lasting === undefined ? DEFAULT_SECONDS : parseDuration(lasting);
  if (durationSeconds === undefined) return context.tell({ code: 'duration-invalid', values: {} });
  const body: NewTraceRequest = { extension, durationSeconds };
  const answer = await context.askOrTell({ method: 'POST', path: '/traces', body, answer: traceSchema });
  if (!answer) return;
  const { terminal, words } = context;
  if (context.json) return terminal.json(answer.value);
  const { id, until } = answer.value;
  terminal.good(words.guard.trace.begun(extension, context.time(until)));
  terminal.line(words.guard.trace.look(context.command(`trace show ${id}`)));
}

async function list(context: CommandContext): Promise<void> {
  const answer = await context.askOrTell({ method: 'GET', path: '/traces', answer: listOf(traceSchema) });
  if (!answer) return;
  const { items } = answer.value;
  const { terminal, words } = context;
  if (context.json) return terminal.json(items);
  const { none, columns, running } = words.guard.trace;
  if (items.length === 0) return terminal.line(none);
  terminal.table(
    [
      { title: columns.id },
      { title: columns.extension },
      { title: columns.from },
      { title: columns.until },
      { title: columns.by, shrinks: true },
      { title: '' },
    ],
    items.map((trace) => [
      trace.id,
      trace.extension,
      context.time(trace.from),
      context.time(trace.until),
      trace.requestedBy,
      trace.running ? running : '',
    ]),
  );
}

async function show(context: CommandContext, id: string): Promise<void> {
  const path = `/traces/${encodeURIComponent(id)}`;
  const answer = await context.askOrTell({ method: 'GET', path, answer: traceWithMessagesSchema });
  if (!answer) return;
  const { terminal, words } = context;
  if (context.json) return terminal.json(answer.value);
  const { messages } = answer.value;
  if (messages.length === 0) return terminal.line(words.guard.trace.noMessages);
  for (const { at, direction, text } of messages) {
    const heading = `--- ${at} ${words.guard.trace.directions[direction]}`;
    terminal.line(terminal.colour('dim', heading));
    for (const line of text.split(/\r?\n/)) terminal.line(printable(line));
  }
}

async function end(context: CommandContext, id: string, how: 'stopped' | 'removed'): Promise<void> {
  const path = `/traces/${encodeURIComponent(id)}`;
  const answer =
    how === 'stopped'
      ? await context.askOrTell({ method: 'POST', path: `${path}/stop`, answer: traceSchema })
      : await context.askOrTell({ method: 'DELETE', path, answer: traceSchema });
  if (!answer) return;
  const { terminal, words } = context;
  if (context.json) return terminal.json(answer.value);
  terminal.good(words.guard.trace[how](answer.value.extension));
}
