import type { Command } from 'commander';
import { CATALOGUE, SETTING_NAMES } from '../../config/catalogue.ts';
import type { CommandContext } from '../command-context.ts';
import { defineCommand } from '../define-command.ts';
import { WIDTH } from '../terminal.ts';

export function defineConfigCommand(program: Command, context: CommandContext): void {
  defineCommand(program, context, { name: 'config', usage: 'config' }).action(() => showConfig(context));
}

function showConfig(context: CommandContext): void {
  if (context.json) tellAsJson(context);
  else tellAsTable(context);
}

function tellAsJson(context: CommandContext): void {
  const { terminal, loaded } = context;
  const { origins } = loaded;
  const texts = effectiveTexts(context);
  const entries = SETTING_NAMES.map((name) => [
    CATALOGUE[name].key,
    { value: texts[name], origin: origins[name], variable: CATALOGUE[name].variable },
  ]);
  terminal.json(Object.fromEntries(entries));
}

function tellAsTable(context: CommandContext): void {
  const { terminal, words, loaded } = context;
  const { origins } = loaded;
  const texts = effectiveTexts(context);
  const rows = SETTING_NAMES.map(
    (name) => [CATALOGUE[name].key, words.settings.origins[origins[name]], texts[name]] as const,
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
function effectiveTexts({ loaded: { texts }, parts }: CommandContext): typeof texts {
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
