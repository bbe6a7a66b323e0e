import type { PromptName } from '../../media/prompts/prompt.ts';
import type { Languages } from '../tables/languages.ts';
import type { ActiveCall } from './active-call.ts';

/** So long before their end people in a call are told: time for the longest line, and for a good-bye. */
export const LAST_WORDS_MS = 12_000;
/** With less time than this left a line would be cut off before it says anything. */
export const LEAST_WORDS_MS = 2_000;

/** How long to wait until the moment to speak; undefined when it is too late. */
export function lastWordsIn(remainingMs: number): number | undefined {
  return remainingMs < LEAST_WORDS_MS ? undefined : Math.max(0, remainingMs - LAST_WORDS_MS);
}

/** Everyone in these calls hears that they are about to end; who talks a codec we cannot make hears nothing. */
export function sayLastWords(
  calls: readonly ActiveCall[],
  languages: Pick<Languages, 'of'>,
  prompt: Extract<PromptName, 'call-ends' | 'maintenance'>,
): void {
  for (const call of calls) call.say((extension) => `${languages.of(extension)}/${prompt}`);
}
