import type { Output } from './parts.ts';

export const WIDTH = 80;

export interface Column {
  readonly title: string;
  /** Gives way, with an ellipsis, when the line gets too long. */
  readonly shrinks?: boolean;
}

type Colour = 'green' | 'red' | 'yellow' | 'dim';
const SGR: Readonly<Record<Colour, number>> = { green: 32, red: 31, yellow: 33, dim: 2 };

const SYMBOLS = {
  good: '✓',
  bad: '✕',
  warning: '!',
  reachable: '●',
  absent: '○',
  suspended: '⏸',
  calling: '▶',
  ringing: '◐',
  onward: '→',
};
const PLAIN_SYMBOLS: typeof SYMBOLS = {
  good: '+',
  bad: 'x',
  warning: '!',
  reachable: '*',
  absent: 'o',
  suspended: '=',
  calling: '>',
  ringing: '~',
  onward: '->',
};

/** Text on two streams: data to stdout, what goes wrong to stderr. */
export class Terminal {
  readonly symbols: typeof SYMBOLS;
  readonly #stdout: Output;
  readonly #stderr: Output;
  readonly #colours: boolean;

  constructor(parts: {
    readonly stdout: Output;
    readonly stderr: Output;
    readonly isTerminal: boolean;
    readonly environment: Readonly<Record<string, string | undefined>>;
  }) {
    const { NO_COLOR, TERM, LC_ALL, LC_CTYPE, LANG } = parts.environment;
    this.#stdout = parts.stdout;
    this.#stderr = parts.stderr;
    this.#colours = parts.isTerminal && !NO_COLOR && TERM !== 'dumb';
    const locale = LC_ALL || LC_CTYPE || LANG || 'UTF-8';
    this.symbols = /utf-?8/i.test(locale) ? SYMBOLS : PLAIN_SYMBOLS;
  }

  line(text = ''): void {
    this.#stdout.write(`${text}\n`);
  }

  errorLine(text: string): void {
    this.#stderr.write(`${text}\n`);
  }

  json(value: unknown): void {
    this.line(JSON.stringify(value));
  }

  /** What was done. */
  good(text: string): void {
    this.line(`${this.colour('green', this.symbols.good)} ${text}`);
  }

  /** Not wrong, but worth knowing. */
  warning(text: string): void {
    this.errorLine(`${this.colour('yellow', this.symbols.warning)} ${wrap(text, WIDTH - 2, '  ')}`);
  }

  colour(colour: Colour, text: string): string {
    return this.#colours ? `\u001b[${SGR[colour]}m${text}\u001b[0m` : text;
  }

  /** Labels below one another, values aligned. */
  facts(facts: readonly (readonly [label: string, value: string])[]): void {
    const width = Math.max(...facts.map(([label]) => label.length)) + 2;
    const indent = ' '.repeat(width + 2);
    for (const [label, value] of facts) {
      this.line(`  ${label.padEnd(width)}${wrap(printable(value), WIDTH - width - 2, indent)}`);
    }
  }

  table(columns: readonly Column[], rows: readonly (readonly string[])[]): void {
    const cells = rows.map((row) => row.map(printable));
    const widths = fit(columns, [columns.map(({ title }) => title), ...cells]);
    const write = (row: readonly string[]) =>
      widths
        .map((width, index) => cut(row[index] ?? '', width).padEnd(width))
        .join('  ')
        .trimEnd();
    this.line(this.colour('dim', write(columns.map(({ title }) => title))));
    for (const row of cells) this.line(write(row));
  }
}

/** As wide as the content, unless that is too much: then the widest column that may shrink does. */
function fit(columns: readonly Column[], rows: readonly (readonly string[])[]): number[] {
  const widths = columns.map((_column, index) =>
    Math.max(...rows.map((row) => [...(row[index] ?? '')].length)),
  );
  const gaps = 2 * (columns.length - 1);
  for (;;) {
    const excess = widths.reduce((sum, width) => sum + width, gaps) - WIDTH;
    if (excess <= 0) return widths;
    const candidates = widths.map((width, index) => (columns[index]?.shrinks ? width : 0));
    const widest = Math.max(...candidates);
    if (widest <= 8) return widths;
    widths[candidates.indexOf(widest)] = Math.max(8, widest - Math.max(1, Math.ceil(excess / 4)));
  }
}

function cut(text: string, width: number): string {
  const characters = [...text];
  return characters.length > width ? `${characters.slice(0, width - 1).join('')}…` : text;
}

/** What strangers and phones wrote must not steer the terminal of who reads it. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '?');
}

/** A command at the end of a text is there to be copied, so it stays on one line. */
const COMMAND_AT_END = /(?:^| )(npx hamvoip .*)$/;

/** Breaks between words; further lines begin with `indent`. A longer word keeps its length. */
export function wrap(text: string, width: number, indent: string): string {
  const [, command] = COMMAND_AT_END.exec(text) ?? [];
  const prose = command === undefined ? text : text.slice(0, -command.length).trimEnd();
  const lines: string[] = [];
  let line = '';
  for (const word of [...prose.split(' '), ...(command === undefined ? [] : [command])]) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].join(`\n${indent}`);
}
