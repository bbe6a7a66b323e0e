import type { Command } from 'commander';
import { backupStateSchema } from '../../web/contract/backups.ts';
import {
  banSchema,
  extensionSchema,
  listOf,
  statusSchema,
  whitelistEntrySchema,
} from '../../web/contract.ts';
import type { CommandContext } from '../command-context.ts';
import { defineCommand } from '../define-command.ts';
import { examine } from '../doctor/checks.ts';
import { examineExtension } from '../doctor/extension-checks.ts';
import type { Finding } from '../doctor/finding.ts';
import { gatherExtension } from '../doctor/gather-extension.ts';
import { type Mend, mendsFor } from '../doctor/mends.ts';
import { eventsAsJson, showEvents } from '../doctor/show-events.ts';
import { exitCodeFor, findingsAsJson, showFindings, showVerdict } from '../doctor/show-findings.ts';

interface DoctorOptions {
  readonly ext?: string;
  readonly fix?: boolean;
}

export function defineDoctorCommand(program: Command, context: CommandContext): void {
  const { options } = context.words.doctor;
  defineCommand(program, context, { name: 'doctor', usage: 'doctor' })
    .option('--ext <number>', options.ext)
    .option('--fix', options.fix)
    .action(({ ext, fix = false }: DoctorOptions) => {
      if (ext === undefined) return runDoctor(context, fix);
      return fix ? refuseBoth(context) : runForExtension(context, ext);
    });
}

function refuseBoth(context: CommandContext): void {
  const { doctor, usageTodo } = context.words;
  context.tell({ code: 'usage', values: {} }, { ...doctor.fixOrExt, todo: usageTodo('npx hamvoip doctor') });
}

async function runForExtension(context: CommandContext, number: string): Promise<void> {
  const examined = await gatherExtension(context, number);
  if (!examined) return;
  const findings = examineExtension(examined);
  context.exitCode = exitCodeFor(findings);
  const { isRunning, events } = examined;
  if (context.json) {
    const items = findingsAsJson(context, findings);
    return context.terminal.json({ items, ...(isRunning && { events: eventsAsJson(context, events) }) });
  }
  if (!isRunning) context.terminal.warning(context.words.call.notRunning);
  showFindings(context, context.words.doctor.titleOf(number, findings.length), findings);
  if (isRunning) showEvents(context, events);
  showVerdict(context, findings);
}

async function runDoctor(context: CommandContext, fix: boolean): Promise<void> {
  const found = await examineAll(context);
  if (!found) return;
  const wanted = mendsFor(found.findings);
  const mended = fix ? await mend(context, wanted) : [];
  // What was mended is looked at again, so that the verdict is that of now.
  const now = mended.length > 0 ? await examineAll(context) : found;
  if (!now) return;
  const { findings, domain } = now;
  context.exitCode = exitCodeFor(findings);
  const { terminal, words } = context;
  if (context.json) {
    const mends = mended.map(({ id, done }) => ({ code: `HC-${id}`, done }));
    return terminal.json({ items: findingsAsJson(context, findings), ...(fix && { mended: mends }) });
  }
  tellMends(context, mended);
  showFindings(context, words.doctor.title(domain, findings.length), findings);
  showVerdict(context, findings);
  if (!fix && wanted.length > 0) terminal.line(words.doctor.mends.hint(context.command('doctor --fix')));
}

interface Mended {
  readonly id: Mend;
  readonly done: boolean;
}

async function mend({ parts, loaded }: CommandContext, wanted: readonly Mend[]): Promise<readonly Mended[]> {
  const mended: Mended[] = [];
  for (const id of wanted) mended.push({ id, done: await parts.mendMachine(loaded, id) });
  return mended;
}

function tellMends({ terminal, words }: CommandContext, mended: readonly Mended[]): void {
  const { title, done, failed } = words.doctor.mends;
  if (mended.length === 0) return;
  terminal.line(title);
  for (const one of mended) {
    if (one.done) terminal.line(`  ${terminal.colour('green', terminal.symbols.good)} ${done[one.id]}`);
    else terminal.warning(failed[one.id]);
  }
}

async function examineAll(
  context: CommandContext,
): Promise<{ readonly domain: string; readonly findings: readonly Finding[] } | undefined> {
  const { loaded, parts } = context;
  const status = await context.askOrTell({ method: 'GET', path: '/status', answer: statusSchema });
  if (!status) return undefined;
  const machine = await parts.examineMachine(loaded, status.running);
  const extensions = await list(context, '/extensions', listOf(extensionSchema));
  const bans = await list(context, '/bans', listOf(banSchema));
  const whitelist = await list(context, '/whitelist', listOf(whitelistEntrySchema));
  const lastBackup = await lastBackupMs(context);
  if (!extensions || !bans || !whitelist || lastBackup === undefined) return undefined;
  const { domain, clockStepSeconds } = status.value;
  const { settings } = loaded;
  const house = { settings, extensions, bans, whitelist, clockStepSeconds, lastBackupMs: lastBackup };
  return { domain, findings: examine({ machine, ...house }) };
}

/** Null: never. */
async function lastBackupMs(context: CommandContext): Promise<number | null | undefined> {
  const state = await context.askOrTell({
    method: 'GET',
    path: '/backups/state',
    answer: backupStateSchema,
  });
  if (!state) return undefined;
  const { lastSuccessAt } = state.value;
  return lastSuccessAt ? Date.parse(lastSuccessAt) : null;
}

async function list<Item>(
  context: CommandContext,
  path: string,
  answer: Parameters<typeof context.askOrTell<{ items: Item[] }>>[0]['answer'],
): Promise<readonly Item[] | undefined> {
  return (await context.askOrTell({ method: 'GET', path, answer }))?.value.items;
}
