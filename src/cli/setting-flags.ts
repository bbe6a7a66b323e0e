import { fail, ok, type Result } from '../base/result.ts';
import { CATALOGUE, SETTING_NAMES } from '../config/catalogue.ts';

/** What holds for every command and may stand anywhere among its words. */
export interface GlobalFlags {
  /** By flag name without dashes. */
  readonly settings: Readonly<Record<string, string>>;
  readonly json: boolean;
  readonly debug: boolean;
  /** The words that are left for the command. */
  readonly words: readonly string[];
}

const SETTING_FLAGS: ReadonlySet<string> = new Set(SETTING_NAMES.map((name) => CATALOGUE[name].key));

/** `--sip-port 5070` or `--sip-port=5070`; behind `--` everything belongs to the command. The error is a flag. */
export function takeGlobalFlags(argv: readonly string[]): Result<GlobalFlags, string> {
  const settings: Record<string, string> = {};
  const words: string[] = [];
  let json = false;
  let debug = false;
  for (let at = 0; at < argv.length; at += 1) {
    const word = argv[at] ?? '';
    if (word === '--') {
      words.push(...argv.slice(at));
      break;
    }
    const [flag = '', written] = splitFlag(word);
    if (word === '--json') json = true;
    else if (word === '--debug') debug = true;
    else if (!SETTING_FLAGS.has(flag)) words.push(word);
    else {
      const value = written ?? argv[at + 1];
      if (value === undefined || (written === undefined && value.startsWith('--'))) return fail(`--${flag}`);
      if (written === undefined) at += 1;
      settings[flag] = value;
    }
  }
  return ok({ settings, json, debug, words });
}

function splitFlag(word: string): [flag: string, value: string | undefined] {
  if (!word.startsWith('--')) return ['', undefined];
  const equals = word.indexOf('=');
  return equals < 0 ? [word.slice(2), undefined] : [word.slice(2, equals), word.slice(equals + 1)];
}
