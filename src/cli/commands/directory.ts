import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import {
  type DirectoryBuild,
  type DirectoryIssue,
  directoryBuildSchema,
  directoryIssueSchema,
  directoryPasswordSchema,
  directoryStateSchema,
  type ListingChangeRequest,
  listingSchema,
  type NewDirectoryIssueRequest,
} from '../../web/contract/directory.ts';
import { listOf } from '../../web/contract.ts';
import type { CommandContext } from '../command-context.ts';
import { defineCommand, defineGroup } from '../define-command.ts';
import { ProgressBar } from '../progress.ts';

const FORMATS: readonly NonNullable<NewDirectoryIssueRequest['format']>[] = ['a4', 'a4-large', 'a5'];
const ORDERS: readonly NonNullable<NewDirectoryIssueRequest['order']>[] = ['number', 'callsign', 'name'];
const FOLDER = 'directory';
const LISTED_EXAMPLE = 'extension listed 301 on';

export function defineDirectoryCommands(program: Command, context: CommandContext): void {
  const { options } = context.words.help;
  const group = defineGroup(program, context, 'directory');
  defineCommand(group, context, { name: 'directory build', usage: 'build' })
    .addOption(new Option('--format <format>', options.listFormat).choices([...FORMATS]))
    .addOption(new Option('--order <order>', options.listOrder).choices([...ORDERS]))
    .action((wish: NewDirectoryIssueRequest) => buildDirectory(context, wish));
  defineCommand(group, context, { name: 'directory show', usage: 'show' }).action(() => showState(context));
  defineCommand(group, context, { name: 'directory list', usage: 'list' }).action(() => listIssues(context));
  defineCommand(group, context, { name: 'directory password', usage: 'password' })
    .option('--issue <number>', options.issue)
    .action(({ issue }: { issue?: string }) => showPassword(context, issue ?? 'current'));
}

/** Beside the other commands of the `extension` group. */
export function defineListed(group: Command, context: CommandContext): void {
  defineCommand(group, context, {
    name: 'extension listed',
    usage: 'listed <number> [on|off]',
    help: { '<number>': 'number', '[on|off]': 'onOrOff' },
  }).action((number: string, state: string | undefined) => setListed(context, number, state));
}

async function buildDirectory(context: CommandContext, wish: NewDirectoryIssueRequest): Promise<void> {
  const begun = await context.askOrTell({
    method: 'POST',
    path: '/directory/builds',
    body: wish,
    answer: directoryBuildSchema,
  });
  if (!begun) return;
  // Where nothing runs, the command waited for the issue before it let go of the store.
  const build = begun.running ? await watchBuild(context, begun.value) : begun.value;
  if (build === undefined) return;
  if (build.state === 'failed')
    return context.tell({ code: 'directory-failed', values: { reason: String(build.reason) } });
  const path = `/directory/issues/${build.issue}`;
  const issue = await context.ask({ method: 'GET', path, answer: directoryIssueSchema });
  if (!issue.ok) return context.tell({ code: 'directory-failed', values: { reason: 'unknown' } });
  const secret = await context.askOrTell({
    method: 'GET',
    path: `${path}/password`,
    answer: directoryPasswordSchema,
  });
  if (secret) tellMade(context, issue.value.value, secret.value.password, build.undrawable);
}

/** Until it is over. */
async function watchBuild(
  context: CommandContext,
  begun: DirectoryBuild,
): Promise<DirectoryBuild | undefined> {
  const { json, parts, terminal, words } = context;
  const bar = json
    ? undefined
    : new ProgressBar({
        output: parts.stderr,
        isTerminal: parts.isErrorTerminal === true,
        label: words.directory.progress,
        plain: terminal.symbols.good === '+',
      });
  let build = begun;
  while (build.state === 'running') {
    bar?.show(build.done, Math.max(1, build.total));
    const path = `/directory/builds/${build.id}?after=${build.done}`;
    const next = await context.askOrTell({ method: 'GET', path, answer: directoryBuildSchema });
    if (!next) {
      bar?.abandon();
      return undefined;
    }
    build = next.value;
  }
  if (build.state === 'finished') bar?.show(1, 1);
  else bar?.abandon();
  return build;
}

function tellMade(
  context: CommandContext,
  issue: DirectoryIssue,
  password: string,
  undrawable: readonly string[],
): void {
  const { terminal, words } = context;
  const file = pathOf(context, issue);
  if (context.json) return terminal.json({ ...issue, file, password, undrawable });
  const { labels, made, keepPassword, nobody } = words.directory;
  terminal.good(made(issue.issue, issue.entries, issue.pages));
  terminal.facts([
    [labels.file, file],
    [labels.password, password],
  ]);
  terminal.line(keepPassword);
  if (undrawable.length > 0) terminal.warning(words.directory.undrawable(undrawable.join(', ')));
  if (issue.entries === 0) terminal.warning(nobody(context.command(LISTED_EXAMPLE)));
}

async function showState(context: CommandContext): Promise<void> {
  const answer = await context.askOrTell({ method: 'GET', path: '/directory', answer: directoryStateSchema });
  if (!answer) return;
  const { terminal, words } = context;
  const { current, listed, extensions, added, removed, changed, automatic } = answer.value;
  if (context.json) return terminal.json(answer.value);
  if (current === null) return terminal.line(words.directory.none(context.command('directory build')));
  const { labels } = words.directory;
  terminal.facts([
    [labels.issue, String(current.issue)],
    [labels.made, context.time(current.madeAt)],
    [labels.file, pathOf(context, current)],
    [labels.listed, words.directory.counts(listed, extensions)],
    [labels.changes, words.directory.changes(added, removed, changed)],
    [labels.automatic, words.directory.automatic[automatic ? 'yes' : 'no']],
  ]);
}

async function listIssues(context: CommandContext): Promise<void> {
  const answer = await context.askOrTell({
    method: 'GET',
    path: '/directory/issues',
    answer: listOf(directoryIssueSchema),
  });
  if (!answer) return;
  const { terminal, words } = context;
  const { items } = answer.value;
  if (context.json) return terminal.json(items);
  if (items.length === 0) return terminal.line(words.directory.none(context.command('directory build')));
  const { issue, made, entries, pages, by, file } = words.directory.columns;
  terminal.table(
    [
      { title: issue },
      { title: made },
      { title: entries },
      { title: pages },
      { title: by, shrinks: true },
      { title: file },
    ],
    items.map((one) => [
      String(one.issue),
      context.time(one.madeAt),
      String(one.entries),
      String(one.pages),
      one.madeBy,
      one.file,
    ]),
  );
}

async function showPassword(context: CommandContext, issue: string): Promise<void> {
  const answer = await context.askOrTell({
    method: 'GET',
    path: `/directory/issues/${encodeURIComponent(issue)}/password`,
    answer: directoryPasswordSchema,
  });
  if (!answer) return;
  const { terminal, words } = context;
  if (context.json) return terminal.json(answer.value);
  terminal.facts([[words.directory.issue(answer.value.issue), answer.value.password]]);
}

async function setListed(context: CommandContext, number: string, state: string | undefined): Promise<void> {
  if (state !== undefined && state !== 'on' && state !== 'off') {
    const { usage, usageTodo, help } = context.words;
    const said = { what: usage['bad-value'](state), why: help.arguments.onOrOff };
    return context.tell(
      { code: 'usage', values: {} },
      { ...said, todo: usageTodo('npx hamvoip extension listed') },
    );
  }
  const path = `/extensions/${encodeURIComponent(number)}/listing`;
  const body: ListingChangeRequest = { listed: state === 'on' };
  const answer = await context.askOrTell(
    state === undefined
      ? { method: 'GET', path, answer: listingSchema }
      : { method: 'PUT', path, body, answer: listingSchema },
  );
  if (!answer) return;
  const { terminal, words } = context;
  if (context.json) return terminal.json(answer.value);
  const { extension, textVersion, agreedAt } = answer.value;
  if (agreedAt === null) return terminal.line(words.directory.notListed(extension));
  terminal.line(words.directory.listed(extension, textVersion ?? '', context.time(agreedAt)));
}

/** Absolute, for whoever stands on this machine. */
function pathOf({ loaded }: CommandContext, { file }: DirectoryIssue): string {
  return resolve(loaded.settings.data, FOLDER, file);
}
