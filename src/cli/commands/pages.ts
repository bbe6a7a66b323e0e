import type { Command } from 'commander';
import { freePageSchema } from '../../web/contract/free-pages.ts';
import type { InBoth } from '../../web/contract/in-both.ts';
import {
  FIXED_PAGES,
  type Hint,
  type PageEdit,
  type PageName,
  type PageVersionByWhom,
  type Piece,
  pageChangesSchema,
  pageEditSchema,
  pageNameSchema,
  pageSummarySchema,
  pageVersionByWhomSchema,
  rulesConfirmationsSchema,
  versionHeadByWhomSchema,
} from '../../web/contract/pages.ts';
import { listOf } from '../../web/contract.ts';
import type { CommandContext } from '../command-context.ts';
import { defineCommand, defineGroup } from '../define-command.ts';
import { readTextFile } from '../read-text-file.ts';
import { WIDTH, wrap } from '../terminal.ts';
import { EN_PAGES } from '../words/en-pages.ts';
import { NL_PAGES } from '../words/nl-pages.ts';
import { defineFreePageCommands, listFreePages } from './free-pages.ts';

interface PublishOptions {
  readonly nl?: string;
  readonly en?: string;
  readonly change?: string;
  readonly changeEn?: string;
  readonly confirm?: boolean;
}

export function definePageCommands(program: Command, context: CommandContext): void {
  const group = defineGroup(program, context, 'pages');
  const { options } = context.words.help;
  const help = {
    '<page>': 'page',
    '<version>': 'pageSince',
    '[version]': 'pageVersion',
    '<language>': 'pageLanguage',
  } as const;
  defineCommand(group, context, { name: 'pages list', usage: 'list' }).action(() => list(context));
  defineCommand(group, context, { name: 'pages show', usage: 'show <page>', help }).action((page: string) =>
    show(context, page),
  );
  defineCommand(group, context, { name: 'pages history', usage: 'history <page>', help }).action(
    (page: string) => history(context, page),
  );
  defineCommand(group, context, { name: 'pages changes', usage: 'changes <page> <version>', help }).action(
    (page: string, since: string) => showChanges(context, page, since),
  );
  defineCommand(group, context, {
    name: 'pages export',
    usage: 'export <page> <language> [version]',
    help,
  }).action((page: string, language: string, version?: string) =>
    exportText(context, page, language, version),
  );
  defineCommand(group, context, { name: 'pages publish', usage: 'publish <page>', help })
    .option('--nl <file>', options.pageNl)
    .option('--en <file>', options.pageEn)
    .option('--change <text>', options.pageChange)
    .option('--change-en <text>', options.pageChangeEn)
    .option('--confirm', options.pageConfirm)
    .action((page: string, given: PublishOptions) => publishFiles(context, page, given));
  defineCommand(group, context, { name: 'pages restore', usage: 'restore <page> <version>', help })
    .option('--confirm', options.pageConfirm)
    .action((page: string, version: string, { confirm = false }: PublishOptions) =>
      restore(context, page, version, confirm),
    );
  defineCommand(group, context, { name: 'pages reset', usage: 'reset <page>', help }).action((page: string) =>
    publish(context, page, {
      from: 'seed',
      change: { nl: NL_PAGES.reset, en: EN_PAGES.reset },
    }),
  );
  defineCommand(group, context, { name: 'pages withdraw', usage: 'withdraw <page> [version]', help })
    .option('--reason <text>', options.pageReason)
    .action((page: string, version: string | undefined, { reason = '' }: { readonly reason?: string }) =>
      withdraw(context, page, version, reason),
    );
  defineCommand(group, context, { name: 'pages confirmations', usage: 'confirmations' }).action(() =>
    showConfirmations(context),
  );
  defineFreePageCommands(group, context);
}

function pathOf(page: string): string {
  return `/pages/${encodeURIComponent(page)}`;
}

async function list(context: CommandContext): Promise<void> {
  const answer = await context.askOrTell({
    method: 'GET',
    path: '/pages',
    answer: listOf(pageSummarySchema),
  });
  if (!answer) return;
  const own = await context.askOrTell({ method: 'GET', path: '/pages/free', answer: listOf(freePageSchema) });
  if (!own) return;
  const { items } = answer.value;
  const { terminal, words } = context;
  if (context.json) return terminal.json([...items, ...own.value.items]);
  const { columns, noDraft } = words.pages;
  terminal.table(
    [
      { title: columns.page },
      { title: columns.version },
      { title: columns.date },
      { title: columns.by, shrinks: true },
      { title: columns.draft, shrinks: true },
    ],
    items.map(({ page, version, publishedAt, publishedBy, draft }) => [
      page,
      String(version),
      context.time(publishedAt),
      publishedBy,
      draft?.savedBy ?? noDraft,
    ]),
  );
  listFreePages(context, own.value.items);
}

async function show(context: CommandContext, page: string): Promise<void> {
  const edit = await readEdit(context, page);
  if (edit === undefined) return;
  const { terminal, words } = context;
  if (context.json) return terminal.json(edit);
  const { current, draft } = edit;
  const { labels, noDraft, draft: draftOf, unpublished } = words.pages;
  const published: readonly (readonly [string, string])[] =
    current === null
      ? [[labels.version, unpublished]]
      : [
          [labels.version, String(current.version)],
          [labels.date, context.time(current.publishedAt)],
          [labels.by, current.publishedBy],
          [labels.change, current.change[words.language]],
        ];
  terminal.facts([
    ...published,
    [labels.draft, draft === null ? noDraft : draftOf(draft.savedBy, context.time(draft.savedAt))],
  ]);
  if (current === null) return;
  terminal.line();
  for (const line of current.text[words.language].split('\n')) terminal.line(wrap(line, WIDTH, ''));
}

async function history(context: CommandContext, page: string): Promise<void> {
  const path = `${pathOf(page)}/history`;
  const answer = await context.askOrTell({ method: 'GET', path, answer: listOf(versionHeadByWhomSchema) });
  if (!answer) return;
  const { items } = answer.value;
  const { terminal, words } = context;
  if (context.json) return terminal.json(items);
  const { columns, withdrawn } = words.pages;
  terminal.table(
    [
      { title: columns.version },
      { title: columns.date },
      { title: columns.by, shrinks: true },
      { title: columns.change, shrinks: true },
    ],
    items.map(({ version, publishedAt, publishedBy, change, withdrawnAt }) => [
      String(version),
      context.time(publishedAt),
      publishedBy,
      withdrawnAt === null ? change[words.language] : `${change[words.language]} (${withdrawn})`,
    ]),
  );
}

async function showChanges(context: CommandContext, page: string, since: string): Promise<void> {
  const edit = await readEdit(context, page);
  if (edit === undefined) return;
  const current = currentOf(context, page, edit);
  if (current === undefined) return;
  const path = `${pathOf(page)}/history/${current.version}/changes?since=${encodeURIComponent(since)}`;
  const answer = await context.askOrTell({ method: 'GET', path, answer: pageChangesSchema });
  if (!answer) return;
  const { terminal, words } = context;
  if (context.json) return terminal.json(answer.value);
  const pieces = answer.value.pieces[words.language];
  if (pieces.every(({ kind }) => kind === 'same')) return terminal.line(words.pages.same);
  for (const line of pieces.map(marked).join('').split('\n')) terminal.line(wrap(line, WIDTH, ''));
}

/** Readable without colours: `[-gone-]{+new+}`. */
function marked({ kind, text }: Piece): string {
  if (kind === 'removed') return `[-${text}-]`;
  return kind === 'added' ? `{+${text}+}` : text;
}

async function exportText(
  context: CommandContext,
  page: string,
  language: string,
  version: string | undefined,
): Promise<void> {
  if (language !== 'nl' && language !== 'en') {
    return context.tell({ code: 'setting-invalid', values: { setting: 'language' } });
  }
  const found =
    version === undefined ? await readCurrent(context, page) : await readVersion(context, page, version);
  if (found === undefined) return;
  if (context.json) return context.terminal.json(found);
  context.terminal.line(found.text[language]);
}

async function readVersion(
  context: CommandContext,
  page: string,
  version: string,
): Promise<PageVersionByWhom | undefined> {
  const path = `${pathOf(page)}/history/${encodeURIComponent(version)}`;
  return (await context.askOrTell({ method: 'GET', path, answer: pageVersionByWhomSchema }))?.value;
}

async function readCurrent(context: CommandContext, page: string): Promise<PageVersionByWhom | undefined> {
  const edit = await readEdit(context, page);
  return edit && currentOf(context, page, edit);
}

/** What is on the site; that there is nothing is told. */
function currentOf(
  context: CommandContext,
  page: string,
  { current }: PageEdit,
): NonNullable<PageEdit['current']> | undefined {
  if (current !== null) return current;
  context.tell({ code: 'not-found', values: { what: 'page-version', name: page } });
  return undefined;
}

async function publishFiles(context: CommandContext, page: string, given: PublishOptions): Promise<void> {
  const edit = await readEdit(context, page);
  if (edit === undefined) return;
  const { nl = '', en = '' } = edit.current?.text ?? {};
  const text = { nl, en };
  for (const language of ['nl', 'en'] as const) {
    const path = given[language];
    if (path === undefined) continue;
    const file = readTextFile(context.parts, path);
    if (!file.ok) return context.tell(file.error);
    text[language] = file.value;
  }
  const { change = '', changeEn = change, confirm = false } = given;
  await publish(
    context,
    page,
    { text, change: { nl: change, en: changeEn }, asksConfirmation: confirm },
    edit,
  );
}

async function restore(
  context: CommandContext,
  page: string,
  version: string,
  asksConfirmation: boolean,
): Promise<void> {
  const from = Number(version);
  if (!Number.isInteger(from) || from < 1) {
    return context.tell({ code: 'not-found', values: { what: 'page-version', name: `${page}/${version}` } });
  }
  const change = { nl: NL_PAGES.restored(from), en: EN_PAGES.restored(from) };
  await publish(context, page, { from, change, asksConfirmation });
}

async function publish(
  context: CommandContext,
  page: string,
  wanted: {
    readonly from?: 'seed' | number;
    readonly text?: InBoth;
    readonly change: InBoth;
    readonly asksConfirmation?: boolean;
  },
  known?: PageEdit,
): Promise<void> {
  const edit = known ?? (await readEdit(context, page));
  if (edit === undefined) return;
  const answer = await context.askOrTell({
    method: 'POST',
    path: `${pathOf(page)}/versions`,
    body: { ...wanted, revision: edit.revision },
    answer: pageEditSchema,
  });
  if (!answer) return;
  const { terminal, words } = context;
  const { current } = answer.value;
  if (context.json) return terminal.json(answer.value);
  if (current === null) return;
  terminal.good(words.pages.published(nameOf(context, current.page), current.version));
  if (current.asksConfirmation) terminal.line(words.pages.asked);
  tellHints(context, current);
}

/** Without a version: the one that is on the site. */
async function withdraw(
  context: CommandContext,
  page: string,
  given: string | undefined,
  reason: string,
): Promise<void> {
  const edit = await readEdit(context, page);
  if (edit === undefined) return;
  const version = given ?? currentOf(context, page, edit)?.version;
  if (version === undefined) return;
  const answer = await context.askOrTell({
    method: 'POST',
    path: `${pathOf(page)}/versions/${encodeURIComponent(version)}/withdrawal`,
    body: { reason, revision: edit.revision },
    answer: pageEditSchema,
  });
  if (!answer) return;
  const { terminal, words } = context;
  const { current } = answer.value;
  if (context.json) return terminal.json(answer.value);
  const { wasWithdrawn, nowOnSite, nothingOnSite } = words.pages;
  terminal.good(wasWithdrawn(Number(version)));
  terminal.line(current === null ? nothingOnSite : nowOnSite(current.version));
}

function nameOf({ words }: CommandContext, page: PageName): string {
  const fixed = FIXED_PAGES.find((name) => name === page);
  return fixed === undefined ? page : words.pages.names[fixed];
}

/** In the language of the text; each says which it is by what it quotes. */
function tellHints({ terminal }: CommandContext, { readability }: NonNullable<PageEdit['current']>): void {
  const tell = (hints: readonly Hint[], { hints: words }: typeof NL_PAGES) => {
    for (const { kind, quote, value = 0, better = '' } of hints) {
      terminal.warning(words[kind](quote, String(value), better));
    }
  };
  tell(readability.nl.hints, NL_PAGES);
  tell(readability.en.hints, EN_PAGES);
}

async function showConfirmations(context: CommandContext): Promise<void> {
  const path = '/pages/house-rules/confirmations';
  const answer = await context.askOrTell({ method: 'GET', path, answer: rulesConfirmationsSchema });
  if (!answer) return;
  const { version, confirmed, extensions, missing } = answer.value;
  const { terminal, words } = context;
  if (context.json) return terminal.json(answer.value);
  if (version === null) return terminal.line(words.pages.nothingAsked);
  terminal.line(words.pages.confirmed(version, confirmed, extensions));
  if (missing.length > 0) terminal.line(wrap(words.pages.missing(missing.join(' ')), WIDTH, '  '));
}

async function readEdit(context: CommandContext, page: string): Promise<PageEdit | undefined> {
  const known: string | undefined = pageNameSchema.safeParse(page).data satisfies PageName | undefined;
  if (known === undefined) {
    context.tell({ code: 'not-found', values: { what: 'page', name: page } });
    return undefined;
  }
  const path = `${pathOf(known)}/draft`;
  return (await context.askOrTell({ method: 'GET', path, answer: pageEditSchema }))?.value;
}
