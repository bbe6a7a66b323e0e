import { parseArgs } from 'node:util';

export interface BenchOptions {
  /** Keys of the rows to run; empty is all of them. */
  readonly rows: readonly string[];
  /** How often each server is measured. */
  readonly pairs: number;
  /** Length of one measurement. */
  readonly seconds: number;
  /** Share of the usual load that is offered: a profiled exchange or a small machine carries less. */
  readonly load: number;
  /** Folder for CPU profiles of our exchange; undefined is none. */
  readonly profileFolder: string | undefined;
}

/** Exits with 64 when the command line cannot be understood. */
export function readOptions(args: readonly string[]): BenchOptions {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        rows: { type: 'string', default: '' },
        pairs: { type: 'string', default: '3' },
        seconds: { type: 'string', default: '4' },
        load: { type: 'string', default: '1' },
        profile: { type: 'string' },
      },
    });
    return {
      rows: values.rows.split(',').filter((key) => key !== ''),
      pairs: wholeNumber('--pairs', values.pairs, 50),
      seconds: wholeNumber('--seconds', values.seconds, 600),
      load: share('--load', values.load),
      profileFolder: values.profile,
    };
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(64);
  }
}

function wholeNumber(name: string, text: string, largest: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= largest) return value;
  throw new Error(`${name} takes a whole number from 1 to ${largest}`);
}

function share(name: string, text: string): number {
  const value = Number(text);
  if (value > 0 && value <= 10) return value;
  throw new Error(`${name} takes a number above 0 and up to 10`);
}
