import type { Command } from 'commander';
import {
  type Administrator,
  administratorSchema,
  administratorWithLinkSchema,
  type NewAdministratorRequest,
  oneTimeLinkSchema,
} from '../../web/contract/administrators.ts';
import { listOf } from '../../web/contract.ts';
import type { CommandContext } from '../command-context.ts';
import { defineCommand, defineGroup } from '../define-command.ts';

export function defineAdminCommands(program: Command, context: CommandContext): void {
  const group = defineGroup(program, context, 'admin');
  const { options } = context.words.help;
  const help = { '<name>': 'adminName' } as const;
  defineCommand(group, context, { name: 'admin add', usage: 'add <name>', help })
    .option('--email <email>', options.adminEmail)
    .option('--password <password>', options.adminPassword)
    .action((name: string, given: Omit<NewAdministratorRequest, 'name'>) => add(context, { name, ...given }));
  defineCommand(group, context, { name: 'admin list', usage: 'list' }).action(() => list(context));
  defineCommand(group, context, { name: 'admin remove', usage: 'remove <name>', help }).action(
    (name: string) => remove(context, name),
  );
  defineCommand(group, context, { name: 'admin invite', usage: 'invite <name>', help }).action(
    (name: string) => invite(context, name),
  );
  defineCommand(program, context, { name: 'setup-link', usage: 'setup-link' }).action(() =>
    setupLink(context),
  );
}

async function add(context: CommandContext, body: NewAdministratorRequest): Promise<void> {
  const path = '/administrators';
  const answer = await context.askOrTell({ method: 'POST', path, body, answer: administratorWithLinkSchema });
  if (!answer) return;
  const { terminal, words, json } = context;
  if (json) return terminal.json(answer.value);
  terminal.good(words.accounts.created(answer.value.name));
  if (answer.value.link !== null) tellLink(context, words.accounts.openLink, answer.value.link);
}

async function list(context: CommandContext): Promise<void> {
  const answer = await context.askOrTell({
    method: 'GET',
    path: '/administrators',
    answer: listOf(administratorSchema),
  });
  if (!answer) return;
  const { items } = answer.value;
  const { terminal, words, json } = context;
  if (json) return terminal.json(items);
  const { columns, none, never } = words.accounts;
  if (items.length === 0) return terminal.line(none(context.command('setup-link')));
  terminal.table(
    [
      { title: columns.name, shrinks: true },
      { title: columns.means, shrinks: true },
      { title: columns.lastLogin },
      { title: columns.by, shrinks: true },
    ],
    items.map((one) => [
      one.name,
      meansOf(context, one),
      one.lastLoginAt === null ? never : context.time(one.lastLoginAt),
      one.createdBy,
    ]),
  );
}

function meansOf(context: CommandContext, { hasPassword, totp, passkeys }: Administrator): string {
  const { means } = context.words.accounts;
  const has = [
    ...(hasPassword ? [means.password] : []),
    ...(totp ? [means.totp] : []),
    ...(passkeys > 0 ? [means.passkey] : []),
  ];
  return has.length === 0 ? means.none : has.join(' + ');
}

async function remove(context: CommandContext, name: string): Promise<void> {
  const path = `/administrators/${encodeURIComponent(name)}`;
  const answer = await context.askOrTell({ method: 'DELETE', path, answer: administratorSchema });
  if (!answer) return;
  if (context.json) return context.terminal.json(answer.value);
  context.terminal.good(context.words.accounts.removed(answer.value.name));
}

async function invite(context: CommandContext, name: string): Promise<void> {
  const path = `/administrators/${encodeURIComponent(name)}/invitation`;
  const answer = await context.askOrTell({ method: 'POST', path, answer: administratorWithLinkSchema });
  if (!answer) return;
  if (context.json) return context.terminal.json(answer.value);
  if (answer.value.link !== null) tellLink(context, context.words.accounts.openLink, answer.value.link);
}

async function setupLink(context: CommandContext): Promise<void> {
  const answer = await context.askOrTell({ method: 'POST', path: '/setup/link', answer: oneTimeLinkSchema });
  if (!answer) return;
  if (context.json) return context.terminal.json(answer.value);
  tellLink(context, context.words.accounts.setupLink, answer.value);
}

function tellLink(
  context: CommandContext,
  say: (until: string) => string,
  { url, endsAt }: { readonly url: string; readonly endsAt: string },
): void {
  context.terminal.line(`  ${say(context.time(endsAt))}`);
  context.terminal.line(`    ${url}`);
}
