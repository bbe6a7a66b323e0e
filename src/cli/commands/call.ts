import type { Command } from 'commander';
import { type Call, callSchema, listOf, statusSchema } from '../../web/contract.ts';
import type { CommandContext } from '../command-context.ts';
import { defineCommand, defineGroup } from '../define-command.ts';
import { defineCallHistory } from './history.ts';

export function defineCallCommands(program: Command, context: CommandContext): void {
  const group = defineGroup(program, context, 'call');
  defineCommand(group, context, { name: 'call list', usage: 'list' }).action(() => listCalls(context));
  defineCommand(group, context, { name: 'call end', usage: 'end <id>', help: { '<id>': 'callId' } }).action(
    (id: string) => endCall(context, id),
  );
  defineCallHistory(group, context);
}

async function listCalls(context: CommandContext): Promise<void> {
  const answer = await context.askOrTell({ method: 'GET', path: '/calls', answer: listOf(callSchema) });
  if (!answer) return;
  const { items } = answer.value;
  const { terminal, words } = context;
  if (context.json) return terminal.json(items);
  if (!answer.running) return terminal.line(words.call.notRunning);
  if (items.length === 0) return terminal.line(words.call.none);
  const { columns } = words.call;
  const { symbols } = terminal;
  terminal.table(
    [
      { title: ' ' },
      { title: columns.id },
      { title: columns.from },
      { title: columns.to },
      { title: columns.state },
      { title: columns.since },
      { title: columns.sound },
    ],
    items.map(({ id, from, to, reached, state, startedAt, answeredAt, legs, transcoded }) => [
      state === 'answered' ? symbols.calling : symbols.ringing,
      id,
      from,
      to === reached ? to : `${to} ${symbols.onward} ${reached}`,
      words.states[state],
      context.time(answeredAt ?? startedAt),
      transcoded ? words.call.transcoded(codecsOf(legs)) : codecsOf(legs),
    ]),
  );
}

/** `PCMA`, or `PCMA - opus` where the two talk differently. */
function codecsOf(legs: Call['legs']): string {
  return [...new Set(legs.flatMap(({ codec }) => codec?.split('/')[0] ?? []))].join(' - ');
}

async function endCall(context: CommandContext, id: string): Promise<void> {
  const status = await context.askOrTell({ method: 'GET', path: '/status', answer: statusSchema });
  if (!status) return;
  if (!status.running) return context.tell({ code: 'not-running', values: {} });
  const answer = await context.ask({
    method: 'DELETE',
    path: `/calls/${encodeURIComponent(id)}`,
    answer: callSchema,
  });
  if (!answer.ok) return context.tell(answer.error);
  const call = answer.value.value;
  if (context.json) return context.terminal.json(call);
  context.terminal.good(context.words.call.ended(call.from, call.to));
}
