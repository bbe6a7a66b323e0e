import type { Command } from 'commander';
import {
  type NewTokenRequest,
  type Token,
  tokenSchema,
  tokenWithSecretSchema,
} from '../../web/contract/tokens.ts';
import { listOf } from '../../web/contract.ts';
import type { CommandContext } from '../command-context.ts';
import { defineCommand, defineGroup } from '../define-command.ts';
import { parseDuration } from '../duration.ts';

interface CreateOptions {
  readonly scope: string;
  readonly for?: string;
  readonly until?: string;
  /** False after `--no-end`. */
  readonly end: boolean;
}

export function defineTokenCommands(program: Command, context: CommandContext): void {
  const group = defineGroup(program, context, 'token');
  const { options } = context.words.help;
  const help = { '[name]': 'tokenName', '<name>': 'tokenName' } as const;
  defineCommand(group, context, { name: 'token create', usage: 'create [name]', help })
    .requiredOption('--scope <scopes>', options.scope)
    .option('--for <duration>', options.forDuration)
    .option('--until <time>', options.until)
    .option('--no-end', options.noEnd)
    .action((name: string | undefined, given: CreateOptions) => create(context, name, given));
  defineCommand(group, context, { name: 'token list', usage: 'list' }).action(() => list(context));
  defineCommand(group, context, { name: 'token revoke', usage: 'revoke <name>', help }).action(
    (name: string) => revoke(context, name),
  );
}

async function create(
  context: CommandContext,
  name: string | undefined,
  given: CreateOptions,
): Promise<void> {
  const end = readEnd(given);
  if (end === undefined) return context.tell({ code: 'duration-invalid', values: {} });
  const scopes = given.scope.split(',').map((scope) => scope.trim());
  const body: NewTokenRequest = { scopes, ...(name !== undefined && { name }), ...end };
  const answer = await context.askOrTell({
    method: 'POST',
    path: '/tokens',
    body,
    answer: tokenWithSecretSchema,
  });
  if (!answer) return;
  const { terminal, words } = context;
  const { value: token } = answer;
  if (context.json) return terminal.json(token);
  const { created, labels, keepSecret, useAs } = words.access.token;
  terminal.good(created(token.name));
  terminal.facts([
    [labels.secret, token.secret],
    [labels.scopes, token.scopes.join(', ')],
    [labels.until, endOf(context, token)],
  ]);
  terminal.line(`  ${keepSecret}`);
  terminal.line(`  ${useAs}`);
}

/** Undefined when it is no time. */
function readEnd({
  for: lasting,
  until,
  end,
}: CreateOptions): Pick<NewTokenRequest, 'expiresAt' | 'durationSeconds'> | undefined {
  if (!end) return { expiresAt: null };
  if (lasting !== undefined) {
    const durationSeconds = parseDuration(lasting);
    return durationSeconds === undefined ? undefined : { durationSeconds };
  }
  if (until === undefined) return {};
  const ms = Date.parse(until);
  return Number.isNaN(ms) ? undefined : { expiresAt: new Date(ms).toISOString() };
}

async function list(context: CommandContext): Promise<void> {
  const answer = await context.askOrTell({ method: 'GET', path: '/tokens', answer: listOf(tokenSchema) });
  if (!answer) return;
  const { items } = answer.value;
  const { terminal, words } = context;
  if (context.json) return terminal.json(items);
  const { columns, none, never } = words.access.token;
  if (items.length === 0) return terminal.line(none(context.command('token create --scope read')));
  terminal.table(
    [
      { title: columns.name, shrinks: true },
      { title: columns.scopes, shrinks: true },
      { title: columns.until },
      { title: columns.used },
      { title: columns.by, shrinks: true },
    ],
    items.map((token) => [
      token.name,
      token.scopes.join(','),
      endOf(context, token),
      token.lastUsedAt === null ? never : context.time(token.lastUsedAt),
      token.createdBy,
    ]),
  );
}

function endOf(context: CommandContext, { state, expiresAt, revokedAt }: Token): string {
  const { forEver, noLonger, expired } = context.words.access.token;
  if (revokedAt !== null) return noLonger(context.time(revokedAt));
  if (expiresAt === null) return forEver;
  return state === 'expired' ? expired(context.time(expiresAt)) : context.time(expiresAt);
}

async function revoke(context: CommandContext, name: string): Promise<void> {
  const path = `/tokens/${encodeURIComponent(name)}`;
  const answer = await context.askOrTell({ method: 'DELETE', path, answer: tokenSchema });
  if (!answer) return;
  if (context.json) return context.terminal.json(answer.value);
  context.terminal.good(context.words.access.token.revoked(answer.value.name));
}
