import type { Command } from 'commander';
import { CATALOGUE, SETTING_NAMES } from '../../config/catalogue.ts';
import { type ConsoleTexts, withConsole } from '../../config/console-settings.ts';
import type { LoadedSettings } from '../../config/load-settings.ts';
import { type Setting, settingsSchema } from '../../web/contract/settings.ts';
import type { CommandContext } from '../command-context.ts';
import { defineCommand } from '../define-command.ts';
import { WIDTH } from '../terminal.ts';

export function defineConfigCommand(program: Command, context: CommandContext): void {
  const group = defineCommand(program, context, { name: 'config', usage: 'config' }).action(() =>
    showConfig(context),
  );
  defineCommand(group, context, {
    name: 'config set',
    usage: 'set <key> <value>',
    help: { '<key>': 'settingKey', '<value>': 'settingValue' },
  }).action((key: string, value: string) => change(context, key, value));
  defineCommand(group, context, {
    name: 'config reset',
    usage: 'reset <key>',
    help: { '<key>': 'settingKey' },
  }).action((key: string) => change(context, key, null));
  defineCommand(group, context, { name: 'config check', usage: 'check' }).action(() => check(context));
}

async function showConfig(context: CommandContext): Promise<void> {
  const loaded = await effective(context);
  if (context.json) tellAsJson(context, loaded);
  else tellAsTable(context, loaded);
}

/** What this command line says, with what administrators set; an exchange that is not there is not made. */
async function effective(context: CommandContext): Promise<LoadedSettings> {
  const { loaded, parts } = context;
  if (!parts.hasDatabase(loaded)) return loaded;
  const answer = await context.ask({ method: 'GET', path: '/settings', answer: settingsSchema });
  return answer.ok ? withConsole(loaded, consoleTexts(answer.value.value.items)) : loaded;
}

function consoleTexts(settings: readonly Setting[]): ConsoleTexts {
  return new Map(settings.flatMap(({ key, value, origin }) => (origin === 'console' ? [[key, value]] : [])));
}

async function change(context: CommandContext, given: string, value: string | null): Promise<void> {
  const key = given
    .toLowerCase()
    .replaceAll('_', '-')
    .replace(/^hamvoip-/, '');
  const body = { values: { [key]: value } };
  const answer = await context.askOrTell({
    method: 'PATCH',
    path: '/settings',
    body,
    answer: settingsSchema,
  });
  if (!answer) return;
  const setting = answer.value.items.find((one) => one.key === key);
  if (setting === undefined) return;
  const { terminal, words } = context;
  if (context.json) return terminal.json(setting);
  const { changed, setBack, origins, empty, secret } = words.settings;
  const shown = setting.secret ? secret : setting.value || empty;
  terminal.good(
    setting.origin === 'console'
      ? changed(key, shown, answer.running)
      : setBack(key, shown, origins[setting.origin], answer.running),
  );
}

/** That the settings are right the start of every command has seen; here it is told which stand over another. */
async function check(context: CommandContext): Promise<void> {
  const { terminal, words, loaded } = context;
  const now = await effective(context);
  const over = SETTING_NAMES.flatMap((name) => {
    const line = loaded.file.lines[name];
    return now.origins[name] === 'console' && line !== undefined
      ? [{ key: CATALOGUE[name].key, value: now.texts[name], fileLine: line }]
      : [];
  });
  if (context.json) return terminal.json({ settings: SETTING_NAMES.length, overFile: over });
  terminal.good(words.settings.allRight(SETTING_NAMES.length));
  for (const { key, value, fileLine } of over)
    terminal.line(words.settings.overrules(key, value || words.settings.empty, fileLine));
}

function tellAsJson({ terminal, parts }: CommandContext, loaded: LoadedSettings): void {
  const texts = effectiveTexts(loaded, parts);
  const entries = SETTING_NAMES.map((name) => [
    CATALOGUE[name].key,
    { value: texts[name], origin: loaded.origins[name], variable: CATALOGUE[name].variable },
  ]);
  terminal.json(Object.fromEntries(entries));
}

function tellAsTable({ terminal, words, parts }: CommandContext, loaded: LoadedSettings): void {
  const texts = effectiveTexts(loaded, parts);
  const rows = SETTING_NAMES.map(
    (name) => [CATALOGUE[name].key, words.settings.origins[loaded.origins[name]], texts[name]] as const,
  );
  const [keyTitle, originTitle, valueTitle] = words.settings.columns;
  const keyWidth = Math.max(...rows.map(([key]) => key.length)) + 2;
  const originWidth = Math.max(originTitle.length, ...rows.map(([, origin]) => origin.length)) + 2;
  const indent = ' '.repeat(keyWidth + originWidth);
  terminal.line(
    terminal.colour('dim', `${keyTitle.padEnd(keyWidth)}${originTitle.padEnd(originWidth)}${valueTitle}`),
  );
  for (const [key, origin, value] of rows) {
    const shown = foldList(value || words.settings.empty, WIDTH - indent.length, indent);
    terminal.line(`${key.padEnd(keyWidth)}${origin.padEnd(originWidth)}${shown}`);
  }
}

/** Without a domain of its own the exchange goes by the machine's main address. */
function effectiveTexts({ texts }: LoadedSettings, parts: CommandContext['parts']): LoadedSettings['texts'] {
  return { ...texts, domain: texts.domain || (parts.mainAddress ?? '') };
}

/** A long list breaks behind its commas. */
function foldList(text: string, width: number, indent: string): string {
  const lines: string[] = [];
  let line = '';
  for (const part of text.split(/(?<=,)/)) {
    if (line !== '' && line.length + part.length > width) {
      lines.push(line);
      line = '';
    }
    line += part;
  }
  return [...lines, line].join(`\n${indent}`);
}
