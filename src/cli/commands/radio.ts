import type { Command } from 'commander';
import type { z } from 'zod';
import {
  type NewRadioRequest,
  newRadioSchema,
  type Radio,
  type RadioChangeRequest,
  radioChangeSchema,
  radioSchema,
} from '../../web/contract/radios.ts';
import { listOf } from '../../web/contract.ts';
import type { CommandContext } from '../command-context.ts';
import { defineCommand, defineGroup } from '../define-command.ts';
import { parseDuration } from '../duration.ts';
import type { Failure } from '../failure.ts';

/** As they are typed. */
interface SetOptions {
  readonly conference?: string;
  readonly address?: string;
  readonly remotePort?: string;
  readonly localPort?: string;
  readonly transmits?: string;
  readonly talkLimit?: string;
  readonly courtesyTone?: string;
}

const OFF = 'off';

export function defineRadioCommands(program: Command, context: CommandContext): void {
  const group = defineGroup(program, context, 'radio');
  const { options } = context.words.help;
  defineCommand(group, context, { name: 'radio add', usage: 'add <name>', help: { '<name>': 'newRadio' } })
    .requiredOption('--conference <number>', options.radioConference)
    .requiredOption('--address <address>', options.radioAddress)
    .requiredOption('--remote-port <port>', options.radioRemotePort)
    .requiredOption('--local-port <port>', options.radioLocalPort)
    .option('--transmits <when>', options.radioTransmits)
    .option('--talk-limit <time>', options.radioTalkLimit)
    .option('--courtesy-tone <on|off>', options.radioCourtesyTone)
    .action((name: string, given: SetOptions) => addRadio(context, name, given));
  defineCommand(group, context, { name: 'radio set', usage: 'set <name>', help: { '<name>': 'radio' } })
    .option('--conference <number>', options.radioConference)
    .option('--address <address>', options.radioAddress)
    .option('--remote-port <port>', options.radioRemotePort)
    .option('--local-port <port>', options.radioLocalPort)
    .option('--transmits <when>', options.radioTransmits)
    .option('--talk-limit <time>', options.radioTalkLimit)
    .option('--courtesy-tone <on|off>', options.radioCourtesyTone)
    .action((name: string, given: SetOptions) => setRadio(context, name, given));
  defineCommand(group, context, { name: 'radio list', usage: 'list' }).action(() => listRadios(context));
  defineCommand(group, context, {
    name: 'radio remove',
    usage: 'remove <name>',
    help: { '<name>': 'radio' },
  }).action((name: string) => removeRadio(context, name));
}

async function addRadio(context: CommandContext, name: string, given: SetOptions): Promise<void> {
  const body = requestOf<NewRadioRequest>(newRadioSchema, { name, ...settingsOf(given) });
  if ('code' in body) return context.tell(body);
  return link(context, { method: 'POST', path: '/radios', body });
}

async function setRadio(context: CommandContext, name: string, given: SetOptions): Promise<void> {
  const body = requestOf<RadioChangeRequest>(radioChangeSchema, settingsOf(given));
  if ('code' in body) return context.tell(body);
  return link(context, { method: 'PATCH', path: `/radios/${encodeURIComponent(name)}`, body });
}

async function link(
  context: CommandContext,
  request: { readonly method: 'POST' | 'PATCH'; readonly path: string; readonly body: object },
): Promise<void> {
  const answer = await context.askOrTell({ ...request, answer: radioSchema });
  if (!answer) return;
  if (context.json) return context.terminal.json(answer.value);
  const { name, conference, localPort } = answer.value;
  context.terminal.good(context.words.radio.added(name, conference, localPort));
}

/** As the API has it; undefined for what was not given. */
function settingsOf({ remotePort, localPort, talkLimit, courtesyTone, ...given }: SetOptions): object {
  return {
    ...given,
    remotePort: remotePort === undefined ? undefined : Number(remotePort),
    localPort: localPort === undefined ? undefined : Number(localPort),
    talkLimitSeconds: talkLimit === OFF ? 0 : talkLimit && (parseDuration(talkLimit) ?? talkLimit),
    courtesyTone: courtesyTone === 'on' ? true : courtesyTone === OFF ? false : courtesyTone,
  };
}

/** The request, or which setting cannot be. */
function requestOf<Request extends object>(schema: z.ZodType<Request>, given: object): Request | Failure {
  const read = schema.safeParse(given);
  if (read.success) return read.data;
  return { code: 'setting-invalid', values: { setting: String(read.error.issues[0]?.path[0] ?? '') } };
}

async function listRadios(context: CommandContext): Promise<void> {
  const answer = await context.askOrTell({ method: 'GET', path: '/radios', answer: listOf(radioSchema) });
  if (!answer) return;
  const { items } = answer.value;
  const { terminal, words } = context;
  if (context.json) return terminal.json(items);
  const { columns, none, transmits } = words.radio;
  if (items.length === 0) {
    return terminal.line(none(context.command('radio add --help')));
  }
  terminal.table(
    [
      { title: columns.name },
      { title: columns.conference },
      { title: columns.remote },
      { title: columns.port },
      { title: columns.transmits },
      { title: columns.state },
    ],
    items.map((radio) => [
      radio.name,
      radio.conference,
      `${radio.address ?? ''} ${radio.remotePort}`,
      String(radio.localPort),
      transmits[radio.transmits],
      stateOf(context, radio),
    ]),
  );
}

function stateOf({ words }: CommandContext, { state, portTaken }: Radio): string {
  return portTaken ? words.radio.portTaken : words.radio.states[state];
}

async function removeRadio(context: CommandContext, name: string): Promise<void> {
  const path = `/radios/${encodeURIComponent(name)}`;
  const answer = await context.askOrTell({ method: 'DELETE', path, answer: radioSchema });
  if (!answer) return;
  if (context.json) return context.terminal.json(answer.value);
  context.terminal.good(context.words.radio.removed(answer.value.name));
}
