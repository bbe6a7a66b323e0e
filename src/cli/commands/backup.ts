import type { Command } from 'commander';
import { fail, ok, type Result } from '../../base/result.ts';
import { type BackupNoteRequest, backupNoteSchema } from '../../web/contract/backups.ts';
import type { CommandContext } from '../command-context.ts';
import { defineCommand } from '../define-command.ts';
import type { Failure } from '../failure.ts';
import { ProgressBar } from '../progress.ts';
import { readTextFile } from '../read-text-file.ts';

/** Not a setting: it must not lie in a file beside the data. */
const VARIABLE = 'HAMVOIP_PASSPHRASE';
const SHORTEST = 12;

interface Options {
  readonly passphraseFile?: string;
}

export function defineBackupCommands(program: Command, context: CommandContext): void {
  const { options } = context.words.help;
  const help = { '<file>': 'backupFile' } as const;
  defineCommand(program, context, { name: 'backup', usage: 'backup <file>', help })
    .option('--passphrase-file <file>', options.passphraseFile)
    .action((file: string, given: Options) => makeBackup(context, file, given));
  defineCommand(program, context, { name: 'restore', usage: 'restore <file>', help })
    .option('--passphrase-file <file>', options.passphraseFile)
    .action((file: string, given: Options) => restore(context, file, given));
}

async function makeBackup(context: CommandContext, file: string, given: Options): Promise<void> {
  const passphrase = readPassphrase(context, given);
  if (!passphrase.ok) return context.tell(passphrase.error);
  if (passphrase.value !== undefined && passphrase.value.length < SHORTEST)
    return context.tell({ code: 'passphrase-short', values: { shortest: SHORTEST } });
  const bar = progressBar(context);
  const { backups } = context.parts;
  const made = await backups.create(context.loaded, file, passphrase.value, (done, total) =>
    bar?.show(done, total),
  );
  if (!made.ok) {
    bar?.abandon();
    return context.tell(made.error);
  }
  const { bytes, sha256 } = made.value;
  await note(context, { bytes, sha256 });
  const { terminal, words } = context;
  const secret = passphrase.value === undefined ? { passphrase: made.value.passphrase } : {};
  if (context.json) return terminal.json({ file, bytes, sha256, ...secret });
  terminal.good(words.backup.made(file));
  terminal.facts([
    [words.backup.labels.size, words.backup.size(bytes)],
    ['SHA-256', sha256],
    ...(passphrase.value === undefined
      ? ([[words.backup.labels.passphrase, made.value.passphrase]] as const)
      : []),
  ]);
  if (passphrase.value === undefined) terminal.line(words.backup.keepPassphrase);
}

/** The copy is made: that it cannot be told of does not undo it. */
async function note(context: CommandContext, body: BackupNoteRequest): Promise<void> {
  const noted = await context.ask({ method: 'POST', path: '/backups/notes', body, answer: backupNoteSchema });
  if (!noted.ok) context.terminal.warning(context.words.backup.notNoted);
}

async function restore(context: CommandContext, file: string, given: Options): Promise<void> {
  const passphrase = readPassphrase(context, given);
  if (!passphrase.ok) return context.tell(passphrase.error);
  if (passphrase.value === undefined)
    return context.tell({ code: 'passphrase-missing', values: { variable: VARIABLE } });
  const bar = progressBar(context);
  const { backups } = context.parts;
  const restored = await backups.restore(context.loaded, file, passphrase.value, (done, total) =>
    bar?.show(done, total),
  );
  if (!restored.ok) {
    bar?.abandon();
    return context.tell(restored.error);
  }
  const { terminal, words } = context;
  if (context.json) return terminal.json(restored.value);
  const { createdAt, folder } = restored.value;
  terminal.good(words.backup.restored(context.time(createdAt)));
  terminal.facts([[words.start.labels.data, folder]]);
  terminal.line(words.backup.startIt(context.command('start')));
}

function readPassphrase(context: CommandContext, given: Options): Result<string | undefined, Failure> {
  const { parts } = context;
  if (given.passphraseFile === undefined) return ok(parts.environment[VARIABLE] || undefined);
  const text = readTextFile(parts, given.passphraseFile);
  if (!text.ok) return text;
  const passphrase = text.value.replace(/\r?\n$/, '');
  return passphrase === ''
    ? fail({ code: 'passphrase-missing', values: { variable: VARIABLE } })
    : ok(passphrase);
}

function progressBar(context: CommandContext): ProgressBar | undefined {
  if (context.json) return undefined;
  const { parts, terminal, words } = context;
  return new ProgressBar({
    output: parts.stderr,
    isTerminal: parts.isErrorTerminal === true,
    label: words.backup.progress,
    plain: terminal.symbols.good === '+',
  });
}
