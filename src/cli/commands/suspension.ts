import type { Command } from 'commander';
import {
  type NewSuspensionRequest,
  type ResumeRequest,
  type Suspension,
  suspensionSchema,
} from '../../web/contract/suspensions.ts';
import { listOf } from '../../web/contract.ts';
import type { CommandContext } from '../command-context.ts';
import { defineCommand, defineGroup } from '../define-command.ts';
import { parseDuration } from '../duration.ts';
import type { SuspensionWords } from '../words/suspension-words.ts';

interface SuspendOptions {
  readonly what?: string;
  readonly from?: string;
  readonly until?: string;
  readonly for?: string;
  readonly reason?: string;
  readonly showReason?: boolean;
  readonly showUntil?: boolean;
}

export function defineSuspensionCommands(program: Command, context: CommandContext): void {
  const { options } = context.words.help;
  const help = { '<who>': 'scope' } as const;
  defineCommand(program, context, { name: 'suspend', usage: 'suspend <who>', help })
    .option('--what <what>', options.what)
    .option('--from <time>', options.from)
    .option('--until <time>', options.untilEnd)
    .option('--for <duration>', options.forLength)
    .option('--reason <text>', options.reason)
    .option('--show-reason', options.showReason)
    .option('--show-until', options.showEnd)
    .action((who: string, given: SuspendOptions) => suspend(context, who, given));
  defineCommand(program, context, { name: 'resume', usage: 'resume <who>', help }).action((who: string) =>
    resume(context, who),
  );
  const group = defineGroup(program, context, 'suspension');
  defineCommand(group, context, { name: 'suspension list', usage: 'list' })
    .option('--all', options.everySuspension)
    .action(({ all }: { all?: boolean }) => listSuspensions(context, all === true));
}

/** `all`, or numbers with commas. */
function scopeOf(who: string): 'all' | string[] {
  return who.trim() === 'all' ? 'all' : listed(who);
}

function listed(text: string): string[] {
  return text.split(',').map((one) => one.trim());
}

async function suspend(context: CommandContext, who: string, given: SuspendOptions): Promise<void> {
  if (given.for !== undefined && parseDuration(given.for) === undefined)
    return context.tell({ code: 'duration-invalid', values: {} });
  const period = periodOf(given);
  if (period === undefined) return context.tell({ code: 'period-invalid', values: {} });
  const what = given.what === undefined ? undefined : listed(given.what);
  if (what !== undefined && !what.every(isSuspendable)) {
    return context.tell({ code: 'what-invalid', values: { what: given.what ?? '' } });
  }
  const body: NewSuspensionRequest = {
    scope: scopeOf(who),
    ...period,
    ...(what !== undefined && { what: what.filter(isSuspendable) }),
    ...(given.reason !== undefined && { reason: given.reason }),
    reasonShown: given.showReason === true,
    untilShown: given.showUntil === true,
  };
  const answer = await context.askOrTell({
    method: 'POST',
    path: '/suspensions',
    body,
    answer: suspensionSchema,
  });
  if (!answer) return;
  if (context.json) return context.terminal.json(answer.value);
  const { terminal, words } = context;
  const { state, from, until } = answer.value;
  const end = until === null ? undefined : context.time(until);
  const whom = whoOf(context, answer.value);
  if (state === 'planned') terminal.good(words.suspension.planned(whom, context.time(from), end));
  else terminal.good(words.suspension.suspended(whom, end));
  terminal.line(`  ${words.suspension.undo(context.command(`resume ${who.replaceAll(' ', '')}`))}`);
}

/** The end as a time or as a length, not both. */
function periodOf({
  from,
  until,
  for: length,
}: SuspendOptions): Pick<NewSuspensionRequest, 'from' | 'until' | 'durationSeconds'> | undefined {
  const begin = from === undefined ? undefined : Date.parse(from);
  if (begin !== undefined && Number.isNaN(begin)) return undefined;
  if (until !== undefined && length !== undefined) return undefined;
  const period = begin === undefined ? {} : { from: new Date(begin).toISOString() };
  if (until !== undefined) {
    const end = Date.parse(until);
    return Number.isNaN(end) ? undefined : { ...period, until: new Date(end).toISOString() };
  }
  if (length === undefined) return period;
  const seconds = parseDuration(length);
  return seconds === undefined ? undefined : { ...period, durationSeconds: seconds };
}

const SUSPENDABLE: ReadonlySet<string> = new Set(['register', 'call', 'called', 'conference']);

function isSuspendable(text: string): text is 'register' | 'call' | 'called' | 'conference' {
  return SUSPENDABLE.has(text);
}

async function resume(context: CommandContext, who: string): Promise<void> {
  const scope = scopeOf(who);
  const answer = await context.askOrTell({
    method: 'POST',
    path: '/suspensions/resume',
    body: { scope } satisfies ResumeRequest,
    answer: listOf(suspensionSchema),
  });
  if (!answer) return;
  if (context.json) return context.terminal.json(answer.value.items);
  const { everyone, resumed } = context.words.suspension;
  context.terminal.good(resumed(scope === 'all' ? everyone : scope.join(', ')));
}

async function listSuspensions(context: CommandContext, withPast: boolean): Promise<void> {
  const answer = await context.askOrTell({
    method: 'GET',
    path: '/suspensions',
    answer: listOf(suspensionSchema),
  });
  if (!answer) return;
  const items = answer.value.items.filter(({ state }) => withPast || state !== 'ended');
  const { terminal, words } = context;
  if (context.json) return terminal.json(items);
  const { none, columns, states } = words.suspension;
  if (items.length === 0) return terminal.line(none);
  terminal.table(
    [
      { title: columns.id },
      { title: columns.who, shrinks: true },
      { title: columns.what, shrinks: true },
      { title: columns.state },
      { title: columns.period },
      { title: columns.reason, shrinks: true },
    ],
    items.map((item) => [
      item.id,
      whoOf(context, item),
      suspendedText(words.suspension, item.what),
      states[item.state],
      periodText(context, item),
      item.reason ?? '',
    ]),
  );
}

function whoOf({ words }: CommandContext, { scope }: Suspension): string {
  return scope === 'all' ? words.suspension.everyone : scope.join(', ');
}

/** Its end; of a planned one its begin, which matters more; of one that was lifted the moment of that. */
function periodText(context: CommandContext, { state, from, until, endedAt }: Suspension): string {
  const { endless, begins, ends } = context.words.suspension;
  if (state === 'planned') return begins(context.time(from));
  const end = endedAt ?? until;
  return end === null ? endless : ends(context.time(end));
}

/** What is taken away, in words. */
export function suspendedText({ everything, whats }: SuspensionWords, what: Suspension['what']): string {
  return what.length === SUSPENDABLE.size ? everything : what.map((one) => whats[one]).join(', ');
}
