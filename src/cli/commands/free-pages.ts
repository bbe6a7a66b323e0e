import type { Command } from 'commander';
import {
  addressOfFreePage,
  type FreePage,
  freePageChangeSchema,
  freePageNameSchema,
  freePageSchema,
  newFreePageSchema,
} from '../../web/contract/free-pages.ts';
import { listOf } from '../../web/contract.ts';
import type { CommandContext } from '../command-context.ts';
import { defineCommand } from '../define-command.ts';

interface Settings {
  readonly title?: string;
  readonly titleEn?: string;
  readonly for?: string;
  readonly place?: string;
  readonly position?: string;
}

/** Pages that the club adds to its site. */
export function defineFreePageCommands(group: Command, context: CommandContext): void {
  const { help: helpWords, pages } = context.words;
  const { options } = helpWords;
  const { removed, toReturn, returned } = pages;
  const withSettings = (command: Command) =>
    command
      .option('--title <text>', options.pageTitle)
      .option('--title-en <text>', options.pageTitleEn)
      .option('--for <audience>', options.pageFor)
      .option('--place <place>', options.pagePlace);
  const help = { '<address>': 'pageAddress', '<page>': 'pageOfClub' } as const;
  withSettings(defineCommand(group, context, { name: 'pages add', usage: 'add <address>', help })).action(
    (address: string, given: Settings) => add(context, address, given),
  );
  withSettings(defineCommand(group, context, { name: 'pages change', usage: 'change <page>', help }))
    .option('--position <number>', options.pagePosition)
    .action((page: string, given: Settings) => change(context, page, given));
  defineCommand(group, context, { name: 'pages remove', usage: 'remove <page>', help }).action(
    (page: string) => act(context, page, { method: 'DELETE', path: '' }, removed, toReturn),
  );
  defineCommand(group, context, { name: 'pages return', usage: 'return <page>', help }).action(
    (page: string) => act(context, page, { method: 'POST', path: '/restoration' }, returned),
  );
}

/** Below the table of the pages that every exchange has. */
export function listFreePages({ terminal, words }: CommandContext, pages: readonly FreePage[]): void {
  if (pages.length === 0) return;
  const { columns, audiences, places, unpublished, removedState, noDraft } = words.pages;
  terminal.line();
  terminal.table(
    [
      { title: columns.page },
      { title: columns.title, shrinks: true },
      { title: columns.version },
      { title: columns.audience },
      { title: columns.place },
      { title: columns.draft, shrinks: true },
    ],
    pages.map(({ page, title, version, audience, place, draft, removed }) => [
      page,
      title[words.language],
      removed === null ? String(version ?? unpublished) : removedState,
      audiences[audience],
      places[place],
      draft?.by ?? noDraft,
    ]),
  );
}

async function add(context: CommandContext, address: string, given: Settings): Promise<void> {
  const { title = '', titleEn = title } = given;
  const wish = newFreePageSchema.safeParse({
    id: address,
    title: { nl: title, en: titleEn },
    ...(given.for !== undefined && { audience: given.for }),
    ...(given.place !== undefined && { place: given.place }),
  });
  if (!wish.success) return tellUnreadable(context, wish.error.issues[0]?.path[0]);
  const answer = await context.askOrTell({
    method: 'POST',
    path: '/pages',
    body: wish.data,
    answer: freePageSchema,
  });
  if (!answer) return;
  if (context.json) return context.terminal.json(answer.value);
  const { page } = answer.value;
  const { added, willStandAt } = context.words.pages;
  context.terminal.good(added(page));
  context.terminal.line(willStandAt(addressOfFreePage(page)));
}

async function change(context: CommandContext, page: string, given: Settings): Promise<void> {
  const known = await readFreePage(context, page);
  if (known === undefined) return;
  const title = { nl: given.title ?? known.title.nl, en: given.titleEn ?? known.title.en };
  const wish = freePageChangeSchema.safeParse({
    ...((given.title ?? given.titleEn) !== undefined && { title }),
    ...(given.for !== undefined && { audience: given.for }),
    ...(given.place !== undefined && { place: given.place }),
    ...(given.position !== undefined && { position: Number(given.position) }),
  });
  if (!wish.success) return tellUnreadable(context, wish.error.issues[0]?.path[0]);
  await act(context, page, { method: 'PATCH', path: '', body: wish.data }, context.words.pages.changed);
}

async function act(
  context: CommandContext,
  page: string,
  {
    path,
    ...request
  }: { readonly method: 'DELETE' | 'PATCH' | 'POST'; readonly path: string; readonly body?: object },
  ...done: readonly ((page: string) => string)[]
): Promise<void> {
  const name = freePageNameSchema.safeParse(page).data;
  if (name === undefined) return tellUnknown(context, page);
  const answer = await context.askOrTell({
    ...request,
    path: `/pages/${encodeURIComponent(name)}${path}`,
    answer: freePageSchema,
  });
  if (!answer) return;
  if (context.json) return context.terminal.json(answer.value);
  const [first, ...rest] = done.map((say) => say(name));
  if (first !== undefined) context.terminal.good(first);
  for (const line of rest) context.terminal.line(line);
}

async function readFreePage(context: CommandContext, page: string): Promise<FreePage | undefined> {
  const answer = await context.askOrTell({
    method: 'GET',
    path: '/pages/free',
    answer: listOf(freePageSchema),
  });
  const found = answer?.value.items.find((one) => one.page === page);
  if (answer !== undefined && found === undefined) tellUnknown(context, page);
  return found;
}

function tellUnknown(context: CommandContext, page: string): void {
  context.tell({ code: 'not-found', values: { what: 'page', name: page } });
}

/** By the name of the option. */
function tellUnreadable(context: CommandContext, field: unknown): void {
  const setting = field === 'audience' ? 'for' : String(field ?? '');
  context.tell({ code: 'setting-invalid', values: { setting } });
}
