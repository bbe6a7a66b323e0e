import type { Command } from 'commander';
import { conferenceSchema, listOf, type NewConferenceRequest } from '../../web/contract.ts';
import type { CommandContext } from '../command-context.ts';
import { defineCommand, defineGroup } from '../define-command.ts';

export function defineConferenceCommands(program: Command, context: CommandContext): void {
  const group = defineGroup(program, context, 'conference');
  const { options } = context.words.help;
  const help = { '<number>': 'conference' } as const;
  defineCommand(group, context, { name: 'conference add', usage: 'add <number>', help })
    .requiredOption('--name <name>', options.name)
    .option('--pin <pin>', options.pin)
    .action((number: string, given: { name: string; pin?: string }) =>
      addConference(context, { number, ...given }),
    );
  defineCommand(group, context, { name: 'conference list', usage: 'list' }).action(() =>
    listConferences(context),
  );
  defineCommand(group, context, { name: 'conference remove', usage: 'remove <number>', help }).action(
    (number: string) => removeConference(context, number),
  );
}

async function addConference(context: CommandContext, body: NewConferenceRequest): Promise<void> {
  const answer = await context.askOrTell({
    method: 'POST',
    path: '/conferences',
    body,
    answer: conferenceSchema,
  });
  if (!answer) return;
  if (context.json) return context.terminal.json(answer.value);
  context.terminal.good(context.words.conference.added(answer.value.number));
}

async function listConferences(context: CommandContext): Promise<void> {
  const answer = await context.askOrTell({
    method: 'GET',
    path: '/conferences',
    answer: listOf(conferenceSchema),
  });
  if (!answer) return;
  const { items } = answer.value;
  const { terminal, words } = context;
  if (context.json) return terminal.json(items);
  const { columns, withPin, none, exampleName } = words.conference;
  if (items.length === 0) {
    return terminal.line(none(context.command(`conference add 900 --name "${exampleName}"`)));
  }
  terminal.table(
    [
      { title: columns.number },
      { title: columns.name, shrinks: true },
      { title: columns.pin },
      { title: columns.participants },
    ],
    items.map(({ number, name, protected: isProtected, participants }) => [
      number,
      name,
      isProtected ? withPin : '',
      String(participants),
    ]),
  );
}

async function removeConference(context: CommandContext, number: string): Promise<void> {
  const path = `/conferences/${encodeURIComponent(number)}`;
  const answer = await context.askOrTell({ method: 'DELETE', path, answer: conferenceSchema });
  if (!answer) return;
  if (context.json) return context.terminal.json(answer.value);
  context.terminal.good(context.words.conference.removed(answer.value.number));
}
