import type { Command } from 'commander';
import {
  type ConferenceActRequest,
  type ConferenceRoom,
  conferenceRoomSchema,
  conferenceSchema,
  type NewConferenceRequest,
} from '../../web/contract/conferences.ts';
import { listOf, statusSchema } from '../../web/contract.ts';
import type { CommandContext } from '../command-context.ts';
import { defineCommand, defineGroup } from '../define-command.ts';
import { defineConferenceSet } from './conference-set.ts';
import { tellConference } from './conference-show.ts';

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
  defineCommand(group, context, { name: 'conference show', usage: 'show <number>', help }).action(
    (number: string) => showConference(context, number),
  );
  defineConferenceSet(group, context);
  defineControls(group, context);
  defineCommand(group, context, { name: 'conference remove', usage: 'remove <number>', help }).action(
    (number: string) => removeConference(context, number),
  );
}

/** What is done to the people in it. */
function defineControls(group: Command, context: CommandContext): void {
  const help = {
    '<number>': 'conference',
    '[extension]': 'everyoneOrOne',
    '<extension>': 'participant',
  } as const;
  for (const act of ['mute', 'unmute'] as const) {
    const usage = `${act} <number> [extension]`;
    defineCommand(group, context, { name: `conference ${act}`, usage, help }).action(
      (number: string, participant: string | undefined) => control(context, number, { act, participant }),
    );
  }
  for (const act of ['lock', 'unlock', 'end'] as const) {
    defineCommand(group, context, { name: `conference ${act}`, usage: `${act} <number>`, help }).action(
      (number: string) => control(context, number, { act }),
    );
  }
  defineCommand(group, context, { name: 'conference kick', usage: 'kick <number> <extension>', help }).action(
    (number: string, participant: string) =>
      control(
        context,
        number,
        participant === 'last' ? { act: 'remove-last' } : { act: 'remove', participant },
      ),
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

function pathOf(number: string): string {
  return `/conferences/${encodeURIComponent(number)}`;
}

async function showConference(context: CommandContext, number: string): Promise<void> {
  const answer = await context.askOrTell({
    method: 'GET',
    path: pathOf(number),
    answer: conferenceRoomSchema,
  });
  if (answer) tell(context, answer.value);
}

async function control(context: CommandContext, number: string, body: ConferenceActRequest): Promise<void> {
  const status = await context.askOrTell({ method: 'GET', path: '/status', answer: statusSchema });
  if (!status) return;
  if (!status.running) return context.tell({ code: 'not-running', values: {} });
  const path = `${pathOf(number)}/control`;
  const answer = await context.askOrTell({ method: 'POST', path, body, answer: conferenceRoomSchema });
  if (answer) tell(context, answer.value);
}

function tell(context: CommandContext, room: ConferenceRoom): void {
  if (context.json) context.terminal.json(room);
  else tellConference(context, room);
}

async function removeConference(context: CommandContext, number: string): Promise<void> {
  const answer = await context.askOrTell({
    method: 'DELETE',
    path: pathOf(number),
    answer: conferenceSchema,
  });
  if (!answer) return;
  if (context.json) return context.terminal.json(answer.value);
  context.terminal.good(context.words.conference.removed(answer.value.number));
}
