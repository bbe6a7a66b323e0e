import type { Command } from 'commander';
import {
  callerIdSchema,
  type Extension,
  type ExtensionChangeRequest,
  type ExtensionWithPassword,
  type ExtensionWithPhone,
  extensionSchema,
  extensionWithPasswordSchema,
  extensionWithPhoneSchema,
  listOf,
  type NewExtensionRequest,
  type NewPasswordRequest,
  type Registration,
} from '../../web/contract.ts';
import type { CommandContext } from '../command-context.ts';
import { defineCommand, defineGroup } from '../define-command.ts';
import { defineCallFeatures } from './call-features.ts';
import { defineListed } from './directory.ts';
import { defineExtensionImport } from './extension-import.ts';
import { defineExtensionLimits } from './extension-limits.ts';
import { defineExtensionUsage } from './history.ts';
import { defineLanguage } from './language.ts';
import { tellPhoneSettings } from './phone-settings.ts';
import { defineSetUp } from './set-up.ts';
import { suspendedText } from './suspension.ts';
import { defineWatchers } from './watchers.ts';

/** What a person may type first, to be filled in. */
export const ADD_EXAMPLE = 'extension add 301 --callsign PA3XYZ --name "Jan"';

interface AddOptions {
  readonly callsign: string;
  readonly name: string;
  readonly email?: string;
  readonly password?: string;
  readonly weak?: boolean;
}

export function defineExtensionCommands(program: Command, context: CommandContext): void {
  const group = defineGroup(program, context, 'extension');
  defineAdding(group, context);
  defineLooking(group, context);
  defineChanging(group, context);
  defineExtensionLimits(group, context);
  defineCallFeatures(group, context);
  defineLanguage(group, context);
  defineWatchers(group, context);
  defineListed(group, context);
  defineSetUp(group, context);
  defineExtensionUsage(group, context);
}

function defineAdding(group: Command, context: CommandContext): void {
  const { options } = context.words.help;
  defineCommand(group, context, {
    name: 'extension add',
    usage: 'add [number]',
    help: { '[number]': 'newNumber' },
  })
    .requiredOption('--callsign <callsign>', options.callsign)
    .requiredOption('--name <name>', options.name)
    .option('--email <address>', options.email)
    .option('--password <password>', options.password)
    .option('--weak', options.weak)
    .action((number: string | undefined, { weak, ...given }: AddOptions) =>
      addExtension(context, {
        ...given,
        ...(number !== undefined && { number }),
        allowWeakPassword: weak === true,
      }),
    );

  defineExtensionImport(group, context);
}

function defineLooking(group: Command, context: CommandContext): void {
  defineCommand(group, context, { name: 'extension list', usage: 'list' }).action(() =>
    listExtensions(context),
  );
  defineCommand(group, context, {
    name: 'extension show',
    usage: 'show <number>',
    help: { '<number>': 'number' },
  }).action((number: string) => showExtension(context, number));
}

function defineChanging(group: Command, context: CommandContext): void {
  const { options } = context.words.help;
  const help = { '<number>': 'number', '<what>': 'callerId' } as const;
  defineCommand(group, context, { name: 'extension password', usage: 'password <number>', help })
    .option('--password <password>', options.password)
    .option('--weak', options.weak)
    .action((number: string, { weak, ...given }: { password?: string; weak?: boolean }) =>
      resetPassword(context, number, { ...given, allowWeakPassword: weak === true }),
    );
  defineCommand(group, context, { name: 'extension remove', usage: 'remove <number>', help }).action(
    (number: string) => removeExtension(context, number),
  );
  defineCommand(group, context, {
    name: 'extension caller-id',
    usage: 'caller-id <number> <what>',
    help,
  }).action((number: string, what: string) => setCallerId(context, number, what));
}

async function addExtension(context: CommandContext, body: NewExtensionRequest): Promise<void> {
  const answer = await context.askOrTell({
    method: 'POST',
    path: '/extensions',
    body,
    answer: extensionWithPasswordSchema,
  });
  if (!answer) return;
  const added = answer.value;
  if (context.json) return context.terminal.json(added);
  context.terminal.good(context.words.extension.added(added.number));
  tellPassword(context, added);
}

async function resetPassword(
  context: CommandContext,
  number: string,
  body: NewPasswordRequest,
): Promise<void> {
  const answer = await context.askOrTell({
    method: 'POST',
    path: `/extensions/${encodeURIComponent(number)}/password`,
    body,
    answer: extensionWithPasswordSchema,
  });
  if (!answer) return;
  if (context.json) return context.terminal.json(answer.value);
  context.terminal.good(context.words.extension.passwordChanged(answer.value.number));
  tellPassword(context, answer.value);
}

function tellPassword(context: CommandContext, extension: ExtensionWithPassword): void {
  const { terminal, words } = context;
  const { labels, keepPassword, showPhone, weakPassword } = words.extension;
  terminal.facts([
    [labels.number, extension.number],
    [labels.callsign, extension.callsign],
    [labels.name, extension.name],
    ...(extension.email === null ? [] : [[labels.email, extension.email] as const]),
    [labels.password, extension.password],
  ]);
  terminal.line(`  ${keepPassword}`);
  terminal.line(`  ${showPhone(context.command(`extension show ${extension.number}`))}`);
  if (extension.weakPassword) terminal.warning(weakPassword);
}

async function listExtensions(context: CommandContext): Promise<void> {
  const answer = await context.askOrTell({
    method: 'GET',
    path: '/extensions',
    answer: listOf(extensionSchema),
  });
  if (!answer) return;
  const { items } = answer.value;
  const { terminal, words } = context;
  if (context.json) return terminal.json(items);
  if (items.length === 0) return terminal.line(words.extension.none(context.command(ADD_EXAMPLE)));
  const { columns } = words.extension;
  const first = [
    { title: columns.number },
    { title: columns.callsign },
    { title: columns.name, shrinks: true },
  ];
  const known = (item: Extension) => [item.number, item.callsign, item.name];
  // Without a running exchange nobody knows which phones are registered.
  if (!answer.running) return terminal.table(first, items.map(known));
  terminal.table(
    [{ title: ' ' }, ...first, { title: columns.state }, { title: columns.phone, shrinks: true }],
    items.map((item) => {
      const { symbol, state } = stateOf(context, item);
      return [symbol, ...known(item), state, item.registrations.map(({ userAgent }) => userAgent).join(', ')];
    }),
  );
}

function stateOf(
  { terminal, words }: CommandContext,
  { registrations, suspended }: Extension,
): { symbol: string; state: string } {
  const { symbols } = terminal;
  if (suspended.includes('register')) return { symbol: symbols.suspended, state: words.states.suspended };
  if (registrations.length === 0) return { symbol: symbols.absent, state: words.states['not-registered'] };
  return registrations.some(({ reachable }) => reachable)
    ? { symbol: symbols.reachable, state: words.states.reachable }
    : { symbol: symbols.absent, state: words.states.unreachable };
}

async function showExtension(context: CommandContext, number: string): Promise<void> {
  const answer = await context.askOrTell({
    method: 'GET',
    path: `/extensions/${encodeURIComponent(number)}`,
    answer: extensionWithPhoneSchema,
  });
  if (!answer) return;
  if (context.json) return context.terminal.json(answer.value);
  tellExtension(context, answer.value, answer.running);
  context.terminal.line();
  tellPhoneSettings(context, answer.value.phone);
}

function tellExtension(context: CommandContext, extension: ExtensionWithPhone, running: boolean): void {
  const { terminal, words } = context;
  const { labels, callerIds, noPhones, weakPassword } = words.extension;
  const phones = extension.registrations.map((registration) => phoneText(context, registration));
  const signs = [...new Set(extension.registrations.flatMap(({ routerSigns }) => routerSigns))];
  terminal.facts([
    [labels.number, extension.number],
    [labels.callsign, extension.callsign],
    [labels.name, extension.name],
    ...(extension.email === null ? [] : [[labels.email, extension.email] as const]),
    [labels.callerId, callerIds[extension.callerId]],
    [labels.since, context.time(extension.createdAt)],
    ...(extension.suspended.length === 0
      ? []
      : [[words.states.suspended, suspendedText(words.suspension, extension.suspended)] as const]),
    ...(running ? phones.map((phone) => [labels.phones, phone] as const) : []),
    ...(running && phones.length === 0 ? [[labels.phones, noPhones] as const] : []),
    ...signs.map((sign) => [words.events.router, words.events.signs[sign]] as const),
  ]);
  if (signs.length > 0) terminal.warning(words.events.routerAdvice);
  if (extension.weakPassword) terminal.warning(weakPassword);
}

function phoneText(context: CommandContext, registration: Registration): string {
  const { events, extension } = context.words;
  const { userAgent, transport, registeredAt, expiresAt, roundTripMs, silentSince } = registration;
  const line = extension.phoneLine(
    transport.toUpperCase(),
    context.time(registeredAt),
    context.time(expiresAt),
  );
  const answers = roundTripMs === null ? undefined : events.answersIn(Math.max(1, Math.round(roundTripMs)));
  const reach = silentSince === null ? answers : events.silentSince(context.time(silentSince));
  return [`${userAgent} ${line}`, ...(reach === undefined ? [] : [reach])].join(', ');
}

async function removeExtension(context: CommandContext, number: string): Promise<void> {
  const answer = await context.askOrTell({
    method: 'DELETE',
    path: `/extensions/${encodeURIComponent(number)}`,
    answer: extensionSchema,
  });
  if (!answer) return;
  if (context.json) return context.terminal.json(answer.value);
  context.terminal.good(context.words.extension.removed(answer.value.number));
}

async function setCallerId(context: CommandContext, number: string, what: string): Promise<void> {
  const callerId = callerIdSchema.safeParse(what);
  if (!callerId.success) {
    const { usage, usageTodo } = context.words;
    const said = { what: usage['bad-value'](what), why: context.words.help.arguments.callerId };
    return context.tell(
      { code: 'usage', values: {} },
      { ...said, todo: usageTodo('npx hamvoip extension caller-id') },
    );
  }
  const answer = await context.askOrTell({
    method: 'PATCH',
    path: `/extensions/${encodeURIComponent(number)}`,
    body: { callerId: callerId.data } satisfies ExtensionChangeRequest,
    answer: extensionSchema,
  });
  if (!answer) return;
  if (context.json) return context.terminal.json(answer.value);
  const { callerIdChanged, callerIds } = context.words.extension;
  context.terminal.good(callerIdChanged(answer.value.number, callerIds[answer.value.callerId]));
}
