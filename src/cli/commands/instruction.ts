import type { Command } from 'commander';
import {
  type Instruction,
  type InstructionFigures,
  type InstructionMailing,
  instructionMailingSchema,
  instructionSchema,
  instructionTemplateSchema,
  type NewInstructionRequest,
  phoneToTalkToSchema,
} from '../../web/contract/instructions.ts';
import { listOf } from '../../web/contract.ts';
import type { CommandContext } from '../command-context.ts';
import { defineCommand, defineGroup } from '../define-command.ts';
import { parseDuration } from '../duration.ts';
import { type TargetOptions, targetsOf, whom } from './holder-targets.ts';

interface AddOptions extends TargetOptions {
  readonly template?: string;
  readonly set?: string[];
  readonly text?: string;
  readonly until?: string;
  readonly within?: string;
  readonly mail?: boolean;
}

export function defineInstructionCommands(program: Command, context: CommandContext): void {
  const group = defineGroup(program, context, 'instruction');
  const { options } = context.words.watch;
  const help = { '<id>': 'instructionId', '<number>': 'number' } as const;
  defineCommand(group, context, { name: 'instruction add', usage: 'add' })
    .option('--template <template>', options.template)
    .option('--set <values...>', options.values)
    .option('--text <text>', options.instructionText)
    .option('--for <extensions>', options.forExtensions)
    .option('--product <name>', options.forProduct)
    .option('--behaviour', options.forBehaviour)
    .option('--until <time>', options.deadline)
    .option('--within <duration>', options.within)
    .option('--mail', options.byMail)
    .action((given: AddOptions) => add(context, given));
  defineCommand(group, context, { name: 'instruction list', usage: 'list' }).action(() => list(context));
  defineCommand(group, context, { name: 'instruction show', usage: 'show <id>', help }).action((id: string) =>
    show(context, id),
  );
  defineCommand(group, context, { name: 'instruction templates', usage: 'templates' }).action(() =>
    templates(context),
  );
  defineCommand(group, context, { name: 'instruction done', usage: 'done <id> <number>', help }).action(
    (id: string, extension: string) => markDone(context, id, extension),
  );
  defineCommand(group, context, { name: 'instruction close', usage: 'close <id>', help }).action(
    (id: string) => close(context, id),
  );
  defineCommand(group, context, { name: 'instruction mail', usage: 'mail <id>', help }).action((id: string) =>
    mail(context, id),
  );
  defineCommand(program, context, { name: 'phones', usage: 'phones' }).action(() => phones(context));
}

async function add(context: CommandContext, given: AddOptions): Promise<void> {
  const { words, terminal } = context;
  const deadline = deadlineOf(given);
  if (deadline === undefined) return context.tell({ code: 'duration-invalid', values: {} });
  const values = valuesOf(given.set ?? []);
  const { template, text } = given;
  const body: NewInstructionRequest = {
    ...(template !== undefined && { template }),
    ...(text !== undefined && { text }),
    ...(given.set !== undefined && { values }),
    ...deadline,
    language: words.language,
    targets: targetsOf(given),
  };
  const answer = await context.askOrTell({
    method: 'POST',
    path: '/instructions',
    body,
    answer: instructionSchema,
  });
  if (!answer) return;
  const { id, progress } = answer.value;
  const mailing = given.mail ? await askMailing(context, id) : undefined;
  if (context.json) return terminal.json(mailing === undefined ? answer.value : { ...answer.value, mailing });
  terminal.good(words.watch.instruction.given(id, progress.length));
  terminal.line(`  ${words.watch.instruction.show(context.command(`instruction show ${id}`))}`);
  if (mailing !== undefined) tellMailing(context, mailing);
}

function valuesOf(written: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    written.map((one) => {
      const at = one.indexOf('=');
      return at < 0 ? [one, ''] : [one.slice(0, at), one.slice(at + 1)];
    }),
  );
}

/** Undefined when it cannot be read. */
function deadlineOf({
  within,
  until,
}: AddOptions): Pick<NewInstructionRequest, 'deadline' | 'withinSeconds'> | undefined {
  if (within !== undefined) {
    const withinSeconds = parseDuration(within);
    return withinSeconds === undefined ? undefined : { withinSeconds };
  }
  if (until === undefined) return {};
  const atMs = Date.parse(until);
  return Number.isNaN(atMs) ? undefined : { deadline: new Date(atMs).toISOString() };
}

async function list(context: CommandContext): Promise<void> {
  const answer = await context.askOrTell({
    method: 'GET',
    path: '/instructions',
    answer: listOf(instructionSchema),
  });
  if (!answer) return;
  const { items } = answer.value;
  const { terminal, words } = context;
  if (context.json) return terminal.json(items);
  const { none, columns, states } = words.watch.instruction;
  if (items.length === 0) return terminal.line(none(context.command('instruction templates')));
  terminal.table(
    [
      { title: columns.id },
      { title: columns.state },
      { title: columns.done },
      { title: columns.deadline },
      { title: columns.text, shrinks: true },
    ],
    items.map(({ id, state, progress, deadline, text }) => [
      id,
      states[state],
      `${progress.filter((row) => row.state === 'done').length}/${progress.length}`,
      deadline === null ? '' : context.time(deadline),
      text,
    ]),
  );
}

async function show(context: CommandContext, id: string): Promise<void> {
  const answer = await context.askOrTell({
    method: 'GET',
    path: `/instructions/${encodeURIComponent(id)}`,
    answer: instructionSchema,
  });
  if (!answer) return;
  const { terminal, words } = context;
  const instruction = answer.value;
  if (context.json) return terminal.json(instruction);
  const { labels, states, nobody } = words.watch.instruction;
  const { deadline } = instruction;
  terminal.facts([
    [labels.text, instruction.text],
    [labels.for, whom(context, instruction.targets)],
    [labels.state, states[instruction.state]],
    ...(deadline === null ? [] : [[labels.deadline, context.time(deadline)] as const]),
    [labels.given, `${context.time(instruction.createdAt)} (${instruction.createdBy})`],
  ]);
  terminal.line();
  if (instruction.progress.length === 0) return terminal.line(nobody);
  showProgress(context, instruction);
  showFigures(context, instruction);
}

function showProgress(context: CommandContext, { progress }: Instruction): void {
  const { terminal, words } = context;
  const { progressColumns, states, checks, unknown } = words.watch.instruction;
  const nameOf = (check: string): string => (Object.hasOwn(checks, check) ? checks[check as never] : check);
  terminal.table(
    [
      { title: progressColumns.extension },
      { title: progressColumns.state },
      { title: progressColumns.since },
      { title: progressColumns.seen, shrinks: true },
    ],
    progress.map(({ extension, state, since, findings }) => [
      extension,
      states[state],
      context.time(since),
      findings.map(({ check, seen }) => `${nameOf(check)}: ${seen ?? unknown}`).join(' · '),
    ]),
  );
}

/** One line for each extension and figure that has changed. */
function showFigures(context: CommandContext, { progress }: Instruction): void {
  const { terminal, words } = context;
  const lines = progress.flatMap(({ extension, before, after, now }) =>
    before === null || before.phones === 0
      ? []
      : changes(context, before, after ?? now).map((text) => `  ${extension}  ${text}`),
  );
  if (lines.length === 0) return;
  terminal.line();
  terminal.line(words.watch.instruction.beforeAfter);
  for (const line of lines) terminal.line(line);
}

function changes({ words }: CommandContext, before: InstructionFigures, after: InstructionFigures): string[] {
  const { figures } = words.watch.instruction;
  const rows = [
    [figures.registrationInterval, before.registrationIntervalS, after.registrationIntervalS],
    [figures.registersPerHour, before.registersPerHour, after.registersPerHour],
    [figures.wrongPasswords, before.wrongPasswordsPerHour, after.wrongPasswordsPerHour],
    [figures.transports, before.transports.join(' '), after.transports.join(' ')],
    [figures.codec, before.codec, after.codec],
    [figures.ptime, before.ptimeMs, after.ptimeMs],
    [figures.kbit, before.kbitPerS, after.kbitPerS],
    [figures.keepAlive, before.keepAliveS, after.keepAliveS],
    [figures.phones, before.phones, after.phones],
  ] as const;
  return rows
    .filter(([, was, is]) => was !== is && was !== null && was !== '')
    .map(([label, was, is]) => `${label}: ${was ?? '-'} -> ${is ?? '-'}`);
}

async function templates(context: CommandContext): Promise<void> {
  const answer = await context.askOrTell({
    method: 'GET',
    path: '/instructions/templates',
    answer: listOf(instructionTemplateSchema),
  });
  if (!answer) return;
  const { terminal, words } = context;
  if (context.json) return terminal.json(answer.value.items);
  const { templateColumns } = words.watch.instruction;
  terminal.table(
    [
      { title: templateColumns.id },
      { title: templateColumns.title },
      { title: templateColumns.values, shrinks: true },
    ],
    answer.value.items.map(({ id, title, defaults }) => [
      id,
      title[words.language],
      Object.entries(defaults)
        .map(([name, value]) => `${name}=${value}`)
        .join(' '),
    ]),
  );
}

async function markDone(context: CommandContext, id: string, extension: string): Promise<void> {
  const answer = await context.askOrTell({
    method: 'POST',
    path: `/instructions/${encodeURIComponent(id)}/done`,
    body: { extension },
    answer: instructionSchema,
  });
  if (!answer) return;
  if (context.json) return context.terminal.json(answer.value);
  context.terminal.good(context.words.watch.instruction.doneBy(extension));
}

async function mail(context: CommandContext, id: string): Promise<void> {
  const mailing = await askMailing(context, id);
  if (mailing === undefined) return;
  if (context.json) context.terminal.json(mailing);
  else tellMailing(context, mailing);
}

async function askMailing(context: CommandContext, id: string): Promise<InstructionMailing | undefined> {
  const answer = await context.askOrTell({
    method: 'POST',
    path: `/instructions/${encodeURIComponent(id)}/mailing`,
    answer: instructionMailingSchema,
  });
  return answer?.value;
}

function tellMailing({ terminal, words }: CommandContext, mailing: InstructionMailing): void {
  const { mailed, mailedBefore, withoutAddress } = mailing;
  const say = words.watch.instruction;
  terminal.good(say.mailed(mailed));
  if (mailedBefore > 0) terminal.line(`  ${say.mailedBefore(mailedBefore)}`);
  if (withoutAddress.length > 0) terminal.line(`  ${say.withoutAddress(withoutAddress.join(', '))}`);
}

async function close(context: CommandContext, id: string): Promise<void> {
  const answer = await context.askOrTell({
    method: 'DELETE',
    path: `/instructions/${encodeURIComponent(id)}`,
    answer: instructionSchema,
  });
  if (!answer) return;
  if (context.json) return context.terminal.json(answer.value);
  context.terminal.good(context.words.watch.instruction.closed(id));
}

async function phones(context: CommandContext): Promise<void> {
  const answer = await context.askOrTell({
    method: 'GET',
    path: '/phones-to-talk-to',
    answer: listOf(phoneToTalkToSchema),
  });
  if (!answer) return;
  const { items } = answer.value;
  const { terminal, words } = context;
  if (context.json) return terminal.json(items);
  if (!answer.running) return terminal.line(words.call.notRunning);
  const { none, columns, complaints, hint } = words.watch.phones;
  const [worst] = items;
  if (worst === undefined) return terminal.line(none);
  terminal.table(
    [{ title: columns.extension }, { title: columns.evidence }, { title: columns.phone, shrinks: true }],
    items.flatMap((item) =>
      item.complaints.map(({ kind, seen, usual }, at) => [
        at === 0 ? item.extension : '',
        complaints[kind](seen, usual),
        at === 0 ? item.userAgents.join(', ') : '',
      ]),
    ),
  );
  const template = worst.complaints[0]?.template;
  if (!template) return;
  const command = context.command(`instruction add --template ${template} --for ${worst.extension}`);
  terminal.line();
  terminal.line(hint(command));
}
