import type { Command } from 'commander';
import {
  decidedWhitelistRequestSchema,
  endedBanSchema,
  type WhitelistDecision,
  whitelistRequestSchema,
} from '../../web/contract/guard.ts';
import { listOf } from '../../web/contract.ts';
import type { CommandContext } from '../command-context.ts';
import { defineCommand } from '../define-command.ts';

/** Beside the other commands of the `ban` group. */
export function defineBanHistory(group: Command, context: CommandContext): void {
  defineCommand(group, context, { name: 'ban history', usage: 'history' }).action(() => listEnded(context));
}

/** Beside the other commands of the `whitelist` group. */
export function defineWhitelistRequests(group: Command, context: CommandContext): void {
  const help = { '<id>': 'requestId' } as const;
  defineCommand(group, context, { name: 'whitelist requests', usage: 'requests' }).action(() =>
    listRequests(context),
  );
  defineCommand(group, context, { name: 'whitelist grant', usage: 'grant <id>', help })
    .option('--until <time>', context.words.help.options.until)
    .action((id: string, { until }: { until?: string }) => grant(context, id, until));
  defineCommand(group, context, { name: 'whitelist refuse', usage: 'refuse <id>', help }).action(
    (id: string) => decide(context, id, { state: 'refused' }),
  );
}

/** What to do about a ban by hand that the whitelist does not end. */
export function warnOfManualBan(context: CommandContext): void {
  context.terminal.warning(context.words.guard.bannedByHand(context.command('ban list')));
}

async function listEnded(context: CommandContext): Promise<void> {
  const answer = await context.askOrTell({
    method: 'GET',
    path: '/ban-history',
    answer: listOf(endedBanSchema),
  });
  if (!answer) return;
  const { items } = answer.value;
  const { terminal, words } = context;
  if (context.json) return terminal.json(items);
  const { none, columns } = words.guard.bans;
  if (items.length === 0) return terminal.line(none);
  const { causes } = words.ban;
  terminal.table(
    [
      { title: columns.address },
      { title: columns.cause },
      { title: columns.since },
      { title: columns.ended },
      { title: columns.username, shrinks: true },
    ],
    items.map(({ address, cause, attempts, since, endedAt, lastUsername }) => [
      address,
      cause === 'manual' ? causes.manual : causes.failures(attempts),
      context.time(since),
      context.time(endedAt),
      lastUsername ?? '',
    ]),
  );
}

async function listRequests(context: CommandContext): Promise<void> {
  const answer = await context.askOrTell({
    method: 'GET',
    path: '/whitelist-requests',
    answer: listOf(whitelistRequestSchema),
  });
  if (!answer) return;
  const { items } = answer.value;
  const { terminal, words } = context;
  if (context.json) return terminal.json(items);
  const { none, columns, states } = words.guard.requests;
  if (items.length === 0) return terminal.line(none);
  terminal.table(
    [
      { title: columns.id },
      { title: columns.entry },
      { title: columns.extension },
      { title: columns.state },
      { title: columns.asked },
      { title: columns.note, shrinks: true },
    ],
    items.map(({ id, entry, extension, state, requestedAt, note }) => [
      id,
      entry,
      extension,
      states[state],
      context.time(requestedAt),
      note,
    ]),
  );
}

async function grant(context: CommandContext, id: string, until: string | undefined): Promise<void> {
  const end = until === undefined ? undefined : Date.parse(until);
  if (end !== undefined && Number.isNaN(end)) return context.tell({ code: 'duration-invalid', values: {} });
  const expiry = end === undefined ? {} : { expiresAt: new Date(end).toISOString() };
  await decide(context, id, { state: 'granted', ...expiry });
}

async function decide(context: CommandContext, id: string, body: WhitelistDecision): Promise<void> {
  const path = `/whitelist-requests/${encodeURIComponent(id)}/decision`;
  const answer = await context.askOrTell({
    method: 'POST',
    path,
    body,
    answer: decidedWhitelistRequestSchema,
  });
  if (!answer) return;
  const { terminal, words } = context;
  const { entry, extension, warning } = answer.value;
  if (context.json) return terminal.json(answer.value);
  terminal.good(words.guard.requests[body.state](entry, extension));
  if (warning === 'wide-network') terminal.warning(words.whitelist.wide);
  if (warning === 'manual-ban') warnOfManualBan(context);
}
