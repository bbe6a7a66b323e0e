import type { Command } from 'commander';
import {
  type Message,
  type MessageDetail,
  messageDetailSchema,
  messageSchema,
  type NewMessageRequest,
  replySchema,
} from '../../web/contract/messages.ts';
import { listOf } from '../../web/contract.ts';
import type { CommandContext } from '../command-context.ts';
import { defineCommand, defineGroup } from '../define-command.ts';
import { type TargetOptions, targetsOf, whom } from './holder-targets.ts';

interface WriteOptions extends TargetOptions {
  readonly urgent?: boolean;
  readonly mail?: boolean;
  readonly send?: boolean;
}

export function defineMessageCommands(program: Command, context: CommandContext): void {
  const group = defineGroup(program, context, 'message');
  const { options } = context.words.messages;
  defineCommand(group, context, {
    name: 'message write',
    usage: 'write <subject> <text>',
    help: { '<subject>': 'messageSubject', '<text>': 'messageText' },
  })
    .option('--for <extensions>', context.words.watch.options.forExtensions)
    .option('--product <name>', context.words.watch.options.forProduct)
    .option('--urgent', options.messageUrgent)
    .option('--mail', options.messageByMail)
    .option('--send', options.messageSend)
    .action((subject: string, text: string, given: WriteOptions) => write(context, subject, text, given));
  const id = { '<id>': 'messageId' } as const;
  defineCommand(group, context, { name: 'message send', usage: 'send <id>', help: id }).action(
    (name: string) => act(context, name, 'sending'),
  );
  defineCommand(group, context, { name: 'message list', usage: 'list' }).action(() => list(context));
  defineCommand(group, context, { name: 'message show', usage: 'show <id>', help: id }).action(
    (name: string) => show(context, name),
  );
  defineCommand(group, context, { name: 'message retract', usage: 'retract <id>', help: id }).action(
    (name: string) => act(context, name, 'retraction'),
  );
  defineCommand(group, context, { name: 'message remove', usage: 'remove <id>', help: id }).action(
    (name: string) => remove(context, name),
  );
  defineCommand(group, context, { name: 'message replies', usage: 'replies' })
    .option('--all', options.repliesAll)
    .action((given: { readonly all?: boolean }) => replies(context, given.all === true));
  defineCommand(group, context, {
    name: 'message handled',
    usage: 'handled <id>',
    help: { '<id>': 'replyId' },
  }).action((name: string) => handled(context, name));
}

function pathOf(id: string): string {
  return `/messages/${encodeURIComponent(id)}`;
}

async function write(
  context: CommandContext,
  subject: string,
  text: string,
  given: WriteOptions,
): Promise<void> {
  const body: NewMessageRequest = {
    subject,
    text,
    targets: targetsOf(given),
    urgent: given.urgent === true,
    byMail: given.mail === true,
    send: given.send === true,
  };
  const answer = await context.askOrTell({
    method: 'POST',
    path: '/messages',
    body,
    answer: messageDetailSchema,
  });
  if (answer) tell(context, answer.value);
}

async function act(context: CommandContext, id: string, what: 'sending' | 'retraction'): Promise<void> {
  const answer = await context.askOrTell({
    method: 'POST',
    path: `${pathOf(id)}/${what}`,
    answer: messageDetailSchema,
  });
  if (answer) tell(context, answer.value);
}

function tell(context: CommandContext, message: MessageDetail): void {
  const { terminal, words } = context;
  const { messages } = words;
  if (context.json) return terminal.json(message);
  const { id, state, counts } = message;
  terminal.good(messages.became[state](id, counts.recipients));
  if (state === 'draft') terminal.line(`  ${messages.sendIt(context.command(`message send ${id}`))}`);
  if (state === 'sent' && counts.mailWaiting > 0)
    terminal.line(`  ${messages.mailWaits(counts.mailWaiting)}`);
  if (state !== 'retracted' && counts.withoutAddress > 0)
    terminal.line(`  ${messages.withoutAddress(counts.withoutAddress)}`);
}

async function list(context: CommandContext): Promise<void> {
  const answer = await context.askOrTell({
    method: 'GET',
    path: '/messages',
    answer: listOf(messageSchema),
  });
  if (!answer) return;
  const { items } = answer.value;
  const { terminal, words } = context;
  if (context.json) return terminal.json(items);
  const { columns, none, states } = words.messages;
  if (items.length === 0) return terminal.line(none);
  terminal.table(
    [
      { title: columns.id },
      { title: columns.state },
      { title: columns.read },
      { title: columns.when },
      { title: columns.subject, shrinks: true },
    ],
    items.map((message) => [
      message.id,
      states[message.state],
      readOf(message),
      context.time(message.sentAt ?? message.createdAt),
      message.subject,
    ]),
  );
}

function readOf({ state, counts }: Message): string {
  return state === 'draft' ? '' : `${counts.read}/${counts.recipients}`;
}

async function show(context: CommandContext, id: string): Promise<void> {
  const answer = await context.askOrTell({ method: 'GET', path: pathOf(id), answer: messageDetailSchema });
  if (!answer) return;
  const { terminal, words } = context;
  const message = answer.value;
  if (context.json) return terminal.json(message);
  const { labels, states, columns, mails, unread } = words.messages;
  const { sentAt } = message;
  terminal.facts([
    [labels.subject, message.subject],
    [labels.text, message.text],
    [labels.for, whom(context, message.targets)],
    [labels.state, states[message.state]],
    [labels.by, message.createdBy],
    ...(sentAt === null ? [] : [[labels.sent, context.time(sentAt)] as const]),
    ...(message.state === 'draft' ? [] : [[labels.read, readOf(message)] as const]),
  ]);
  if (message.recipients.length === 0) return;
  terminal.line();
  terminal.table(
    [{ title: columns.extension }, { title: columns.read }, { title: columns.mail, shrinks: true }],
    message.recipients.map(({ extension, readAt, mail, mailFault }) => [
      extension,
      readAt === null ? unread : context.time(readAt),
      mail === null ? '' : `${mails[mail]}${mailFault === null ? '' : ` (${mailFault})`}`,
    ]),
  );
}

async function remove(context: CommandContext, id: string): Promise<void> {
  const answer = await context.askOrTell({ method: 'DELETE', path: pathOf(id), answer: messageSchema });
  if (!answer) return;
  if (context.json) return context.terminal.json(answer.value);
  context.terminal.good(context.words.messages.removed(answer.value.id));
}

async function replies(context: CommandContext, all: boolean): Promise<void> {
  const answer = await context.askOrTell({ method: 'GET', path: '/replies', answer: listOf(replySchema) });
  if (!answer) return;
  const items = answer.value.items.filter(({ handledAt }) => all || handledAt === null);
  const { terminal, words } = context;
  if (context.json) return terminal.json(items);
  const { replyColumns, noReplies, wantsHelp, handleIt } = words.messages;
  const [first] = items;
  if (first === undefined) return terminal.line(noReplies);
  terminal.table(
    [
      { title: replyColumns.id },
      { title: replyColumns.extension },
      { title: replyColumns.when },
      { title: replyColumns.about, shrinks: true },
      { title: replyColumns.text, shrinks: true },
    ],
    items.map(({ id, extension, createdAt, about, text }) => [
      id,
      extension,
      context.time(createdAt),
      about.title ?? '',
      text === '' ? wantsHelp : text,
    ]),
  );
  terminal.line();
  terminal.line(handleIt(context.command(`message handled ${first.id}`)));
}

async function handled(context: CommandContext, id: string): Promise<void> {
  const answer = await context.askOrTell({
    method: 'POST',
    path: `/replies/${encodeURIComponent(id)}/handled`,
    answer: replySchema,
  });
  if (!answer) return;
  if (context.json) return context.terminal.json(answer.value);
  context.terminal.good(context.words.messages.handled(answer.value.extension));
}
