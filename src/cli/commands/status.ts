import type { Command } from 'commander';
import { statusSchema } from '../../web/contract.ts';
import type { CommandContext } from '../command-context.ts';
import { defineCommand } from '../define-command.ts';

export function defineStatusCommand(program: Command, context: CommandContext): void {
  defineCommand(program, context, { name: 'status', usage: 'status' }).action(() => showStatus(context));
}

async function showStatus(context: CommandContext): Promise<void> {
  const answer = await context.askOrTell({ method: 'GET', path: '/status', answer: statusSchema });
  if (!answer) return;
  const { value: status } = answer;
  const { terminal, words } = context;
  if (context.json) return terminal.json(status);
  const { labels, running, stopped } = words.status;
  const symbol = status.running
    ? terminal.colour('green', terminal.symbols.reachable)
    : terminal.colour('dim', terminal.symbols.absent);
  terminal.line(`${symbol} ${status.running ? running : stopped}`);
  const live = [
    [labels.registrations, String(status.registrations)],
    [labels.calls, String(status.calls)],
    [labels.participants, String(status.participants)],
  ] as const;
  terminal.facts([
    ['Hamvoip', status.version],
    [labels.domain, status.domain],
    [labels.extensions, String(status.extensions)],
    [labels.conferences, String(status.conferences)],
    ...(status.running ? live : []),
    [labels.bans, String(status.bans)],
  ]);
}
