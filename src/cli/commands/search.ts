import type { Command } from 'commander';
import { type Found, searchSchema } from '../../web/contract/search.ts';
import type { CommandContext } from '../command-context.ts';
import { defineCommand } from '../define-command.ts';
import { PROBLEM_HELP } from '../problem-help.ts';

export function defineSearchCommand(program: Command, context: CommandContext): void {
  const help = { '<word...>': 'wanted' } as const;
  defineCommand(program, context, { name: 'search', usage: 'search <word...>', help }).action(
    (words: readonly string[]) => search(context, words.join(' ')),
  );
}

async function search(context: CommandContext, wanted: string): Promise<void> {
  const path = `/search?q=${encodeURIComponent(wanted)}`;
  const answer = await context.askOrTell({ method: 'GET', path, answer: searchSchema });
  if (!answer) return;
  const { found, more, unknown } = answer.value;
  const { terminal } = context;
  if (context.json) return terminal.json(answer.value);
  const words = context.words.search;
  // Nothing is nothing only when all was looked through.
  if (found.length === 0 && unknown.length === 0) return terminal.line(words.none(wanted));
  if (found.length > 0) show(context, found);
  if (more.length > 0) terminal.line(words.more);
  if (unknown.length > 0) {
    context.exitCode = TRY_AGAIN;
    terminal.line(words.unknown(unknown.map((kind) => words.kinds[kind]).join(', ')));
  }
}

/** EX_TEMPFAIL */
const TRY_AGAIN = 75;

function show(context: CommandContext, found: readonly Found[]): void {
  const { columns, kinds } = context.words.search;
  context.terminal.table(
    [
      { title: columns.kind },
      { title: columns.what, shrinks: true },
      { title: columns.detail, shrinks: true },
      { title: columns.when },
    ],
    found.map((one) => [
      kinds[one.kind],
      titleOf(context, one),
      detailOf(context, one),
      one.at === null ? '' : context.time(one.at),
    ]),
  );
}

function titleOf({ words }: CommandContext, { kind, title, detail }: Found): string {
  if (kind === 'page') return words.language === 'nl' ? title : detail;
  const isSuspension = kind === 'suspension' || kind === 'ended-suspension';
  return isSuspension && title === 'all' ? words.search.everyone : title;
}

/** The API speaks English. */
function detailOf({ words }: CommandContext, { kind, id, detail }: Found): string {
  switch (kind) {
    case 'page':
    case 'setting':
      return '';
    case 'problem':
      return PROBLEM_HELP.find(({ code }) => code === id)?.[words.language].what ?? detail;
    case 'message':
      return words.search.messageStates[detail as keyof typeof words.search.messageStates];
    default:
      return detail;
  }
}
