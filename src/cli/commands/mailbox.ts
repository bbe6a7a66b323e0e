import type { Command } from 'commander';
import { type Mailbox, type MailboxChange, mailboxSchema } from '../../web/contract/mailboxes.ts';
import { listOf } from '../../web/contract.ts';
import type { CommandContext } from '../command-context.ts';
import { defineCommand, defineGroup } from '../define-command.ts';

export function defineMailboxCommands(program: Command, context: CommandContext): void {
  const group = defineGroup(program, context, 'mailbox');
  const help = { '<number>': 'number', '<on|off>': 'mailboxSwitch' } as const;
  defineCommand(group, context, { name: 'mailbox list', usage: 'list' }).action(() => list(context));
  defineCommand(group, context, { name: 'mailbox show', usage: 'show <number>', help }).action(
    (number: string) => show(context, { method: 'GET', path: pathOf(number) }),
  );
  defineCommand(group, context, { name: 'mailbox set', usage: 'set <number> <on|off>', help }).action(
    (number: string, wanted: string) => set(context, number, wanted, 'takesMessages'),
  );
  defineCommand(group, context, { name: 'mailbox mail', usage: 'mail <number> <on|off>', help }).action(
    (number: string, wanted: string) => set(context, number, wanted, 'byMail'),
  );
  defineCommand(group, context, { name: 'mailbox empty', usage: 'empty <number>', help }).action(
    (number: string) => show(context, { method: 'DELETE', path: `${pathOf(number)}/messages` }),
  );
}

async function list(context: CommandContext): Promise<void> {
  const answer = await context.askOrTell({
    method: 'GET',
    path: '/mailboxes',
    answer: listOf(mailboxSchema),
  });
  if (!answer) return;
  const { items } = answer.value;
  const { terminal, words } = context;
  if (context.json) return terminal.json(items);
  if (items.length === 0) return terminal.line(words.mailboxes.empty);
  const { columns, on, off } = words.mailboxes;
  terminal.table(
    [
      { title: columns.extension },
      { title: columns.takesMessages },
      { title: columns.unheard },
      { title: columns.heard },
    ],
    items.map(({ extension, takesMessages, unheard, heard }) => [
      extension,
      takesMessages ? on : off,
      `${unheard}`,
      `${heard}`,
    ]),
  );
}

async function set(
  context: CommandContext,
  number: string,
  wanted: string,
  what: keyof MailboxChange,
): Promise<void> {
  if (wanted !== 'on' && wanted !== 'off') {
    const { usage, usageTodo, help } = context.words;
    return context.tell(
      { code: 'usage', values: {} },
      {
        what: usage['bad-value'](wanted),
        why: help.arguments.mailboxSwitch,
        todo: usageTodo('npx hamvoip mailbox set'),
      },
    );
  }
  await show(context, { method: 'PATCH', path: pathOf(number), body: { [what]: wanted === 'on' } });
}

/** What the mailbox is like after the request. */
async function show(
  context: CommandContext,
  request: {
    readonly method: 'GET' | 'PATCH' | 'DELETE';
    readonly path: string;
    readonly body?: MailboxChange;
  },
): Promise<void> {
  const answer = await context.askOrTell({ ...request, answer: mailboxSchema });
  if (!answer) return;
  if (context.json) return context.terminal.json(answer.value);
  tellMailbox(context, answer.value);
}

function tellMailbox({ terminal, words }: CommandContext, mailbox: Mailbox): void {
  const { title, labels, on, off, own, usual, messages } = words.mailboxes;
  terminal.line(title(mailbox.extension));
  terminal.facts([
    [labels.takesMessages, mailbox.takesMessages ? on : off],
    [labels.byMail, mailbox.byMail ? on : off],
    [labels.messages, messages(mailbox)],
    [labels.greeting, mailbox.ownGreeting ? own : usual],
  ]);
}

function pathOf(number: string): string {
  return `/mailboxes/${encodeURIComponent(number)}`;
}
