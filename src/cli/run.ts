import { Command, CommanderError } from 'commander';
import { type LoadedSettings, loadSettings } from '../config/load-settings.ts';
import { CommandContext } from './command-context.ts';
import { defineAdminCommands } from './commands/admin.ts';
import { defineAuditCommands } from './commands/audit.ts';
import { defineBackupCommands } from './commands/backup.ts';
import { defineBanCommands } from './commands/ban.ts';
import { defineCallCommands } from './commands/call.ts';
import { defineCertificateCommands } from './commands/certificate.ts';
import { defineConferenceCommands } from './commands/conference.ts';
import { defineConfigCommand } from './commands/config.ts';
import { defineDemoCommand } from './commands/demo.ts';
import { defineDirectoryCommands } from './commands/directory.ts';
import { defineDoctorCommand } from './commands/doctor.ts';
import { defineExtensionCommands } from './commands/extension.ts';
import { defineIncidentCommands } from './commands/incident.ts';
import { defineInstructionCommands } from './commands/instruction.ts';
import { defineMailboxCommands } from './commands/mailbox.ts';
import { defineMessageCommands } from './commands/message.ts';
import { definePageCommands } from './commands/pages.ts';
import { definePromptCommands } from './commands/prompt.ts';
import { defineRadioCommands } from './commands/radio.ts';
import { defineSearchCommand } from './commands/search.ts';
import { defineStartCommand } from './commands/start.ts';
import { defineStatusCommand } from './commands/status.ts';
import { defineSuspensionCommands } from './commands/suspension.ts';
import { defineTokenCommands } from './commands/token.ts';
import { defineTraceCommands } from './commands/trace.ts';
import { defineWhitelistCommands } from './commands/whitelist.ts';
import type { CliParts } from './parts.ts';
import { type GlobalFlags, takeGlobalFlags } from './setting-flags.ts';
import { Terminal } from './terminal.ts';
import { EN } from './words/en.ts';
import { NL } from './words/nl.ts';
import type { UsageProblem, Words } from './words/words.ts';

const WRONG_USE = 2;
const BAD_SETTINGS = 78;

/** Runs one command; `argv` begins behind the program's name. Gives the exit code and never throws. */
export async function runCli(argv: readonly string[], parts: CliParts): Promise<number> {
  const terminal = new Terminal(parts);
  const flags = takeGlobalFlags(argv);
  const { HAMVOIP_LANG } = parts.environment;
  if (!flags.ok) {
    const words = wordsFor(HAMVOIP_LANG);
    terminal.errorLine(`${terminal.symbols.bad} ${words.usage['missing-value'](flags.error)}`);
    return WRONG_USE;
  }
  const { settings, words: rest } = flags.value;
  const { lang } = settings;
  const loaded = loadSettings({
    flags: settings,
    environment: parts.environment,
    readFile: parts.readFile,
    ...(parts.service !== undefined && { service: parts.service }),
  });
  const words = wordsFor(loaded.ok ? loaded.value.settings.lang : (lang ?? HAMVOIP_LANG));
  if (loaded.ok)
    return runCommand(rest, contextOf(flags.value, words, terminal, loaded.value, parts), flags.value.debug);
  if (!asksForHelp(rest)) {
    terminal.errorLine(loaded.error);
    return BAD_SETTINGS;
  }
  // Help must be had with settings that cannot be used, too: it is asked for in order to mend them.
  const defaults = loadSettings({ flags: {}, environment: {}, readFile: () => undefined });
  if (!defaults.ok) return BAD_SETTINGS;
  return runCommand(rest, contextOf(flags.value, words, terminal, defaults.value, parts), false);
}

function contextOf(
  flags: GlobalFlags,
  words: Words,
  terminal: Terminal,
  loaded: LoadedSettings,
  parts: CliParts,
) {
  return new CommandContext({ words, terminal, loaded, parts, json: flags.json });
}

function wordsFor(language: string | undefined): Words {
  return language?.trim() === 'en' ? EN : NL;
}

function asksForHelp(words: readonly string[]): boolean {
  return words.length === 0 || words.some((word) => ['--help', '-h', '--version', '-V'].includes(word));
}

async function runCommand(
  words: readonly string[],
  context: CommandContext,
  debug: boolean,
): Promise<number> {
  const program = buildProgram(context);
  try {
    await program.parseAsync([...words], { from: 'user' });
    return context.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return endOfUsage(error, words, program, context);
    const { terminal } = context;
    if (debug) terminal.errorLine(error instanceof Error ? (error.stack ?? error.message) : String(error));
    const detail = error instanceof Error ? error.message : String(error);
    context.tell({ code: 'internal-fault', values: {}, detail });
    return context.exitCode;
  }
}

function buildProgram(context: CommandContext): Command {
  const { words, parts, terminal } = context;
  const { help } = words;
  const titles: Readonly<Record<string, string>> = help.titles;
  const program = new Command('hamvoip')
    .description(help.about)
    .usage(help.usageOfGroup)
    .version(parts.version, '-V, --version', help.versionOption)
    .helpOption('-h, --help', help.helpOption)
    .helpCommand(false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.line(text.trimEnd()),
      writeErr: (text) => terminal.errorLine(text.trimEnd()),
      outputError: () => {},
      getOutHelpWidth: () => 80,
      getErrHelpWidth: () => 80,
    })
    .configureHelp({ styleTitle: (title) => titles[title] ?? title })
    .addHelpText('afterAll', `\n${help.global}`);
  for (const define of COMMANDS) define(program, context);
  return withOwnSettings(program, help.helpOption);
}

const COMMANDS = [
  defineStartCommand,
  defineDemoCommand,
  defineConfigCommand,
  defineStatusCommand,
  defineSearchCommand,
  defineExtensionCommands,
  defineConferenceCommands,
  defineIncidentCommands,
  definePageCommands,
  defineRadioCommands,
  defineBanCommands,
  defineWhitelistCommands,
  defineSuspensionCommands,
  defineInstructionCommands,
  defineMessageCommands,
  defineCallCommands,
  defineMailboxCommands,
  definePromptCommands,
  defineDirectoryCommands,
  defineTokenCommands,
  defineAdminCommands,
  defineAuditCommands,
  defineBackupCommands,
  defineCertificateCommands,
  defineTraceCommands,
  defineDoctorCommand,
];

function withOwnSettings(command: Command, helpOption: string): Command {
  for (const sub of command.commands)
    withOwnSettings(sub.helpOption('-h, --help', helpOption).helpCommand(false), helpOption);
  return command;
}

const USAGE: Readonly<Record<string, UsageProblem>> = {
  'commander.unknownCommand': 'unknown-command',
  'commander.unknownOption': 'unknown-option',
  'commander.missingArgument': 'missing-argument',
  'commander.missingMandatoryOptionValue': 'missing-option',
  'commander.optionMissingArgument': 'missing-value',
  'commander.excessArguments': 'too-many-arguments',
  'commander.invalidArgument': 'bad-value',
};

/** Help that was asked for is no error; everything else that ends the reading of a command line is wrong use. */
function endOfUsage(
  error: CommanderError,
  words: readonly string[],
  program: Command,
  context: CommandContext,
): number {
  if (error.exitCode === 0) return 0;
  if (error.code === 'commander.help') return WRONG_USE;
  const problem = USAGE[error.code];
  const [, name = ''] = /'([^']*)'/.exec(error.message) ?? [];
  const what = problem === undefined ? error.message : context.words.usage[problem](name);
  const { command, path } = nearestCommand(program, words);
  const why = `${context.words.help.titles['Usage:']} npx ${path} ${command.usage()}`;
  context.tell({ code: 'usage', values: {} }, { what, why, todo: context.words.usageTodo(`npx ${path}`) });
  return context.exitCode;
}

/** The command as far as it was understood, to ask help of. */
function nearestCommand(program: Command, words: readonly string[]): { command: Command; path: string } {
  let command = program;
  const path = ['hamvoip'];
  for (const word of words) {
    const next = command.commands.find((candidate) => candidate.name() === word);
    if (!next) break;
    command = next;
    path.push(word);
  }
  return { command, path: path.join(' ') };
}
