import { fail, ok, type Result } from '../base/result.ts';
import type { Failure } from './failure.ts';
import type { CliParts } from './parts.ts';

/** A file a person named on the command line. */
export function readTextFile(
  { readFile }: Pick<CliParts, 'readFile'>,
  path: string,
): Result<string, Failure> {
  try {
    const text = readFile(path);
    return text === undefined ? fail({ code: 'file-missing', values: { path } }) : ok(text);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return fail({ code: 'file-unreadable', values: { path }, detail });
  }
}
