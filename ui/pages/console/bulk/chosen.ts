/** Which extensions are meant: ticked in the list, or all that a search finds. */
import { type Extension, extensionSchema } from '../../../../src/web/contract.ts';
import { mapped, type Reading, readList } from '../../../reading.ts';
import type { ConsoleVisit } from '../console-page.tsx';
import { filterOf, matches } from '../extension-filter.ts';

export const BULK_PATH = '/beheer/extensies/samen';

/** Names in the address of the page and in the forms of the list. */
export const NUMBER = 'nummer';
export const ALL = 'alles';
export const WHAT = 'wat';
/** In the forms of the page: those that were looked at, so that nobody else is hit. */
export const NUMBERS = 'numbers';

export interface Chosen {
  readonly rows: readonly Extension[];
  /** Were chosen and are not there any more. */
  readonly gone: readonly string[];
}

export async function readChosen(visit: ConsoleVisit): Promise<Reading<Chosen>> {
  return mapped(await readList(visit, '/extensions', extensionSchema), (all) => chosenOf(visit, all));
}

function chosenOf(visit: ConsoleVisit, all: readonly Extension[]): Chosen {
  const { query, form, method } = visit;
  if (method === 'GET' && query.get(ALL) === 'ja') {
    const filter = filterOf(query);
    return { rows: all.filter((extension) => matches(extension, filter)), gone: [] };
  }
  const numbers =
    method === 'POST' ? (form.get(NUMBERS) ?? '').split(',').filter(Boolean) : query.getAll(NUMBER);
  const meant = new Set(numbers);
  const rows = all.filter(({ number }) => meant.has(number));
  for (const { number } of rows) meant.delete(number);
  return { rows, gone: [...meant] };
}

export function numbersOf(rows: readonly Extension[]): string[] {
  return rows.map(({ number }) => number);
}
