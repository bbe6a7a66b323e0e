import type { CommandContext } from '../command-context.ts';
import { printable, WIDTH, wrap } from '../terminal.ts';
import type { CheckId, ExtensionCheckId, Finding, Verdict } from './finding.ts';

type Found = Finding<CheckId | ExtensionCheckId>;

/** Something is wrong; something wants attention. */
const FAULT = 1;
const ATTENTION = 3;

export function exitCodeFor(findings: readonly Found[]): number {
  return count(findings, 'fault') > 0 ? FAULT : count(findings, 'attention') > 0 ? ATTENTION : 0;
}

export function findingsAsJson(context: CommandContext, findings: readonly Found[]): readonly object[] {
  const time = (iso: string) => context.time(iso);
  return findings.map(({ id, verdict, values }) => {
    const { good, what, why, todo } = context.words.doctor.checks[id];
    const said =
      verdict === 'good'
        ? { what: good(values, time) }
        : { what: what(values, time), why, todo: todo(values, time) };
    return { code: `HC-${id}`, verdict, values, ...said };
  });
}

export function showFindings(context: CommandContext, title: string, findings: readonly Found[]): void {
  const { terminal, words } = context;
  terminal.line(title);
  let group = '';
  for (const finding of findings) {
    const [prefix = ''] = finding.id.split('-');
    if (prefix !== group && isGroup(prefix, words.doctor.groups))
      terminal.line(` ${words.doctor.groups[prefix]}`);
    group = prefix;
    showFinding(context, finding);
  }
}

export function showVerdict({ terminal, words }: CommandContext, findings: readonly Found[]): void {
  const of = (verdict: Verdict) => count(findings, verdict);
  terminal.line(words.doctor.end(of('good'), of('attention'), of('fault')));
}

function showFinding(context: CommandContext, { id, verdict, values }: Found): void {
  const { terminal, words } = context;
  const { checks, labels } = words.doctor;
  const { good, what, why, todo } = checks[id];
  const time = (iso: string) => context.time(iso);
  if (verdict === 'good') {
    const text = wrap(printable(good(values, time)), WIDTH - 4, '    ');
    return terminal.line(`  ${terminal.colour('green', terminal.symbols.good)} ${text}`);
  }
  const width = Math.max(labels.why.length, labels.todo.length) + 2;
  const indent = ' '.repeat(width + 6);
  const tell = (label: string, text: string) =>
    terminal.line(`      ${label.padEnd(width)}${wrap(printable(text), WIDTH - width - 6, indent)}`);
  const symbol =
    verdict === 'fault'
      ? terminal.colour('red', terminal.symbols.bad)
      : terminal.colour('yellow', terminal.symbols.warning);
  terminal.line(`  ${symbol} HC-${id}  ${wrap(printable(what(values, time)), WIDTH - 16, indent)}`);
  tell(labels.why, why);
  tell(labels.todo, todo(values, time));
}

function count(findings: readonly Found[], verdict: Verdict): number {
  return findings.filter((one) => one.verdict === verdict).length;
}

function isGroup<Groups extends object>(name: string, groups: Groups): name is keyof Groups & string {
  return Object.hasOwn(groups, name);
}
