import type { Command } from 'commander';
import {
  banSchema,
  extensionSchema,
  listOf,
  statusSchema,
  whitelistEntrySchema,
} from '../../web/contract.ts';
import type { CommandContext } from '../command-context.ts';
import { defineCommand } from '../define-command.ts';
import { examine, type Finding } from '../doctor/checks.ts';
import { printable, WIDTH, wrap } from '../terminal.ts';

/** Something is wrong; something wants attention. */
const FAULT = 1;
const ATTENTION = 3;

export function defineDoctorCommand(program: Command, context: CommandContext): void {
  defineCommand(program, context, { name: 'doctor', usage: 'doctor' }).action(() => runDoctor(context));
}

async function runDoctor(context: CommandContext): Promise<void> {
  const { loaded, parts } = context;
  const status = await context.askOrTell({ method: 'GET', path: '/status', answer: statusSchema });
  if (!status) return;
  const machine = await parts.examineMachine(loaded, status.running);
  const extensions = await list(context, '/extensions', listOf(extensionSchema));
  const bans = await list(context, '/bans', listOf(banSchema));
  const whitelist = await list(context, '/whitelist', listOf(whitelistEntrySchema));
  if (!extensions || !bans || !whitelist) return;
  const findings = examine({ machine, settings: loaded.settings, extensions, bans, whitelist });
  const count = (verdict: Finding['verdict']) => findings.filter((one) => one.verdict === verdict).length;
  context.exitCode = count('fault') > 0 ? FAULT : count('attention') > 0 ? ATTENTION : 0;
  if (context.json) return context.terminal.json(asJson(context, findings));
  const { terminal, words } = context;
  terminal.line(words.doctor.title(status.value.domain, findings.length));
  show(context, findings);
  terminal.line(words.doctor.end(count('good'), count('attention'), count('fault')));
}

async function list<Item>(
  context: CommandContext,
  path: string,
  answer: Parameters<typeof context.askOrTell<{ items: Item[] }>>[0]['answer'],
): Promise<readonly Item[] | undefined> {
  return (await context.askOrTell({ method: 'GET', path, answer }))?.value.items;
}

function asJson({ words }: CommandContext, findings: readonly Finding[]): object {
  const items = findings.map(({ id, verdict, values }) => {
    const { good, what, why, todo } = words.doctor.checks[id];
    const said =
      verdict === 'good' ? { what: good(values) } : { what: what(values), why, todo: todo(values) };
    return { code: `HC-${id}`, verdict, values, ...said };
  });
  return { items };
}

function show({ terminal, words }: CommandContext, findings: readonly Finding[]): void {
  const { checks, groups, labels } = words.doctor;
  const width = Math.max(labels.why.length, labels.todo.length) + 2;
  const indent = ' '.repeat(width + 6);
  const tell = (label: string, text: string) =>
    terminal.line(`      ${label.padEnd(width)}${wrap(printable(text), WIDTH - width - 6, indent)}`);
  let group = '';
  for (const { id, verdict, values } of findings) {
    const [prefix = ''] = id.split('-');
    if (prefix !== group && isGroup(prefix, groups)) terminal.line(` ${groups[prefix]}`);
    group = prefix;
    const { good, what, why, todo } = checks[id];
    if (verdict === 'good') {
      terminal.line(`  ${terminal.colour('green', terminal.symbols.good)} ${printable(good(values))}`);
      continue;
    }
    const symbol =
      verdict === 'fault'
        ? terminal.colour('red', terminal.symbols.bad)
        : terminal.colour('yellow', terminal.symbols.warning);
    terminal.line(`  ${symbol} HC-${id}  ${wrap(printable(what(values)), WIDTH - 16, indent)}`);
    tell(labels.why, why);
    tell(labels.todo, todo(values));
  }
}

function isGroup<Groups extends object>(name: string, groups: Groups): name is keyof Groups & string {
  return Object.hasOwn(groups, name);
}
