import { ok } from '../../base/result.ts';
import { refuse } from '../administration/refusal.ts';
import type { Outcome } from '../console/outcome.ts';
import type { InTwoLanguages } from '../console/pages.ts';

export function readBoth({ nl, en }: InTwoLanguages, longest: number): Outcome<InTwoLanguages> {
  const both = { nl: cleaned(nl), en: cleaned(en) };
  const isFine = [both.nl, both.en].every((text) => text.length <= longest && !/[^\P{C}\n]/u.test(text));
  return isFine
    ? ok(both)
    : refuse('text-invalid', `A text has at most ${longest} printable characters`, { longest });
}

/** One line that says something. */
export function isLine(text: string, longest: number): boolean {
  return text !== '' && text.length <= longest && !/\p{C}/u.test(text);
}

/** As it is kept: what word processors leave in a text and nobody sees is taken out, marks of direction too. */
export function cleaned(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/\t/g, ' ')
    .replace(/\p{Cf}/gu, '')
    .replace(/ +$/gm, '')
    .trim();
}
